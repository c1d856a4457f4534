"""The profile of a segment: which figures are asked, and what each block shows of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from planning.models import Library
from planning.requests import Request
from segments import addresses, portrait
from segments.forms.explorer import Options, Selection
from segments.forms.profile import Asked, ProfileForm, default_period
from segments.lattice import Period
from segments.models import Segment
from segments.portrait import Facts
from segments.queries import advice, loans, names, profile
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.suppression import Cell, State
from segments.views import explorer_page as parts
from segments.views import explorer_trend, profile_borrowing, profile_links
from segments.views import explorer_words as words
from segments.views.explorer_page import Choice
from segments.views.profile_borrowing import Borrowing


@dataclass(frozen=True)
class Fact:
    """A large figure, what it counts, and where the titles behind it are."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Figures:
    """Everything that was asked about one segment."""

    row: Entry
    asked: Asked
    options: Options
    now: Matrix
    borrowing: Borrowing
    source: str

    @property
    def cell(self) -> Cell:
        return self.now.cell(self.row.position)


def form_of(library: Library, given: Mapping[str, str]) -> ProfileForm | None:
    """The address as a question, not judged yet; None while there are no loans to ask about."""
    periods = loans.known_periods(library)
    default = default_period(periods, timezone.localdate())
    if default is None:
        return None
    try:
        period = Period.parse(given.get("period", ""))
    except ValueError:
        period = default
    return ProfileForm(given, options=parts.options(library, period, periods), period=period)


def figures(library: Library, segment: Segment, asked: Asked, options: Options) -> Figures:
    """The published figures of one segment, with those of earlier periods."""
    row = entry(segment)
    earlier = explorer_trend.periods(asked.period, options)
    before = asked.period.year_earlier()
    known = before in options.periods and options.is_whole(before)
    wanted = {asked.period, *earlier, *([before] if known else [])}
    found = loans.matrices(library, asked.ask, wanted)
    selection = Selection(period=asked.period, readers=asked.readers)
    source = parts.source(selection, options, found[asked.period], parts.last_import(library))
    return Figures(
        row,
        asked,
        options,
        found[asked.period],
        profile_borrowing.borrowing(
            row,
            asked,
            found[asked.period],
            found.get(before) if known else None,
            trend=[found[period] for period in earlier],
            threshold=library.threshold,
        ),
        source,
    )


def entry(segment: Segment) -> Entry:
    return Entry(segment.position, segment.code, segment.name)


def context(request: Request, segment: Segment, form: ProfileForm | None) -> dict[str, Any]:
    """What the page shows, with loans or without."""
    library = request.library
    today = timezone.localdate()
    doing = profile.doing(library, segment, today)
    before, after = profile.around(library, segment)
    shown = {
        "segment": segment,
        "slug": addresses.code_slug(segment.code, segment.name),
        "form": form,
        "doing": doing,
        "advice": advice.open_advice(library, segment=segment.code),
        "channels": profile.channels(library, segment),
        "quotes": profile.quotes(library, segment),
        "parts": profile.parts(segment),
        "sheets": profile.sheets(library, segment),
        "is_admin": request.membership.is_admin,
    }
    if form is None:
        facts = Facts(groups=len(doing.groups), campaigns=len(doing.campaigns), has_loans=False)
        return shown | {"lead": portrait.opening(facts)} | _beside(before, after, "")
    asked = form.asked(request.GET)
    found = figures(library, segment, asked, form.options)
    return (
        shown
        | {
            "lead": portrait.opening(_facts(found, doing)),
            "facts": _counts(found),
            "asked": asked,
            "readers": _readers(asked, form.options),
            "borrowing": found.borrowing,
            "source": found.source,
            "remarks": _remarks(found, library, is_admin=request.membership.is_admin),
            "places": _places(library, found),
        }
        | _beside(before, after, asked.query())
    )


def _facts(found: Figures, doing: profile.Doing) -> Facts:
    return Facts(
        favourites=found.borrowing.favourites,
        has_loans=found.options.known.has_segments and found.cell.state is not State.NONE,
        is_too_small=found.cell.state is State.SUPPRESSED,
        groups=len(doing.groups),
        campaigns=len(doing.campaigns),
    )


def _counts(found: Figures) -> list[Fact]:
    cell, url = found.cell, profile_links.titles(found.asked, segment=found.row)
    pairs = [(_("loans"), cell.loans), (_("borrowers"), cell.borrowers)]
    return [Fact(label, words.count(n), url) for label, n in pairs if n is not None]


def _readers(asked: Asked, options: Options) -> list[Choice]:
    """Volwassenen | Jeugd; all readers only where that is what is shown."""
    offered = ["adults", "youth"] if options.known.has_ages else []
    if asked.readers == "all":
        offered.append("all")
    return [
        Choice(
            name, str(words.READER_WORDS[name]), asked.query(readers=name), name == asked.readers
        )
        for name in offered
    ]


def _remarks(found: Figures, library: Library, *, is_admin: bool) -> list[parts.Remark]:
    selection = Selection(period=found.asked.period, readers=found.asked.readers)
    return parts.remarks(selection, found.options, found.now, is_admin=is_admin)


@dataclass(frozen=True)
class Place:
    """A branch: what the segment borrows there."""

    name: str
    url: str
    loans: str
    share: str
    width: str  # of a bar, in per cent
    borrowers: str
    said: str  # why there is no figure


def _places(library: Library, found: Figures) -> list[Place]:
    """Where they borrow, the branch with most first; nothing for a library of one branch."""
    if len(found.options.branches) < 2:
        return []
    branches = {branch.position: branch for branch in names.branches(library)}
    matrices = loans.by_branch(library, found.asked.ask)
    cells = [
        (branches[place], matrix.cell(found.row.position)) for place, matrix in matrices.items()
    ]
    cells.sort(key=lambda pair: (-(pair[1].loans or 0), pair[0].name))
    return [_place(found, branch, cell) for branch, cell in cells]


def _place(found: Figures, branch: Entry, cell: Cell) -> Place:
    whole = found.cell.loans or 0
    share = 100 * (cell.loans or 0) / whole if whole >= profile_borrowing.ENOUGH else None
    is_known = cell.loans is not None and share is not None
    return Place(
        name=branch.name,
        url=profile_links.titles(found.asked, segment=found.row, branch=branch.code),
        loans=words.count(cell.loans) if cell.loans is not None else "",
        share=words.whole_percent(min(share or 0, 100)) if is_known else "",
        width=f"{min(share or 0, 100):.1f}" if is_known else "",
        borrowers=words.count(cell.borrowers) if cell.borrowers is not None else "",
        said=_unsaid(cell),
    )


def _unsaid(cell: Cell) -> str:
    if cell.state is State.NONE:
        return _("nothing borrowed")
    return _("too small to show") if cell.state is State.SUPPRESSED else ""


def _beside(before: Entry | None, after: Entry | None, query: str) -> dict[str, Any]:
    def link(one: Entry | None) -> tuple[str, str] | None:
        return (one.name, addresses.segment_url(one.code, one.name) + query) if one else None

    return {"before": link(before), "after": link(after)}
