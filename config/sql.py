"""Questions too big for the ORM live in .sql files; this runs one and names its rows."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection

Row = TypeVar("Row")


@cache
def text(path: Path) -> str:
    """What stands in a .sql file; read once, since it never changes while we run."""
    return path.read_text(encoding="utf-8")


def fetch(path: Path, into: type[Row], params: dict[str, Any]) -> list[Row]:
    """Column names must match the fields of `into`: a mismatch raises TypeError."""
    with connection.cursor() as cursor:
        cursor.execute(text(path), params)
        names = [column.name for column in cursor.description]
        return [into(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
