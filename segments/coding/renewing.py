"""Loan or renewal: told by the kind of row, a mark, a counter or a parent."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from segments.profiles import Renewals
from segments.profiles.profile import MOST_RENEWALS, NO_PARENT_WORDS, TRUE_WORDS

from .arrays import Bools, Column, distinct

_LOAN, _RENEWAL, _IGNORED = 0, 1, 2


@dataclass(frozen=True)
class Counted:
    """Per row its loans and renewals, whether it is another kind of row, and bad counters."""

    loans: NDArray[np.int16]
    renewals: NDArray[np.int16]
    ignored: Bools
    bad: Bools


def count(renewals: Renewals, columns: list[Column], rows: int) -> Counted:
    """What each row counts for; without a renewal column every row is one loan."""
    none = np.zeros(rows, np.bool_)
    if renewals.how == "none" or not columns:
        return Counted(np.ones(rows, np.int16), np.zeros(rows, np.int16), none, none)
    if renewals.how == "counter":
        counters = _per_row(columns[0], _counter)
        bad = counters < 0
        return Counted(np.ones(rows, np.int16), counters.clip(min=0), none, bad)
    kinds = _per_row(columns[0], _kind_of(renewals))
    for column in columns[1:]:
        kinds = np.maximum(kinds, _per_row(column, _kind_of(renewals)))
    is_renewal = (kinds == _RENEWAL).astype(np.int16)
    return Counted(1 - is_renewal, is_renewal, kinds == _IGNORED, none)


def _per_row(column: Column, meaning: Callable[[str], int]) -> NDArray[np.int16]:
    values = distinct(column)
    meanings = [meaning(text.strip().casefold()) for text in values.texts()]
    return np.array(meanings, np.int16)[values.index]


def _kind_of(renewals: Renewals) -> Callable[[str], int]:
    if renewals.how == "parent":
        return lambda text: _LOAN if text in NO_PARENT_WORDS else _RENEWAL
    if renewals.how == "column":
        return lambda text: _RENEWAL if text in TRUE_WORDS else _LOAN
    kinds = {value.strip().casefold(): _LOAN for value in renewals.loan_values}
    kinds |= {value.strip().casefold(): _RENEWAL for value in renewals.renewal_values}
    return lambda text: kinds.get(text, _IGNORED)


def _counter(text: str) -> int:
    """The number of renewals; 0 when empty, -1 for what is no such number."""
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        return -1
    return int(text) if int(text) <= MOST_RENEWALS else -1
