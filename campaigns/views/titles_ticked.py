"""Titles that are ticked and not put in yet: they go along, whatever the list shows."""

from collections.abc import Collection, Sequence

from django.http import QueryDict

from campaigns.queries.campaign_titles import known_books
from planning.requests import Request
from segments.queries.books import Book

MOST_AT_ONCE = 60
NAME = "title"


def numbers_of(texts: list[str]) -> list[int]:
    """Numbers of titles out of an address or a form; what is no number is left out."""
    found = [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 10]
    return list(dict.fromkeys(found))[:MOST_AT_ONCE]


def asked(request: Request) -> list[int]:
    """What was ticked, in the order in which it was."""
    return numbers_of([*request.GET.getlist(NAME), *request.POST.getlist(NAME)])


def ticked(
    request: Request, in_sight: Collection[int], *, without: Collection[int]
) -> tuple[list[int], list[Book]]:
    """All that is ticked, and of these the books that the list at hand does not show.

    without: what is in the campaign by now.
    """
    numbers = [number for number in asked(request) if number not in without]
    known = known_books(request.library, [each for each in numbers if each not in in_sight])
    return [each for each in numbers if each in in_sight or each in known], list(known.values())


def query_of(numbers: Sequence[int]) -> str:
    """They as a part of an address."""
    ticks = QueryDict(mutable=True)
    ticks.setlist(NAME, [str(number) for number in numbers])
    return ticks.urlencode()
