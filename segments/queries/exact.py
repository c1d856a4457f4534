"""Rows of the rollups as the table that suppression publishes."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from segments.queries.names import Entry
from segments.suppression import ExactTable

ANY = -1  # every row, or every genre, together


class Counted(Protocol):
    """Arrays of counts: every genre together, and then genre by genre."""

    @property
    def loans(self) -> list[int]: ...

    @property
    def borrowers(self) -> list[int]: ...


def exact_table(
    rows: Sequence[Entry], genres: Sequence[Entry], counts: Mapping[int, Counted]
) -> ExactTable:
    """The counts by row (ANY: all rows together) in the order of rows and genres."""

    def count(what: int, row: int, element: int) -> int:
        # Arrays of before a genre was added are shorter.
        if row not in counts:
            return 0
        found = counts[row].borrowers if what else counts[row].loans
        return found[element] if element < len(found) else 0

    elements = [1 + genre.position for genre in genres]
    grids = [
        [[count(what, row.position, element) for element in elements] for row in rows]
        for what in (0, 1)
    ]
    ends = [[count(what, row.position, 0) for row in rows] for what in (0, 1)]
    feet = [[count(what, ANY, element) for element in elements] for what in (0, 1)]
    return ExactTable(
        rows=[row.position for row in rows],
        columns=[genre.position for genre in genres],
        loans=grids[0],
        borrowers=grids[1],
        row_loans=ends[0],
        row_borrowers=ends[1],
        column_loans=feet[0],
        column_borrowers=feet[1],
        all_loans=count(0, ANY, 0),
        all_borrowers=count(1, ANY, 0),
    )
