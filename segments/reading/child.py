"""The process that reads one file: `python -m segments.reading.child`, a request in, messages out.

It starts without Django, has limits on memory, time and files, and dies with its parent. Nothing of
what it reads may reach a log: it prints nothing, and a failure is told by its kind and place only.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

# All but `tokens`, since numpy and pyarrow take longer to load than it takes to look at a file.
from segments.reading import (
    encoding,
    frames,
    inspecting,
    limits,
    packing,
    pictures,
    spreadsheet,
    workbook,
)
from segments.reading.ahead import ahead
from segments.reading.body import below_header
from segments.reading.interface import BadFile, Inspection, Layout, Reject

if TYPE_CHECKING:
    import pyarrow

STEP = limits.MIB
SHEET_ROWS = 20_000


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    limits.die_with(request["parent"])
    # Our messages keep the pipe; whatever a library prints goes nowhere.
    pipe = os.fdopen(os.dup(1), "wb", buffering=limits.MIB)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        _answer(request, pipe)
    except BadFile as refusal:
        _refuse(pipe, {"code": refusal.code, "facts": refusal.facts})
    except MemoryError:
        _refuse(pipe, {"code": "too_much_memory"})
    except OSError as problem:
        _refuse(pipe, {"code": "unreadable", "detail": f"errno {problem.errno}"})
    except BaseException as problem:
        _refuse(pipe, {"code": "reader_crashed", "detail": _place(problem)})
    pipe.flush()
    os._exit(0)  # the helping threads may be in the middle of something; nothing is left to tidy


def _answer(request: dict[str, Any], pipe: BinaryIO) -> None:
    path = Path(request["path"])
    if request["task"] == "inspect":
        limits.confine(seconds=limits.inspect_seconds(path.stat().st_size))
        found = inspect(path, delimiter=request["delimiter"], asked_encoding=request["encoding"])
        values = [found.layout.as_json(), found.sample, found.estimated_rows, found.size]
        frames.write(pipe, frames.INSPECTION, json.dumps(values).encode())
    elif request["task"] == "picture_names":
        limits.confine(seconds=limits.inspect_seconds(path.stat().st_size))
        frames.write(pipe, frames.INSPECTION, json.dumps(pictures.names(path)).encode())
    elif request["task"] == "pictures":
        _send_pictures(path, frozenset(request["wanted"]), pipe)
    else:
        _send_rows(path, Layout.from_json(request["layout"]), request["asked"], pipe)
    frames.write(pipe, frames.END)


def inspect(path: Path, *, delimiter: str = "", asked_encoding: str = "") -> Inspection:
    """Look at the file, whatever it is."""
    compression, container = packing.recognise(path)
    packing.refuse_too_large(path.stat().st_size, container)
    if container == "xlsx":
        workbook.check(path)
        return spreadsheet.inspect(path)
    return inspecting.inspect(
        path, compression=compression, delimiter=delimiter, asked_encoding=asked_encoding
    )


def _send_pictures(path: Path, wanted: frozenset[str], pipe: BinaryIO) -> None:
    # The decoders open their plug-ins at first use: before the limits are set.
    from PIL import Image

    Image.init()
    size = path.stat().st_size
    limits.confine(seconds=limits.read_seconds(size, packed=True))
    for name, content in pictures.small(path, wanted):
        shape = pictures.size_of(content) if content else (0, 0)
        frames.write(pipe, frames.PICTURE, pictures.message(name, content, shape))


def _send_rows(path: Path, layout: Layout, asked: Sequence[int], pipe: BinaryIO) -> None:
    # Loaded before the limits are set: they count from what is reserved by then.
    from segments.reading import tokens

    size = path.stat().st_size
    is_packed = layout.container == "xlsx" or bool(layout.compression)
    limits.confine(seconds=limits.read_seconds(size, packed=is_packed))
    if packing.recognise(path) != (layout.compression, layout.container):
        raise BadFile("file_changed")
    packing.refuse_too_large(size, layout.container)
    read = sheet_batches if layout.container == "xlsx" else text_batches
    for rows, rejects in ahead(read(path, layout, asked)):
        if rejects:
            values = [(reject.line, reject.code, reject.fields) for reject in rejects]
            frames.write(pipe, frames.REJECTS, json.dumps(values).encode())
        size = tokens.sent_size(rows)
        frames.write_head(pipe, frames.ROWS, size)
        tokens.send(rows, pipe)


def text_batches(
    path: Path, layout: Layout, asked: Sequence[int], *, plain: bool = False
) -> Iterator[tuple[pyarrow.RecordBatch, list[Reject]]]:
    """The rows of a text file as Arrow batches with rejects; `plain` leaves out the fast way."""
    from segments.reading.tokens import Tokeniser, cutter

    pieces = encoding.as_utf8(packing.chunks(path, layout.compression, STEP), layout.encoding)
    line, text = below_header(pieces, layout)
    knife = cutter(layout, line=line, asked=asked, plain=plain)
    yield from Tokeniser(knife, asked=asked).batches(ahead(knife.blocks(text)))


def sheet_batches(
    path: Path, layout: Layout, asked: Sequence[int]
) -> Iterator[tuple[pyarrow.RecordBatch, list[Reject]]]:
    """The rows of a spreadsheet as Arrow batches with their rejects."""
    from segments.reading import tokens

    workbook.check(path)
    found: list[tuple[int, list[str]]] = []
    rejects: list[Reject] = []
    for line, cells, reject in spreadsheet.rows(path, layout, asked=asked):
        if reject:
            rejects.append(reject)
        elif cells:
            found.append((line, cells))
        if len(found) + len(rejects) == SHEET_ROWS:
            yield tokens.from_cells(found, asked), rejects
            found, rejects = [], []
    if found or rejects:
        yield tokens.from_cells(found, asked), rejects


def _refuse(pipe: BinaryIO, values: dict[str, Any]) -> None:
    frames.write(pipe, frames.REFUSAL, json.dumps(values).encode())


def _place(problem: BaseException) -> str:
    """The kind of a problem and where it arose, without its message, which may quote the file."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return type(problem).__name__ + where


if __name__ == "__main__":
    main()
