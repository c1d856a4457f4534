"""Book tips: all of them, and one with its uses, its history and the way back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import imaging
from campaigns.actions import tips as actions
from campaigns.actions.content_versions import ChangedMeanwhile
from campaigns.forms.tips import TakeBackForm, TipForm, VersionForm
from campaigns.models import BookTip
from campaigns.queries import tip_screens
from campaigns.queries import tips as queries
from campaigns.views import tip_told
from campaigns.views.newsletter import USUAL
from planning.models import Library
from planning.queries import items
from planning.requests import Request
from segments.queries import covers

PER_PAGE = 24
VIEWS = ("", "back")


@dataclass(frozen=True)
class Shown:
    """A tip with the picture of its book, or the colour of the cover that we draw ourselves."""

    tip: BookTip
    cover: str

    @property
    def tone(self) -> int:
        return imaging.tone_of(self.tip.title or self.tip.pk)


def shown(library: Library, tips: Iterable[BookTip]) -> list[Shown]:
    found = list(tips)
    pictures = covers.addresses(library, [tip.title for tip in found if tip.title])
    return [Shown(tip, pictures.get(tip.title or 0, "")) for tip in found]


@require_GET
def tips(request: Request) -> HttpResponse:
    view = request.GET.get("view", "")
    groups = items.target_groups(request.library)
    group = groups.filter(pk=_number(request.GET.get("target_group", ""))).first()
    title = _number(request.GET.get("title", ""))
    rows = queries.tips(request.library).filter(taken_back_at__isnull=view != "back")
    if group:
        rows = rows.filter(target_group=group)
    if title:
        rows = rows.filter(title=title)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", ""))
    counted = queries.counted(request.library)
    context = {
        "answer": sentence(counted),
        "counted": counted,
        "usual": min(USUAL, counted.live),
        "page": page,
        "tips": shown(request.library, page),
        "groups": groups,
        "group": group,
        "view": view if view in VIEWS else "",
        "is_filtered": bool(group or title),
    }
    return render(request, "campaigns/tips.html", context)


def sentence(counted: queries.Counted) -> str:
    """How many tips there are for readers, and for how many of them somebody was thought of."""
    live = ngettext(
        "%(count)d tip is live, of %(people)s.",
        "%(count)d tips are live, of %(people)s.",
        counted.live,
    ) % {
        "count": counted.live,
        "people": ngettext("%(count)d colleague", "%(count)d colleagues", counted.people)
        % {"count": counted.people},
    }
    if not counted.live:
        return _("Written once, used in posts, on screens, in the newsletter and on the shelf.")
    aimed = ngettext(
        "%(count)d of them is for a target group.",
        "%(count)d of them are for a target group.",
        counted.aimed,
    ) % {"count": counted.aimed}
    return f"{live} {aimed}" if counted.aimed else live


@require_GET
def tip(request: Request, pk: int) -> HttpResponse:
    found = asked_tip(request, pk)
    return render(request, "campaigns/tip.html", _context(request, found))


@require_http_methods(["GET", "POST"])
def tip_edit(request: Request, pk: int) -> HttpResponse:
    found = asked_tip(request, pk)
    names = ("text", "for_lovers_of", "target_group", "by")
    initial = {name: getattr(found, name) for name in names}
    form = TipForm(request.POST or None, library=request.library, initial=initial)
    base = VersionForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and base.is_valid():
        seen = base.cleaned_data["version"]
        try:
            actions.change_tip(found, by=request.user, base=seen, fields=form.cleaned_data)
        except ChangedMeanwhile as meanwhile:
            form.add_error(None, changed_meanwhile(meanwhile))
            base = VersionForm(initial={"version": found.version})
        else:
            messages.success(request, _("The tip has been changed, everywhere it is used."))
            return redirect("campaigns:tip", found.pk)
    context = {"form": form, "base": base, "tip": found, "shown": shown(request.library, [found])}
    status = 422 if form.errors else 200
    return render(request, "campaigns/tip_edit.html", context, status=status)


@require_POST
def tip_take_back(request: Request, pk: int) -> HttpResponse:
    found = asked_tip(request, pk)
    form = TakeBackForm(request.POST, is_own=found.written_by_id == request.user.pk)
    if not form.is_valid():
        context = _context(request, found) | {"take_back": form}
        return render(request, "campaigns/tip.html", context, status=422)
    try:
        actions.take_back(found, by=request.user, why=form.cleaned_data["why"])
    except actions.CannotTakeBack:
        messages.warning(request, _("Somebody took this tip back already."))
    else:
        messages.success(request, _("The tip is shown nowhere any more. It can be put back."))
    return redirect("campaigns:tip", found.pk)


@require_POST
def tip_put_back(request: Request, pk: int) -> HttpResponse:
    found = asked_tip(request, pk)
    try:
        actions.put_back(found, by=request.user)
    except actions.CannotTakeBack:
        messages.warning(request, _("This tip is live already."))
    else:
        messages.success(request, _("The tip is live again."))
    return redirect("campaigns:tip", found.pk)


@require_POST
def tip_restore(request: Request, pk: int) -> HttpResponse:
    found = asked_tip(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid() or not found.versions.filter(**form.cleaned_data).exists():
        raise Http404
    actions.restore_tip(found, version=form.cleaned_data["version"], by=request.user)
    messages.success(request, _("The tip reads again as it did then."))
    return redirect("campaigns:tip", found.pk)


def asked_tip(request: Request, pk: int) -> BookTip:
    rows = BookTip.objects.visible_to(request.membership)
    rows = rows.select_related("target_group", "written_by", "taken_back_by", "campaign__item")
    found: BookTip = get_object_or_404(rows, pk=pk)
    return found


def changed_meanwhile(meanwhile: ChangedMeanwhile) -> str:
    if meanwhile.by:
        return _("%(name)s changed this meanwhile. Save again if yours should replace it.") % {
            "name": meanwhile.by
        }
    return _("Somebody changed this meanwhile. Save again if yours should replace it.")


def _context(request: Request, found: BookTip) -> dict[str, Any]:
    return {
        "tip": found,
        "shown": shown(request.library, [found])[0],
        "versions": versions(found),
        "posts": queries.posts_with(found),
        "slides": queries.slides_with(found),
        "take_back": TakeBackForm(is_own=found.written_by_id == request.user.pk),
        "where": tip_told.where(found.library, tip_screens.seen(found, today=timezone.localdate())),
        "hears": tip_told.hears(
            found.library, found.written_by, written_on=timezone.localdate(found.written_at)
        ),
    }


@dataclass(frozen=True)
class Line:
    """One version of a tip: what happened, and what it read from then on."""

    version: int
    what: str
    by: str
    at: Any
    why: str
    text: str
    is_now: bool


def versions(found: BookTip) -> Sequence[Line]:
    rows = found.versions.select_related("by").order_by("-version")
    return [
        Line(
            version=each.version,
            what=str(each.get_what_display()),
            by=str(each.by or ""),
            at=each.at,
            why=each.why,
            text=each.content["text"],
            is_now=each.version == found.version,
        )
        for each in rows
    ]


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
