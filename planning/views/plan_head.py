"""What stands beside the title: how far the plan is, and the ways out of the application."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.models import Library, PlanSettings
from planning.queries import release
from planning.queries.parts import parts
from planning.views import plan_words as words
from planning.views.plan_facts import Shown


@dataclass(frozen=True)
class Way:
    """A way out: as a file it is downloaded, else it is a page."""

    label: str
    url: str
    is_file: bool = False


@dataclass(frozen=True)
class Head:
    state: str
    is_released: bool
    release: str
    ways: Sequence[Way]


def head(library: Library, shown: Shown) -> Head:
    """Of the year in hand; releasing only where that part is switched on."""
    year, query = {"year": shown.year}, shown.selection.query(panel="", view="", sort="")
    narrowed = f"?{query}" if query else ""
    state, is_released = "", False
    has_release = PlanSettings.Part.RELEASE in parts(library)
    if has_release:
        last = release.versions(library, shown.year).first()
        is_released = last is not None
        state = _("concept")
        if last:
            day = words.day(timezone.localdate(last.released_at))
            state = _("version %(number)d, released on %(day)s") % {
                "number": last.number,
                "day": day,
            }
    return Head(
        state=state,
        is_released=is_released,
        release=reverse("planning:release", kwargs=year) if has_release else "",
        ways=[
            Way(_("Print on A3 or A4"), reverse("planning:a3", kwargs=year) + narrowed),
            Way(_("Link your agenda"), reverse("planning:feeds")),
            *(
                Way(label, reverse(f"planning:{name}", kwargs=year) + narrowed, is_file=True)
                for name, label in (
                    ("plan_xlsx", _("Download as Excel")),
                    ("plan_csv", _("Download as CSV")),
                    ("plan_ics", _("Download for an agenda")),
                )
            ),
            Way(_("Read in a plan"), reverse("planning:plan_import", kwargs=year)),
            Way(
                _("Copy to %(year)d") % {"year": shown.year + 1},
                f"{reverse('planning:new_year')}?van={shown.year}",
            ),
        ],
    )
