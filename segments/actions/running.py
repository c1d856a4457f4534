"""One import, from claim to end: whatever happens, the job row says what."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, connection

from planning import tenancy
from segments.actions import books, covers, erasure, jobs, loans, tables, uploads
from segments.actions.answers import NeedsAnswer, Refused
from segments.actions.jobs import Heartbeat, LostLease, Stopped
from segments.coding import CodingFailed, MissingColumns
from segments.loading import takeover
from segments.models import LoanImport
from segments.reading import BadFile

logger = logging.getLogger(__name__)
Status = LoanImport.Status
Runner = Callable[[LoanImport, Heartbeat], None]


def _runner(loan_import: LoanImport) -> Runner:
    runners: dict[str, tuple[Runner, Runner, Runner]] = {
        "check": (loans.check, books.check, tables.check),
        "load": (loans.load, books.load, tables.load),
        "undo": (loans.undo, books.undo, tables.undo),
    }
    of_loans, of_books, of_tables = runners[loan_import.phase]
    if loan_import.kind == LoanImport.Kind.LOANS:
        return of_loans
    if loan_import.kind == LoanImport.Kind.COVERS:
        return {"check": covers.check, "load": covers.load, "undo": covers.undo}[loan_import.phase]
    return of_books if loan_import.kind in books.KINDS else of_tables


def run(library_id: int, import_id: int, *, wait: float = 0) -> bool:
    """Do what an import waits for; False when it is not ours to do now.

    wait: seconds to wait for another import of the same library.
    """
    deadline = time.monotonic() + wait
    while True:
        with jobs.library_lock(library_id) as got:
            if got:
                loan_import = jobs.claim(library_id, import_id)
                if loan_import is None:
                    return False
                _run_claimed(loan_import)
                return True
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)


def _run_claimed(loan_import: LoanImport) -> None:
    try:
        with Heartbeat(loan_import) as heartbeat:
            _runner(loan_import)(loan_import, heartbeat)
        # This file may hold members who asked to be forgotten.
        erasure.erase_again(loan_import.library)
    except BadFile as problem:
        loan_import.inspection = {**loan_import.inspection, "facts": problem.facts}
        _end(loan_import, Status.REFUSED, problem.code)
    except MissingColumns as problem:
        _end(loan_import, Status.NEEDS_ANSWER, f"missing_columns: {problem}")
    except NeedsAnswer as question:
        _end(loan_import, Status.NEEDS_ANSWER, str(question))
    except Refused as refusal:
        _end(loan_import, Status.REFUSED, str(refusal))
    except Stopped:
        _end(loan_import, Status.CANCELLED, "")
    except LostLease:
        logger.warning("import %s was taken over by another worker", loan_import.pk)
    except DatabaseError:
        # The lease runs out and the import is claimed again: nothing of it was committed.
        connection.close()
        raise
    except CodingFailed as problem:
        logger.error("import %s failed: %s", loan_import.pk, problem)
        _end(loan_import, Status.FAILED, f"internal: {problem}")
    except Exception as problem:
        place = CodingFailed.at(problem)
        logger.error("import %s failed: %s", loan_import.pk, place)
        _end(loan_import, Status.FAILED, f"internal: {place}")


def _end(loan_import: LoanImport, status: str, reason: str) -> None:
    try:
        with tenancy.library_scope(loan_import.library_id):
            takeover.drop_stages(loan_import.pk)
            jobs.finish(loan_import, status, reason=reason)
            if status in (Status.REFUSED, Status.CANCELLED) and not _may_be_answered(reason):
                uploads.delete_file(loan_import)
    except LostLease:
        logger.warning("import %s was taken over by another worker", loan_import.pk)


def _may_be_answered(reason: str) -> bool:
    """Too many rejected rows can still be accepted by a person."""
    return reason.startswith("too_many_rejects")
