"""Titles and copies as they are now, of all files and loans together.

segments_stock, segments_title_year, what segments_title says beside its texts; and made of these,
for pages: segments_book, its sums (segments_shelf, segments_shelf_year), the words by which a title
is found, and what may become of each line of a weeding list.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from config import sql
from planning.models import Library
from segments.loading.insights import book_rows, rewriting, title_words, title_years, weeding_lines
from segments.loading.insights.book_rows import Known

SQL = Path(__file__).resolve().parents[2] / "sql"


STOCK_VALUES = ("copies", "acquired_on", "first_on", "cents")


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
    with _whole_tables():
        for year in sorted(set(years) - {0}):
            title_years.renew(library, year)
        if 0 in years:
            rewriting.start("segments_stock")
            _run("stock_copies.sql", library)
            rewriting.replace("segments_stock", library, ("branch", "title"), STOCK_VALUES)
        title_years.tell_most(library)
        _run("stock_titles.sql", library)
        is_renamed = title_words.renew(library)
        known = sql.fetch(SQL / "stock_known.sql", Known, {"library_id": library.pk})[0]
        book_rows.renew(library, known, is_renamed=is_renamed)
        _empty("segments_shelf", library)
        _run(
            "stock_shelves.sql",
            library,
            year=known.year,
            is_long=known.is_long,
            stock_year=known.stock_year,
        )
        _empty("segments_shelf_year", library)
        _run("stock_shelf_years.sql", library)
        weeding_lines.renew(library, known.stock_year)


@contextmanager
def _whole_tables() -> Iterator[None]:
    """Every join here is of whole tables, of which some were filled in this very transaction.

    The planner has no statistics of those, takes them for empty, and would loop over them.
    """
    settings = {"enable_nestloop": "off", "work_mem": "256MB"}
    with connection.cursor() as cursor:
        before = {}
        for name, value in settings.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            before[name] = cursor.fetchone()[0]
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        yield
        for name, value in before.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])


def _run(name: str, library: Library, **params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.text(SQL / name), {"library_id": library.pk, **params})


def _empty(table: str, library: Library) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE library_id = %s", [library.pk])
