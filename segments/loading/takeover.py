"""The one transaction of an import: its rows meet those of other imports, and the best stays.

The loan with the highest (export date, coding version, row digest) is the one to believe;
the others are kept as versions until they cannot be needed for an undo.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from segments.loading.staging import COLUMNS, Repeated, Stages, is_new
from segments.models import LoanImport


@dataclass
class Outcome:
    """What became of the rows: how many, and the months that changed."""

    duplicates: int = 0
    conflicts: int = 0
    months: set[int] = field(default_factory=set)
    thinned: set[int] = field(default_factory=set)  # staged months that lost rows


def within_file(stages: Stages, repeated: Repeated) -> Outcome:
    """Of rows with one loan key in this file keep the one with the highest digest."""
    outcome = Outcome()
    best: list[tuple[int, int, int]] = []
    for key, rows in repeated:
        digest, month = max(rows)
        best.append((key, digest, month))
        outcome.thinned.update(each for _, each in rows)
        same = sum(1 for row in rows if row[0] == digest) - 1
        outcome.duplicates += same
        outcome.conflicts += len(rows) - 1 - same
    if best:
        _keep_only(stages, best)
    return outcome


def _keep_only(stages: Stages, best: list[tuple[int, int, int]]) -> None:
    loan_keys, digests, months = map(list, zip(*best, strict=True))
    with connection.cursor() as cursor:
        for month in stages.months:
            table = stages.table(stages.import_id, month)
            cursor.execute(
                # Rows that are the same to the last value differ in their place only.
                f"DELETE FROM {table} WHERE ctid IN ("
                " SELECT ctid FROM ("
                "  SELECT row.ctid, best.month <> %s OR best.digest <> row.row_digest"
                "   OR row_number() OVER (PARTITION BY row.loan_key, row.row_digest) > 1 AS loses"
                f"  FROM {table} AS row"
                "  JOIN unnest(%s::bigint[], %s::bigint[], %s::int[])"
                "   AS best (loan_key, digest, month) USING (loan_key)"
                " ) AS compared WHERE loses)",
                [month, loan_keys, digests, months],
            )


def is_first(loan_import: LoanImport, months: Iterable[int]) -> bool:
    """Whether a library has neither loans nor places for these months: nothing is to be settled."""
    with connection.cursor() as cursor:
        return not _has_loans(cursor, loan_import.library_id) and all(
            is_new(cursor, loan_import.library_id, month) for month in months
        )


def _has_loans(cursor: Any, library_id: int) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM segments_loan WHERE library_id = %s)", [library_id])
    return bool(cursor.fetchone()[0])


def with_other_imports(loan_import: LoanImport, months: Iterable[int]) -> Outcome:
    """Settle each staged row against the loan that is there; losers become versions."""
    outcome = Outcome(months=set(months))
    with connection.cursor() as cursor:
        if not outcome.months or not _has_loans(cursor, loan_import.library_id):
            return outcome
        _find_clashes(loan_import, sorted(outcome.months))
        cursor.execute(
            "SELECT count(*) FILTER (WHERE same AND NOT wins),"
            " count(*) FILTER (WHERE wins OR NOT same) FROM clash"
        )
        outcome.duplicates, outcome.conflicts = cursor.fetchone()
        if outcome.duplicates or outcome.conflicts:
            cursor.execute(
                "SELECT DISTINCT (extract(year from day) * 12 + extract(month from day) - 1)::int"
                " FROM clash WHERE wins"
            )
            won = {month for (month,) in cursor.fetchall()}
            cursor.execute("SELECT DISTINCT month FROM clash WHERE NOT wins")
            outcome.thinned = {month for (month,) in cursor.fetchall()}
            _keep_losers(loan_import, sorted(outcome.thinned), sorted(won))
            outcome.months |= won
    return outcome


def _find_clashes(loan_import: LoanImport, months: list[int]) -> None:
    """A temporary table `clash`: staged rows whose loan is there already, and which one wins."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE clash (month int, loan_key bigint, day date, same boolean,"
            " wins boolean) ON COMMIT DROP"
        )
        # All months at once: what is there already is gone through once, however long the file.
        staged = " UNION ALL ".join(
            f"SELECT {month:d} AS month, library_id, loan_key, row_digest"
            f" FROM {Stages.table(loan_import.pk, month)}"
            for month in months
        )
        cursor.execute(
            "INSERT INTO clash SELECT row.month, old.loan_key, old.day,"
            " old.row_digest = row.row_digest, (%s::date, %s::int, row.row_digest)"
            "  > (other.exported_on, other.coding_version, old.row_digest)"
            f" FROM ({staged}) AS row"
            " JOIN segments_loan AS old USING (library_id, loan_key)"
            " JOIN segments_loanimport AS other ON other.id = old.import_id"
            " WHERE old.library_id = %s",
            [loan_import.exported_on, loan_import.coding_version, loan_import.library_id],
        )
        cursor.execute("ANALYZE clash")


def _keep_losers(loan_import: LoanImport, staged: list[int], won: list[int]) -> None:
    with connection.cursor() as cursor:
        for month in won:
            # The month in plain words lets the planner look at one partition only.
            first = f"{month // 12}-{month % 12 + 1:02}-01"
            cursor.execute(
                "WITH gone AS (DELETE FROM segments_loan AS old USING clash"
                " WHERE old.library_id = %s AND old.day >= %s::date"
                " AND old.day < %s::date + interval '1 month'"
                " AND old.day = clash.day AND old.loan_key = clash.loan_key AND clash.wins"
                f" RETURNING {_of('old')})"
                f" INSERT INTO segments_loan_version ({COLUMNS}) SELECT * FROM gone",
                [loan_import.library_id, first, first],
            )
        for month in staged:
            stage = Stages.table(loan_import.pk, month)
            cursor.execute(
                f"WITH gone AS (DELETE FROM {stage} AS row USING clash"
                " WHERE clash.month = %s AND row.loan_key = clash.loan_key AND NOT clash.wins"
                f" RETURNING {_of('row')})"
                f" INSERT INTO segments_loan_version ({COLUMNS}) SELECT * FROM gone",
                [month],
            )


def _of(table: str) -> str:
    return ", ".join(f"{table}.{name}" for name in COLUMNS.split(", "))


def into_existing_months(loan_import: LoanImport, months: Iterable[int]) -> list[int]:
    """Move staged rows into months that exist already; give back the months that do not."""
    missing = []
    with connection.cursor() as cursor:
        for month in sorted(months):
            if is_new(cursor, loan_import.library_id, month):
                missing.append(month)
                continue
            cursor.execute(
                f"INSERT INTO segments_loan ({COLUMNS})"
                f" SELECT {COLUMNS} FROM {Stages.table(loan_import.pk, month)}"
            )
    return missing


def attach(loan_import: LoanImport, months: Iterable[int]) -> None:
    """Make the staged tables of new months partitions, as the last thing before the commit."""
    with connection.cursor() as cursor:
        for month in months:
            cursor.execute(
                "SELECT segments_attach_stage(%s, %s, %s)",
                [loan_import.pk, month, loan_import.library_id],
            )


def give_key(loan_import: LoanImport, months: Iterable[int]) -> None:
    """The primary key of each new month that has none yet."""
    with connection.cursor() as cursor:
        for month in months:
            cursor.execute("SELECT segments_key_stage(%s, %s)", [loan_import.pk, month])


def drop_stages(import_id: int) -> None:
    """Drop what is left of an import's month tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT segments_drop_stages(%s)", [import_id])


def restore_without(loan_import: LoanImport) -> set[int]:
    """Take an import's rows out; the best of the other imports' versions come back."""
    library = loan_import.library_id
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM segments_loan_version WHERE library_id = %s AND import_id = %s",
            [library, loan_import.pk],
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE gone ON COMMIT DROP AS"
            " WITH gone AS (DELETE FROM segments_loan WHERE library_id = %s AND import_id = %s"
            " RETURNING loan_key, day) SELECT * FROM gone",
            [library, loan_import.pk],
        )
        cursor.execute("ANALYZE gone")
        cursor.execute(
            "CREATE TEMPORARY TABLE back ON COMMIT DROP AS"
            f" SELECT DISTINCT ON (version.loan_key) {_of('version')}"
            " FROM segments_loan_version AS version JOIN gone USING (loan_key)"
            " JOIN segments_loanimport AS other ON other.id = version.import_id"
            " WHERE version.library_id = %s"
            " ORDER BY version.loan_key, other.exported_on DESC, other.coding_version DESC,"
            " version.row_digest DESC, version.import_id",
            [library],
        )
        cursor.execute(
            "DELETE FROM segments_loan_version AS version USING back"
            " WHERE version.library_id = %s AND version.loan_key = back.loan_key"
            " AND version.import_id = back.import_id",
            [library],
        )
        cursor.execute(f"INSERT INTO segments_loan ({COLUMNS}) SELECT * FROM back")
        cursor.execute(
            "SELECT DISTINCT (extract(year from day) * 12 + extract(month from day) - 1)::int"
            " FROM (SELECT day FROM gone UNION ALL SELECT day FROM back) AS touched"
        )
        return {month for (month,) in cursor.fetchall()}


def hand_over(loan_import: LoanImport, to: LoanImport) -> None:
    """The same file was read again later: its rows stay, under the later import."""
    with connection.cursor() as cursor:
        for table in ("segments_loan", "segments_loan_version", "segments_loan_count"):
            cursor.execute(
                f"UPDATE {table} SET import_id = %s WHERE library_id = %s AND import_id = %s",
                [to.pk, loan_import.library_id, loan_import.pk],
            )
