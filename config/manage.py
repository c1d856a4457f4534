"""Manage: one page that asks every app how things stand, and what only the roof can know."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET

from config import sql
from planning import queries, views
from planning.models import (
    Branch,
    Channel,
    Display,
    Holiday,
    Library,
    Membership,
    NationalCampaign,
)
from planning.queries import parts, settings
from planning.requests import Request
from planning.rights import admin_required
from segments.models import Area, LoanImport
from segments.queries import schemes

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Tile:
    title: str
    sentence: str
    url: str
    icon: str
    is_warning: bool = False


@require_GET
@admin_required
def manage(request: Request) -> HttpResponse:
    library = request.library
    tiles = [
        _imports(library),
        _people(library),
        _branches(library),
        _displays(library),
        _channels(library),
        _national(library),
        _holidays(library),
        _segmentation(library),
        _service_area(library),
        _thresholds(library),
        _parts(library),
    ]
    if library.is_demonstration:
        tiles.append(_demonstration(library))
    return render(request, "config/manage.html", {"tiles": tiles})


def _imports(library: Library) -> Tile:
    imports = LoanImport.objects.filter(library=library).order_by("-created_at", "-pk")
    last = imports.exclude(status=LoanImport.Status.DRAFT).first()
    title, url = pgettext("title", "Reading in"), reverse("segments:import_list")
    if last is None:
        return Tile(title, _("Nothing has been read in yet."), url, "upload")
    sentence = _("Last file on %(date)s: %(file)s, %(state)s.") % {
        "date": date_format(timezone.localtime(last.created_at), "j F"),
        "file": last.filename,
        "state": last.get_status_display(),
    }
    asks = last.status in (LoanImport.Status.NEEDS_ANSWER, LoanImport.Status.FAILED)
    return Tile(title, sentence, url, "upload", is_warning=asks)


def _people(library: Library) -> Tile:
    members = list(Membership.objects.filter(library=library).select_related("user"))
    waiting = sum(member.is_waiting for member in members)
    sentence = ngettext("%(count)d person.", "%(count)d people.", len(members))
    sentence %= {"count": len(members)}
    if waiting and not library.is_demonstration:
        sentence += " " + ngettext(
            "%(count)d has not come in yet.", "%(count)d have not come in yet.", waiting
        ) % {"count": waiting}
    return Tile(_("People"), sentence, reverse("planning:member_list"), "people")


def _branches(library: Library) -> Tile:
    branches = Branch.objects.filter(library=library).count()
    groups = queries.groups(library).count()
    title, url = _("Branches"), reverse("planning:branch_list")
    if not branches:
        return Tile(title, _("No branches yet."), url, "branch")
    sentence = ngettext("%(count)d branch", "%(count)d branches", branches) % {"count": branches}
    if groups:
        in_groups = ngettext("in %(count)d group", "in %(count)d groups", groups)
        sentence += " " + in_groups % {"count": groups}
    return Tile(title, sentence + ".", url, "branch")


def _segmentation(library: Library) -> Tile:
    title, url = _("Segmentation"), reverse("segments:scheme")
    now = schemes.active_edition(library)
    if now is None:
        return Tile(title, _("No segmentation has been read in yet."), url, "list")
    return Tile(title, _("In use: %(edition)s.") % {"edition": now}, url, "list")


def _service_area(library: Library) -> Tile:
    areas = Area.objects.filter(library=library)
    total, unplaced = areas.count(), areas.filter(catchment=None).count()
    title, url = _("Service area"), reverse("segments:service_area")
    if not total:
        return Tile(title, _("No areas are known yet."), url, "grid")
    sentence = ngettext("%(count)d area", "%(count)d areas", total) % {"count": total}
    if unplaced:
        without = ngettext("%(count)d without a branch", "%(count)d without a branch", unplaced)
        sentence += ", " + without % {"count": unplaced}
    return Tile(title, sentence + ".", url, "grid")


def _displays(library: Library) -> Tile:
    count = Display.objects.filter(library=library, archived_at=None).count()
    title, url = _("Places to show"), reverse("planning:display_list")
    if not count:
        return Tile(title, _("No tables, windows or screens yet."), url, "screen")
    sentence = ngettext("%(count)d place.", "%(count)d places.", count) % {"count": count}
    return Tile(title, sentence, url, "screen")


def _channels(library: Library) -> Tile:
    count = Channel.objects.filter(library=library, archived_at=None).count()
    title, url = _("Channels"), reverse("planning:channel_list")
    if not count:
        return Tile(title, _("No channels yet."), url, "campaign")
    sentence = ngettext("%(count)d channel.", "%(count)d channels.", count) % {"count": count}
    return Tile(title, sentence, url, "campaign")


def _national(library: Library) -> Tile:
    title, url = _("National campaigns"), reverse("planning:national_list")
    rows = NationalCampaign.objects.filter(library=library).order_by("-year")
    confirmed = list(rows.values_list("year", "is_confirmed"))
    if not confirmed:
        return Tile(title, _("No calendar yet."), url, "year")
    year = confirmed[0][0]
    known = [is_confirmed for each, is_confirmed in confirmed if each == year]
    sentence = _("%(count)d in %(year)d, %(expected)d of them with expected dates.") % {
        "count": len(known),
        "year": year,
        "expected": known.count(False),
    }
    return Tile(title, sentence, url, "year")


def _holidays(library: Library) -> Tile:
    closed = Holiday.objects.filter(library=library, kind=Holiday.Kind.CLOSED).count()
    title, url = _("Holidays and closed days"), reverse("planning:holiday_list")
    region = settings.plan_settings(library).get_region_display()
    sentence = _("School holidays of %(region)s.") % {"region": region}
    if closed:
        days = ngettext("Closed %(count)d time.", "Closed %(count)d times.", closed)
        sentence += " " + days % {"count": closed}
    return Tile(title, sentence, url, "clock")


def _thresholds(library: Library) -> Tile:
    sentence = _(
        "Groups under %(threshold)d borrowers stay hidden; the term for codes of borrowers is"
        " %(months)d months."
    ) % {"threshold": library.threshold, "months": library.retention_months}
    return Tile(_("Thresholds"), sentence, reverse("planning:thresholds"), "shield")


def _parts(library: Library) -> Tile:
    on = len(parts.parts(library))
    sentence = ngettext(
        "%(count)d part besides the year plan.", "%(count)d parts besides the year plan.", on
    ) % {"count": on}
    if not on:
        sentence = _("Only the year plan. The rest comes when you want it.")
    return Tile(_("Parts"), sentence, reverse("planning:part_list"), "grid")


def _demonstration(library: Library) -> Tile:
    url = reverse("remove_demonstration")
    if library.removal_asked_at:
        return Tile(_("Example data"), _("Is being removed."), url, "trash", is_warning=True)
    sentence = _("Everything here is made up. Remove it when you have seen enough.")
    return Tile(_("Example data"), sentence, url, "trash")


@admin_required
def branch_edit(request: Request, pk: int) -> HttpResponse:
    """The branch's own page; it asks here whether there are loans of the branch."""
    return views.branch_edit(request, pk, is_used=has_loans)


@dataclass(frozen=True)
class _Found:
    has_loans: bool


def has_loans(branch: Branch) -> bool:
    """Whether a file with loans of this branch was ever read in."""
    values = {"library_id": branch.library_id, "position": branch.position}
    return sql.fetch(SQL / "branch_has_loans.sql", _Found, values)[0].has_loans
