"""bench ingest: from a file received to figures that can be asked, beside a bare COPY."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.benching import subject
from segments.benching.subject import Export, Size
from segments.benching.timing import medians, ratios, timed
from segments.loading.staging import COLUMNS, Stages
from segments.models import LoanImport

BASELINE = "text COPY"
NO_MONTH = 12_000  # January of the year 1000: a table of that month is nobody's


def measure(size: Size, *, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Import, the same file again, COPY as text and as binary: round after round."""
    found: list[dict[str, float]] = []
    peak = 0
    with subject.export(size) as files:
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            with subject.library(files) as library:
                seconds, memory = _round(library, files)
            found.append(seconds)
            peak = max(peak, memory)
        megabytes = files.loans.stat().st_size // 1_000_000
    return {
        "rows": size.rows,
        "months": size.months,
        "members at most": size.members,
        "rounds": rounds,
        "file MB": megabytes,
        **ratios(found, BASELINE),
        "seconds": medians(found),
        "peak memory MB of the importing process": peak,
    }


def _round(library: Library, files: Export) -> tuple[dict[str, float], int]:
    seconds = {}
    first, second = subject.arrived(files.loans), files.loans.with_suffix(".second")
    _forget_peak()
    seconds["import to queryable"] = timed(
        lambda: subject.read_in(library, files.loans, source=first)
    )
    peak = _peak()
    subject.arrived(files.loans).rename(second)
    seconds["unchanged file again"] = timed(
        lambda: subject.read_in(library, files.loans, source=second)
    )
    with tenancy.library_scope(library):
        import_id = LoanImport.objects.filter(library=library, kind="loans").earliest("pk").pk
    for name, way in ((BASELINE, "text"), ("binary COPY", "binary")):
        blob = _copied_out(library, way)
        seconds[name] = _bare_copy(import_id, blob, way)
    return seconds, peak


def _copied_out(library: Library, way: str) -> bytes:
    query = f"COPY (SELECT {COLUMNS} FROM segments_loan) TO STDOUT (FORMAT {way})"  # noqa: S608
    with (
        tenancy.library_scope(library),
        connection.cursor() as cursor,
        cursor.copy(query) as copy,
    ):
        return b"".join(bytes(part) for part in copy)


def _bare_copy(import_id: int, blob: bytes, way: str) -> float:
    """Rows made ready before into a plain table without a key, until they are safe on disk."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT segments_create_stage(%s, %s)", [import_id, NO_MONTH])
        table = Stages.table(import_id, NO_MONTH)

        def copied() -> None:
            with cursor.copy(f"COPY {table} ({COLUMNS}) FROM STDIN (FORMAT {way})") as copy:
                for start in range(0, len(blob), 1 << 20):
                    copy.write(blob[start : start + (1 << 20)])

        seconds = timed(copied)
        cursor.execute("SELECT segments_drop_stages(%s)", [import_id])
    return seconds


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory of this process, in MB, since it was forgotten."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024
