"""Find the first row below the header in a stream of text, and give the text in handy pieces."""

from collections.abc import Iterator
from itertools import chain

from segments.reading import limits, table
from segments.reading.interface import BadFile, Layout
from segments.reading.rows import count_lines
from segments.reading.splitter import LINE_END, Splitter

BLOCK_BYTES = 8 * limits.MIB
FIRST_BYTES = limits.MIB
# Short rows make small blocks: their arrays, not their text, are what takes memory.
BLOCK_ROWS = 150_000


def below_header(pieces: Iterator[bytes], layout: Layout) -> tuple[int, Iterator[bytes]]:
    """The line and the text of the first row; BadFile when the header is not where it was."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= FIRST_BYTES:
            break
    at = 0
    for _ in range(layout.header_line - 1):
        line_end = LINE_END.search(head, at)
        if line_end is None:
            raise BadFile("file_changed")
        at = line_end.end()
    # A header that is the last line may lack its line end.
    text = head if head.endswith((b"\n", b"\r")) else head + b"\n"
    record = Splitter(layout.delimiter.encode(), quote=layout.quote).split(text, at)
    if record is None or table.names_of(record) != layout.header:
        raise BadFile("file_changed")
    line = layout.header_line + count_lines(text[at : record.end])
    rest = head[record.end :]
    return line, in_steps(chain([rest] if rest else [], pieces))


def in_steps(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same text in pieces of about 8 MiB, the first of 1 MiB, smaller where rows are short."""
    wanted, waiting, size = FIRST_BYTES, list[bytes](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= wanted:
            joined = b"".join(waiting)
            yield joined
            rows = joined.count(b"\n") or joined.count(b"\r") or 1
            wanted = max(FIRST_BYTES, min(BLOCK_BYTES, size // rows * BLOCK_ROWS))
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)
