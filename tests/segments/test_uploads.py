"""What becomes of raw files: with their rows they go after a day, and so do those without a row."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments import tasks
from segments.models import LoanImport
from tests.conftest import acting_as
from tests.segments.import_rows import make_import


def place(folder: Path, name: str, *, hours: int) -> Path:
    path = folder / name
    path.write_text("raw")
    then = time.time() - hours * 3600
    os.utime(path, (then, then))
    return path


def test_files_that_nobody_went_on_with_are_deleted_after_a_day(
    library: Library, settings: object
) -> None:
    folder = Path(settings.UPLOAD_DIR)  # type: ignore[attr-defined]
    paths = {
        name: place(folder, name, hours=hours)
        for name, hours in {"old": 25, "new": 1, "busy": 25, "orphan": 25, "coming": 23}.items()
    }
    old = make_import(library, stored_as="old", status="checked")
    make_import(library, stored_as="new", status="needs_answer")
    busy = make_import(library, stored_as="busy", status="queued")
    with tenancy.library_scope(library):
        ago = timezone.now() - timedelta(hours=25)
        LoanImport.objects.filter(pk__in=[old.pk, busy.pk]).update(created_at=ago)

    with acting_as("worker"):
        tasks.tidy_uploads()

    assert {name for name, path in paths.items() if path.exists()} == {"new", "busy", "coming"}
    with tenancy.library_scope(library):
        old.refresh_from_db()
    assert (old.status, old.stored_as) == ("cancelled", "")
    # Examples of columns that were never chosen go with the file.
    assert {cell for row in old.inspection["samples"] for cell in row} == {None}
