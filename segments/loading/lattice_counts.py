"""Loans and distinct borrowers of every point of the closed lattice, counted with numpy.

A borrower is a distinct member among the rows of the cell asked for, so no figure depends on how
members are numbered. Most members have one segment, area and age band within a period: for those
one pass over distinct (member, branch, genre) answers every age and every row kind at once; the
few others are counted combination by combination.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Pairs = tuple[tuple[Ints, Ints, Ints], ...]

BANDS = 9  # 0 is unknown
ALL, ADULTS, YOUTH = 10, 11, 12
ADULT_BANDS, YOUTH_BANDS = slice(4, 9), slice(1, 4)
TOTAL, SEGMENT, AREA, PART = 0, 1, 2, 3
AGES = (*range(BANDS), ALL, ADULTS, YOUTH)
PART_AGES = (0, ALL, ADULTS, YOUTH)  # 0 only so that siblings.py knows what adds up


@dataclass(frozen=True)
class Rows:
    """The loans of one period, as columns of equal length, of whole numbers of any width.

    0 is unknown, member 0 is nobody.
    """

    member: "NDArray[Any]"
    branch: "NDArray[Any]"
    genre: "NDArray[Any]"
    segment: "NDArray[Any]"
    part: "NDArray[Any]"  # of a segment that falls apart; 0 in others
    area: "NDArray[Any]"
    band: "NDArray[Any]"
    loans: "NDArray[Any]"

    def where(self, chosen: "NDArray[Any]") -> "Rows":
        if chosen.all():
            return self
        return Rows(**{name: column[chosen] for name, column in vars(self).items()})

    def __len__(self) -> int:
        return len(self.member)


@dataclass(frozen=True)
class Lattice:
    """Rows of segments_rollup for one period: columns of keys, two of shape (n, genres + 2)."""

    branch: "Ints"
    age: "Ints"
    kind: "Ints"
    row: "Ints"
    loans: "Ints"
    borrowers: "Ints"


@dataclass(frozen=True)
class _Selection:
    """One way to look at branches: each for itself, together, or by group."""

    numbers: "Ints"  # number of the selection for each branch position, -1 for none
    codes: "Ints"  # what segments_rollup.branch says for each number

    def of(self, rows: Rows) -> Rows:
        seen = self.numbers[rows.branch] >= 0
        return rows if seen.all() else rows.where(seen)


def count(rows: Rows, groups: Mapping[int, int], genres: int) -> Lattice:
    """Count the whole lattice of one period; rows are loans, no renewals.

    groups: branch position → group id; genres: the highest genre position.
    """
    members = _Members.of(rows)
    steady, others = (
        rows.where(members.is_steady[rows.member]),
        rows.where(~members.is_steady[rows.member] & (rows.member > 0)),
    )
    sizes = {TOTAL: 1, SEGMENT: _size(rows.segment), AREA: _size(rows.area)}
    parts = []
    for selection in _selections(rows, groups):
        pairs = members.pairs(steady, selection, genres + 1)
        selected, changing = selection.of(rows), selection.of(others)
        for kind, size in sizes.items():
            shape = (len(selection.codes), BANDS, size, genres + 1)
            borrowers = members.borrowers(pairs, kind, shape)
            if len(changing):
                borrowers = borrowers + _one_by_one(changing, selection, kind, shape)
            loans = _loans(selected, selection, kind, shape)
            parts.append(_as_rows(selection, kind, loans, borrowers))
        if len(parts) == len(sizes) and rows.part.any():  # all branches, which come first
            parts.append(_part_rows(rows, members, selection, pairs, genres))
    return Lattice(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _part_rows(
    rows: Rows, members: "_Members", selection: _Selection, pairs: "Pairs", genres: int
) -> tuple["Ints", ...]:
    """The parts of segments, of all branches together: most members have one of these as well."""
    shape = (1, BANDS, _size(rows.part), genres + 1)
    is_steady = members.is_steady & members.has_one_part
    found = tuple(
        tuple(column[is_steady[member]] for column in (member, *others))
        for member, *others in pairs
    )
    borrowers = members.borrowers(found, PART, shape)  # type: ignore[arg-type]
    others = rows.where(~is_steady[rows.member] & (rows.member > 0))
    if len(others):
        borrowers = borrowers + _one_by_one(others, selection, PART, shape)
    loans = _loans(rows, selection, PART, shape)
    columns = _as_rows(selection, PART, loans, borrowers)
    kept = np.isin(columns[1], PART_AGES) & (columns[3] > 0)
    return tuple(column[kept] for column in columns)


def _size(column: "Ints") -> int:
    return int(column.max(initial=0)) + 1


def _selections(rows: Rows, groups: Mapping[int, int]) -> Iterator[_Selection]:
    branches = _size(rows.branch)
    yield _Selection(np.zeros(branches, np.int64), np.array([0]))
    # Branch 0 is unknown: part of all branches, no branch to choose.
    yield _Selection(np.arange(branches) - 1, np.arange(1, branches))
    ids = np.array(sorted(set(groups.values())), np.int64)
    if len(ids):
        numbers = np.full(branches, -1)
        for branch, group in groups.items():
            if branch < branches:
                numbers[branch] = np.searchsorted(ids, group)
        yield _Selection(numbers, -ids)


def _row_of(rows: Rows, kind: int) -> "Ints":
    if kind == TOTAL:
        return np.zeros_like(rows.segment)
    return {SEGMENT: rows.segment, AREA: rows.area, PART: rows.part}[kind]


def _cell(rows: Rows, selection: _Selection, kind: int, shape: tuple[int, ...]) -> "Ints":
    """The flat index of each row's cell in an array of this shape."""
    index = selection.numbers[rows.branch] * shape[1] + rows.band
    cell: Ints = (index * shape[2] + _row_of(rows, kind)) * shape[3] + rows.genre
    return cell


def _loans(rows: Rows, selection: _Selection, kind: int, shape: tuple[int, ...]) -> "Ints":
    """Loans by (selection, age, row, any genre and genres), with the ages that add up."""
    cells = np.bincount(
        _cell(rows, selection, kind, shape), weights=rows.loans, minlength=int(np.prod(shape))
    )
    counted = cells.astype(np.int64).reshape(shape)
    return _with_ages(np.concatenate([counted.sum(3, keepdims=True), counted], axis=3))


def _with_ages(counted: "Ints") -> "Ints":
    """Nine bands, then all, adults and youth."""
    sums = [
        counted[:, part].sum(1, keepdims=True) for part in (slice(0, 9), ADULT_BANDS, YOUTH_BANDS)
    ]
    return np.concatenate([counted, *sums], axis=1)


@dataclass(frozen=True)
class _Members:
    """By member: whether all rows agree on segment, area and band, and which these are."""

    is_steady: "NDArray[np.bool_]"
    profile: "Ints"
    part: "Ints"
    has_one_part: "NDArray[np.bool_]"

    @staticmethod
    def of(rows: Rows) -> "_Members":
        profile = (rows.segment.astype(np.int64) << 24) | (rows.area << 8) | rows.band
        highest = np.zeros(_size(rows.member), np.int64)
        highest[rows.member] = profile  # of several the last one stays
        steady = np.ones(len(highest), np.bool_)
        steady[rows.member[highest[rows.member] != profile]] = False
        steady[0] = False
        part = np.zeros(len(highest), np.int64)
        part[rows.member] = rows.part
        one_part = np.ones(len(highest), np.bool_)
        one_part[rows.member[part[rows.member] != rows.part]] = False
        return _Members(steady, highest, part, one_part)

    @staticmethod
    def pairs(rows: Rows, selection: _Selection, genres: int) -> "Pairs":
        """Distinct (member, selection, genre), and the same for any genre together."""
        rows, width = selection.of(rows), len(selection.codes)
        key = (
            rows.member.astype(np.int64) * width + selection.numbers[rows.branch]
        ) * genres + rows.genre
        by_genre = _unique(key)
        anything = _unique(by_genre // genres)
        member, cell = np.divmod(by_genre, width * genres)
        return (
            (member, cell // genres, cell % genres),
            (anything // width, anything % width, np.zeros_like(anything)),
        )

    def borrowers(self, pairs: "Pairs", kind: int, shape: tuple[int, ...]) -> "Ints":
        parts = []
        for (member, number, genre), genres in zip(pairs, (shape[3], 1), strict=True):
            profile = self.profile[member]
            row = {
                TOTAL: 0,
                SEGMENT: profile >> 24,
                AREA: profile >> 8 & 0xFFFF,
                PART: self.part[member] if kind == PART else 0,
            }[kind]
            cell = ((number * BANDS + (profile & 0xFF)) * shape[2] + row) * genres + genre
            narrow = (*shape[:3], genres)
            parts.append(np.bincount(cell, minlength=int(np.prod(narrow))).reshape(narrow))
        return _with_ages(np.concatenate([parts[1], parts[0]], axis=3))


def _unique(keys: "Ints") -> "Ints":
    """Sorted distinct keys: np.unique hashes them, which takes 70 times as long as this sort."""
    keys = np.sort(keys)
    return keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys


def _distinct(rows: Rows, cell: "Ints", shape: tuple[int, ...]) -> "Ints":
    """Distinct members of each cell, in an array of this shape."""
    size = int(np.prod(shape))
    pairs = _unique(rows.member.astype(np.int64) * size + cell)
    return np.bincount(pairs % size, minlength=size).reshape(shape)


def _one_by_one(rows: Rows, selection: _Selection, kind: int, shape: tuple[int, ...]) -> "Ints":
    """The same for members whose age, segment or area differ between rows."""
    ages = [rows.where(rows.band == band) for band in range(BANDS)]
    ages += [rows, rows.where(rows.band >= 4), rows.where((rows.band >= 1) & (rows.band <= 3))]
    parts = []
    for chosen in ages:
        # Within one selection of ages the bands are no longer told apart.
        row = _row_of(chosen, kind)
        index = (selection.numbers[chosen.branch] * shape[2] + row) * shape[3] + chosen.genre
        narrow = (shape[0], shape[2], shape[3])
        by_genre = _distinct(chosen, index, narrow)
        anything = _distinct(chosen, index // shape[3], (*narrow[:2], 1))
        parts.append(np.concatenate([anything, by_genre], axis=2))
    return np.stack(parts, axis=1)


def _as_rows(
    selection: _Selection, kind: int, loans: "Ints", borrowers: "Ints"
) -> tuple["Ints", ...]:
    found = np.argwhere(loans[..., 0] > 0)
    which, age, row = found.T
    return (
        selection.codes[which],
        np.array(AGES)[age],
        np.full(len(found), kind),
        row,
        loans[which, age, row],
        borrowers[which, age, row],
    )
