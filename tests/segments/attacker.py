"""Somebody who has every published figure, knows all the rules, and has a linear program.

A program looks at three axes at a time (the two others fixed): its unknowns are the loans of each
smallest cell and the borrowers of each figure, its constraints what was published and what adds up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from segments.suppression import K
from tests.segments.small_library import (
    ABOUT_BOOKS,
    FAMILIES,
    SHAPE,
    Exact,
    Published,
    beneath,
    sums,
)

Array = NDArray[Any]
Place = tuple[int, ...]
AGE, SEGMENT = 2, 3
MANY = 10**6


@dataclass(frozen=True)
class Knowledge:
    """Bounds of every figure, as (loans, borrowers) pairs of arrays."""

    low: tuple[Array, Array]
    high: tuple[Array, Array]


def knowledge(exact: Exact, published: Published, *, about_books: bool = True) -> Knowledge:
    """What the published figures and the rules say, and the loans of each branch per quarter.

    Specialists see those exactly in their library system, since they say nothing about readers;
    nothing else is taken from the exact figures. about_books: the total row is of all readers.
    """
    shown, told = published.shown, published.told_zero
    at_least_one = ~shown & ~told & zero_would_be_told(shown, told) & (exact.loans > 0)
    low, high = [], []
    for rounded in (published.loans, published.borrowers):
        low.append(np.where(shown, np.maximum(rounded - 2, K), at_least_one.astype(np.int64)))
        high.append(np.where(shown, rounded + 2, np.where(told, 0, MANY)))
    for bound in (low[0], high[0]) if about_books else ():
        bound[ABOUT_BOOKS] = exact.loans[ABOUT_BOOKS]
    return Knowledge((low[0], low[1]), (high[0], high[1]))


def exact_knowledge(exact: Exact) -> Knowledge:
    """What one would know without rounding, without complements, and with every zero told."""
    small = (exact.borrowers < K) & (exact.loans > 0)
    counts = (exact.loans, exact.borrowers)
    low, high = ([np.where(small, bound, count) for count in counts] for bound in (1, MANY))
    return Knowledge((low[0], low[1]), (high[0], high[1]))


def zero_would_be_told(shown: Array, told: Array) -> Array:
    """Where hidden means not zero: totals of row and column are seen, and what it is part of."""
    seen = shown | told
    context = seen[..., -1:] & seen[..., -1:, :]
    context[..., -1, :] = seen[..., -1, -1:]
    context[..., :, -1] = seen[..., -1, -1:]
    context[..., -1, -1] = True
    return context & ~beneath(~seen)


def all_but_one(known: Knowledge, place: Place) -> Iterator[tuple[int, int]]:
    """Bounds of a figure's loans by every single subtraction, and by every single addition."""
    low, high = known.low[0], known.high[0]
    for axis, families in enumerate(FAMILIES):
        for parent, children in families:
            if place[axis] == parent:
                parts = [_moved(place, axis, child) for child in children]
                yield sum(int(low[part]) for part in parts), sum(int(high[part]) for part in parts)
            elif place[axis] in children:
                others = [_moved(place, axis, child) for child in children if child != place[axis]]
                whole = _moved(place, axis, parent)
                yield (
                    max(int(low[place]), int(low[whole]) - sum(int(high[part]) for part in others)),
                    min(
                        int(high[place]), int(high[whole]) - sum(int(low[part]) for part in others)
                    ),
                )


def _moved(place: Place, axis: int, to: int) -> Place:
    return (*place[:axis], to, *place[axis + 1 :])


@dataclass(frozen=True)
class Program:
    """All figures on three axes through one place."""

    axes: tuple[int, ...]
    place: Place
    known: Knowledge
    with_borrowers: bool = True

    @cached_property
    def _figures(self) -> tuple[Place, ...]:
        ranges = [range(SHAPE[a]) if a in self.axes else [self.place[a]] for a in range(5)]
        return tuple(np.array(np.meshgrid(*ranges, indexing="ij")).reshape(5, -1))

    @cached_property
    def _parts(self) -> sparse.csr_matrix:
        """Each figure's loans as a sum of smallest cells."""
        dense = reduce(np.kron, [sums(axis) for axis in self.axes])
        return sparse.csr_matrix(dense.astype(float))

    @cached_property
    def _limits(self) -> tuple[sparse.csr_matrix, Array, list[tuple[float, float]]]:
        """Rows and right-hand sides of `matrix @ unknowns <= right`, and bounds of the unknowns."""
        low, high = self.known.low[0][self._figures], self.known.high[0][self._figures]
        parts = self._parts
        upper, lower = (high < MANY) & (np.diff(parts.indptr) > 0), low > 0
        rows = [parts[upper], -parts[lower]]
        right = [high[upper], -low[lower]]
        bounds = [(0.0, float(MANY))] * parts.shape[1]
        if self.with_borrowers:
            figures = parts.shape[0]
            rows = [
                sparse.hstack([block, sparse.csr_matrix((block.shape[0], figures))])
                for block in rows
            ]
            unions = sparse.csr_matrix(self._union_rows())
            beside = sparse.csr_matrix((unions.shape[0], parts.shape[1]))
            rows += [
                sparse.hstack([-parts, sparse.identity(figures)]),
                sparse.hstack([beside, unions]),
            ]
            right += [np.zeros(figures), np.zeros(unions.shape[0])]
            reader_low, reader_high = (
                self.known.low[1][self._figures],
                self.known.high[1][self._figures],
            )
            bounds += list(zip(reader_low.astype(float), reader_high.astype(float), strict=True))
        return sparse.vstack(rows).tocsr(), np.concatenate(right).astype(float), bounds

    def _union_rows(self) -> sparse.coo_matrix:
        """Borrowers: each part ≤ the whole ≤ the sum of parts; of ages and segments they add up."""
        shape = tuple(SHAPE[axis] for axis in self.axes)
        index = np.arange(int(np.prod(shape))).reshape(shape)
        rows: list[Array] = []
        columns: list[Array] = []
        values: list[Array] = []
        count = 0

        def add(plus: Sequence[Array], minus: Sequence[Array]) -> None:
            nonlocal count
            size = (*plus, *minus)[0].size
            for sign, group in ((1.0, plus), (-1.0, minus)):
                for places in group:
                    rows.append(np.arange(count, count + size))
                    columns.append(places.ravel())
                    values.append(np.full(size, sign))
            count += size

        for axis, number in enumerate(self.axes):
            along = np.moveaxis(index, axis, 0)
            for parent, children in FAMILIES[number]:
                parts = [along[child] for child in children]
                add([along[parent]], parts)
                if number in (AGE, SEGMENT):
                    add(parts, [along[parent]])
                else:
                    for part in parts:
                        add([part], [along[parent]])
        at = (np.concatenate(rows), np.concatenate(columns))
        return sparse.coo_matrix((np.concatenate(values), at), shape=(count, index.size))

    def is_pinned(self, truth: int, *, borrowers: bool = False) -> bool:
        """Is the true value the only whole number that remains?"""
        shape = tuple(SHAPE[axis] for axis in self.axes)
        figure = int(np.ravel_multi_index([self.place[axis] for axis in self.axes], shape))
        matrix, right, bounds = self._limits
        wanted = np.zeros(matrix.shape[1])
        if borrowers:
            wanted[self._parts.shape[1] + figure] = 1
        else:
            wanted[: self._parts.shape[1]] = self._parts[figure].toarray().ravel()
        for sign in (-1, 1):
            answer = linprog(sign * wanted, A_ub=matrix, b_ub=right, bounds=bounds, method="highs")
            assert answer.status == 0, answer.message
            if abs(answer.fun * sign - truth) >= 1 - 1e-6:
                return False
        return True


def most_exposed(exact: Exact, known: Knowledge, wanted: int, seed: int) -> list[Place]:
    """Small hidden figures whose relatives are best known, drawn with a preference for those."""
    small = (exact.loans > 0) & (exact.borrowers < K) & (known.high[0] == MANY)
    bounded = known.high[0] < MANY
    exposure = np.zeros(SHAPE)
    for axis, families in enumerate(FAMILIES):
        seen, score = np.moveaxis(bounded, axis, 0), np.moveaxis(exposure, axis, 0)
        for parent, children in families:
            unseen = len(children) - seen[children].sum(0)
            score[children] += (seen[parent] & (unseen == 1)) * (10 / len(children))
            score[children] += (seen[parent] & (unseen == 2)) / len(children)
    places = np.argwhere(small)
    weights = exposure[small] + np.random.default_rng(seed).random(len(places)) * 0.1
    return [tuple(map(int, places[at])) for at in np.argsort(-weights)[:wanted]]
