"""What numpy hands to COPY arrives in the table as it was."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.loading import copying

TYPES = {"number": "int8", "small": "int2", "came": "date", "went": "date", "many": "int4[]"}
DAY_ZERO = date(2000, 1, 1)


def test_every_row_arrives_with_its_gaps(db: None) -> None:
    came = [8000, copying.NULL_DAY, -1, copying.NULL_DAY, 0]
    went = [copying.NULL_DAY, copying.NULL_DAY, 9000, 1, 2]
    columns = {
        "number": np.array([-(2**62), 0, 1, 2, 3]),
        "small": np.array([-7, 0, 32_767, 4, 5], np.int16),
        "came": np.array(came, np.int32),
        "went": np.array(went, np.int32),
        "many": np.arange(15).reshape(5, 3),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE arrived"
            " (number bigint, small smallint, came date, went date, many integer[]) ON COMMIT DROP"
        )
        with cursor.copy("COPY arrived FROM STDIN (FORMAT binary)") as copy:
            blob = copying.encode(columns, TYPES)
            copy.write(copying.HEADER + blob + copying.TRAILER)
        cursor.execute("SELECT * FROM arrived ORDER BY number")
        found = cursor.fetchall()

    assert found == [
        (number, small, day(first), day(last), many)
        for number, small, first, last, many in zip(
            columns["number"].tolist(),
            columns["small"].tolist(),
            came,
            went,
            columns["many"].tolist(),
            strict=True,
        )
    ]


def day(number: int) -> date | None:
    return None if number == copying.NULL_DAY else DAY_ZERO + timedelta(days=number)


def test_rows_that_are_read_back_are_those_that_were_written() -> None:
    types = {"number": "int8", "small": "int2", "many": "int4[]"}
    columns = {
        "number": np.array([5, -(2**40)]),
        "small": np.array([1, -2], np.int16),
        "many": np.array([[1, 2, 3], [4, -5, 6]]),
    }

    blob = copying.HEADER + copying.encode(columns, types) + copying.TRAILER

    found = copying.decode(blob, types, width=3)
    assert {name: each.tolist() for name, each in found.items()} == {
        name: each.tolist() for name, each in columns.items()
    }


def test_a_gap_cannot_be_read_back_as_a_number() -> None:
    types = {"came": "date"}
    columns = {"came": np.array([copying.NULL_DAY], np.int32)}
    blob = copying.HEADER + copying.encode(columns, types) + copying.TRAILER

    with pytest.raises(ValueError, match="NULL"):
        copying.decode(blob, types)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from([None, 0, -3000, 9000]), st.integers(0, 9)),
        max_size=20,
    )
)
def test_texts_come_back_whatever_their_length(rows: list[tuple[int, int | None, int]]) -> None:

    texts = ["", "Reizen", "Één", "Kast 3", "x" * 80]
    types = {"place": copying.TEXT, "day": "date", "count": "int4"}
    columns = {
        "place": np.array([row[0] for row in rows], np.int32),
        "day": np.array([copying.NULL_DAY if row[1] is None else row[1] for row in rows], np.int32),
        "count": np.array([row[2] for row in rows], np.int64),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS told")
        cursor.execute("CREATE TEMPORARY TABLE told (place text, day date, count int)")
        with cursor.copy("COPY told FROM STDIN (FORMAT binary)") as copy:
            copy.write(copying.HEADER + copying.encode(columns, types, texts) + copying.TRAILER)
        cursor.execute("SELECT place, day - date '2000-01-01', count FROM told")
        found = cursor.fetchall()

    assert sorted(found, key=repr) == sorted(
        ((texts[place], day, count) for place, day, count in rows), key=repr
    )
