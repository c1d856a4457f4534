"""What is not there yet to speak of reach, which file gives the next step, and what can be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planning.models import Library
from segments import measures
from segments.forms.reach import Selection
from segments.lattice import ALL, Ask
from segments.queries import loans, names, supplied
from segments.suppression import State
from segments.views import explorer_words as words
from segments.views import supplied_page
from segments.views.reach_page import Reaches


@dataclass(frozen=True)
class AgeTold:
    """An age group, and what is known of it without segments."""

    name: str
    loans: str
    share: str


@dataclass(frozen=True)
class Missing:
    title: str
    text: str
    ages: Sequence[AgeTold]
    period: str  # of the ages
    sentence: str = ""  # what they say, where they are all there is


def missing_file(library: Library, selection: Selection, found: Reaches) -> str:
    """The first thing that is missing: ages, scheme, postcodes, households; empty if nothing."""
    known = loans.known(library, selection.period)
    if not known.has_borrowers or not known.has_ages:
        return "ages"
    if not found.borrowers.segments:
        return "scheme"
    if not known.has_segments:
        return "postcodes"
    return "" if found.borrowers.has_households else "households"


def missing(library: Library, what: str, selection: Selection | None = None) -> Missing:
    """The page without its list; `what` is “loans” while no loans are known at all."""
    title, text = _texts()[what]
    return Missing(title, text, *_ages(library, selection))


def _texts() -> dict[str, tuple[str, str]]:
    return {
        "loans": (
            _("Here you will see whom you do not reach yet"),
            _(
                "For each group of households you see how many borrow, and what it would bring if"
                " they borrowed as much as others. That takes four files: the segmentation, the"
                " postcodes with their segments, the households per neighbourhood, and the loans."
            ),
        ),
        "ages": (
            _("Who borrows is not known yet"),
            _(
                "These loans do not say whose they are, or how old. Read in a file with member"
                " numbers and years of birth: then you see how many adults and youth you reach."
            ),
        ),
        "scheme": (
            _("Which groups live here is not known yet"),
            _(
                "Read in the segmentation that your library uses, and then the postcodes with"
                " their segments and the households per neighbourhood."
            ),
        ),
        "postcodes": (
            _("To which segment your borrowers belong is not known yet"),
            _(
                "Read in the postcodes with their segments, and then the loans again: a postcode"
                " is forgotten as soon as its segment is found."
            ),
        ),
        "households": (
            _("How many households live here is not known yet"),
            _(
                "Read in the households per neighbourhood and segment. Then you see how many of"
                " them borrow, and what it would bring if they borrowed as much as others."
            ),
        ),
    }


def _ages(library: Library, selection: Selection | None) -> tuple[list[AgeTold], str, str]:
    """Loans per age group: of our own counts, else of the totals that a supplier counted."""
    if selection is not None:
        found = loans.matrix(library, Ask(selection.period, age=ALL, rows="age"))
        shown = [row for row in found.rows if found.cell(row.position).state is not State.NONE]
        told = [
            AgeTold(
                row.name,
                _number(found.cell(row.position).loans),
                _share(measures.share(found.cell(row.position), found.total)),
            )
            for row in shown
            if row.code != names.band(0).code
        ]
        if told:
            return told, selection.period.label(), ""
    return _supplied_ages(library)


def _supplied_ages(library: Library) -> tuple[list[AgeTold], str, str]:
    """Of a supplier's yearly totals, where these tell who borrowed."""
    year = supplied.newest_year(library)
    if year is None or year.kind not in ("segment", "age", "area"):
        return [], "", ""
    shown = supplied_page.shown(year)
    told = [AgeTold(row.name, row.loans, row.share) for row in shown.rows]
    return told, shown.period, shown.sentence


def _number(count: int | None) -> str:
    return _("too small to show") if count is None else words.count(count)


def _share(share: float | None) -> str:
    return "" if share is None else words.whole_percent(share)
