"""Files that a library system puts in a folder: taken when they are still, read in as an upload."""

import hashlib
import logging
import os
import shutil
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path

from django.conf import settings
from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.actions import jobs, mapping, uploads
from segments.models import LoanImport

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 20
PIECE = 1024 * 1024
LOCK_SPACE = 7002  # advisory locks of these folders, by library
ASKED_CODES = ("branch", "genre", "material")
Status, Phase = LoanImport.Status, LoanImport.Phase


def folder_of(library: Library) -> Path:
    """Where files of this library may be put; made by hand, like the account that writes there."""
    return Path(settings.DROP_DIR) / library.slug


def take(library_id: int) -> list[int]:
    """Take over the files that are still; gives the imports that a worker can go on with.

    Each in a transaction of its own, after which it goes from the folder: none is ever in neither.
    """
    library = Library.objects.get(pk=library_id)
    ready, taken = [], 0
    for at, name in _waiting(folder_of(library)):
        try:
            loan_import = _taken(library, at, name)
        except Exception as problem:  # it stays where it is, and those after it come in
            logger.error("a file of library %s was not taken: %s", library_id, _why(problem))
            continue
        if loan_import is not None:
            taken += 1
            if loan_import.status == Status.QUEUED:
                ready.append(loan_import.pk)
        if taken == MOST_AT_ONCE:
            break
    return ready


def go_on(library_id: int, import_id: int) -> bool:
    """Load what was checked and leaves nothing to be asked; False where a person has to look."""
    with tenancy.library_scope(library_id):
        found = LoanImport.objects.filter(pk=import_id, status=Status.CHECKED).first()
        if found is None or not found.options.get("arrived") or leaves_questions(found):
            return False
        jobs.ask(found, Phase.LOAD, by=None)
        return True


def leaves_questions(loan_import: LoanImport) -> bool:
    """Whether the file has codes that somebody must explain, or too many wrong rows."""
    report = loan_import.report
    unknown = report.get("unknown", {})
    return bool(report.get("too_many")) or any(unknown.get(what) for what in ASKED_CODES)


def _waiting(folder: Path) -> Iterator[tuple[int, str]]:
    """The open folder and each name in it that may be a file to take.

    Opened by its folder and never through a link, so that nobody can make us read what is not his.
    """
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        with os.scandir(at) as entries:
            names = sorted(entry.name for entry in entries)
        for name in names:
            if not name.startswith(".") and not name.endswith((".part", ".filepart", ".tmp")):
                yield at, name
    finally:
        os.close(at)


def _taken(library: Library, at: int, name: str) -> LoanImport | None:
    """The import of one file, which goes from the folder; None where it waits or was taken."""
    try:
        source = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
    except OSError:
        return None
    loan_import = None
    with os.fdopen(source, "rb") as file:
        seen = os.fstat(source)
        if not _is_still(seen):
            return None
        with tenancy.library_scope(library):
            if not _is_alone(library):
                return None
            if not _was_taken(library, name, file, seen):
                loan_import = _received(library, name, file, seen)
                if loan_import is None:
                    return None
    try:
        _remove(at, name, seen)
    except OSError as problem:
        # Said when it comes in, and not each minute after.
        if loan_import is not None:
            logger.warning("the file of import %s stays: %s", loan_import.pk, _why(problem))
    return loan_import


def _is_still(seen: os.stat_result) -> bool:
    """Whether a file is nobody else's and has not changed for a while."""
    # When it was written last, which no program that keeps the days of files can put back.
    age = time.time() - seen.st_ctime
    return stat.S_ISREG(seen.st_mode) and seen.st_nlink == 1 and age >= settings.DROP_STILL_SECONDS


def _is_alone(library: Library) -> bool:
    """Whether no other worker takes a file of this library, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_SPACE, library.pk])
        return bool(cursor.fetchone()[0])


def _was_taken(library: Library, name: str, file: BufferedReader, seen: os.stat_result) -> bool:
    """Whether this very file came in since it was put there, and only its removal did not."""
    rows = LoanImport.objects.filter(
        library=library,
        options__arrived=True,
        filename=_legible(name),
        size=seen.st_size,
        created_at__gte=datetime.fromtimestamp(seen.st_ctime, tz=UTC),
    )
    digests = set(rows.values_list("digest", flat=True))
    return bool(digests) and hashlib.file_digest(file, "sha256").hexdigest() in digests


def _received(
    library: Library, name: str, file: BufferedReader, seen: os.stat_result
) -> LoanImport | None:
    """The import of a copy of this file; None if the file changed meanwhile."""
    with _copied(file) as copy:
        if os.fstat(file.fileno()).st_ctime_ns != seen.st_ctime_ns:
            return None
        loan_import = uploads.receive(
            library, filename=_legible(name), source=copy, by=None, options={"arrived": True}
        )
    try:
        return _settled(loan_import)
    except BaseException:
        uploads.stored_path(loan_import).unlink(missing_ok=True)
        raise


@contextmanager
def _copied(file: BufferedReader) -> Iterator[Path]:
    """A copy, which is gone afterwards unless somebody moved it away."""
    copy = Path(settings.UPLOAD_DIR) / f"{uuid.uuid4().hex}.copy"
    copy.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    try:
        with copy.open("xb") as target:
            shutil.copyfileobj(file, target, PIECE)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _settled(loan_import: LoanImport) -> LoanImport:
    """Queued with the columns that a person remembered for such a file; as it is if nobody did."""
    if loan_import.status != Status.DRAFT:
        return loan_import
    profile = mapping.remembered_profile(loan_import)
    if profile is None:
        return loan_import
    return jobs.ask(mapping.choose(loan_import, profile), Phase.CHECK, by=None)


def _remove(at: int, name: str, seen: os.stat_result) -> None:
    """Take the file that was seen out of its folder, not one that was put there since."""
    with suppress(FileNotFoundError):
        now = os.stat(name, dir_fd=at, follow_symlinks=False)
        if (now.st_ino, now.st_ctime_ns) == (seen.st_ino, seen.st_ctime_ns):
            os.unlink(name, dir_fd=at)


def _legible(name: str) -> str:
    """As an import is called: a name may be any bytes."""
    return os.fsencode(name).decode(errors="replace")[:200]


def _why(problem: Exception) -> str:
    """What went wrong, with nothing out of the file."""
    return (isinstance(problem, OSError) and problem.strerror) or type(problem).__name__
