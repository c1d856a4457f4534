"""Where things in the plan lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from planning.views.plan_facts import Shown


@dataclass(frozen=True)
class Start:
    """Something to begin an empty plan with."""

    label: str
    url: str


def add_url(shown: Shown, day: date, *, kind: str = "") -> str:
    """The form for something new on a day; it comes back here."""
    given = {"kind": kind, "starts_on": day.isoformat(), "discipline": _discipline(shown)}
    given["next"] = shown.selection.address(panel="")
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('planning:item_add')}?{query}"


def _discipline(shown: Shown) -> str:
    chosen = shown.selection.discipline
    return "" if chosen == "joint" else chosen


def opening(shown: Shown) -> str:
    """The address of an open panel, up to what is in it."""
    query = shown.selection.query(panel="")
    return f"?{query}&panel=" if query else "?panel="


def starts(shown: Shown) -> Sequence[Start]:
    """Three things that make a plan worth looking at."""
    day = max(shown.today, date(shown.year, 1, 1))
    national = reverse("planning:national", kwargs={"year": shown.year})
    return [
        Start(_("Consultation every month"), add_url(shown, day, kind="consultation")),
        Start(_("National campaigns"), national),
        Start(_("One campaign of our own"), add_url(shown, day, kind="campaign")),
    ]
