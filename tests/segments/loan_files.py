"""Small loan files for tests, and what a library holds after reading them, in natural keys."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.actions import jobs, mapping, running, uploads
from segments.models import LoanImport
from tests.conftest import acting_as

FIELDS = ["loan_id", "loaned_at", "branch", "title_id", "title", "genre", "member", "birth_year"]
NATURAL = """
    SELECT loan.loan_key, loan.row_digest, loan.day, encode(member.code, 'hex'), branch.code,
           title.key, genre.code, loan.segment, loan.area, loan.band, loan.loans, loan.renewals
    FROM segments_loan AS loan
    LEFT JOIN segments_member AS member
        ON member.library_id = loan.library_id AND member.number = loan.member
    LEFT JOIN planning_branch AS branch
        ON branch.library_id = loan.library_id AND branch.position = loan.branch
    LEFT JOIN segments_title AS title
        ON title.library_id = loan.library_id AND title.number = loan.title
    LEFT JOIN segments_genrecode AS genre
        ON genre.library_id = loan.library_id AND genre.position = loan.genre_code
    ORDER BY loan.loan_key, loan.day
"""
# Numbers and positions differ with the order of files; what is counted may not.
COUNTED = """
    SELECT level, period, age, kind, loans[1], borrowers[1],
           (SELECT array_agg(n ORDER BY n) FROM unnest(loans) AS n WHERE n > 0),
           (SELECT array_agg(n ORDER BY n) FROM unnest(borrowers) AS n WHERE n > 0)
    FROM segments_rollup ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def loans(count: int, *, first: int = 1, day: str = "2025-03-{:02}", **same: str) -> list[Any]:
    """`count` rows from loan `first` on, over 28 days, 7 members, 3 branches and 4 genres."""
    return [
        {
            "loan_id": str(1000 + number),
            "loaned_at": day.format(number % 28 + 1),
            "branch": f"B{number % 3}",
            "title_id": f"T{number % 11}",
            "title": f"Boek {number % 11}",
            "genre": f"G{number % 4}",
            "member": f"{20_000 + number % 7}",
            "birth_year": str(1950 + number % 7 * 9),
            **same,
        }
        for number in range(first, first + count)
    ]


def write(path: Path, rows: Iterable[dict[str, str]], *, fields: list[str] = FIELDS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields, delimiter=";", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def queue(library: Library, path: Path, *, kind: str = "loans", **options: Any) -> LoanImport:
    """Bring a file as far as the queue; the file itself stays."""
    copy = path.with_name(f"copy-{path.name}")
    copy.write_bytes(path.read_bytes())
    with acting_as("worker"), tenancy.library_scope(library):
        options = {"create_unknown": True, "without_postcodes": True, **options}
        loan_import = uploads.receive(
            library, filename=path.name, source=copy, kind=kind, by=None, options=options
        )
        if loan_import.status != LoanImport.Status.DRAFT:
            return loan_import
        loan_import = mapping.choose(loan_import, mapping.suggestion(loan_import).profile)
        return jobs.ask(loan_import, "load", by=None)


def read_in(library: Library, path: Path, *, kind: str = "loans", **options: Any) -> LoanImport:
    """Import a file from beginning to end."""
    loan_import = queue(library, path, kind=kind, **options)
    return run(loan_import)


def run(loan_import: LoanImport) -> LoanImport:
    # Who was killed keeps the library until the server notices that nobody is there.
    with acting_as("worker"):
        running.run(loan_import.library_id, loan_import.pk, wait=20)
        return fresh(loan_import)


def undo(loan_import: LoanImport) -> LoanImport:
    with acting_as("worker"):
        with tenancy.library_scope(loan_import.library_id):
            jobs.ask(loan_import, "undo", by=None)
        return run(loan_import)


def fresh(loan_import: LoanImport) -> LoanImport:
    with tenancy.library_scope(loan_import.library_id):
        return LoanImport.objects.get(pk=loan_import.pk)


def contents(library: Library) -> tuple[list[Any], list[Any]]:
    """What the library holds: its loans by natural key, and the counts made of them."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(NATURAL)
        found = cursor.fetchall()
        cursor.execute(COUNTED)
        return found, cursor.fetchall()
