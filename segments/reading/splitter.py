"""The plain reading of delimited text, one record at a time: slow, strict, and the truth.

The grammar is that of RFC 4180 with any delimiter and any line end. A field is quoted when its very
first character is a quote; quotes elsewhere are ordinary characters. After the closing quote only a
delimiter or a line end may follow, else the record is broken.
"""

import re
from dataclasses import dataclass

LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(slots=True)
class Record:
    """The fields of a record, where its text stops, where the next begins, and if it is broken."""

    fields: list[bytes]
    stop: int
    end: int
    is_broken: bool = False
    is_blank: bool = False


class Splitter:
    """Splits UTF-8 text in which every record ends in a line end."""

    def __init__(self, delimiter: bytes, *, quote: bool) -> None:
        self.delimiter = delimiter
        self.quote = quote
        self._stop = re.compile(re.escape(delimiter) + rb"|\r\n|\n|\r").search

    def split(self, text: bytes, start: int) -> Record | None:
        """The record that starts at `start`; None when the text ends before it does."""
        line_end = LINE_END.search(text, start)
        if line_end is None:
            return None
        line = text[start : line_end.start()]
        if not self.quote or b'"' not in line:
            fields = line.split(self.delimiter)
            return Record(fields, line_end.start(), line_end.end(), is_blank=not line)
        return self._split_quoted(text, start)

    def _split_quoted(self, text: bytes, start: int) -> Record | None:
        fields, is_broken = [], False
        while True:
            value, is_quoted = b"", text.startswith(b'"', start)
            if is_quoted:
                close = self._closing(text, start + 1)
                if close < 0:
                    return None
                value = text[start + 1 : close].replace(b'""', b'"')
                start = close + 1
            stop = self._stop(text, start)
            if stop is None:
                return None
            is_broken = is_broken or (is_quoted and stop.start() > start)
            fields.append(value + text[start : stop.start()])
            if stop.group() != self.delimiter:
                return Record(fields, stop.start(), stop.end(), is_broken)
            start = stop.end()

    def is_empty(self, line: bytes) -> bool:
        """Whether a line holds nothing but delimiters and spaces: spreadsheets leave many."""
        return not line.strip(self.delimiter + b" ")

    @staticmethod
    def _closing(text: bytes, start: int) -> int:
        """Where the quote is that closes the field; quotes in pairs belong to the value."""
        while (at := text.find(b'"', start)) >= 0 and text.startswith(b'"', at + 1):
            start = at + 2
        return at
