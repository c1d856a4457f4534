"""The fast reading and the plain one give the same rows, lines and rejects for any bytes at all."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segments.reading import child
from segments.reading.interface import BadFile, Layout, Reject
from segments.reading.tokens import Tokeniser, cutter

Read = tuple[list[tuple[str, ...]], list[int], list[Reject]] | str
LINE_ENDS = ["\n", "\r\n", "\r"]
DELIMITERS = [";", ",", "\t", "|", "^", "§"]
CELL = st.text(st.sampled_from("aé0 \";,\t|§\n\r'\ufeff€"), max_size=5)
LONG = b"y" * 4097
LOST = st.integers(0, 3)
DAMAGE = st.sampled_from(
    [
        b'"',
        b'""',
        b";",
        b"\n",
        b"\r",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xc3",
        b"x",
        b"\xef\xbb\xbf",
        b"",
        LONG,
    ]
)


def read(
    text: bytes,
    *,
    delimiter: str = ";",
    width: int = 3,
    quote: bool = True,
    plain: bool = False,
    step: int = 1 << 20,
    most_odd: int = 1000,
) -> Read:
    """All rows, lines and rejects of a text without header, or the code of its refusal."""
    layout = Layout("utf-8", delimiter, tuple("abcdefgh"[:width]), 1, quote=quote)
    knife = cutter(layout, line=1, asked=range(width), plain=plain)
    knife.most_odd = most_odd
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    rejects: list[Reject] = []
    try:
        for batch, refused in Tokeniser(knife, asked=range(width)).batches(
            knife.blocks(text[at : at + step] for at in range(0, len(text), step))
        ):
            *columns, numbers = (column.to_pylist() for column in batch.columns)
            rows += zip(*columns, strict=True)
            lines += numbers
            rejects += refused
    except BadFile as refusal:
        return f"{refusal.code} {refusal.facts}"
    return rows, lines, rejects


def written(
    rows: list[list[str]], *, delimiter: str = ";", line_end: str, quote_all: bool, last: bool
) -> bytes:
    """The rows as a careful program writes them; `last`: with a line end after the last."""
    lines = (
        delimiter.join(quoted(cell, delimiter, always=quote_all) for cell in row) for row in rows
    )
    return (line_end.join(lines) + (line_end if last else "")).encode()


def quoted(cell: str, delimiter: str, *, always: bool) -> str:
    if not always and not any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def seen(rows: list[list[str]], *, quote_all: bool) -> list[tuple[str, ...]]:
    """The rows that are read: one of nothing but delimiters is an empty line."""
    return [tuple(row) for row in rows if quote_all or any(cell.strip(" ") for cell in row)]


def good_rows(width: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8)


@settings(deadline=None)
@given(
    rows=st.integers(2, 5).flatmap(good_rows),
    delimiter=st.sampled_from(DELIMITERS),
    line_end=st.sampled_from(LINE_ENDS),
    quote_all=st.booleans(),
    last=st.booleans(),
    step=st.integers(1, 60),
    plain=st.booleans(),
)
def test_what_was_written_is_read(
    *,
    rows: list[list[str]],
    delimiter: str,
    line_end: str,
    quote_all: bool,
    last: bool,
    step: int,
    plain: bool,
) -> None:
    text = written(rows, delimiter=delimiter, line_end=line_end, quote_all=quote_all, last=last)

    found = read(text, delimiter=delimiter, width=len(rows[0]), plain=plain, step=step)

    assert not isinstance(found, str)
    assert found[0] == seen(rows, quote_all=quote_all)
    assert found[2] == []


@st.composite
def damaged_texts(draw: st.DrawFn) -> bytes:
    text = written(
        draw(good_rows(3)),
        line_end=draw(st.sampled_from(LINE_ENDS)),
        quote_all=draw(st.booleans()),
        last=draw(st.booleans()),
    )
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        text = text[:start] + draw(DAMAGE) + text[start + draw(LOST) :]
    return text


@settings(max_examples=400, deadline=None)
@given(
    text=damaged_texts(),
    step=st.integers(1, 60),
    quote=st.booleans(),
    most_odd=st.sampled_from([0, 1, 1000]),
)
@example(text=b'1;"2;3\n4;"5";6\n', step=60, quote=True, most_odd=9)
@example(text=b'1;"2\n4;5;6\n7";8\n', step=60, quote=True, most_odd=9)
def test_fast_and_plain_reading_agree(
    *, text: bytes, step: int, quote: bool, most_odd: int
) -> None:
    fast = read(text, step=step, quote=quote, most_odd=most_odd)
    plain = read(text, step=step, quote=quote, plain=True)

    assert fast == plain


@settings(max_examples=200, deadline=None)
@given(text=st.binary(max_size=80).map(lambda text: text.replace(b" ", b'"').replace(b"!", b";")))
def test_any_bytes_give_rows_or_a_refusal(text: bytes) -> None:
    fast, plain = (read(text, width=2, plain=way) for way in (False, True))

    assert fast == plain


@settings(deadline=None)
@given(text=damaged_texts(), steps=st.tuples(st.integers(1, 9), st.integers(10, 90)))
def test_blocks_do_not_show(text: bytes, steps: tuple[int, int]) -> None:
    assert read(text, step=steps[0]) == read(text, step=steps[1])


@settings(deadline=None)
@given(text=damaged_texts())
def test_every_line_is_read_rejected_blank_or_inside_another(text: bytes) -> None:
    found = read(text)
    if isinstance(found, str):
        return

    rows, lines, rejects = found

    numbers = sorted([*lines, *(reject.line for reject in rejects)])
    assert len(rows) == len(lines)
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= text.count(b"\n") + text.count(b"\r") + 1 for number in numbers)


ENCODINGS = {"utf-8": "", "utf-8-sig": "", "utf-16": "", "cp1252": "windows-1252"}
HEADER = ["loan_id", "titel", "vestiging"]


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str, str, list[list[str]]]:
    """A file, the delimiter and encoding that somebody says it has, and its rows."""
    # Letters of which no two in Windows-1252 make a character in UTF-8.
    cell = st.text(st.sampled_from("aéö0 \";,\t|\n\r'"), max_size=5)
    rows = draw(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=8))
    delimiter, encoding = draw(st.sampled_from(DELIMITERS)), draw(st.sampled_from([*ENCODINGS]))
    quote_all = draw(st.booleans())
    rows = rows if quote_all or seen(rows, quote_all=False) else [["a", "", ""]]
    text = written(
        [HEADER, *rows],
        delimiter=delimiter,
        line_end=draw(st.sampled_from(LINE_ENDS)),
        quote_all=quote_all,
        last=draw(st.booleans()),
    )
    rows = [list(row) for row in seen(rows, quote_all=quote_all)]
    if encoding == "utf-16" and draw(st.booleans()):
        return b"\xfe\xff" + text.decode().encode("utf-16-be"), delimiter, "", rows
    return text.decode().encode(encoding), delimiter, ENCODINGS[encoding], rows


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreement") / "file.csv"


def read_file(path: Path, *, delimiter: str, encoding: str, plain: bool) -> Read:
    """The whole way, from bytes on the disk, or the code of its refusal."""
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    rejects: list[Reject] = []
    try:
        layout = child.inspect(path, delimiter=delimiter, asked_encoding=encoding).layout
        asked = range(len(layout.header))
        for batch, refused in child.text_batches(path, layout, asked, plain=plain):
            *columns, numbers = (column.to_pylist() for column in batch.columns)
            rows += zip(*columns, strict=True)
            lines += numbers
            rejects += refused
    except BadFile as refusal:
        return f"{refusal.code} {refusal.facts}"
    return rows, lines, rejects


@settings(max_examples=150, deadline=None)
@given(file=files())
def test_file_in_any_spelling_is_read(
    path: Path, file: tuple[bytes, str, str, list[list[str]]]
) -> None:
    content, delimiter, encoding, rows = file
    path.write_bytes(content)

    found = read_file(path, delimiter=delimiter, encoding=encoding, plain=False)

    assert not isinstance(found, str)
    assert found[0] == [tuple(row) for row in rows]


@settings(max_examples=150, deadline=None)
@given(file=files(), data=st.data())
def test_damaged_file_gives_rows_or_a_refusal(
    path: Path, file: tuple[bytes, str, str, list[list[str]]], data: st.DataObject
) -> None:
    content = file[0]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        content = content[:start] + data.draw(DAMAGE) + content[start + data.draw(LOST) :]
    path.write_bytes(content)

    fast, plain = (read_file(path, delimiter="", encoding="", plain=way) for way in (False, True))

    assert fast == plain
