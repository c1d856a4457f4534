"""Find the table in the first lines of a text: its delimiter, its header, what is above it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from segments.reading import limits
from segments.reading.interface import BadFile
from segments.reading.rows import count_lines
from segments.reading.splitter import LINE_END, Record, Splitter

COMMON = (";", ",", "\t", "|")
RARE = ("^", "~", "#", "§", "¦", "¬", "¤", "\x1f", "\x1e", "\x01", "!", "*", ":")
NAMES = {"tab": "\t", "\\t": "\t", "puntkomma": ";", "komma": ","}
SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?[;,\t ]*(?:\r\n|\n|\r)', re.IGNORECASE)
LOOK_RECORDS = 200
LEAST_SCORE = 0.2
PREAMBLE_LINES = 20

DATA = re.compile(
    r"[-+]?[\d.,]*\d[\d.,]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*|\d{4}\s?[A-Za-z]{2}|\d{1,2}:\d{2}(?::\d{2})?|[^@\s]+@[^@\s]+"
)
# A header with one of these is a header, whatever else stands in it.
HEADER_WORD = re.compile(
    r"loan_id|loaned_at|returned_at|renewals?|branch|barcode|title_id|isbn|title|author|genre"
    r"|material|audience|acquired_on|member|postcode|house_number|birth_year|age_band|segment|area"
    r"|period|loans|borrowers|code|name|parent|colour|households|id|titel|auteur|vestiging|datum"
    r"|jaar|maand|naam|lidnummer|pasnummer|uitleningen|materiaal|rubriek|huishoudens|wijk"
)


@dataclass(frozen=True)
class Table:
    """A way to read the text: the delimiter, the header and the line and place where it stands."""

    delimiter: str
    header: tuple[str, ...]
    header_line: int
    header_at: int
    quote: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """The first records under one delimiter, and how much they look like a table."""

    delimiter: str
    records: list[tuple[int, int, Record]]
    first: int
    score: float


def find(text: bytes, *, delimiter: str) -> Table:
    """The table in UTF-8 `text`, which holds whole lines; `delimiter` is what somebody said it is.

    1. A line `sep=;` decides, else the delimiter under which the records look most like a table.
    2. The header is the first record as wide as most; what stands above it is preamble.
    3. Raises BadFile when there is no table, no header, or a header that cannot be used.
    """
    said, start = _sep_line(text)
    said = said or valid_delimiter(delimiter)
    if not text[start:].strip():
        raise BadFile("blank")
    if len(text) - start > limits.LINE_BYTES:
        _refuse_huge_header(text[start : start + limits.LINE_BYTES])
    look, warnings = _choose(text, start, said)
    line, at, _ = look.records[look.first]
    quote = look.delimiter != "\t" or not _is_unquoted(text, look)
    header = header_at(text, at, look.delimiter, quote=quote)
    _refuse_bad_header(header, look)
    if look.first:
        warnings = (*warnings, "preamble")
    if not quote:
        warnings = (*warnings, "unquoted")
    first_line = 1 if start == 0 else 2
    return Table(look.delimiter, header, first_line + line, at, quote, warnings)


def header_at(text: bytes, at: int, delimiter: str, *, quote: bool) -> tuple[str, ...]:
    """The column names on the line that begins at `at`."""
    record = Splitter(delimiter.encode(), quote=quote).split(text, at)
    if record is None:
        raise BadFile("unclosed_quote", line=count_lines(text[:at]) + 1)
    return names_of(record)


def names_of(record: Record) -> tuple[str, ...]:
    """The column names in a header: outer and double white space means nothing in them."""
    return tuple(spelled(field.decode(errors="replace")) for field in record.fields)


def spelled(name: str) -> str:
    """A column name on one line, as it can be stored."""
    return " ".join(name.replace("\0", "\ufffd").split())


def valid_delimiter(delimiter: str) -> str:
    """The one character that is meant, or ""; BadFile when it cannot be one."""
    meant = NAMES.get(delimiter.strip().lower(), delimiter)
    if meant and (len(meant) != 1 or meant.isalnum() or meant in '"\r\n\0'):
        raise BadFile("bad_delimiter")
    return meant


def _sep_line(text: bytes) -> tuple[str, int]:
    found = SEP_LINE.match(text[:32].decode(errors="replace"))
    if not found or found.group(1).isalnum():
        return "", 0
    return found.group(1), len(found.group(0).encode())


def _choose(text: bytes, start: int, said: str) -> tuple[Look, tuple[str, ...]]:
    marks = [mark for mark in COMMON + RARE if mark.encode() in text]
    looks = [_look(text, start, mark) for mark in marks]
    best = max(looks, key=lambda look: look.score, default=None)
    if best is None or best.score < LEAST_SCORE:
        best = None
    if said:
        look = _look(text, start, said)
        if best is None or look.score * 2 >= best.score:
            return look, ()
        return best, ("delimiter_changed",)
    if best is None:
        raise BadFile("no_columns")
    return best, ()


def _look(text: bytes, start: int, delimiter: str) -> Look:
    records = _first_records(text, start, Splitter(delimiter.encode(), quote=True))
    widths = [len(record.fields) for _, _, record in records]
    wide = [width for width in widths if width > 1]
    if not wide:
        return Look(delimiter, records, 0, 0.0)
    # The first record wins a draw: with one row of data beside it, it is the header that knows.
    most = Counter(wide).most_common(1)[0][0]
    first = widths.index(most)
    share = widths.count(most) / (len(widths) - first)
    score = share * (1 - 1 / most) * 0.9 ** min(first, 3)
    if first > PREAMBLE_LINES:
        score = 0.0
    if not _reads_as_header(records[first][2].fields):
        score *= 0.5
    return Look(delimiter, records, first, score if delimiter in COMMON else score * 0.9)


def _first_records(text: bytes, start: int, splitter: Splitter) -> list[tuple[int, int, Record]]:
    """Line from 0, place and record of the first records; a stray quote costs one of them."""
    found: list[tuple[int, int, Record]] = []
    line = 0
    while start < len(text) and len(found) < LOOK_RECORDS:
        record = splitter.split(text, start)
        line_end = LINE_END.search(text, start)
        if line_end is None:
            break
        if record is None or (record.is_broken and line_end.end() < record.end):
            fields = text[start : line_end.start()].split(splitter.delimiter)
            is_broken = record is not None
            record = Record(fields, line_end.start(), line_end.end(), is_broken=is_broken)
        if not record.is_blank:
            found.append((line, start, record))
        line += len(LINE_END.findall(text, start, record.end))
        start = record.end
    return found


def _reads_as_header(fields: Sequence[bytes]) -> bool:
    names = [field.decode(errors="replace").strip() for field in fields]
    if any(len(name) > 60 or sum(name.count(mark) for mark in COMMON) for name in names):
        return False
    return any(names) and not any(_reads_as_data(name) for name in names)


def _has_header_word(fields: Sequence[bytes]) -> bool:
    names = (field.decode(errors="replace").strip().casefold() for field in fields)
    return any(map(HEADER_WORD.fullmatch, names))


def _refuse_huge_header(start: bytes) -> None:
    if LINE_END.search(start):
        return
    text = start.decode(errors="replace")
    if max(map(text.count, COMMON)) >= limits.COLUMNS:
        raise BadFile("too_many_columns", limit=limits.COLUMNS)
    raise BadFile("huge_line", line=1)


def _refuse_bad_header(header: tuple[str, ...], look: Look) -> None:
    if len(header) > limits.COLUMNS:
        raise BadFile("too_many_columns", limit=limits.COLUMNS)
    below = [record.fields for _, _, record in look.records[look.first + 1 :]]
    above = look.records[look.first - 1][2].fields if look.first else []
    is_data = is_data_row(
        header, [[cell.decode(errors="replace") for cell in row] for row in below]
    )
    if len(above) > 1 and _reads_as_header(above) and (is_data or _has_header_word(above)):
        raise BadFile("header_mismatch", header=len(above), rows=len(header))
    refuse_header(header, is_data=is_data, has_rows=bool(below))


def refuse_header(header: Sequence[str], *, is_data: bool, has_rows: bool) -> None:
    """Raise BadFile for a header without names, with a name twice, or with nothing below it."""
    if not any(header) or (is_data and has_rows):
        raise BadFile("no_header")
    if not has_rows:
        raise BadFile("header_only")
    names = Counter(name.casefold() for name in header if name)
    for name in header:
        if names[name.casefold()] > 1:
            raise BadFile("double_column", name=name[:40])


def is_data_row(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first line is a row like the others: data in it, and no column that it names."""
    if not any(map(_reads_as_data, header)):
        return False
    if any(HEADER_WORD.fullmatch(name.casefold()) for name in header):
        return False
    whole = [row for row in rows if len(row) == len(header)]
    for at, name in enumerate(header):
        cells = [row[at].strip() for row in whole]
        cells = [cell for cell in cells if cell]
        data = sum(map(_reads_as_data, cells))
        if name and not _reads_as_data(name) and cells and data * 10 >= len(cells) * 8:
            return False
    return True


def _is_unquoted(text: bytes, look: Look) -> bool:
    """Whether quotes in tab-separated text are plain: some break a field, none wraps one."""
    if not any(record.is_broken for _, _, record in look.records):
        return False
    fields = (
        field for _, at, record in look.records for field in text[at : record.stop].split(b"\t")
    )
    return not any(len(field) > 1 and field[:1] == field[-1:] == b'"' for field in fields)


def _reads_as_data(cell: str) -> bool:
    return len(cell) <= 60 and DATA.fullmatch(cell) is not None
