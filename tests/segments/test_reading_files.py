"""Each file of the table in reliability.md §3 gets exactly the verdict written down for it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from segments import reading
from segments.reading import child
from segments.reading.interface import BadFile, Layout
from tests.segments.make_archives import ARCHIVES, GIANTS, make
from tests.segments.make_files import MAKERS

pytestmark = pytest.mark.badfiles
VERDICTS: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("files").joinpath("verdicts.yaml").read_text()
)
# Read as the application does, in a process of their own; the others here, which is quicker.
IN_A_CHILD = {*ARCHIVES, *GIANTS, "plain.csv", "newline_in_quotes.csv", "bad_byte.csv", "noise.csv"}


def test_verdicts_name_every_file() -> None:
    assert set(VERDICTS) == {*MAKERS, *ARCHIVES, *GIANTS}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is emptied at once, since one of the files is 200 MB."""
    path = tmp_path / "files"
    path.mkdir()
    yield path
    shutil.rmtree(path)


@pytest.mark.parametrize("name", VERDICTS)
def test_file_gets_its_verdict(folder: Path, name: str) -> None:
    path, verdict = make(folder, name), VERDICTS[name]
    is_apart = name in IN_A_CHILD

    if "refused" in verdict:
        with pytest.raises(BadFile) as refusal:
            reading.inspect(path) if is_apart else child.inspect(path)
        assert refusal.value.code == verdict["refused"]
        return
    found = reading.inspect(path) if is_apart else child.inspect(path)

    layout = found.layout
    assert layout.encoding == verdict.get("encoding", "utf-8")
    assert layout.delimiter == verdict.get("delimiter", ";")
    assert layout.header_line == verdict.get("header_line", 1)
    assert list(layout.warnings) == verdict.get("warnings", [])
    rows, rejects = read_apart(path, layout) if is_apart else read_here(path, layout)
    wanted = verdict.get("rejects", {})
    assert (len(rows), rejects) == (verdict.get("rows", 8), wanted)
    assert found.estimated_rows == len(rows) + len(rejects)
    assert [tuple(row.values()) for row in rows.values()] == found.sample
    for line, cells in verdict.get("cells", {}).items():
        assert {name: rows[line][name] for name in cells} == cells
    assert [left.name for left in folder.iterdir()] == [name]


Rows = tuple[dict[int, dict[str, str]], dict[int, str]]


def read_apart(path: Path, layout: Layout) -> Rows:
    """The rows and the reasons of rejects by line, read in a child process."""
    rows: dict[int, dict[str, str]] = {}
    rejects: dict[int, str] = {}
    for batch in reading.batches(path, layout, headers=layout.header):
        cells = zip(*(column.to_pylist() for column in batch.columns.values()), strict=True)
        for line, row in zip(batch.lines.tolist(), cells, strict=True):
            rows[line] = dict(zip(batch.columns, row, strict=True))
        rejects |= {reject.line: reject.code for reject in batch.rejects}
    return rows, rejects


def read_here(path: Path, layout: Layout) -> Rows:
    """The same without a child."""
    rows: dict[int, dict[str, str]] = {}
    rejects: dict[int, str] = {}
    for batch, refused in child.text_batches(path, layout, range(len(layout.header))):
        *columns, lines = (column.to_pylist() for column in batch.columns)
        for line, *row in zip(lines, *columns, strict=True):
            rows[line] = dict(zip(layout.header, row, strict=True))
        rejects |= {reject.line: reject.code for reject in refused}
    return rows, rejects
