"""Files that a library system puts in a folder: taken when they are still, read in as an upload."""

import os
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from planning import tenancy
from planning.models import Library
from segments.actions import jobs, mapping, uploads
from segments.models import ImportProfile, LoanImport
from segments.profiles import Profile
from segments.profiles.profile import find_headers

MOST_AT_ONCE = 20
PIECE = 1024 * 1024
ASKED_CODES = ("branch", "genre", "material")
Status, Phase = LoanImport.Status, LoanImport.Phase


def folder_of(library: Library) -> Path:
    """Where files of this library may be put; made by hand, like the account that writes there."""
    return Path(settings.DROP_DIR) / library.slug


def take(library_id: int) -> list[int]:
    """Take over the files that are still; gives the imports that a worker can go on with."""
    with tenancy.library_scope(library_id):
        library = Library.objects.get(pk=library_id)
        ready = []
        for filename, copy in _taken(folder_of(library)):
            loan_import = uploads.receive(
                library, filename=filename, source=copy, by=None, options={"arrived": True}
            )
            if loan_import.status == Status.DRAFT and _settle(loan_import):
                ready.append(loan_import.pk)
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


def _settle(loan_import: LoanImport) -> bool:
    """Take the columns as a person remembered them for such a file; False where nobody did."""
    profile = _remembered(loan_import)
    if profile is None:
        return False
    loan_import = mapping.choose(loan_import, profile)
    jobs.ask(loan_import, Phase.CHECK, by=None)
    return True


def _remembered(loan_import: LoanImport) -> Profile | None:
    """The profile whose columns are all there; of several the one with most, then the newest."""
    header = loan_import.inspection.get("header", [])
    rows = ImportProfile.objects.filter(library=loan_import.library_id)
    fitting = [
        profile
        for row in rows.order_by("-updated_at", "-pk")
        if (profile := Profile.from_json(row.settings)).mapping
        and all(find_headers(header, each) for each in profile.mapping.values())
    ]
    return max(fitting, key=lambda profile: len(profile.mapping), default=None)


def _taken(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and copy of each file that is still; it is gone from the folder afterwards.

    Opened by its folder and never through a link, so that nobody can make us read what is not his.
    """
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        with os.scandir(at) as entries:
            names = sorted(entry.name for entry in entries)
        taken = 0
        for name in names:
            if name.startswith(".") or name.endswith((".part", ".filepart", ".tmp")):
                continue
            with suppress(OSError):
                if taken < MOST_AT_ONCE and (copy := _copied(at, name)) is not None:
                    os.unlink(name, dir_fd=at)
                    taken += 1
                    yield name, copy
    finally:
        os.close(at)


def _copied(at: int, name: str) -> Path | None:
    """A copy of a file that is nobody else's and has not changed for a while; else None."""
    source = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
    with os.fdopen(source, "rb") as file:
        found = os.fstat(source)
        # When it was written last, which no program that keeps the days of files can put back.
        is_still = time.time() - found.st_ctime >= settings.DROP_STILL_SECONDS
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1 or not is_still:
            return None
        copy = Path(settings.UPLOAD_DIR) / f"{uuid.uuid4().hex}.copy"
        copy.parent.mkdir(parents=True, exist_ok=True)
        with copy.open("xb") as target:
            while piece := file.read(PIECE):
                target.write(piece)
        if os.fstat(source).st_ctime != found.st_ctime:
            copy.unlink()
            return None
        return copy
