"""The log says where something broke, never what stood in a row."""

import logging
import sys

import psycopg
import pytest
from celery import shared_task
from django.db import DatabaseError, connection, transaction

from config.logs import DiscreetFormatter

CANARY = "M20261125"


def written(problem: Exception) -> str:
    record = logging.LogRecord("web", logging.ERROR, __file__, 1, "broke", None, None)
    try:
        raise problem
    except Exception:
        record.exc_info = sys.exc_info()
    return DiscreetFormatter().format(record)


@pytest.mark.parametrize(
    "statement",
    [
        f"SELECT '{CANARY}'::int",
        f"INSERT INTO planning_user (email) VALUES ('{CANARY}')",
        f"SELECT {CANARY}",
    ],
)
def test_no_value_of_a_database_error_is_written(db: None, statement: str) -> None:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(statement)
    assert CANARY in str(caught.value)

    text = written(caught.value)

    assert CANARY not in text
    assert "test_logs.py" in text
    assert f"{type(caught.value.__cause__).__name__} " in text  # with the state as a code


def test_an_error_that_came_of_a_database_error_is_written_with_its_words() -> None:
    problem = ValueError("the sum is wrong")
    problem.__cause__ = psycopg.OperationalError(CANARY)

    text = written(problem)

    assert CANARY not in text
    assert "ValueError: the sum is wrong" in text
    assert "OperationalError" in text


def test_a_failed_task_is_written_without_what_the_database_said(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    @shared_task(name="tests.fails")
    def fails() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT '{CANARY}'::int")

    with transaction.atomic():
        fails.apply()
        transaction.set_rollback(True)

    (record,) = caplog.records
    assert CANARY in record.getMessage()
    assert CANARY not in DiscreetFormatter().format(record)
    assert "tests.fails" in DiscreetFormatter().format(record)
