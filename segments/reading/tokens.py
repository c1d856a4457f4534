"""Turn blocks of regular records into columns of text with pyarrow. Imported in the child alone."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from segments.reading.blocks import Block, Cutter
from segments.reading.interface import Layout, Reject
from segments.reading.rows import Judge
from segments.reading.splitter import Splitter

TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), pa.string())
BOM = b"\xef\xbb\xbf"
# A column is sent as codes when at most this share of its values in a block are different ones.
FEW = 0.3
LINE = "line"
FEW_FIELDS, MANY_FIELDS = "too_few_fields", "too_many_fields"


class Tokeniser:
    """Makes the asked columns of each block; remembers which of them have few different values."""

    def __init__(self, cutter: Cutter, *, asked: Sequence[int]) -> None:
        self.cutter = cutter
        self.width = cutter.judge.width
        self.asked = [str(at) for at in asked]
        self.types: dict[str, pa.DataType] = {}

    def batches(self, pieces: Iterator[Block]) -> Iterator[tuple[pa.RecordBatch, list[Reject]]]:
        """The rows and rejects of each block that has any."""
        for block in pieces:
            rows, rejects = self._rows(block)
            if rows.num_rows or rejects:
                yield rows, rejects

    def _rows(self, block: Block) -> tuple[pa.RecordBatch, list[Reject]]:
        lines = block.line_numbers()
        table, wrong = self._parse(block) if len(lines) else (None, [])
        rejects = block.rejects + [
            Reject(int(lines[row - 1]), FEW_FIELDS if count < self.width else MANY_FIELDS)
            for row, count in wrong
        ]
        if wrong:
            lines = np.delete(lines, [row - 1 for row, _ in wrong])
        if (table.num_rows if table is not None else 0) != len(lines):
            raise RuntimeError("the two readings disagree")
        arrays = [self._column(table, name) for name in self.asked]
        rows = pa.record_batch([*arrays, numbers(lines)], names=[*self.asked, LINE])
        return rows, sorted(rejects, key=lambda reject: reject.line)

    def _parse(self, block: Block) -> tuple[pa.Table, list[tuple[int, int]]]:
        wrong: list[tuple[int, int]] = []

        def note(row: csv.InvalidRow) -> str:
            wrong.append((row.number, row.actual_columns))
            return "skip"

        text = block.text()
        if (
            bytes(text[:3]) == BOM
        ):  # pyarrow would take it for a mark; an empty line in front is skipped
            text = b"\n" + text
        names = [str(at) for at in range(self.width)]
        table = csv.read_csv(
            pa.BufferReader(text),
            read_options=csv.ReadOptions(
                column_names=names, block_size=len(text) + 1, use_threads=False
            ),
            parse_options=csv.ParseOptions(
                delimiter=block.delimiter,
                quote_char='"' if block.quote else False,
                newlines_in_values=block.quote,
                invalid_row_handler=note,
            ),
            convert_options=csv.ConvertOptions(
                column_types={name: self.types.get(name, TEXT) for name in names},
                include_columns=self.asked or names[:1],
                strings_can_be_null=False,
                check_utf8=False,  # the block has been checked whole
            ),
        )
        return table, wrong

    def _column(self, table: pa.Table | None, name: str) -> pa.Array:
        if table is None:
            return texts([])
        column = table.column(name)
        values = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
        if name not in self.types:
            values = coded(values)
        elif values.type == CODED and len(values.dictionary) > FEW * 2 * len(values):
            self.types[name] = TEXT
        self.types.setdefault(name, values.type)
        return values


def coded(values: pa.Array) -> pa.Array:
    """The values as codes where few of them differ, else as they are."""
    if len(values) and pc.count_distinct(values).as_py() <= FEW * len(values):
        return values.dictionary_encode()
    return values


def cutter(layout: Layout, *, line: int, asked: Sequence[int], plain: bool) -> Cutter:
    """What cuts the text of this layout, from the row on `line` on."""
    splitter = Splitter(layout.delimiter.encode(), quote=layout.quote)
    return Cutter(Judge(splitter, width=len(layout.header), shown=asked), line=line, plain=plain)


def from_cells(rows: Sequence[tuple[int, Sequence[str]]], asked: Sequence[int]) -> pa.RecordBatch:
    """The asked columns of rows that were read cell by cell."""
    arrays = [coded(texts([cells[at] for _, cells in rows])) for at in asked]
    lines = np.array([line for line, _ in rows], np.int64)
    return pa.record_batch([*arrays, numbers(lines)], names=[*map(str, asked), LINE])


def texts(values: Sequence[str]) -> pa.Array:
    """An array of texts, not by `pa.array`: that imports pandas, which takes half a second."""
    encoded = [value.encode() for value in values]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum([len(value) for value in encoded], out=offsets[1:])
    return pa.StringArray.from_buffers(
        len(encoded), pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))
    )


def numbers(values: np.ndarray) -> pa.Array:
    """An array of whole numbers, as quickly."""
    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def sent_size(rows: pa.RecordBatch) -> int:
    """How many bytes `send` will write."""
    measure = pa.MockOutputStream()
    with pa.ipc.new_stream(measure, rows.schema) as writer:
        writer.write_batch(rows)
    return int(measure.size())


def send(rows: pa.RecordBatch, pipe: BinaryIO) -> None:
    """Write the rows as a stream of their own: a column may be codes now and text in the next."""
    with pa.ipc.new_stream(pa.PythonFile(pipe, mode="w"), rows.schema) as writer:
        writer.write_batch(rows)
