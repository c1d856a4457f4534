"""Taking an item out of the plan, back into it, and taking the last change back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.actions import bins
from planning.actions import items as actions
from planning.actions import series as series_actions
from planning.forms.item_steps import ScopeForm, VersionForm
from planning.models import PlanItem
from planning.queries import items as queries
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.item_changes import editable
from planning.views.item_conflicts import show_changes


@require_http_methods(["GET", "POST"])
def item_archive(request: Request, pk: int) -> HttpResponse:
    """Of a series it first asks which ones. What stands alone goes at once and can come back."""
    found = editable(request, pk)
    is_series = found.series_id is not None
    form = ScopeForm(request.POST or None, initial={"version": found.version}, is_series=is_series)
    if not form.is_valid():
        context = {
            "item": found,
            "form": form,
            "next": addresses.asked(request, found.get_absolute_url()),
        }
        status = 422 if form.errors else 200
        return render(request, "planning/item_archive.html", context, status=status)
    base, scope = form.cleaned_data["version"], form.chosen_scope
    try:
        if scope == series_actions.Scope.THIS:
            changed = actions.archive_item(found, by=request.user, base=base)
            return addresses.back(request, changed, was=found.version)
        gone = series_actions.archive_series(found, by=request.user, base=base, scope=scope)
    except actions.ChangedMeanwhile as refused:
        return show_changes(request, found, refused, act="archive")
    said = ngettext("%(count)s is in the bin.", "%(count)s are in the bin.", len(gone))
    return addresses.back_from_series(request, found, said=said % {"count": len(gone)})


@require_POST
def item_restore(request: Request, pk: int) -> HttpResponse:
    """Out of the bin, or with `to` back to what it was at an older version."""
    rows = PlanItem.objects.editable_by(request.membership)
    found = get_object_or_404(rows.with_everything(), pk=pk)
    form = VersionForm(request.POST)
    to = request.POST.get("to", "")
    if not form.is_valid() or not (to == "" or to.isdecimal()):
        raise Http404
    base = form.cleaned_data["version"]
    try:
        if "together" in request.POST:
            back = bins.restore_series(found, by=request.user, base=base)
            said = ngettext("%(count)s put back.", "%(count)s put back.", len(back))
            return addresses.back_from_series(request, found, said=said % {"count": len(back)})
        if to:
            get_object_or_404(found.changes, version=int(to))
            changed = actions.restore_version(found, version=int(to), by=request.user, base=base)
        else:
            changed = actions.restore_item(found, by=request.user, base=base)
    except actions.ChangedMeanwhile as refused:
        return show_changes(request, found, refused, act="restore")
    return addresses.back(request, changed, was=found.version)


@require_POST
def item_undo(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(PlanItem.objects.editable_by(request.membership), pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        actions.undo_change(found, version=form.cleaned_data["version"], by=request.user)
    except actions.CannotUndo:
        messages.warning(
            request, _("Something else happened since. The history shows what, and puts it back.")
        )
    return addresses.back(request, found, was=None)


@require_GET
def item_bin(request: Request) -> HttpResponse:
    context = {"rows": queries.bin_of(request.library), "days": actions.DAYS_IN_BIN}
    return render(request, "planning/item_bin.html", context)
