"""Of which figures a zero may not be told: those that are part of a figure that is too small.

A branch of which we say that no adult borrowed there, while one loan of it is known from the
library system, says that the reader was a child.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from config import sql
from planning.models import Library
from segments.lattice import Period, wider_ages, wider_branches

SQL = Path(__file__).resolve().parents[1] / "sql"
Key = tuple[int, int, int, int]  # branch, age, kind and row of a rollup row
View = tuple[Period, Key]


@dataclass(frozen=True)
class _Small:
    level: int
    period: int
    branch: int
    age: int
    kind: int
    row: int
    places: list[int]  # 0 is every genre together, 1 + p the genre at position p


def unsaid(
    library: Library, periods: Sequence[Period], keys: Iterable[Key], groups: Mapping[int, int]
) -> Mapping[View, set[int]]:
    """By period and rollup row the places whose zero is not told; groups: branch → group id."""
    above = {
        (period, key): list(_above(period, key, groups)) for key in set(keys) for period in periods
    }
    found = _small(library, {view for views in above.values() for view in views})
    places: dict[View, set[int]] = defaultdict(set)
    for view, wider in above.items():
        for each in wider:
            places[view] |= found.get(each, set())
    return places


def _above(period: Period, key: Key, groups: Mapping[int, int]) -> Iterable[View]:
    """Every view that this one is part of, in period, branch and age."""
    branch, age, *row = key
    wider = product(
        (period, *period.wider()),
        (branch, *wider_branches(branch, groups.get(branch, 0))),
        (age, *wider_ages(age)),
    )
    for when, where, who in wider:
        if (when, where, who) != (period, branch, age):
            yield when, (where, who, row[0], row[1])


def _small(library: Library, views: set[View]) -> dict[View, set[int]]:
    if not views:
        return {}
    periods = sorted({period for period, _key in views})
    params = {
        "library_id": library.pk,
        "levels": [period.level for period in periods],
        "periods": [period.number for period in periods],
        "branches": sorted({key[0] for _period, key in views}),
        "ages": sorted({key[1] for _period, key in views}),
        "kinds": sorted({key[2] for _period, key in views}),
        "threshold": library.threshold,
    }
    return {
        (Period(row.level, row.period), (row.branch, row.age, row.kind, row.row)): set(row.places)
        for row in sql.fetch(SQL / "rollup_small.sql", _Small, params)
    }
