"""The large figures on top of a profile."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from segments.forms.profile import Asked
from segments.queries.names import Entry
from segments.suppression import Cell
from segments.views import explorer_words as words
from segments.views import profile_links as links
from segments.views.profile_living import Living


@dataclass(frozen=True)
class Fact:
    """A large figure, what it counts, and where the titles behind it are."""

    label: str
    value: str
    url: str = ""
    remark: str = ""


def facts(row: Entry, asked: Asked, cell: Cell, living: Living) -> list[Fact]:
    """Households and reach where files tell them, then loans and borrowers."""
    titles = links.titles(asked, segment=row)
    return [*_reach(living), *_loans(cell, titles)]


def _reach(living: Living) -> list[Fact]:
    line = living.line
    if line is None or not line.households:
        return []
    found = [Fact(_("households"), words.count(line.households))]
    if line.per_hundred is None or line.low is None or line.high is None:
        return found
    between = _("average %(reference)s; 95 times in 100 between %(low)s and %(high)s") % {
        "reference": words.decimal(line.reference or 0),
        "low": words.decimal(line.low),
        "high": words.decimal(line.high),
    }
    url = reverse("segments:chances")
    rate = words.decimal(line.per_hundred)
    found.append(Fact(_("active borrowers per 100 households"), rate, url, between))
    if line.potential:
        more = f"+{words.count(line.potential)}"
        found.append(Fact(_("borrowers more, at the average"), more, url))
    return found


def _loans(cell: Cell, url: str) -> list[Fact]:
    pairs = [(_("borrowers"), cell.borrowers), (_("loans"), cell.loans)]
    return [Fact(label, words.count(n), url) for label, n in pairs if n is not None]
