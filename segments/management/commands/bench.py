"""bench ingest: how long an import takes beside a bare COPY of the same rows, in one run."""

import json
import shutil
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from planning import actions, tenancy
from planning.models import Library
from segments.actions import jobs, mapping, running, upkeep, uploads
from segments.demonstration.export import write_export
from segments.demonstration.library import BRANCHES
from segments.loading.staging import COLUMNS
from segments.models import LoanImport

SLUG = "bench"


class Command(BaseCommand):
    help = "Time an import against COPY; ratios of one interleaved run, for docs and releases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["ingest"])
        parser.add_argument("--rows", type=int, default=1_000_000)
        parser.add_argument("--months", type=int, default=24)
        parser.add_argument("--rounds", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            write_export(
                path,
                rows=options["rows"],
                months=options["months"],
                seed=1,
                until=timezone.localdate(),
            )
            rounds = [self._round(path / "uitleningen.csv") for _ in range(options["rounds"])]
        answer = {
            "rows": options["rows"],
            "months": options["months"],
            "rounds": options["rounds"],
            **{
                f"{name} ÷ text COPY": round(
                    statistics.median(each[name] / each["text COPY"] for each in rounds), 2
                )
                for name in rounds[0]
            },
            "seconds": {
                name: round(statistics.median(each[name] for each in rounds), 2)
                for name in rounds[0]
            },
            "peak memory MB of the importing process": _peak_memory(),
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _round(self, path: Path) -> dict[str, float]:
        library = _fresh_library()
        seconds = {"import to queryable": _timed(lambda: _import(library, path))}
        seconds["unchanged file again"] = _timed(lambda: _import(library, path))
        with tenancy.library_scope(library), connection.cursor() as cursor:
            text, binary = _copied_out(cursor)
            cursor.execute("CREATE TEMPORARY TABLE bare (LIKE segments_loan) ON COMMIT DROP")
            for name, blob, way in (("text COPY", text, "text"), ("binary COPY", binary, "binary")):
                cursor.execute("TRUNCATE bare")
                seconds[name] = _timed(partial(_copy_in, cursor, blob, way))
        _remove(library)
        return seconds


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _fresh_library() -> Library:
    found = Library.objects.filter(slug=SLUG).first()
    if found is not None:
        _remove(found)
    library = actions.add_library(SLUG, name="Meting", is_demonstration=True)
    with tenancy.library_scope(library):
        for branch in BRANCHES:
            actions.add_branch(library, code=branch.code, name=branch.name)
    return library


def _remove(library: Library) -> None:
    Library.objects.filter(pk=library.pk).update(removal_asked_at=timezone.now())
    upkeep.remove_library(library.pk)


def _import(library: Library, path: Path) -> None:
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    with tenancy.library_scope(library):
        options = {"create_unknown": True, "without_postcodes": True}
        loan_import = uploads.receive(
            library, filename=path.name, source=copy, kind="loans", by=None, options=options
        )
        loan_import = mapping.choose(loan_import, mapping.suggestion(loan_import).profile)
        jobs.ask(loan_import, "load", by=None)
    running.run(library.pk, loan_import.pk)
    with tenancy.library_scope(library):
        ended = LoanImport.objects.get(pk=loan_import.pk)
        if ended.status != LoanImport.Status.DONE:
            sys.exit(f"the import ended as {ended.status}: {ended.reason}")


def _copied_out(cursor: Any) -> tuple[bytes, bytes]:
    blobs = []
    for way in ("text", "binary"):
        with cursor.copy(
            f"COPY (SELECT {COLUMNS} FROM segments_loan) TO STDOUT (FORMAT {way})"  # noqa: S608
        ) as copy:
            blobs.append(b"".join(bytes(part) for part in copy))
    return blobs[0], blobs[1]


def _copy_in(cursor: Any, blob: bytes, way: str) -> None:
    with cursor.copy(f"COPY bare ({COLUMNS}) FROM STDIN (FORMAT {way})") as copy:
        for start in range(0, len(blob), 1 << 20):
            copy.write(blob[start : start + (1 << 20)])


def _peak_memory() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
