"""The titles of a campaign with what is known of each: where it stands, and what to warn of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import QuerySet

from campaigns import availability, imaging
from campaigns.availability import Concern, Files, Stock
from campaigns.models import Campaign, CampaignTitle
from config import sql
from planning.catalogue import address_in
from planning.models import Library
from planning.queries.settings import plan_settings
from segments.queries import arrivals, books, covers, parts
from segments.queries.books import Book, Standing
from segments.queries.remembered import once

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class Line:
    """A title of a campaign; without a book it is still to be bought, or gone from our files."""

    row: CampaignTitle
    book: Book | None
    cover: str
    catalogue: str
    standing: Sequence[Standing]  # at the branches of the campaign; in every branch without any
    concerns: Sequence[Concern]
    arrived: int = 0  # the title of the collection that it has become

    @property
    def name(self) -> str:
        return self.book.name if self.book else str(self.row)

    @property
    def author(self) -> str:
        return self.book.author if self.book else ""

    @property
    def tone(self) -> int:
        """The colour of the cover that is drawn where there is no picture."""
        return imaging.tone_of(self.row.title or self.row.pk)


@dataclass(frozen=True)
class Place:
    """A branch of the campaign: its position in loans and copies, and its name."""

    position: int
    name: str


@dataclass(frozen=True)
class _Expected:
    title: int
    expected_on: date


def in_order(campaign: Campaign) -> "QuerySet[CampaignTitle]":
    """Its titles as somebody put them."""
    return campaign.titles.order_by("position", "pk")


def titles(campaign: Campaign, *, today: date, files: Files | None = None) -> list[Line]:
    """All titles in their order; as many queries for one as for all."""
    library, rows = campaign.library, list(in_order(campaign))
    numbers = [row.title for row in rows if row.title]
    known = known_books(library, numbers)
    standing = books.standing(library, numbers) if numbers else {}
    pictures = covers.addresses(library, numbers) if numbers else {}
    settings, here = plan_settings(library), places(campaign)
    files = files or files_of(library)
    expected = _expected(library, numbers, today)
    came = _came(library, [each for each in numbers if _is_nowhere(known.get(each))], today)
    written = [row.isbn for row in rows if row.title is None and row.isbn]
    arrived = parts.titles_named(library, written) if written else {}
    is_over = today > campaign.item.ends_on  # nothing goes live any more
    lines = []
    for row in rows:
        book, stands = known.get(row.title or 0), standing.get(row.title or 0, [])
        found = (
            []
            if is_over
            else availability.concerns(
                book.name if book else str(row),
                _stock(row, book, stands, here, expected, came),
                files,
                starts_on=campaign.item.starts_on,
                supplier_days=settings.supplier_days,
                today=today,
            )
        )
        lines.append(
            Line(
                row,
                book,
                pictures.get(row.title or 0, ""),
                address_in(settings.catalogue, book.isbn if book else row.isbn),
                at_places(stands, here),
                found,
                arrived.get(row.isbn, 0) if row.title is None else 0,
            )
        )
    return lines


def warnings(campaign: Campaign, today: date) -> list[Concern]:
    """What to know of its titles before it goes live, the most pressing first."""
    found = [each for line in titles(campaign, today=today) for each in line.concerns]
    return availability.in_order(found)


def known_books(library: Library, numbers: Sequence[int]) -> Mapping[int, Book]:
    """By number; a title of which every file was undone is not there."""
    if not numbers:
        return {}
    found, _total = books.books(library, numbers=numbers, limit=len(numbers))
    return {book.number: book for book in found}


def name_of(row: CampaignTitle) -> str:
    """What it is called, also where only its number was kept."""
    if row.name or row.title is None:
        return row.name
    book = known_books(row.library, [row.title]).get(row.title)
    return book.name if book else str(row)


def places(campaign: Campaign) -> list[Place]:
    """The branches of the campaign, by name; none means all of them."""
    return once(("places", campaign.pk), lambda: _places(campaign))


def _places(campaign: Campaign) -> list[Place]:
    rows = campaign.item.branches.order_by("name", "pk").values_list("position", "name")
    return [Place(position, name) for position, name in rows]


def files_of(library: Library) -> Files:
    """Of which day the files are by which we warn."""
    return Files(books.holdings_day(library), books.reservations_day(library))


def at_places(standing: Sequence[Standing], here: Sequence[Place]) -> list[Standing]:
    positions = {place.position for place in here}
    return [each for each in standing if not here or each.branch.position in positions]


def _stock(
    row: CampaignTitle,
    book: Book | None,
    standing: Sequence[Standing],
    here: Sequence[Place],
    expected: Mapping[int, date],
    came: Mapping[int, date],
) -> Stock:
    by_place = {each.branch.position: each.copies for each in standing}
    return Stock(
        copies=book.copies if book else 0,
        here=[(place.name, by_place.get(place.position, 0)) for place in here],
        reservations=book.reservations if book else 0,
        expected_on=row.expected_on or expected.get(row.title or 0),
        is_to_buy=row.title is None,
        came_on=came.get(row.title or 0),
    )


def _is_nowhere(book: Book | None) -> bool:
    return book is not None and book.copies == 0


def _came(library: Library, numbers: Sequence[int], today: date) -> dict[int, date]:
    """Of titles without a copy: which came in lately, so that the next file will have them."""
    new = arrivals.arrivals(library, today=today, numbers=numbers) if numbers else []
    return {each.number: each.acquired_on for each in new if each.acquired_on <= today}


def _expected(library: Library, numbers: Sequence[int], today: date) -> dict[int, date]:
    """The first day on which copies that were ordered are to come."""
    if not numbers:
        return {}
    params = {"library_id": library.pk, "titles": list(numbers), "today": today}
    rows = sql.fetch(SQL / "titles_expected.sql", _Expected, params)
    return {row.title: row.expected_on for row in rows}
