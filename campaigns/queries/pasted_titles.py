"""What a pasted list means in this collection, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from campaigns.models import Campaign
from campaigns.pasted_titles import Candidate, Line, is_called, sure
from campaigns.queries.campaign_titles import known_books
from segments.queries import books, parts
from segments.queries.books import Book

MOST_CANDIDATES = 5
MOST_LOOKED_AT = 60  # words of a title are words of others too, and of their authors


class State(StrEnum):
    FOUND = "found"
    DOUBTED = "doubted"
    NOT_FOUND = "not_found"
    ALREADY = "already"


@dataclass(frozen=True)
class Meaning:
    """A line, how sure it is what it means, and the titles that it may be."""

    line: Line
    state: State
    books: Sequence[Book] = ()


def meanings(campaign: Campaign, lines: Sequence[Line]) -> list[Meaning]:
    """Each line with what it may mean: by its number, else by its words."""
    library = campaign.library
    codes = parts.titles_named(library, [line.code for line in lines if line.code])
    known = known_books(library, sorted(set(codes.values())))
    rows = list(campaign.titles.all())
    there = {row.title for row in rows if row.title}
    written = {row.isbn or row.name.casefold() for row in rows if not row.title}
    return [_meaning(campaign, line, codes, known, there, written) for line in lines]


def _meaning(
    campaign: Campaign,
    line: Line,
    codes: Mapping[str, int],
    known: Mapping[int, Book],
    there: set[int],
    written: set[str],
) -> Meaning:
    book = known.get(codes.get(line.code, 0))
    found = [book] if book else _by_words(campaign, line)
    certain = book or _certain(line, found)
    if certain:
        state = State.ALREADY if certain.number in there else State.FOUND
        return Meaning(line, state, [certain])
    if (line.isbn or line.name.casefold()) in written:
        return Meaning(line, State.ALREADY)
    same = sorted(found, key=lambda book: not is_called(line, book.title))
    return Meaning(line, State.DOUBTED if same else State.NOT_FOUND, same[:MOST_CANDIDATES])


def _by_words(campaign: Campaign, line: Line) -> list[Book]:
    """Titles with all words of the line, else with those of its title alone."""
    for text in dict.fromkeys((f"{line.title} {line.author}".strip(), line.title)):
        if text:
            found, _total = books.books(campaign.library, text=text, limit=MOST_LOOKED_AT)
            if found:
                return found
    return []


def _certain(line: Line, found: Sequence[Book]) -> Book | None:
    # A number that we do not know says that it is another book, or another edition.
    if line.code:
        return None
    one = sure(line, [Candidate(book.number, book.title, book.author) for book in found])
    return next((book for book in found if one and book.number == one.number), None)
