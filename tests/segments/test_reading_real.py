"""Files that nobody of this project made: every row of them is read."""

import csv
import os
from pathlib import Path

import pytest

from segments.reading import child

FOLDER = Path(os.environ.get("SAMENPLAN_REAL_FILES", Path(__file__).parents[3] / "shared" / "data"))
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the folder with real files (SAMENPLAN_REAL_FILES) is absent"
)


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("evergreen_circulation.tsv", 486, 27),
        ("toulouse_top500_imprimes.csv", 6016, 10),
        ("librarieswest_issues_summary.csv", 4389, 5),
        ("librarieswest_items_summary.csv", 284, 5),
        ("librarieswest_members.csv", 13004, 13),
    ],
)
def test_real_file_is_read_as_python_reads_it(name: str, rows: int, columns: int) -> None:
    path = FOLDER / name
    found = child.inspect(path)
    with path.open(newline="", encoding="utf-8-sig") as file:
        header, *expected = csv.reader(file, delimiter=found.layout.delimiter)

    read: list[tuple[str, ...]] = []
    for batch, rejects in child.text_batches(path, found.layout, range(columns)):
        *texts, _ = (column.to_pylist() for column in batch.columns)
        read += zip(*texts, strict=True)
        assert rejects == []

    assert found.layout.header == tuple(header)
    assert found.estimated_rows == len(read) == rows
    assert read == [tuple(row) for row in expected]
