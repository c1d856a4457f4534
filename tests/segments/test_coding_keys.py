"""Rows are hashed as the definition says, whatever their width and number."""

import numpy as np
import pyarrow as pa
import pytest

from segments.coding.keys import RowHasher, member_code, member_codes
from segments.coding.loan_keys import LoanKeys
from tests.segments.slow_siphash import row_key, slow_siphash

KEY = bytes(range(32))


def test_the_slow_twin_gives_the_published_word() -> None:
    assert slow_siphash(bytes(range(15)), bytes(range(16))) == 0xA129CA6149BE45E5


@pytest.mark.parametrize("width", [1, 7, 8, 9, 10, 15, 16, 40, 300])
def test_rows_of_bytes_are_hashed_as_by_the_twin(width: int) -> None:
    rows = np.random.default_rng(width).integers(0, 256, (50, width), np.uint8)

    words = RowHasher(KEY, b"loan").of_bytes(rows)

    key = row_key(KEY, b"loan")
    assert words.tolist() == [slow_siphash(row.tobytes(), key) for row in rows]


def test_rows_of_words_are_hashed_as_their_bytes() -> None:
    hasher = RowHasher(KEY, b"loan")
    rows = np.random.default_rng(1).integers(0, 2**63, (20_000, 5), np.uint64)

    assert hasher.of_words(rows).tolist() == hasher.of_bytes(rows.view(np.uint8)).tolist()


def test_every_purpose_has_words_of_its_own() -> None:
    row = np.zeros((1, 8), np.uint8)
    words = {int(RowHasher(KEY, purpose).of_bytes(row)[0]) for purpose in (b"loan", b"copy")}

    assert len(words) == 2


def test_a_number_has_one_key_however_it_is_padded() -> None:
    column = pa.array(["7", "12345678", " 7", "A-17 ", "A-17", "123456789"])

    keys = LoanKeys(KEY).of_ids(column, np.array([0, 1, 2, 3, 4, 5])).tolist()

    key = row_key(KEY, b"loan")
    words = [slow_siphash(text.strip().encode(), key) for text in column.to_pylist()]
    assert np.array(keys).view(np.uint64).tolist() == words


def test_many_members_get_the_codes_of_one() -> None:
    numbers = ["0042", "42", "é-7"]

    assert member_codes(numbers, KEY) == [member_code(number, KEY) for number in numbers]
    assert len(set(member_codes(numbers, KEY))) == 3
