"""The job row: asked for, claimed by one worker under a lease, finished once."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from planning import tenancy
from planning.models import User
from segments.actions import uploads
from segments.models import JobTicket, LoanImport

Status, Phase = LoanImport.Status, LoanImport.Phase
LEASE = timedelta(seconds=30)
BEAT_SECONDS = 5
ATTEMPTS = 3
LOCK_SPACE = 7001  # advisory locks of imports, by library
STARTS = {
    Phase.CHECK: {Status.DRAFT, Status.CHECKED, Status.NEEDS_ANSWER, Status.REFUSED},
    Phase.LOAD: {Status.DRAFT, Status.CHECKED, Status.NEEDS_ANSWER, Status.REFUSED},
    Phase.UNDO: {Status.DONE},
}


class CannotStart(Exception):
    """This import is not in a state from which that can be asked."""


class LostLease(Exception):
    """Somebody else has taken this job over; nothing of ours may be written."""


class Stopped(Exception):
    """A person stopped the import."""


@transaction.atomic
def ask(
    loan_import: LoanImport, phase: str, *, by: User | None, options: dict[str, Any] | None = None
) -> LoanImport:
    """Queue a phase of an import; the caller wakes a worker after the commit."""
    loan_import = LoanImport.objects.select_for_update().get(pk=loan_import.pk)
    if loan_import.status not in STARTS[Phase(phase)]:
        raise CannotStart(f"{loan_import.filename} is {loan_import.status}")
    if phase == Phase.UNDO and not loan_import.can_be_undone:
        raise CannotStart(f"{loan_import.filename} was read too long ago")
    if phase != Phase.UNDO and not loan_import.stored_as:
        raise CannotStart(f"the file {loan_import.filename} is gone")
    loan_import.phase, loan_import.status, loan_import.reason = phase, Status.QUEUED, ""
    loan_import.options = {**loan_import.options, **(options or {})}
    loan_import.queued_at, loan_import.attempts = timezone.now(), 0
    loan_import.progress, loan_import.is_cancelled = 0, False
    loan_import.created_by = loan_import.created_by or by
    loan_import.save()
    JobTicket.objects.update_or_create(
        import_id=loan_import.pk,
        defaults={"library_id": loan_import.library_id, "due_at": timezone.now()},
    )
    return loan_import


@transaction.atomic
def cancel(loan_import: LoanImport) -> LoanImport:
    """Stop an import: at once while it waits, within seconds while it runs."""
    loan_import = LoanImport.objects.select_for_update().get(pk=loan_import.pk)
    if loan_import.status == Status.RUNNING:
        loan_import.is_cancelled = True
        loan_import.save(update_fields=["is_cancelled"])
    elif loan_import.phase == Phase.UNDO:
        raise CannotStart(loan_import.filename)
    elif loan_import.status not in (Status.DONE, Status.UNDONE):
        loan_import.status = Status.CANCELLED
        loan_import.save(update_fields=["status"])
        JobTicket.objects.filter(import_id=loan_import.pk).delete()
        uploads.delete_file(loan_import)
    return loan_import


@transaction.atomic
def retry(loan_import: LoanImport) -> LoanImport:
    """Queue a failed import once more."""
    loan_import = LoanImport.objects.select_for_update().get(pk=loan_import.pk)
    if loan_import.status != Status.FAILED:
        raise CannotStart(f"{loan_import.filename} is {loan_import.status}")
    loan_import.status = Status.DONE if loan_import.phase == Phase.UNDO else Status.DRAFT
    loan_import.save(update_fields=["status"])
    return ask(loan_import, loan_import.phase, by=None)


@contextmanager
def library_lock(library_id: int) -> Iterator[bool]:
    """At most one import per library at a time; gone with the connection of a killed worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, library_id])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        if got and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, library_id])


def claim(library_id: int, import_id: int) -> LoanImport | None:
    """Take a waiting or abandoned import under a lease, on the database's clock."""
    lease = uuid.uuid4()
    with tenancy.library_scope(library_id):
        rows = LoanImport.objects.select_for_update().filter(pk=import_id)
        loan_import = rows.select_related("library").first()
        if loan_import is None or not _is_free(loan_import):
            return None
        if loan_import.attempts >= ATTEMPTS:
            finish(loan_import, Status.FAILED, reason="gave_up", is_ours=True)
            return None
        rows.update(
            status=Status.RUNNING,
            lease=lease,
            lease_until=Now() + LEASE,
            attempts=loan_import.attempts + 1,
            started_at=Now(),
        )
        return rows.select_related("library").get()


def _is_free(loan_import: LoanImport) -> bool:
    if loan_import.status == Status.QUEUED:
        return True
    if loan_import.status != Status.RUNNING or loan_import.lease_until is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return bool(loan_import.lease_until < cursor.fetchone()[0])


def fence(loan_import: LoanImport) -> LoanImport:
    """Lock the job row for the transaction that ends it; raises LostLease if it is not ours."""
    row = LoanImport.objects.select_for_update().filter(
        pk=loan_import.pk, lease=loan_import.lease, status=Status.RUNNING
    )
    found = row.first()
    if found is None:
        raise LostLease(loan_import.pk)
    if found.is_cancelled:
        raise Stopped(loan_import.pk)
    return found


def finish(
    loan_import: LoanImport, status: str, *, reason: str = "", is_ours: bool = False
) -> None:
    """End a phase: state, reason, no lease, no ticket. Within the library's scope."""
    if not is_ours:
        try:
            fence(loan_import)
        except Stopped:
            status = Status.CANCELLED if status != Status.DONE else status
    loan_import.status, loan_import.reason = status, reason[:400]
    loan_import.lease = loan_import.lease_until = None
    loan_import.is_cancelled = False
    loan_import.finished_at = timezone.now()
    loan_import.save()
    JobTicket.objects.filter(import_id=loan_import.pk).delete()


class Heartbeat:
    """Renews the lease and shows the progress, in a thread with a connection of its own."""

    def __init__(self, loan_import: LoanImport) -> None:
        self.loan_import = loan_import
        self.progress = 0
        self.problem: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def check(self) -> None:
        """Raise what the thread found out: the lease is lost, or a person said stop."""
        if self.problem:
            raise self.problem

    def _run(self) -> None:
        try:
            while not self._stop.wait(BEAT_SECONDS if self.progress else 1):
                try:
                    self._beat()
                except DatabaseError:
                    connection.close()  # the next beat tries again; the lease allows for a few
        finally:
            connection.close()

    def _beat(self) -> None:
        with tenancy.library_scope(self.loan_import.library_id), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            mine = LoanImport.objects.filter(
                pk=self.loan_import.pk, lease=self.loan_import.lease, status=Status.RUNNING
            )
            if not mine.update(lease_until=Now() + LEASE, progress=self.progress):
                self.problem = LostLease(self.loan_import.pk)
            elif mine.filter(is_cancelled=True).exists():
                self.problem = Stopped(self.loan_import.pk)
