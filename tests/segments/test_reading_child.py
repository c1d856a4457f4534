"""The child process: its limits, its end, and what it is not given."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from segments import reading
from segments.reading import limits
from segments.reading.interface import BadFile, Layout
from tests.segments.make_archives import make
from tests.segments.make_files import HEADER, plain

ROOT = Path(__file__).parents[2]


def children() -> list[int]:
    """The processes that this one started and that are still there."""
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(pid) for task in tasks for pid in task.read_text().split()]


def is_alive(pid: str) -> bool:
    """Whether the process runs; a dead one that nobody has asked after yet does not."""
    try:
        status = Path("/proc", pid, "stat").read_text()
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] not in "ZX"


def large_file(folder: Path) -> Path:
    """More than fits in the pipe, so that the child waits for us in the middle of it."""
    path = folder / "large.csv"
    path.write_bytes(plain() + plain().split(b"\r\n", 1)[1] * 20_000)
    return path


def run(code: str) -> int:
    """The exit status of a Python that runs the code with our modules."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, check=False, stderr=subprocess.DEVNULL).returncode


def test_batches_give_the_asked_columns_only_and_text_only(tmp_path: Path) -> None:
    path = make(tmp_path, "clock_change.csv")
    layout = reading.inspect(path).layout

    batches = list(reading.batches(path, layout, headers=["title", "returned_at"]))

    assert [list(batch.columns) for batch in batches] == [["title", "returned_at"]]
    assert {str(column.type) for column in batches[0].columns.values()} <= {
        "string",
        "dictionary<values=string, indices=int32, ordered=0>",
    }
    assert batches[0].columns["returned_at"].to_pylist()[2] == ""
    assert batches[0].lines.tolist() == list(range(2, 10))


def test_no_columns_asked_gives_lines(tmp_path: Path) -> None:
    path = make(tmp_path, "plain.csv")

    batches = list(reading.batches(path, reading.inspect(path).layout, headers=[]))

    assert [(batch.columns, len(batch.lines)) for batch in batches] == [({}, 8)]


def test_reject_shows_the_asked_columns_only(tmp_path: Path) -> None:
    path = make(tmp_path, "nul_byte.csv")
    layout = reading.inspect(path).layout

    [batch] = reading.batches(path, layout, headers=["title", "branch"])

    assert batch.rejects == [reading.Reject(4, "nul_byte", ("Het\ufffdhuis", "OOS"))]


def test_reject_with_wrong_columns_shows_nothing(tmp_path: Path) -> None:
    path = make(tmp_path, "too_many_fields.csv")

    [batch] = reading.batches(path, reading.inspect(path).layout, headers=HEADER)

    assert batch.rejects == [reading.Reject(4, "too_many_fields", None)]


def test_large_file_comes_in_batches_with_exact_lines(tmp_path: Path) -> None:
    path = large_file(tmp_path)
    layout = reading.inspect(path).layout

    batches = list(reading.batches(path, layout, headers=["loan_id"]))

    lines = [line for batch in batches for line in batch.lines.tolist()]
    assert len(batches) > 1
    assert lines == list(range(2, 160_010))


def test_layout_survives_json(tmp_path: Path) -> None:
    layout = reading.inspect(make(tmp_path, "preamble.csv")).layout

    assert Layout.from_json(layout.as_json()) == layout


def test_child_is_gone_when_the_reader_stops_early(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = large_file(folder)
    before = children()
    batches = reading.batches(path, reading.inspect(path).layout, headers=["title"])

    next(batches)
    assert len(children()) == len(before) + 1
    batches.close()  # type: ignore[attr-defined]

    assert children() == before
    assert [left.name for left in folder.iterdir()] == ["large.csv"]


def test_killed_child_is_a_bad_file(tmp_path: Path) -> None:
    path = large_file(tmp_path)
    before = set(children())
    batches = reading.batches(path, reading.inspect(path).layout, headers=HEADER)
    next(batches)

    [child] = set(children()) - before
    os.kill(child, signal.SIGKILL)

    with pytest.raises(BadFile) as refusal:
        list(batches)
    assert refusal.value.code == "reader_crashed"
    assert set(children()) == before


def test_child_dies_with_its_parent(tmp_path: Path) -> None:
    path = large_file(tmp_path)
    code = f"""
import os, signal
from pathlib import Path
from segments import reading
path = Path({str(path)!r})
batches = reading.batches(path, reading.inspect(path).layout, headers=["title"])
next(batches)
print(Path("/proc/self/task", str(os.getpid()), "children").read_text(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    command = [sys.executable, "-c", code]

    found = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    [child] = found.stdout.split()
    until = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(child)


def test_child_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "canary")
    path = large_file(tmp_path)
    before = set(children())
    batches = reading.batches(path, reading.inspect(path).layout, headers=["title"])
    next(batches)

    [child] = set(children()) - before
    told = Path("/proc", str(child), "environ").read_bytes()
    told += Path("/proc", str(child), "cmdline").read_bytes()
    batches.close()  # type: ignore[attr-defined]

    assert b"canary" not in told
    assert path.name.encode() not in told


def test_slow_look_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "inspect_seconds", lambda size: 0.001)

    with pytest.raises(BadFile) as refusal:
        reading.inspect(make(tmp_path, "plain.csv"))

    assert refusal.value.code == "too_much_time"


def test_memory_time_and_files_are_limited(tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    fence = "from segments.reading import limits; limits.confine(seconds=30)\n"
    short = "from segments.reading import limits; limits.confine(seconds=1)\n"

    assert run(fence + "bytearray(limits.CHILD_BYTES // 2)") == 0
    assert run(fence + "bytearray(limits.CHILD_BYTES + 1)") == 1
    assert (
        run(fence + f"import os; os.write(os.open({new!r}, os.O_CREAT | os.O_WRONLY), b'x')") == 1
    )
    assert run(short + "while True: pass") == -signal.SIGXCPU
    assert limits.CHILD_BYTES < 1024**3


def test_child_starts_without_django_and_pandas(tmp_path: Path) -> None:
    path = make(tmp_path, "sheet.xlsx")
    code = f"""
import sys
from pathlib import Path
from segments.reading import child
path = Path({str(path)!r})
layout = child.inspect(path).layout
assert "numpy" not in sys.modules
assert sum(rows.num_rows for rows, _ in child.sheet_batches(path, layout, [1, 2])) == 8
assert not {{"django", "pandas"}} & set(sys.modules)
"""
    assert run(code) == 0


def test_missing_file_and_missing_column_are_bad_files(tmp_path: Path) -> None:
    layout = Layout("utf-8", ";", ("a", "b"), 1)

    for headers, code in ((["a"], "unreadable"), (["c"], "missing_column")):
        with pytest.raises(BadFile) as refusal:
            list(reading.batches(tmp_path / "none.csv", layout, headers=headers))
        assert refusal.value.code == code


def test_file_that_became_another_is_refused(tmp_path: Path) -> None:
    layout = reading.inspect(make(tmp_path, "plain.csv")).layout

    for other in ("other_case.csv", "sheet.xlsx", "gzip.csv.gz", "letter.csv"):
        with pytest.raises(BadFile) as refusal:
            list(reading.batches(make(tmp_path, other), layout, headers=["title"]))
        assert refusal.value.code == "file_changed"


def test_refusal_says_nothing_of_the_file() -> None:
    problem = BadFile("double_column", name="J. Jansen")

    assert str(problem) == "double_column"
    assert "Jansen" not in repr(problem)
