"""Who borrowed what in a year, by segment and genre: for a proposal of larger groups."""

from pathlib import Path

import numpy as np

from planning.models import Library
from segments.clustering import Cell, Counted
from segments.lattice import ADULTS, YOUTH
from segments.loading import store

SQL = Path(__file__).resolve().parents[1] / "sql" / "reader_cells.sql"
TYPES = {
    "member": "int4",
    **dict.fromkeys(("segment", "genre_code", "band"), "int2"),
    "loans": "int4",
}


def cells(library: Library, year: int) -> dict[Cell, Counted]:
    """Loans and borrowers by segment, genre and adults or youth; rows without one are left out.

    As if nothing had been taken together: a cluster is read as the segments that it is made of.
    """
    rows = store.copy_out(
        SQL.read_text(), [library.pk, f"{year}-01-01", f"{year + 1}-01-01"], TYPES
    )
    segment = store.segment_outside_clusters(library)[rows["segment"]]
    genre = store.own_genre_of_code(library)[rows["genre_code"]]
    readers = np.where(rows["band"] >= 4, ADULTS, np.where(rows["band"] >= 1, YOUTH, 0))
    numbers = {member: at for at, member in enumerate(np.unique(rows["member"]).tolist())}
    found: dict[Cell, Counted] = {}
    columns = (segment, genre, readers, rows["member"], rows["loans"])
    for *place, member, loans in zip(*(column.tolist() for column in columns), strict=True):
        if all(place) and member:
            key = (place[0], place[1], place[2])
            one = Counted(loans, 1 << numbers[member])
            found[key] = found[key] + one if key in found else one
    return found
