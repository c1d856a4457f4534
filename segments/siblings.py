"""Which figures must be hidden because, beside their sibling views, they give a small one away.

Suppression looks at one table. A small cell of March also follows from the quarter, January and
February, and one of the young readers from all and from the adults. Rounding mostly prevents that,
but not always: three figures that are all rounded the wrong way pin the fourth, and two such
relations do so sooner. In a library of 30,000 loans a linear program found 1 in 300 small cells.

So for one row (a segment, an area, or the total) of one calendar year:
1. Bound every figure as a reader of all views could, by adding up and subtracting over months,
   branches and ages, three times around.
2. Where fewer than three values are left for a small figure, guard it: hide the sibling with the
   fewest borrowers that is still shown, or else the smallest of what they are parts of.
3. Repeat until nothing is left to guard.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segments import narrowing
from segments.lattice import ADULTS, ALL, BANDS_OF, MONTH, QUARTER, YEAR, YOUTH
from segments.narrowing import Columns, Families, beneath
from segments.suppression import K

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]
    Counts = list[int] | Ints
    Relations = tuple[Families, ...]
    Flags = NDArray[np.bool_]

AT_ONCE = 2**19  # figures worked out side by side: what a processor's cache holds
_PERIODS = 17  # twelve months, four quarters, the year
_AGES = YOUTH + 1  # by their code; 9 is nobody
_PART_AGES = (0, ALL, ADULTS, YOUTH)


@dataclass(frozen=True)
class Guard:
    """A figure to hide: `genre` is its place in the rollup's arrays, 0 for any genre."""

    level: int
    period: int
    branch: int
    age: int
    genre: int


@dataclass(frozen=True)
class Views:
    """The counts of one row in all views of a calendar year, by (period, branch, age, genre)."""

    year: int
    branches: tuple[int, ...]
    loans: "Ints"
    borrowers: "Ints"

    @classmethod
    def collect(
        cls,
        year: int,
        branches: Iterable[int],
        genres: int,
        rollups: Iterable[tuple[int, int, int, int, "Counts", "Counts"]],
    ) -> "Views":
        """From the rollup (level, period, branch, age, loans, borrowers), one row in one year.

        `branches` are all codes of the rollup that can be asked; `genres` the length of its arrays.
        """
        import numpy as np

        codes = tuple(branches)
        at = {code: position for position, code in enumerate(codes)}
        loans, borrowers = np.zeros((2, _PERIODS, len(codes), _AGES, genres), np.int32)
        for level, period, branch, age, lent, readers in rollups:
            if branch in at:
                place = (_position(level, period), at[branch], age)
                loans[place][: len(lent)], borrowers[place][: len(readers)] = lent, readers
        return cls(year, codes, loans, borrowers)


def guards(
    rows: Iterable[Views],
    totals: Views,
    groups: Mapping[int, int],
    *,
    k: int = K,
    known_totals: bool = False,
) -> Iterator[tuple[int, Guard]]:
    """The figures that have to be hidden beside what k hides already, each with its row's place.

    `rows` are the views of each row; `totals` those of the total row (the same object where it is
    one of the rows itself), `groups` branch position → group id. `known_totals`: loans of all
    readers per quarter are known exactly.
    """
    relations = (_period_families(), _branch_families(totals.branches, groups), _age_families())
    pairs = ((views, totals) for views in rows)
    yield from _guards(pairs, relations, k, known_totals=known_totals)


def part_guards(pairs: Iterable[tuple[Views, Views]], *, k: int = K) -> Iterator[tuple[int, Guard]]:
    """The same for parts of segments, each with its segment, which is the total of their table.

    Of these there are no months, no branches and no single ages, so only what there is is looked
    at: quarters and the year (from place 12), and the ages of `_PART_AGES`.
    """
    at = {age: place for place, age in enumerate(_PART_AGES)}
    relations: tuple[Families, ...] = (
        [(4, [0, 1, 2, 3])],
        [],
        [(at[ALL], [at[ADULTS], at[YOUTH], at[0]])],
    )
    narrow = ((_of_parts(views), _of_parts(totals)) for views, totals in pairs)
    for number, guard in _guards(narrow, relations, k, known_totals=False):
        year, place = divmod(guard.period, 12)
        level, period = _level_and_number(12 + place, year)
        age = _PART_AGES[guard.age]
        yield number, replace(guard, level=level, period=period, age=age)


def _of_parts(views: Views) -> Views:
    def chosen(counts: "Ints") -> "Ints":
        return counts[12:][:, :, list(_PART_AGES)]

    return replace(views, loans=chosen(views.loans), borrowers=chosen(views.borrowers))


def _guards(
    pairs: Iterable[tuple[Views, Views]], relations: "Relations", k: int, *, known_totals: bool
) -> Iterator[tuple[int, Guard]]:
    parts: list[Columns] = []
    first = 0
    for number, (views, totals) in enumerate(pairs):
        parts.append(_columns(views, totals, relations, k, known_totals=known_totals))
        if len(parts) * views.loans.size > AT_ONCE:
            yield from _found(parts, first, totals, relations, k)
            first, parts = number + 1, []
        last = totals
    if parts:
        yield from _found(parts, first, last, relations, k)


def _found(
    parts: list[Columns], first: int, totals: Views, relations: tuple[Families, ...], k: int
) -> Iterator[tuple[int, Guard]]:
    import numpy as np

    genres = totals.loans.shape[-1]
    flags = narrowing.hidden(Columns.joined(parts), relations, k)
    for period, branch, age, column in np.argwhere(flags).tolist():
        row, genre = divmod(column, genres)
        level, number = _level_and_number(period, totals.year)
        yield first + row, Guard(level, number, totals.branches[branch], age, genre)


def _columns(
    views: Views,
    totals: Views,
    relations: tuple[Families, ...],
    k: int,
    *,
    known_totals: bool,
) -> Columns:
    """What can be seen of one row before anything is guarded; a column per genre."""
    import numpy as np

    is_total = views is totals
    shown = views.borrowers >= k
    everything = totals.borrowers[..., :1] >= k
    row_told, column_told = shown[..., :1].copy(), (totals.borrowers >= k) | is_total
    context = row_told & column_told
    context[..., 0] = everything[..., 0] | is_total
    empty = (views.loans[..., :1] == 0) | (totals.loans == 0)
    nobody = totals.loans[..., :1] == 0
    told_zero = (views.loans == 0) & (context | (empty & everything) | nobody)
    unsaid = beneath((views.loans > 0) & ~shown, relations)
    told_zero &= ~unsaid & ~(unsaid[..., :1] & (views.loans[..., :1] == 0))
    unsaid_totals = beneath((totals.loans > 0) & (totals.borrowers < k), relations)
    told_zero &= ~(unsaid_totals & (totals.loans == 0)) & ~(unsaid_totals[..., :1] & nobody)
    exactly = np.zeros(shown.shape, np.bool_)
    if known_totals and is_total:
        exactly[12:, :, ALL] = True
    known_more = context & ~unsaid & ~shown & (views.loans > 0)
    return Columns(views.loans, views.borrowers, shown, told_zero, known_more, exactly)


def _period_families() -> Families:
    return [*((12 + q, [3 * q, 3 * q + 1, 3 * q + 2]) for q in range(4)), (16, [12, 13, 14, 15])]


def _branch_families(branches: tuple[int, ...], groups: Mapping[int, int]) -> Families:
    at = {code: position for position, code in enumerate(branches)}
    families = [
        (at[-group], [at[code] for code in branches if code > 0 and groups.get(code) == group])
        for group in sorted(set(groups.values()))
        if -group in at
    ]
    alone = [at[code] for code in branches if code > 0 and -groups.get(code, 0) not in at]
    if 0 in at:
        families.append((at[0], [*(parent for parent, _ in families), *alone]))
    return [family for family in families if family[1]]


def _age_families() -> Families:
    return [
        (ADULTS, list(BANDS_OF[ADULTS])),
        (YOUTH, list(BANDS_OF[YOUTH])),
        (ALL, [ADULTS, YOUTH, 0]),
    ]


def _position(level: int, number: int) -> int:
    if level == YEAR:
        return 16
    return number % 12 if level == MONTH else 12 + number % 4


def _level_and_number(position: int, year: int) -> tuple[int, int]:
    if position < 12:
        return MONTH, year * 12 + position
    return (QUARTER, year * 4 + position - 12) if position < 16 else (YEAR, year)
