"""Look at a text file before it is read: its encoding, its table, a sample, about how many rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from segments.reading import encoding, kinds, limits, packing, table
from segments.reading.interface import BadFile, Inspection, Layout
from segments.reading.rows import DOS_END, Judge, count_lines
from segments.reading.splitter import Splitter

HEAD_BYTES = limits.MIB
# Beyond this the rest of the file is taken to be like the part that was looked at.
SURVEY_BYTES = 1024 * limits.MIB


@dataclass
class Survey:
    """What a walk over the bytes of the file told."""

    head: bytes
    mark: str
    is_whole: bool = True
    seen: int = 0
    line_feeds: int = 0
    carriage_returns: int = 0
    tally: encoding.Tally = field(default_factory=encoding.Tally)

    @property
    def lines(self) -> int:
        """How many line ends were seen."""
        return self.line_feeds or self.carriage_returns


def inspect(path: Path, *, compression: str, delimiter: str, asked_encoding: str) -> Inspection:
    """Look at the file; BadFile when it is no table that we can read."""
    asked = encoding.by_name(asked_encoding)
    survey = walk(packing.chunks(path, compression, HEAD_BYTES))
    known, warnings = decide_encoding(survey, asked)
    text = b"".join(encoding.as_utf8(iter([survey.head]), known))
    if not text:
        raise BadFile("empty")
    if survey.is_whole:
        text = text.removesuffix(DOS_END)
    is_cut = survey.is_whole and not text.endswith((b"\n", b"\r"))
    if is_cut:
        text += b"\n"
    if not survey.is_whole:
        text = text[: max(text.rfind(b"\n"), text.rfind(b"\r", 0, -1)) + 1] or text
    _refuse_foreign(text)
    found = table.find(text, delimiter=delimiter)
    layout = Layout(
        encoding=known,
        delimiter=found.delimiter,
        header=found.header,
        header_line=found.header_line,
        compression=compression,
        warnings=(*warnings, *found.warnings),
        quote=found.quote,
    )
    sample, count = _sample(text, found, survey, is_cut=is_cut)
    if not survey.is_whole:
        size = packing.unpacked_size(path, compression)
        count = round(survey.lines * max(size / survey.seen, 1)) - found.header_line
    return Inspection(layout, sample, max(count, 0), path.stat().st_size)


def walk(pieces: Iterator[bytes]) -> Survey:
    """Go over the whole file, in pieces, and count what tells about its encoding and its lines."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= HEAD_BYTES:
            break
    if not head:
        raise BadFile("empty")
    survey = Survey(head, encoding.by_mark(head))
    open_line, rest = 0, b""
    for piece in chain([head], pieces):
        survey.is_whole = piece is head
        survey.seen += len(piece)
        survey.line_feeds += piece.count(b"\n")
        survey.carriage_returns += 0 if survey.line_feeds else piece.count(b"\r")
        last = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        open_line = open_line + len(piece) if last < 0 else len(piece) - last
        if open_line > limits.RECORD_BYTES:
            raise BadFile("huge_line", line=survey.lines + 1)
        if not survey.mark:
            rest = _tally(survey.tally, rest + piece)
        if survey.seen > SURVEY_BYTES:
            break
    if rest:
        survey.tally.add(rest)
    return survey


def _tally(tally: encoding.Tally, text: bytes) -> bytes:
    """Count all but the characters above ASCII at the end, which may be halves; return those."""
    whole = text if text.isascii() else text.rstrip(encoding.HIGH)
    if len(text) - len(whole) > limits.LINE_BYTES:
        whole = text
    tally.add(whole)
    return text[len(whole) :]


def decide_encoding(survey: Survey, asked: str) -> tuple[str, tuple[str, ...]]:
    """The encoding to read with, given what somebody said it is, and warnings."""
    tally = survey.tally
    warnings = ("double_encoded",) if tally.is_double else ()
    if survey.mark:
        changed = asked not in {"", survey.mark}
        return survey.mark, (*warnings, "encoding_changed") if changed else warnings
    judged = "utf-8" if tally.is_utf8() else "windows-1252"
    if asked == "utf-8" and tally.bad * 20 <= survey.lines:
        return asked, warnings
    if asked and not asked.startswith("utf") and (tally.bad or not tally.good):
        return asked, warnings
    if asked not in {"", judged}:
        warnings = (*warnings, "encoding_changed")
    return judged, warnings if judged == "utf-8" else (*warnings, "encoding_guessed")


def _refuse_foreign(text: bytes) -> None:
    kinds.refuse_binary(text[: limits.LINE_BYTES])
    kinds.refuse_foreign_text(text[: limits.LINE_BYTES].decode(errors="replace"))


def _sample(
    text: bytes, found: table.Table, survey: Survey, *, is_cut: bool
) -> tuple[list[tuple[str | None, ...]], int]:
    """The first good rows and the number of rows in `text`; a whole file is judged to its end."""
    splitter = Splitter(found.delimiter.encode(), quote=found.quote)
    judge = Judge(splitter, width=len(found.header))
    header = splitter.split(text, found.header_at)
    at = header.end if header else len(text)
    sample: list[tuple[str | None, ...]] = []
    count = 0
    while at < len(text) and (survey.is_whole or len(sample) < limits.SAMPLE_ROWS):
        row = judge.next_row(text, at)
        if row is None:
            if survey.is_whole:
                judge.refuse_end(text, at, line=count_lines(text[:at]) + 1, is_cut=is_cut)
            break
        if is_cut and row.end == len(text):
            judge.refuse_cut(text, at, row, line=count_lines(text[:at]) + 1)
        if row.fields is not None and len(sample) < limits.SAMPLE_ROWS:
            sample.append(tuple(cell.decode() for cell in row.fields))
        count += row.fields is not None or bool(row.code)
        at = row.end
    return sample, count
