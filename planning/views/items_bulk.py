"""The same change for several items at once; what somebody else changed is left alone and named."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from planning.actions import items as actions
from planning.models import ItemChange, PlanItem
from planning.requests import Request
from planning.views import item_addresses as addresses

WEEKS = {"earlier": timedelta(weeks=-1), "later": timedelta(weeks=1)}
MOST = 200


@require_POST
def items_bulk(request: Request) -> HttpResponse:
    """`item` is "pk:version", as often as there are; `act` a status, earlier, later or remove."""
    act = request.POST.get("act", "")
    if act not in (*WEEKS, "remove", *PlanItem.Status.values):
        raise Http404
    seen = _seen(request.POST.getlist("item"))
    rows = PlanItem.objects.editable_by(request.membership).current()
    done, skipped = 0, []
    for item in rows.filter(pk__in=seen).order_by("pk"):
        try:
            _change(request, item, act, base=seen[item.pk])
            done += 1
        except (actions.CannotChange, actions.ChangedMeanwhile):
            skipped.append(item.title)
    _report(request, act, done, skipped)
    return redirect(addresses.asked(request, addresses.current_plan()))


def _seen(given: list[str]) -> dict[int, int]:
    """The version that was seen of each item."""
    pairs = [each.partition(":") for each in given[:MOST]]
    if not all(number.isdecimal() and version.isdecimal() for number, _colon, version in pairs):
        raise Http404
    return {int(number): int(version) for number, _colon, version in pairs}


def _change(request: Request, item: PlanItem, act: str, *, base: int) -> None:
    if act == "remove":
        actions.archive_item(item, by=request.user, base=base)
        return
    if act in PlanItem.Status.values:
        actions.change_item(item, by=request.user, base=base, fields={"status": act})
        return
    # From the days that were seen: somebody else's move then is a conflict, not moved once more.
    days = actions.days_at(item, base)
    fields = {name: day + WEEKS[act] for name, day in days.items()}
    actions.change_item(item, by=request.user, base=base, fields=fields, kind=ItemChange.Kind.MOVED)


def _report(request: Request, act: str, done: int, skipped: list[str]) -> None:
    if not done and not skipped:
        messages.warning(request, _("Nothing was ticked."))
    if done:
        said = {
            "remove": ngettext("%(count)s is in the bin.", "%(count)s are in the bin.", done),
            "earlier": ngettext("%(count)s a week earlier.", "%(count)s a week earlier.", done),
            "later": ngettext("%(count)s a week later.", "%(count)s a week later.", done),
        }
        other = ngettext("%(count)s changed.", "%(count)s changed.", done)
        messages.success(request, said.get(act, other) % {"count": done})
    if skipped:
        messages.warning(
            request,
            _("Left as they are, since a colleague changed them meanwhile: %(titles)s.")
            % {"titles": ", ".join(skipped)},
        )
