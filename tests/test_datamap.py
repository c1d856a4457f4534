"""docs/datamap.yaml names every column, whether it is about a person, and how that ends."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection

MAP: dict[str, Any] = yaml.safe_load(
    (Path(__file__).resolve().parents[1] / "docs" / "datamap.yaml").read_text()
)
# Months of loans and what an import stages have the columns of segments_loan.
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
JOIN pg_class ON relname = table_name AND relnamespace = 'public'::regnamespace
WHERE table_schema = 'public' AND NOT relispartition AND relkind IN ('r', 'p')
  AND relname !~ '^segments_stage_'
"""
Column = tuple[str, str]


@pytest.fixture
def columns(db: None) -> set[Column]:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE samenplan_owner")  # who sees all columns
        cursor.execute(COLUMNS)
        found = set(cursor.fetchall())
        cursor.execute("SET ROLE samenplan_web")
    return found


def mapped() -> list[Column]:
    return [
        (table, column)
        for table, lists in MAP["tables"].items()
        for column in [*lists.get("personal", {}), *lists["other"]]
    ]


def test_every_column_is_mapped_and_nothing_else(columns: set[Column]) -> None:
    assert set(mapped()) - columns == set()
    assert columns - set(mapped()) == set(), "say in docs/datamap.yaml whether these are personal"


def test_no_column_is_mapped_twice() -> None:
    assert len(mapped()) == len(set(mapped()))


def test_every_personal_column_says_how_it_ends() -> None:
    said = {end for lists in MAP["tables"].values() for end in lists.get("personal", {}).values()}

    assert said == set(MAP["ends"])
    assert all(len(text) > 20 for text in MAP["ends"].values())


def test_what_points_at_an_account_is_personal(columns: set[Column]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND confrelid = 'planning_user'::regclass"
        )
        pointing = cursor.fetchall()

    assert len(pointing) > 5
    assert [
        (table, column)
        for table, column in pointing
        if column not in MAP["tables"][table].get("personal", {})
    ] == []
