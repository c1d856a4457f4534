"""Start the child that reads a file, take its messages, and see that it is gone afterwards."""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from segments.reading import frames, limits
from segments.reading.interface import BadFile, Batch, Inspection, Layout, Reject

ROOT = Path(__file__).resolve().parents[2]
F_SETPIPE_SZ = 1031
MOST_PICTURE = 2 * limits.MIB  # of what the child makes: a few hundred pixels wide
# Nothing of our own environment: the child needs no address of a database and no secret.
KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
SETTINGS = {
    "PYTHONPATH": str(ROOT),
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    # One heap that keeps what it has: blocks come and go, and each new page of memory costs time.
    # The other allocators of Arrow reserve a gigabyte at once, which our limit would not allow.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
}


def inspect(path: Path, *, delimiter: str = "", encoding: str = "") -> Inspection:
    """Look at a file in a child process; raises BadFile when it cannot be a table."""
    request = {"task": "inspect", "delimiter": delimiter, "encoding": encoding}
    seconds = limits.inspect_seconds(_size(path))
    with _child(path, request, seconds=seconds) as messages:
        _, payload = next(messages)
        layout, sample, estimated_rows, size = json.loads(bytes(payload))
    rows = [tuple(row) for row in sample]
    return Inspection(Layout.from_json(layout), rows, estimated_rows, size)


def batches(path: Path, layout: Layout, *, headers: Sequence[str]) -> Iterator[Batch]:
    """Read the asked columns in a child process, batch by batch.

    Raises BadFile, possibly after batches: then the file is refused and what came before is void.
    The child lives until the iterator is used up or closed, and dies with the thread that began it.
    """
    asked = list(dict.fromkeys(headers))
    if missing := [name for name in asked if name not in layout.header or not name]:
        raise BadFile("missing_column", name=missing[0][:40])
    places = [layout.header.index(name) for name in asked]
    _size(path)
    return _batches(path, layout, asked, places)


@dataclass(frozen=True)
class Picture:
    """A picture as the child wrote it; empty where the file held none that could be read."""

    name: str
    content: bytes
    width: int
    height: int


def picture_names(path: Path) -> list[str]:
    """What the pictures in a zip are called; raises BadFile for one that is not safe."""
    with _child(
        path, {"task": "picture_names"}, seconds=limits.inspect_seconds(_size(path))
    ) as found:
        _, payload = next(found)
        return [str(name) for name in json.loads(bytes(payload))]


def read_pictures(path: Path, wanted: Collection[str]) -> Iterator[Picture]:
    """The pictures of these names, small; raises BadFile, possibly after some of them."""
    with _child(path, {"task": "pictures", "wanted": sorted(wanted)}) as messages:
        for kind, payload in messages:
            head, _line, content = bytes(payload).partition(b"\n")
            name, width, height = json.loads(head)
            if kind != frames.PICTURE or len(content) > MOST_PICTURE:
                raise BadFile("reader_crashed")
            yield Picture(name, content, width, height)


def _batches(path: Path, layout: Layout, asked: list[str], places: list[int]) -> Iterator[Batch]:
    request = {"task": "rows", "layout": layout.as_json(), "asked": places}
    rejects: list[Reject] = []
    with _child(path, request) as messages:
        for kind, payload in messages:
            if kind == frames.REJECTS:
                rejects = [
                    Reject(line, code, None if fields is None else tuple(fields))
                    for line, code, fields in json.loads(bytes(payload))
                ]
            else:
                yield _batch(payload, asked, rejects)
                rejects = []


def _batch(payload: memoryview, asked: Sequence[str], rejects: list[Reject]) -> Batch:
    import numpy
    import pyarrow

    with pyarrow.ipc.open_stream(pyarrow.py_buffer(payload)) as stream:
        rows = stream.read_next_batch()
    rows.validate()
    columns = dict(zip(asked, rows.columns, strict=False))
    # Not `to_numpy`, which imports pandas.
    lines = numpy.frombuffer(rows.column(len(asked)).buffers()[1] or b"", numpy.int64)
    return Batch(columns, lines[: rows.num_rows], rejects)


@contextlib.contextmanager
def _child(
    path: Path, request: dict[str, Any], *, seconds: int = 0
) -> Iterator[Iterator[tuple[bytes, memoryview]]]:
    """The messages of a child that works on the request; it is dead and reaped afterwards."""
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "segments.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd="/",
        env={name: os.environ[name] for name in KEPT if name in os.environ} | SETTINGS,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(seconds, stop)
    try:
        if seconds:
            timer.start()
        yield _messages(child, _ask(child, path, request), late)
    finally:
        timer.cancel()
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        child.wait()


def _ask(child: subprocess.Popen[bytes], path: Path, request: dict[str, Any]) -> BinaryIO:
    """Tell the child what to do; the pipe on which it answers. Its command line names no file."""
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a child without pipes")
    with contextlib.suppress(OSError):  # fewer, larger reads where the system has room for it
        fcntl.fcntl(child.stdout, F_SETPIPE_SZ, limits.MIB)
    whole = request | {"path": str(path.resolve()), "parent": os.getpid()}
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(json.dumps(whole).encode() + b"\n")
        child.stdin.close()
    return child.stdout  # type: ignore[return-value]


def _messages(
    child: subprocess.Popen[bytes], pipe: BinaryIO, late: threading.Event
) -> Iterator[tuple[bytes, memoryview]]:
    import numpy

    while True:
        try:
            kind, length = frames.read_head(pipe)
            # Not a bytearray: that would be filled with zeros first, for every block.
            payload = memoryview(numpy.empty(length, numpy.uint8))  # type: ignore[arg-type]
            frames.fill(pipe, payload)
        except frames.BrokenOff:
            child.kill()
            is_late = child.wait() == -signal.SIGXCPU or late.is_set()
            raise BadFile("too_much_time" if is_late else "reader_crashed") from None
        if kind == frames.END:
            return
        if kind == frames.REFUSAL:
            told = json.loads(bytes(payload))
            refusal = BadFile(told["code"], **told.get("facts", {}))
            refusal.detail = told.get("detail", "")
            raise refusal
        yield kind, payload


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        raise BadFile("unreadable") from None
