"""Titles that suit a campaign's one target group, and why.

The rules are in campaigns/suggestions.py. Of readers only published figures are used
(segments/queries/taste.py); books are counted exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from campaigns.availability import Files
from campaigns.models import Campaign
from campaigns.queries import campaign_titles
from campaigns.queries.campaign_titles import Place
from campaigns.queries.fitting import Ground, ground
from campaigns.suggestions import Facts, Rules, Why, quiet_since
from config import sql
from planning.catalogue import address_in
from planning.models import Library
from planning.queries.settings import plan_settings
from segments.lattice import MONTH
from segments.queries import arrivals, books, covers, loans, names
from segments.queries.books import Book, Standing
from segments.queries.shelves import NEWEST, Shelf

SQL = Path(__file__).resolve().parents[1] / "sql"
FIRST_FEW, PER_PAGE = 6, 25
AT_ONCE = 300  # numbers that are looked at together
EVERYWHERE = "all"


@dataclass(frozen=True)
class Filters:
    """What the address asks for; empty is everything."""

    reason: str = ""  # one section alone
    genre: int | None = None
    branch: str = ""  # its code; empty: the branches of the campaign, EVERYWHERE: all
    on_shelf: bool = False
    new: bool = False
    quiet: bool = False
    no_queue: bool = False
    q: str = ""
    page: int = 1


@dataclass(frozen=True)
class Asked:
    """A campaign with all that its suggestions are judged by."""

    campaign: Campaign
    filters: Filters
    ground: Ground
    rules: Rules
    shelf: Shelf
    files: Files
    place: Place | None  # the one branch of which we tell; None: all of them together
    here: Sequence[Place]  # where it has to stand to be on the shelf; none: anywhere
    came: Mapping[int, date] = field(default_factory=dict)  # the newest first
    chosen: frozenset[int] = frozenset()

    @property
    def library(self) -> Library:
        return self.campaign.library

    @property
    def branch(self) -> int:
        return self.place.position if self.place else 0


@dataclass(frozen=True)
class Suggestion:
    """A title with what is known of it."""

    facts: Facts
    book: Book
    cover: str
    catalogue: str
    standing: Sequence[Standing]


@dataclass(frozen=True)
class Section:
    """Titles under one reason; None: what was looked for by its words."""

    why: Why | None
    lines: Sequence[Suggestion]
    has_more: bool


@dataclass(frozen=True)
class _Number:
    number: int


def asked(
    campaign: Campaign, filters: Filters, *, today: date, files: Files | None = None
) -> Asked:
    """What the group likes, what is new, and since when a book is quiet."""
    library = campaign.library
    place, here = _places(campaign, filters)
    shelf = books.shelf(library, branch=place.position if place else 0)
    first, last = _known_days(library)
    until = max(campaign.item.ends_on, today)  # what comes after it is of no use to it
    came = arrivals.arrivals(library, today=today, branch=place.position if place else None)
    return Asked(
        campaign,
        filters,
        ground(campaign, today=today),
        Rules(shelf.has_copies, quiet_since(first, last, today), first),
        shelf,
        files or campaign_titles.files_of(library),
        place,
        here,
        {each.number: each.acquired_on for each in came if each.acquired_on <= until},
        frozenset(row.title for row in campaign.titles.all() if row.title),
    )


def _places(campaign: Campaign, filters: Filters) -> tuple[Place | None, list[Place]]:
    if filters.branch == EVERYWHERE:
        return None, []
    if filters.branch:
        entries = names.branches(campaign.library)
        found = [Place(each.position, each.name) for each in entries if each.code == filters.branch]
    else:
        found = campaign_titles.places(campaign)
    return (found[0] if len(found) == 1 else None), found


def _known_days(library: Library) -> tuple[date | None, date | None]:
    """The first and the last day of the newest months of loans without a gap."""
    months = {each.number for each in loans.known_periods(library) if each.level == MONTH}
    if not months:
        return None, None
    last = first = max(months)
    while first - 1 in months:
        first -= 1
    after = date((last + 1) // 12, (last + 1) % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), after - timedelta(days=1)


def sections(asked: Asked) -> list[Section]:
    """The first few titles under each reason, or a page of one; empty ones are left out."""
    filters = asked.filters
    if filters.q:
        found = _found(asked)
        return [found] if found.lines else []
    wanted = [why for why in Why if filters.reason in ("", why)]
    limit = PER_PAGE if filters.reason else FIRST_FEW
    offset = (filters.page - 1) * PER_PAGE if filters.reason else 0
    numbers = {why: _numbers(asked, why, limit=limit + 1, offset=offset) for why in wanted}
    shown = [number for rows in numbers.values() for number in rows[:limit]]
    lines = told(asked, shown)
    return [
        Section(why, [lines[each] for each in rows[:limit] if each in lines], len(rows) > limit)
        for why, rows in numbers.items()
        if rows
    ]


def _found(asked: Asked) -> Section:
    """Titles by their words, whatever the group likes."""
    filters = asked.filters
    found, total = books.books(
        asked.library,
        text=filters.q,
        limit=PER_PAGE,
        offset=(filters.page - 1) * PER_PAGE,
    )
    lines = told(asked, [book.number for book in found])
    return Section(
        None,
        [lines[book.number] for book in found if book.number in lines],
        total > filters.page * PER_PAGE,
    )


def _numbers(asked: Asked, why: Why, *, limit: int, offset: int) -> list[int]:
    """The titles under a reason, in its order."""
    filters = asked.filters
    own, came = list(asked.ground.own), list(asked.came)
    given: dict[Why, tuple[str, list[int], list[int]]] = {
        Why.OWN: ("named", own, []),
        Why.NEW: ("named", came, own),
        Why.QUIET: ("quiet", [], own + came),
        Why.LENT: ("lent", [], own + came),
        Why.THEME: ("named", list(asked.ground.themes), own),
    }
    name, numbers, besides = given[why]
    if name == "named" and not numbers:
        return []
    if (filters.new and name != "named") or (filters.quiet and why is Why.LENT):
        return []
    if asked.rules.quiet_before is None and (filters.quiet or why is Why.QUIET):
        return []
    params = _params(asked) | {
        "numbers": numbers,
        "without": [*asked.chosen, *besides],
        "must_suit": why is Why.NEW,
        "is_rest": why is Why.THEME,
        "limit": limit,
        "offset": offset,
    }
    if why in (Why.OWN, Why.NEW):
        return _in_turn(params)
    return [row.number for row in sql.fetch(SQL / f"suggested_{name}.sql", _Number, params)]


def _in_turn(params: dict[str, Any]) -> list[int]:
    """Of numbers that are in order already, only as many are looked at as a page needs."""
    last = params["offset"] + params["limit"]
    found: list[int] = []
    for start in range(0, len(params["numbers"]), AT_ONCE):
        some = {"numbers": params["numbers"][start : start + AT_ONCE], "limit": AT_ONCE}
        rows = sql.fetch(SQL / "suggested_named.sql", _Number, params | some | {"offset": 0})
        found += [row.number for row in rows]
        if len(found) >= last:
            break
    return found[params["offset"] : last]


def _params(asked: Asked) -> dict[str, Any]:
    filters = asked.filters
    here = [place.position for place in asked.here]
    return {
        "library_id": asked.library.pk,
        "branch": asked.branch,
        "places": here or None,
        "codes": asked.ground.codes,
        "only_codes": asked.ground.codes_of(filters.genre),
        "came": list(asked.came),
        "has_copies": asked.rules.has_copies,
        "quiet_before": asked.rules.quiet_before,
        "which": 0 if asked.shelf.which == NEWEST else 1,
        "on_shelf": filters.on_shelf,
        "only_new": filters.new,
        "only_quiet": filters.quiet,
        "no_queue": filters.no_queue,
    }


def told(asked: Asked, numbers: Sequence[int]) -> dict[int, Suggestion]:
    """By number: each of these titles with all that counts of it."""
    known = campaign_titles.known_books(asked.library, numbers)
    here = _at_branch(asked, list(known)) if asked.branch else known
    standing = books.standing(asked.library, list(known))
    pictures = covers.addresses(asked.library, list(known))
    catalogue = plan_settings(asked.library).catalogue
    return {
        number: Suggestion(
            _facts(asked, book, here.get(number)),
            book,
            pictures.get(number, ""),
            address_in(catalogue, book.isbn),
            campaign_titles.at_places(standing[number], asked.here),
        )
        for number, book in known.items()
    }


def _at_branch(asked: Asked, numbers: Sequence[int]) -> Mapping[int, Book]:
    if not numbers:
        return {}
    found, _total = books.books(
        asked.library,
        numbers=numbers,
        branch=asked.branch,
        year=asked.shelf.year,
        limit=len(numbers),
    )
    return {book.number: book for book in found}


def _facts(asked: Asked, book: Book, here: Book | None) -> Facts:
    facts = Facts(
        number=book.number,
        own=asked.ground.own.get(book.number),
        fit=asked.ground.fit(book.genre),
        theme=asked.ground.themes.get(book.number, ""),
        came_on=asked.came.get(book.number),
        copies_all=book.copies,
    )
    if here is None:
        return facts
    return replace(
        facts, copies=here.copies, first_on=here.first_on, last_on=here.last_on, lent=here.loans
    )
