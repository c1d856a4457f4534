"""Books for tests: titles, copies and loans as the tables hold them, without any file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Library
from planning.models.people import next_position
from segments.loading.insights import stock
from segments.models import Genre, GenreCode, LoanImport
from tests.conftest import acting_as

COLUMNS = {
    "segments_title": ("number", "key", "isbn", "title", "author"),
    "segments_title_fact": (
        *("title", "genre_code", "material", "language", "audience", "published", "loans"),
        "last_loan_on",
    ),
    "segments_holding": ("title", "branch", "place", "acquired_on", "copies", "cents"),
    "segments_acquisition": ("title", "branch", "acquired_on", "copies", "cents"),
    "segments_reservation": ("title", "branch", "reservations"),
    "segments_weeding": ("title", "branch", "copies"),
}


@dataclass(frozen=True)
class Loan:
    """Loans of a title at a branch on a day."""

    title: int
    branch: int
    day: date
    loans: int = 1
    genre_code: int = 0


def insert(library: Library, table: str, rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Rows of one of these tables, in the order of COLUMNS."""
    names = [*same, *COLUMNS[table]]
    given = [[library.pk, *same.values(), *row] for row in rows]
    holes = ", ".join(["%s"] * (len(names) + 1))
    with (
        acting_as("worker"),
        tenancy.library_scope(library),
        connection.cursor() as cursor,
    ):
        cursor.executemany(
            f"INSERT INTO {table} (library_id, {', '.join(names)}) VALUES ({holes})", given
        )


def done(library: Library, kind: str, *, on: date | None = None) -> LoanImport:
    """A file of this kind that is in."""
    with tenancy.library_scope(library):
        return LoanImport.objects.create(
            library=library,
            kind=kind,
            filename=f"{kind}.csv",
            digest="b" * 64,
            status=LoanImport.Status.DONE,
            exported_on=on,
            finished_at=timezone.now(),
        )


def file(library: Library, kind: str, rows: Iterable[Sequence[Any]], **fields: Any) -> LoanImport:
    """A file of this kind with these rows."""
    table = {
        "titles": "segments_title_fact",
        "holdings": "segments_holding",
        "acquisitions": "segments_acquisition",
        "reservations": "segments_reservation",
        "weeding": "segments_weeding",
    }[kind]
    loan_import = done(library, kind, **fields)
    insert(library, table, rows, import_id=loan_import.pk)
    return loan_import


def genre(library: Library, name: str, *codes: str, is_youth: bool = False) -> list[int]:
    """A genre and the codes that mean it; the positions of these codes."""
    with tenancy.library_scope(library):
        made = Genre.objects.create(
            library=library,
            name=name,
            is_youth=is_youth,
            position=next_position(Genre.objects.filter(library=library)),
        )
        rows = GenreCode.objects.filter(library=library)
        return [
            GenreCode.objects.create(
                library=library, code=code, genre=made, position=next_position(rows)
            ).position
            for code in codes
        ]


def lend(library: Library, loans: Iterable[Loan]) -> None:
    """Loans of nobody in particular, and months that count as known."""
    rows = list(loans)
    with acting_as("owner"), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NULL", [f"segments_loan_{library.pk}_1"])
        if cursor.fetchone()[0]:
            cursor.execute(
                f"CREATE TABLE segments_loan_{library.pk}_1 PARTITION OF segments_loan FOR VALUES"
                f" FROM ({library.pk}, MINVALUE) TO ({library.pk}, MAXVALUE)"
            )
            for statement in tenancy.fence(f"segments_loan_{library.pk}_1")[0].split(";"):
                if statement:
                    cursor.execute(statement)
            cursor.execute(f"GRANT ALL ON segments_loan_{library.pk}_1 TO samenplan_worker")
    with (
        acting_as("worker"),
        tenancy.library_scope(library),
        connection.cursor() as cursor,
    ):
        cursor.executemany(
            "INSERT INTO segments_loan (library_id, day, loan_key, row_digest, import_id, member,"
            " branch, title, genre_code, material, segment, area, band, loans, renewals)"
            " VALUES (%s, %s, %s, 0, 1, 1, %s, %s, %s, 0, 0, 0, 0, %s, 0)",
            [
                [library.pk, each.day, at, each.branch, each.title, each.genre_code, each.loans]
                for at, each in enumerate(rows)
            ],
        )


def know(library: Library, first: date, last: date) -> None:
    """Loans of all months between these days are known, as the explorer has it."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    periods = [(0, month) for month in months]
    periods += [(2, year) for year in sorted({month // 12 for month in months})]
    with (
        acting_as("worker"),
        tenancy.library_scope(library),
        connection.cursor() as cursor,
    ):
        cursor.executemany(
            "INSERT INTO segments_rollup (library_id, level, period, branch, age, kind, row, loans,"
            " borrowers) VALUES (%s, %s, %s, 0, 10, 0, 0, '{100}', '{50}')",
            [[library.pk, level, period] for level, period in periods],
        )


def renew(library: Library, *years: int) -> None:
    """What a worker does after an import."""
    with acting_as("worker"), tenancy.library_scope(library):
        stock.renew(library, [0, *years])


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
