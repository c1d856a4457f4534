"""Judge one record after another: a row, a reject, a blank line, or the end of what can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from segments.reading import encoding, limits
from segments.reading.interface import BadFile
from segments.reading.splitter import LINE_END, Record, Splitter

# A last line without a line end is a file that was cut off, unless it is a closing line like these.
CLOSING = re.compile(r"\W*(?:eind)?(?:totaal|total|aantal|som|sum|einde?)\b", re.IGNORECASE)
# In a table as wide as this a line of text is no row by chance.
WIDE = 4
# What DOS wrote after the last line of a text.
DOS_END = b"\x1a"


@dataclass(slots=True)
class Row:
    """One record: its fields when it is good, its code when not, neither when the line is blank."""

    end: int
    fields: list[bytes] | None = None
    code: str = ""
    shown: tuple[str, ...] | None = None


class Judge:
    """Applies the rules for single rows to UTF-8 text in which every record ends in a line end."""

    def __init__(self, splitter: Splitter, *, width: int, shown: Sequence[int] = ()) -> None:
        self.splitter = splitter
        self.width = width
        self.shown = shown

    def next_row(self, text: bytes, start: int) -> Row | None:
        """The row that begins at `start`; None when its closing quote is not in the text."""
        record = self.splitter.split(text, start)
        if record is None:
            return None
        if record.is_blank or self.splitter.is_empty(text[start : record.stop]):
            return Row(record.end)
        code = self.code_of(record, text[start : record.stop])
        if self._swallowed(record, text[start : record.stop], is_good=not code):
            line_end = LINE_END.search(text, start)
            return Row(line_end.end() if line_end else record.end, code="broken_quoting")
        if not code:
            return Row(record.end, record.fields)
        if code in {"too_few_fields", "too_many_fields", "broken_quoting"}:
            return Row(record.end, code=code)
        fields = tuple(shown(record.fields[at]) for at in self.shown)
        return Row(record.end, code=code, shown=fields)

    def code_of(self, record: Record, text: bytes) -> str:
        """The first rule that the record breaks, or ""."""
        rules = {
            "too_few_fields": len(record.fields) < self.width,
            "too_many_fields": len(record.fields) > self.width,
            "broken_quoting": record.is_broken,
            "bad_byte": not encoding.is_valid(text),
            "nul_byte": b"\0" in text,
            "field_too_long": max(map(len, record.fields)) > limits.FIELD_BYTES,
            "line_too_long": len(text) > limits.LINE_BYTES,
        }
        return next((code for code, broken in rules.items() if broken), "")

    def refuse_end(self, text: bytes, start: int, *, line: int, is_cut: bool) -> None:
        """Raise BadFile for a quote that is still open at the end of the file."""
        last_line = not LINE_END.search(text[start:-1])
        raise BadFile("truncated" if is_cut and last_line else "unclosed_quote", line=line)

    def refuse_cut(self, text: bytes, start: int, row: Row, *, line: int) -> None:
        """Raise BadFile when the last row, which has no line end, misses fields."""
        last = text[start : row.end].decode(errors="replace").strip()
        is_sentence = self.splitter.delimiter.decode() not in last and " " in last
        if row.code == "too_few_fields" and not is_sentence and not CLOSING.match(last):
            raise BadFile("truncated", line=line)

    def _swallowed(self, record: Record, text: bytes, *, is_good: bool) -> bool:
        """Whether a stray quote made the record run on over lines that are rows by themselves.

        Then only its first line is rejected and reading goes on at the next: no row disappears.
        """
        lines = LINE_END.split(text)[1:]
        if not lines or record.is_broken:
            return bool(lines)
        if is_good:
            if self.width < WIDE:
                return False
            # The last line ends in the rest of the record: from a field far to the left that is a
            # whole row, or nearly, in any case.
            at = next((n for n, cell in enumerate(record.fields) if LINE_END.search(cell)), 0)
            lines = lines if at >= 2 else lines[:-1]
        return any(map(self._is_row, lines))

    def _is_row(self, line: bytes) -> bool:
        record = self.splitter.split(line + b"\n", 0)
        if record is None or record.is_broken or len(record.fields) != self.width:
            return False
        return sum(map(bool, record.fields)) * 2 >= self.width


def shown(field: bytes) -> str:
    """A field of a rejected row as it may stand in the error file."""
    text = field[: limits.FIELD_BYTES].decode(errors="replace").replace("\0", "\ufffd")
    return text if len(text) <= limits.SHOWN_CHARACTERS else text[: limits.SHOWN_CHARACTERS] + "…"


def count_lines(text: bytes) -> int:
    """How many line ends there are."""
    if b"\r" not in text:
        return text.count(b"\n")
    return sum(1 for _ in LINE_END.finditer(text))
