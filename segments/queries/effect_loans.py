"""Loans that an effect is measured by: per title, per week and per day. Of books, exact."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import connection

from config import sql
from planning.models import Library
from segments.effect.windows import Span, Windows
from segments.models import GenreCode

SQL = Path(__file__).resolve().parents[1] / "sql"
# A library is closed for a week at most; a longer silence means that a file is missing.
SILENT = 7
# Comparison titles are few of many: of larger genres so many take part, whichever they are.
MOST_CANDIDATES, LEAST_OF_GENRE = 20_000, 500
SCATTER = 2654435761  # Knuth's multiplier: the order of numbers has nothing to do with their size


@dataclass(frozen=True)
class Lent:
    """A title and its loans in each window; `earlier` is the window that a part is held against."""

    number: int
    genre_code: int
    material: int
    audience: str
    first_on: date | None  # on which its oldest copy came
    matched: int = 0
    recent: int = 0
    base: int = 0
    before: int = 0
    during: int = 0
    after: int = 0
    last_year: int = 0
    earlier: int = 0


@dataclass(frozen=True)
class _Sums:
    number: int
    matched: int
    recent: int
    base: int
    before: int
    during: int
    after: int
    last_year: int
    earlier: int


@dataclass(frozen=True)
class Known:
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class Day:
    day: date
    loans: int
    here: int
    part: int  # of the genres asked


@dataclass(frozen=True)
class Week:
    title: int
    branch: int
    week: int
    loans: int


def known(library: Library) -> Known:
    """The first and the last day of which loans are known."""
    return sql.fetch(SQL / "effect_known.sql", Known, {"library_id": library.pk})[0]


def genres_of(library: Library, numbers: Sequence[int]) -> dict[int, int]:
    """The genre of each genre code of these titles and of all codes that mean the same; 0 none."""
    rows = GenreCode.objects.filter(library=library).values_list("position", "genre__position")
    genre_of = {0: 0, **{code: genre or 0 for code, genre in rows}}
    own = {genre_of.get(code, 0) for code in _codes(library, numbers)}
    return {code: genre for code, genre in genre_of.items() if genre in own}


def _codes(library: Library, numbers: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT genre_code FROM segments_title"
            " WHERE library_id = %s AND number = ANY(%s) ORDER BY genre_code",
            [library.pk, list(numbers)],
        )
        return [code for (code,) in cursor.fetchall()]


def earlier_of(windows: Windows) -> Span:
    """The weeks that a part of the collection is held against: a year ago, else until the start."""
    return windows.last_year if windows.has_last_year else windows.matched


def titles(
    library: Library,
    windows: Windows,
    *,
    promoted: Sequence[int],
    codes: Mapping[int, int],
    branches: Sequence[int],
) -> list[Lent]:
    """The promoted titles and others of their genres, in these branches (none: all); `codes` are
    genre codes with the genre that each means."""
    earlier = earlier_of(windows)
    params = _params(library, windows, branches)
    asked = {"promoted": list(promoted), "codes": sorted(codes)}
    every = sql.fetch(SQL / "effect_candidates.sql", Lent, params | asked)
    found = _some(every, set(promoted), codes)
    spans = {
        "titles": [each.number for each in found],
        "matched_first": windows.matched.first,
        "recent_first": windows.recent.first,
        "base_first": windows.base.first,
        "before_first": windows.before.first,
        "during_until": windows.during.until,
        "after_until": windows.after.until,
        "year_first": windows.last_year.first,
        "year_until": windows.last_year.until,
        "earlier_first": earlier.first,
        "earlier_until": earlier.until,
    }
    rows = sql.fetch(SQL / "effect_titles.sql", _Sums, params | spans)
    sums = {row.number: vars(row) for row in rows}
    return [Lent(**{**vars(each), **sums.get(each.number, {})}) for each in found]


def _some(every: Sequence[Lent], promoted: Collection[int], codes: Mapping[int, int]) -> list[Lent]:
    """The promoted ones, and of each genre no more others than are needed to find like ones."""
    by_genre: dict[int, list[Lent]] = defaultdict(list)
    for each in every:
        by_genre[codes.get(each.genre_code, 0)].append(each)
    most = max(LEAST_OF_GENRE, MOST_CANDIDATES // max(1, len(by_genre)))
    kept = set(promoted)
    for there in by_genre.values():
        scattered = sorted(each.number * SCATTER % 2**32 for each in there)
        last = scattered[min(most, len(scattered)) - 1]
        kept |= {each.number for each in there if each.number * SCATTER % 2**32 <= last}
    return [each for each in every if each.number in kept]


def days(
    library: Library, windows: Windows, branches: Sequence[int], codes: Collection[int]
) -> list[Day]:
    """Loans of everything and of these genre codes per day, as far as the windows reach."""
    params = _params(library, windows, branches) | {"codes": sorted(codes)}
    return sql.fetch(SQL / "effect_days.sql", Day, params)


def weeks(
    library: Library,
    windows: Windows,
    numbers: Sequence[int],
    branches: Sequence[int],
    *,
    during_weeks: int,
) -> Mapping[tuple[int, int], dict[int, int]]:
    """Loans by title and branch, per week since the start, from the matched weeks on."""
    params = _params(library, windows, branches) | {
        "first": min(windows.matched.first, windows.before.first),
        "titles": list(numbers),
        "weeks": during_weeks,
    }
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for row in sql.fetch(SQL / "effect_weeks.sql", Week, params):
        found[row.title, row.branch][row.week] = row.loans
    return found


def silences(lent: Sequence[Day], whole: Span) -> list[Span]:
    """Stretches of more than a week, between known days, on which nothing at all was lent."""
    inside = sorted(each.day for each in lent if whole.first <= each.day < whole.until)
    step = timedelta(days=1)
    return [
        Span(one + step, other)
        for one, other in pairwise(inside)
        if (other - one).days > SILENT + 1
    ]


def _params(library: Library, windows: Windows, branches: Sequence[int]) -> dict[str, Any]:
    return {
        "library_id": library.pk,
        "branches": list(branches) or None,
        "start": windows.start,
        "after_first": windows.after.first,
        "first": windows.whole.first,
        "until": windows.whole.until,
    }
