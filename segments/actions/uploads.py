"""A file comes in: on disk before anything is answered, and looked at in a child process."""

import hashlib
import os
import shutil
import time
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from planning import tenancy
from planning.models import Library, User
from segments import profiles, reading
from segments.models import LoanImport
from segments.profiles import guess_kind
from segments.profiles.profile import find_headers, normal
from segments.reading.personal import BARE_NAME, personal_reason

ABANDONED_AFTER = timedelta(hours=24)
UNSEEN_AFTER = timedelta(days=14)
Status = LoanImport.Status


def stored_path(loan_import: LoanImport) -> Path:
    """Where the file of an import is, as long as it is kept."""
    return Path(settings.UPLOAD_DIR) / loan_import.stored_as


def receive(
    library: Library,
    *,
    filename: str,
    source: Path,
    kind: str = "",
    by: User | None,
    options: dict[str, Any] | None = None,
) -> LoanImport:
    """Take a file over and look at it; a bad one gives a refused import, never an exception.

    The source is moved where possible. After the commit of this call nothing can lose the file.
    """
    stored_as = f"{uuid.uuid4().hex}"
    target = Path(settings.UPLOAD_DIR) / stored_as
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)
    loan_import = LoanImport(
        library=library,
        kind=kind or LoanImport.Kind.LOANS,
        filename=Path(filename).name[:200],
        stored_as=stored_as,
        size=target.stat().st_size,
        options=options or {},
        created_by=by,
    )
    try:
        _look(loan_import, target, kind)
        with transaction.atomic():
            loan_import.save()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return loan_import


def _look(loan_import: LoanImport, target: Path, kind: str) -> None:
    """Find out what has come in, while it gets safe on disk."""
    with target.open("rb") as file, ThreadPoolExecutor(1) as pool:
        digest = pool.submit(_fsynced_digest, file, target.parent)
        same = _same_bytes(loan_import, digest)
        if same is not None:
            loan_import.report = {"same_as": same.pk}
        if same is None or not _is_known_from(same, loan_import, kind):
            _inspect(loan_import, guess=not kind)
        loan_import.digest = digest.result()


def _same_bytes(loan_import: LoanImport, digest: "Future[str]") -> LoanImport | None:
    """The last finished import of the very same file; waits only if one is as large as this."""
    alike = LoanImport.objects.current().filter(library=loan_import.library, size=loan_import.size)
    if not alike.exists():
        return None
    return alike.filter(digest=digest.result()).order_by("pk").last()


def inspect_again(loan_import: LoanImport, *, delimiter: str, encoding: str) -> LoanImport:
    """Look at the file once more with another delimiter or encoding ("" to find out)."""
    loan_import.options = {**loan_import.options, "delimiter": delimiter, "encoding": encoding}
    loan_import.status, loan_import.reason = Status.DRAFT, ""
    _inspect(loan_import, guess=False)
    loan_import.save()
    return loan_import


def delete_file(loan_import: LoanImport) -> None:
    """Delete the raw upload, and the examples of columns that were not read; the row says so."""
    if loan_import.stored_as:
        stored_path(loan_import).unlink(missing_ok=True)
        loan_import.stored_as = ""
        _forget_examples(loan_import)
        loan_import.save(update_fields=["stored_as", "inspection"])


def _forget_examples(loan_import: LoanImport) -> None:
    inspection, mapping = loan_import.inspection, loan_import.profile.get("mapping", {})
    header = inspection.get("header", [])
    used = {column for joined in mapping.values() for column in find_headers(header, joined)}
    samples = [
        [cell if name in used else None for name, cell in zip(header, row, strict=False)]
        for row in inspection.get("samples", [])
    ]
    loan_import.inspection = {**inspection, "samples": samples}


def tidy() -> None:
    """Delete what nobody went on with for a day: files of imports, and files without one."""
    known: set[str] = set()
    for library in Library.objects.order_by("pk"):
        with tenancy.library_scope(library):
            delete_abandoned(library)
            kept = LoanImport.objects.filter(library=library).exclude(stored_as="")
            known.update(kept.values_list("stored_as", flat=True))
    _delete_orphans(known)


def delete_abandoned(library: Library) -> int:
    """Delete files that nobody went on with for a day; gives their number."""
    old = LoanImport.objects.filter(
        library=library, created_at__lt=timezone.now() - ABANDONED_AFTER
    ).exclude(stored_as="")
    # Nobody may have seen yet what came by itself.
    is_seen = Q(created_at__lt=timezone.now() - UNSEEN_AFTER) | ~Q(options__has_key="arrived")
    old = old.filter(is_seen)
    idle = old.exclude(status__in=[Status.QUEUED, Status.RUNNING])
    found = list(idle)
    for loan_import in found:
        delete_file(loan_import)
        if loan_import.status in (Status.DRAFT, Status.CHECKED, Status.NEEDS_ANSWER):
            loan_import.status = Status.CANCELLED
            loan_import.save(update_fields=["status"])
    return len(found)


def _delete_orphans(known: set[str]) -> None:
    """Delete files whose process died before there was a row; known: names that rows still hold."""
    before = time.time() - ABANDONED_AFTER.total_seconds()
    for path in Path(settings.UPLOAD_DIR).glob("*"):
        if path.name not in known and path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _is_known_from(same: LoanImport, loan_import: LoanImport, kind: str) -> bool:
    """Take over what was found in the very same bytes before, if it was looked at in this way."""
    ways = [
        [each.options.get(name, "") for name in ("delimiter", "encoding")]
        for each in (same, loan_import)
    ]
    if ways[0] != ways[1] or kind not in ("", same.kind) or not same.inspection:
        return False
    loan_import.kind, loan_import.expected = same.kind, same.expected
    loan_import.inspection = same.inspection
    return True


def _fsynced_digest(file: BufferedReader, folder: Path) -> str:
    """The fingerprint of a file that is safe on disk afterwards."""
    # SHA-256: today's processors have instructions for it, which makes it twice as fast as BLAKE2.
    with ThreadPoolExecutor(1) as disk:
        synced = disk.submit(os.fsync, file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        synced.result()
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
    return digest


def _inspect(loan_import: LoanImport, *, guess: bool) -> None:
    options = loan_import.options
    try:
        found = reading.inspect(
            stored_path(loan_import),
            delimiter=options.get("delimiter", ""),
            encoding=options.get("encoding", ""),
        )
    except reading.BadFile as problem:
        if _holds_pictures(loan_import, problem, guess=guess):
            return
        loan_import.status, loan_import.reason = Status.REFUSED, problem.code
        loan_import.inspection = {"facts": problem.facts}
        stored_path(loan_import).unlink(missing_ok=True)
        loan_import.stored_as = ""
        return
    header = found.layout.header
    columns = list(zip(*found.sample, strict=True)) if found.sample else [()] * len(header)
    kind = (guess_kind(header, loan_import.filename) if guess else "") or loan_import.kind
    known = _impersonal(kind, header)
    personal = {
        name: reason
        for name, cells in zip(header, columns, strict=True)
        # What a recognised column holds is known: a barcode only looks like a telephone number.
        if (reason := personal_reason(name, [] if name in known else [c or "" for c in cells]))
        or (reason := _bare_name(kind, name, known))
    }
    loan_import.expected = found.estimated_rows
    loan_import.inspection = {
        "layout": found.layout.as_json(),
        "header": list(header),
        "samples": [
            [None if name in personal else cell for name, cell in zip(header, row, strict=True)]
            for row in found.sample
        ],
        "personal": personal,
        "delimiter": found.layout.delimiter,
        "encoding": found.layout.encoding,
        "container": found.layout.container,
        "rows": found.estimated_rows,
        "warnings": list(found.layout.warnings),
    }
    loan_import.kind = kind


def _holds_pictures(loan_import: LoanImport, why: reading.BadFile, *, guess: bool) -> bool:
    """Whether what is no table is a zip with covers; `why` becomes what is wrong with that."""
    if not guess and loan_import.kind != LoanImport.Kind.COVERS:
        return False
    try:
        names = reading.picture_names(stored_path(loan_import))
    except reading.BadFile as problem:
        if not guess:
            why.code, why.facts = problem.code, problem.facts
        return False
    loan_import.kind, loan_import.expected = LoanImport.Kind.COVERS, len(names)
    loan_import.inspection = {"header": [], "samples": [], "personal": {}, "rows": len(names)}
    return True


def _bare_name(kind: str, header: str, known: set[str]) -> str:
    """In a file with a row per reader or loan a "name" is somebody's, if it is nothing else."""
    is_name = kind in ("loans", "members", "reservations") and BARE_NAME.fullmatch(normal(header))
    return "name" if is_name and header not in known else ""


def _impersonal(kind: str, header: tuple[str, ...]) -> set[str]:
    """Headers that are recognised as a field which tells nothing about a reader."""
    recognised = profiles.suggest(kind, header, []).recognised
    return {
        name
        for field, joined in recognised.items()
        if field not in profiles.PERSONAL
        for name in find_headers(header, joined)
    }
