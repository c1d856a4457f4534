"""Cut UTF-8 text into blocks of whole records, with numpy on the bytes, and set odd records apart.

1. A block ends at the last line end of what was read so far.
2. Quotes are taken to open and close in turn. A quote that opens anywhere but at the start of a
   field, or closes anywhere but at its end, makes its record odd; so do a line end inside quotes, a
   bad byte, a NUL and great length.
3. Odd records go to the plain reading (`rows`): the good ones come back written in the standard
   way, the bad ones become rejects. The lines between them are regular and passed on as they are.

Whatever reads the block afterwards meets one record a line. Imported in the child process alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from segments.reading import encoding, limits
from segments.reading.interface import BadFile, Reject
from segments.reading.rows import DOS_END, Judge, count_lines

LF, CR, SPACE, QUOTE = 10, 13, 32, 34
# Up to so many odd records in a block numpy finds the regular stretches between them; when there
# are more, walking through all records is faster.
ODD_RECORDS = 1000
Positions = np.ndarray


@dataclass
class Block:
    """Regular text, the line on which each record starts, and the rejects found on the way."""

    source: bytes
    delimiter: str
    quote: bool
    pieces: list[bytes | memoryview] = field(default_factory=list)
    lines: list[Positions] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)

    def text(self) -> bytes | memoryview:
        """The regular records."""
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)

    def line_numbers(self) -> Positions:
        """The line of each record in `text`."""
        self.settle()
        return np.concatenate(self.lines) if self.lines else np.empty(0, np.int64)

    def settle(self) -> None:
        """Turn the lines that came one at a time into an array."""
        if self.loose:
            self.lines.append(np.array(self.loose, np.int64))
            self.loose.clear()


class Cutter:
    """Cuts a stream of text into blocks; `plain` sends every record through the plain reading."""

    def __init__(self, judge: Judge, *, line: int, plain: bool = False) -> None:
        self.judge = judge
        self.quote = judge.splitter.quote
        self.delimiter = judge.splitter.delimiter
        self.plain = plain or len(self.delimiter) > 1
        # What reads the block knows one-byte delimiters only.
        self.mark = self.delimiter if len(self.delimiter) == 1 else b";"
        self.line = line
        self.most_odd = ODD_RECORDS

    def blocks(self, pieces: Iterator[bytes]) -> Iterator[Block]:
        """Blocks of the text from line `line` on; BadFile for a record without end."""
        rest = b""
        for piece in pieces:
            text = rest + piece
            # A final CR may be half of a CRLF: it counts only when the next byte is known.
            end = max(text.rfind(b"\n"), text.rfind(b"\r", 0, -1)) + 1
            used = 0
            if end:
                block, used = self.cut(text[:end] if end < len(text) else text)
                yield block
            rest = text[used:]
            if len(rest) > limits.RECORD_BYTES:
                has_line_end = b"\n" in rest or b"\r" in rest
                raise BadFile("unclosed_quote" if has_line_end else "huge_line", line=self.line)
        rest = rest.removesuffix(DOS_END)
        if rest:
            yield self._last_block(rest)

    def _last_block(self, text: bytes) -> Block:
        is_cut = not text.endswith((b"\n", b"\r"))
        text += b"\n" if is_cut else b""
        block, used = self.cut(text, is_cut=is_cut)
        if used < len(text):
            self.judge.refuse_end(text, used, line=self.line, is_cut=is_cut)
        return block

    def cut(self, text: bytes, *, is_cut: bool = False) -> tuple[Block, int]:
        """A block of the whole records in `text`, which ends in a line end, and their size."""
        block = Block(text, self.mark.decode(), self.quote or self.plain)
        used = (
            self._cut_plain(block, 0, is_cut=is_cut)
            if self.plain
            else self._cut(block, is_cut=is_cut)
        )
        block.settle()
        return block, used

    def _cut(self, block: Block, *, is_cut: bool) -> int:
        marks = Marks(block.source, self.delimiter, quote=self.quote, is_cut=is_cut)
        at, first_line, odd = 0, self.line, 0
        while at < len(block.source):
            count, is_odd = marks.regular_from(at)
            if count:
                at = marks.add_regular(block, at, count, first_line)
                self.line = first_line + marks.line_of(at)
            if not is_odd:
                break
            odd += 1
            if odd > self.most_odd:
                return self._cut_plain(block, at, is_cut=is_cut)
            end = self._take(block, at, is_cut=is_cut)
            if not end:
                break
            at = end
            self.line = first_line + marks.line_of(at)
        return at

    def _cut_plain(self, block: Block, at: int, *, is_cut: bool) -> int:
        while at < len(block.source):
            end = self._take(block, at, is_cut=is_cut)
            if not end:
                break
            self.line += count_lines(block.source[at:end])
            at = end
        return at

    def _take(self, block: Block, at: int, *, is_cut: bool) -> int:
        """Read one record plainly; where it ends, or 0 when it does not."""
        row = self.judge.next_row(block.source, at)
        if row is None:
            return 0
        if is_cut and row.end == len(block.source):
            self.judge.refuse_cut(block.source, at, row, line=self.line)
        if row.fields is not None:
            block.pieces.append(self._standard(row.fields))
            block.loose.append(self.line)
        elif row.code:
            block.rejects.append(Reject(self.line, row.code, row.shown))
        return row.end

    def _standard(self, fields: list[bytes]) -> bytes:
        if not self.quote and not self.plain:
            return self.mark.join(fields) + b"\n"
        between = b'"' + self.mark + b'"'
        return b'"' + between.join(cell.replace(b'"', b'""') for cell in fields) + b'"\n'


class Marks:
    """Where the line ends and quotes of a text are, and which of its bytes make a record odd."""

    def __init__(self, text: bytes, delimiter: bytes, *, quote: bool, is_cut: bool) -> None:
        self.text = text
        self.bytes = np.frombuffer(text, np.uint8)
        self.ends = _line_ends(self.bytes, text)
        self.quotes = self.nothing = np.empty(0, np.int64)
        self.misplaced = (self.nothing, self.nothing)
        self.inside = (self.nothing, self.nothing)
        if quote and b'"' in text:
            self.quotes = np.flatnonzero(self.bytes == QUOTE)
            self.misplaced = _misplaced(self.bytes, self.quotes, delimiter[0])
            is_even = np.searchsorted(self.quotes, self.ends) % 2 == 0
            self.inside = (self.ends[~is_even], self.ends[is_even])
        empty = _empty_rows(self.bytes, text, self.ends, delimiter)
        self.odd = _odd_bytes(self.bytes, text, empty, is_cut=is_cut)

    def line_of(self, at: int) -> int:
        """How many line ends stand before `at`."""
        return int(np.searchsorted(self.ends, at))

    def regular_from(self, at: int) -> tuple[int, bool]:
        """How many regular lines begin at `at`; is the record after them odd?"""
        opening = int(np.searchsorted(self.quotes, at)) % 2
        stop = min(
            _next(places, at, len(self.text))
            for places in (self.misplaced[opening], self.inside[opening], self.odd)
        )
        first, last = self.line_of(at), self.line_of(stop)
        lengths = np.diff(self.ends[first:last], prepend=at - 1)
        too_long = np.flatnonzero(lengths > limits.FIELD_BYTES)
        if len(too_long):
            return int(too_long[0]), True
        return last - first, stop < len(self.text)

    def add_regular(self, block: Block, at: int, count: int, first_line: int) -> int:
        """Pass `count` lines on as they are; where the next record starts."""
        block.settle()
        first = self.line_of(at)
        ends = self.ends[first : first + count]
        stop = int(ends[-1]) + 1
        whole = at == 0 and stop == len(self.text)
        block.pieces.append(self.text if whole else memoryview(self.text)[at:stop])
        lengths = np.diff(ends, prepend=at - 1)
        is_blank = (lengths == 1) | ((lengths == 2) & (self.bytes[ends - 1] == CR))
        lines = np.arange(first, first + count) + first_line
        block.lines.append(lines[~is_blank] if is_blank.any() else lines)
        return stop


def _line_ends(text: np.ndarray, raw: bytes) -> Positions:
    """Where the last byte of each line end is: of LF, CRLF or a lone CR."""
    ends = np.flatnonzero(text == LF)
    if b"\r" not in raw:
        return ends
    returns = np.flatnonzero(text == CR)
    after = text[np.minimum(returns + 1, len(text) - 1)]
    lone = returns[after != LF]
    return np.sort(np.concatenate((ends, lone))) if len(lone) else ends


def _misplaced(text: np.ndarray, quotes: Positions, delimiter: int) -> tuple[Positions, Positions]:
    """The quotes that are misplaced if the first of all opens a field, and if the second does."""
    bounds = np.zeros(256, bool)
    bounds[[delimiter, LF, CR]] = True
    opens = bounds[text[quotes - 1]]
    opens[0] |= quotes[0] == 0
    closes = bounds[text[np.minimum(quotes + 1, len(text) - 1)]]
    # The two quotes of a doubled one close and open again, inside the field.
    twins = np.diff(quotes) == 1
    opens[1:] |= twins
    closes[:-1] |= twins
    is_even = np.arange(len(quotes)) % 2 == 0
    return quotes[~np.where(is_even, opens, closes)], quotes[~np.where(is_even, closes, opens)]


def _empty_rows(text: np.ndarray, raw: bytes, ends: Positions, delimiter: bytes) -> Positions:
    """Where lines begin that are empty to a splitter."""
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])
    first = text[starts]
    maybe = np.flatnonzero((first == delimiter[0]) | (first == SPACE))
    nothing = delimiter + b" \r\n"
    lines = zip(starts[maybe].tolist(), ends[maybe].tolist(), strict=True)
    return np.array([at for at, end in lines if not raw[at:end].strip(nothing)], np.int64)


def _odd_bytes(text: np.ndarray, raw: bytes, empty: Positions, *, is_cut: bool) -> Positions:
    """Where bytes stand that make their record odd: bad ones, NULs, the end of a cut file."""
    found: list[Positions] = [empty] if len(empty) else []
    if b"\0" in raw:
        found.append(np.flatnonzero(text == 0))
    if not raw.isascii() and not _is_utf8(raw):
        found.append(np.array([start for start, _ in encoding.read_leniently(raw)[0]]))
    if is_cut:
        found.append(np.array([len(raw) - 1]))
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def _is_utf8(raw: bytes) -> bool:
    # Arrow's check is five times as fast as decoding, and copies nothing.
    offsets = pa.py_buffer(np.array([0, len(raw)], np.int32))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(raw)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _next(places: Positions, least: int, end: int) -> int:
    """The first of the places from `least` on, or `end`."""
    index = int(np.searchsorted(places, least))
    return int(places[index]) if index < len(places) else end
