"""The same files as the coder takes them: the rows that it rejects, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segments import coding
from segments.profiles import suggest
from segments.reading import child
from segments.reading.interface import Batch
from tests.segments.coding_rows import make_lookups
from tests.segments.make_archives import make
from tests.segments.test_reading_files import VERDICTS

pytestmark = pytest.mark.badfiles


@pytest.mark.parametrize("name", [name for name, known in VERDICTS.items() if "coded" in known])
def test_coder_rejects_what_is_written_down(tmp_path: Path, name: str) -> None:
    path, verdict = make(tmp_path, name), VERDICTS[name]
    found = child.inspect(path)
    header = found.layout.header
    profile = replace(suggest("loans", header, found.sample).profile, date_order="dmy")
    lookups = make_lookups(today=date(2026, 1, 15), create_unknown=True)
    coder: Any = coding.LoanCoder(profile, header, lookups)

    rejects: dict[int, str] = {}
    accepted = 0
    for rows, _ in child.text_batches(path, found.layout, range(len(header))):
        columns = {asked: rows.column(header.index(asked)) for asked in coder.headers}
        coded = coder.code(Batch(columns, rows.column("line").to_numpy(), []))
        rejects |= {reject.line: reject.code for reject in coded.rejects}
        accepted += len(coded.columns["day"])

    wanted = verdict["coded"].get("rejects", {})
    warnings = verdict["coded"].get("warnings", {})
    assert rejects == wanted
    assert accepted == verdict.get("rows", 8) - len(wanted)
    assert {code: coder.warnings[code] for code in warnings} == warnings
