"""Possible tables that differ from the true one: what can move there is not pinned."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog

from tests.segments.attacker import MANY
from tests.segments.small_library import Array

EPSILON = 1e-6
Name = tuple[int | str, ...]


@dataclass
class Rows:
    """Sums of unknowns and the bounds they have, as a matrix in the making."""

    width: int
    parts: list[sparse.csr_matrix] = field(default_factory=list)
    low: list[Array] = field(default_factory=list)
    high: list[Array] = field(default_factory=list)

    def add(self, matrix: sparse.spmatrix, low: Array, high: Array) -> None:
        useful = (low > 0) | (high < MANY) | (low < high) & (high == 0)
        self.parts.append(sparse.csr_matrix(matrix)[useful])
        self.low.append(low[useful].astype(float))
        self.high.append(high[useful].astype(float))


@dataclass
class Targets:
    """Figures to work out: what they are called, which unknowns make them up, and the truth."""

    names: list[Name]
    groups: list[Array]
    truth: list[int] = field(default_factory=list)

    def add(self, name: Name, group: Array, truth: int) -> None:
        self.names.append(name)
        self.groups.append(np.asarray(group))
        self.truth.append(truth)

    def where(self, wanted: Callable[[Name], bool]) -> "Targets":
        """Those with such a name."""
        found = Targets([], [])
        for name, group, truth in zip(self.names, self.groups, self.truth, strict=True):
            if wanted(name):
                found.add(name, group, truth)
        return found


class Program:
    """The possible values of some unknowns, where the others are as they are."""

    def __init__(self, system: LinearConstraint, truth: Array, free: Array) -> None:
        self._truth = truth[free]
        inside = system.A[:, free].tocsr()
        fixed = system.A @ truth - inside @ self._truth
        useful = np.diff(inside.indptr) > 0
        rows, low, high = inside[useful], (system.lb - fixed)[useful], (system.ub - fixed)[useful]
        is_equal = low == high
        above, below = np.isfinite(high) & ~is_equal, np.isfinite(low) & ~is_equal
        self._limits = {
            "A_ub": sparse.vstack([rows[above], -rows[below]]),
            "b_ub": np.concatenate([high[above], -low[below]]),
            "A_eq": rows[is_equal],
            "b_eq": low[is_equal],
        }

    def solution(self, wanted: Array) -> Array:
        """The possible values with the highest sum of these weights."""
        # An interior point: of programs as large as these a simplex takes ten times as long.
        answer = linprog(
            -np.asarray(wanted).ravel(), **self._limits, bounds=(0, MANY), method="highs-ipm"
        )
        assert answer.status == 0, answer.message
        return np.asarray(answer.x)

    def is_stuck(self, row: sparse.csr_matrix) -> bool:
        """Whether this figure can move a whole number neither up nor down."""
        wanted = row.toarray().ravel()
        moves = (self.solution(sign * wanted) - self._truth for sign in (1.0, -1.0))
        return all(abs(float(wanted @ move)) < 1 - EPSILON for move in moves)
