"""Who took which title in a year, settled before it is stored: segments_title_reader.

Only what may be told is stored, rounded as it is told; so nothing small is ever in this table. A
year whose loans have no member any more keeps what was settled before.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from planning.models import Library
from segments import title_cells
from segments.lattice import ADULTS, YEAR, YOUTH, Ask, Period
from segments.loading import copying, store
from segments.models import WipedYear
from segments.queries import loans
from segments.suppression import STEP
from segments.title_cells import ANY, UNKNOWN, Cells, Matrix

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Rows = dict[str, Ints]

AGE_OF_BAND = np.array([UNKNOWN, YOUTH, YOUTH, YOUTH, *[ADULTS] * 5])
LOANS = (
    "SELECT member, title, segment, band, genre_code, loans FROM segments_loan"
    " WHERE library_id = %s AND day >= %s AND day < %s AND loans > 0"
)
LOAN_TYPES = {
    "member": "int4",
    "title": "int4",
    "segment": "int2",
    "band": "int2",
    "genre_code": "int2",
    "loans": "int2",
}
MATRIX = (
    "SELECT age, CASE kind WHEN 0 THEN -1 ELSE row END, loans FROM segments_rollup"
    " WHERE library_id = %s AND level = %s AND period = %s AND branch = 0"
    " AND age IN (11, 12) AND kind IN (0, 1) ORDER BY age, kind, row"
)
TYPES = {
    "library_id": "int4",
    "year": "int2",
    "age": "int2",
    "segment": "int2",
    "title": "int4",
    "loans": "int4",
    "borrowers": "int4",
    "least": "int4",
}


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
    wiped = WipedYear.objects.filter(library=library, year__in=years)
    gone = set(wiped.values_list("year", flat=True))
    for year in sorted(set(years) - gone - {0}):
        cells = _cells(_loans(library, year))
        told = title_cells.told(cells, _matrix(library, year), k=library.threshold)
        _replace(library, year, cells.where(told))


def _loans(library: Library, year: int) -> "Rows":
    given = [library.pk, date(year, 1, 1), date(year + 1, 1, 1)]
    rows = store.copy_out(LOANS, given, LOAN_TYPES)
    return {
        "member": rows["member"].astype(np.int64),
        "title": rows["title"].astype(np.int64),
        "segment": store.top_segment(library)[rows["segment"]],
        "age": AGE_OF_BAND[rows["band"]],
        "genre": store.genre_of_code(library)[rows["genre_code"]],
        "loans": rows["loans"].astype(np.int64),
    }


def _cells(rows: "Rows") -> Cells:
    """Every cell of every title, and the totals of its ages."""
    is_known = rows["age"] != UNKNOWN
    segments = {name: column[is_known] for name, column in rows.items()}
    totals = rows | {"segment": np.full_like(rows["title"], ANY)}
    genre = _genre_of(rows)
    parts = [_counted(segments, genre), _counted(totals, genre)]
    return Cells(*(np.concatenate(c) for c in zip(*(vars(p).values() for p in parts), strict=True)))


def _counted(rows: "Rows", genre: "Ints") -> Cells:
    """Loans and distinct members by title, age and segment."""
    cell = (rows["title"] << 16) | (rows["age"] << 12) | (rows["segment"] + 1)
    order = np.argsort(cell, kind="stable")
    ordered = cell[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(cell)])
    loans = np.add.reduceat(rows["loans"][order], starts) if len(starts) else starts
    keys = ordered[starts]
    people = int(rows["member"].max(initial=0)) + 1
    is_member = rows["member"] > 0
    number = np.searchsorted(keys, cell[is_member])
    pairs = _distinct(number * people + rows["member"][is_member])
    borrowers = np.bincount(pairs // people, minlength=len(keys))
    title = keys >> 16
    return Cells(title, keys >> 12 & 15, (keys & 4095) - 1, genre[title], loans, borrowers)


def _distinct(keys: "Ints") -> "Ints":
    keys = np.sort(keys)
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys


def _genre_of(rows: "Rows") -> "Ints":
    """By title the genre of most of its loans; of as many that with the lowest number."""
    width = int(rows["genre"].max(initial=0)) + 1
    pair = rows["title"] * width + rows["genre"]
    keys, which = np.unique(pair, return_inverse=True)
    lent = np.bincount(which, weights=rows["loans"])
    best = np.lexsort((-keys, lent))
    genre = np.zeros(int(rows["title"].max(initial=0)) + 1, np.int64)
    genre[keys[best] // width] = keys[best] % width  # of several the last one stays
    return genre


def _matrix(library: Library, year: int) -> Matrix:
    """What the matrix of segments and genres has of the year, all branches together.

    It tells what its page shows: a figure that goes along with a small one is hidden there too.
    """
    with connection.cursor() as cursor:
        cursor.execute(MATRIX, [library.pk, YEAR, year])
        found = cursor.fetchall()
    asked = {age: Ask(Period(YEAR, year), age=age) for age in (ADULTS, YOUTH)}
    seen = {age: loans.matrix(library, ask) for age, ask in asked.items()}
    lines = [
        (age, segment, genre, count, seen[age].cell(segment, genre).is_shown)
        for age, segment, lent in found
        for genre, count in enumerate(lent[1:])
        if count
    ]
    age, row, genre, lent, is_told = np.array(lines, np.int64).reshape(-1, 5).T
    return Matrix(age, row, genre, lent, is_told.astype(np.bool_))


def _replace(library: Library, year: int, cells: Cells) -> None:
    size = len(cells)
    columns = {
        "library_id": np.full(size, library.pk),
        "year": np.full(size, year),
        "age": cells.age,
        "segment": cells.segment,
        "title": cells.title,
        "loans": _rounded(cells.loans),
        "borrowers": _rounded(cells.borrowers),
        # Of a rounded count this many at least; under a higher threshold they are too few.
        "least": np.maximum(_rounded(cells.borrowers) - STEP // 2, library.threshold),
    }
    names = ", ".join(TYPES)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM segments_title_reader WHERE library_id = %s AND year = %s",
            [library.pk, year],
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS fresh_reader"
            " (LIKE segments_title_reader) ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE fresh_reader")
        with cursor.copy(f"COPY fresh_reader ({names}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(copying.HEADER)
            copy.write(copying.encode(columns, TYPES))
            copy.write(copying.TRAILER)
        cursor.execute(copying.insert_sql("segments_title_reader", "fresh_reader", list(TYPES)))


def _rounded(counts: "Ints") -> "Ints":
    nearest: Ints = (counts + STEP // 2) // STEP * STEP
    return nearest
