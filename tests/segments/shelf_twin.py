"""Copies, turnover, spread and sleepers counted by DuckDB from the files, to compare with pages."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from segments.queries.shelves import ALL, Stand

EVERY = "*"
# A title that one branch has slept there where it was not lent there; in all branches together also
# the last day counts that the file of titles tells.
STOOD = """
    WITH book AS (
        SELECT PPN AS title, RUBRIEK AS genre,
               try_strptime(LAATSTE_UITLEENDATUM, '%d-%m-%Y')::date AS told_on
        FROM read_csv($titles, delim = ';', header = true, all_varchar = true)
    ), held AS (
        SELECT PPN AS title, sum(EXEMPLAREN::int) AS copies,
               min(strptime(AANSCHAFDATUM, '%d-%m-%Y')::date) AS first_on
        FROM read_csv($holdings, delim = ';', header = true, all_varchar = true)
        WHERE $branch IN ('*', VESTIGING)
        GROUP BY PPN
    ), lent AS (
        SELECT title, count(*) FILTER (WHERE year(day) = $year) AS loans, max(day) AS last_on
        FROM loan WHERE $branch IN ('*', branch) GROUP BY title
    ), stand AS (
        SELECT coalesce(copies, 0) AS copies, coalesce(loans, 0) AS loans,
               copies > 0 AND first_on < $since AND coalesce(greatest(
                   last_on, CASE WHEN $branch = '*' THEN told_on END) < $since, true) AS sleeps
        FROM book LEFT JOIN held USING (title) LEFT JOIN lent USING (title)
        WHERE $genre = '*' OR list_contains($codes::text[], genre)
    )
    SELECT count(*) FILTER (WHERE copies > 0), sum(copies)::int, sum(loans)::int,
           count(*) FILTER (WHERE sleeps), sum(loans) / nullif(sum(copies), 0),
           100 * count(*) FILTER (WHERE copies > 0) / nullif(sum(copies), 0)
    FROM stand
"""


@dataclass(frozen=True)
class Point:
    """A branch, a genre (or all of them) and a year of loans."""

    branch: str
    genre: int
    year: int


def points(number: int, branches: Sequence[str], genres: Sequence[int]) -> Iterator[Point]:
    """Random ones, the same every time; a whole branch, a whole genre or all of it now and then."""
    chosen = random.Random(11)
    for _ in range(number):
        branch = chosen.choice([*branches, EVERY])
        genre = chosen.choice([*genres, *genres, ALL])
        yield Point(branch, genre, chosen.choice([2024, 2025, 2026]))


def difference(
    stand: Stand, point: Point, database: Any, folder: Path, codes: Mapping[int, list[str]]
) -> str:
    """What a page tells that is not what DuckDB makes of the files; empty where all agrees."""
    asked = {
        "titles": str(folder / "titels.csv"),
        "holdings": str(folder / "bezit.csv"),
        "branch": point.branch,
        "genre": EVERY if point.genre == ALL else "",
        "codes": codes.get(point.genre, []),
        "year": point.year,
        "since": date(2025, 1, 1),  # the year before the newest with loans
    }
    *counts, turnover, spread = database.execute(STOOD, asked).fetchone()
    mine = [stand.titles, stand.copies, stand.loans, stand.sleepers]
    rates = [_rounded(stand.turnover), _rounded(stand.spread)]
    wanted = [_rounded(turnover), _rounded(spread)]
    if (mine, rates) == (counts, wanted):
        return ""
    return f"{point}: {mine} {rates} and not {counts} {wanted}"


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(float(rate), 6)
