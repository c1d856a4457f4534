"""Whole files through reader and coder: real ones, and the demonstration with its truth."""

import json
import os
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from segments.profiles import guess_kind, suggest
from segments.reading.interface import Reject
from tests.segments import coding_rows
from tests.segments.coding_rows import day_of

REAL_FILES = Path(
    os.environ.get("SAMENPLAN_REAL_FILES", Path(settings.BASE_DIR).parent / "shared" / "data")
)
CODERS = {
    "loans": "LoanCoder",
    "aggregate": "AggregateCoder",
    "members": "MemberCoder",
    "postcodes": "PostcodeCoder",
    "households": "HouseholdsCoder",
    "scheme": "SchemeCoder",
}


@dataclass
class Coded:
    """A whole file, coded."""

    coder: Any
    results: list[Any]
    rejects: list[Reject]
    read: int

    @property
    def rows(self) -> list[Any]:
        return [row for result in self.results for row in result.rows]

    def column(self, name: str) -> Any:
        import numpy as np

        return np.concatenate([result.columns[name] for result in self.results])

    def reasons(self) -> list[tuple[int, str]]:
        return sorted((reject.line, reject.code) for reject in self.rejects)


def code_file(path: Path, **lookups: Any) -> Coded:
    """A file read and coded as what its header says it is, without a word from anybody."""
    from segments import coding, reading

    inspection = reading.inspect(path)
    header = inspection.layout.header
    kind = guess_kind(header)
    profile = suggest(kind, header, inspection.sample).profile
    coder = getattr(coding, CODERS[kind])(profile, header, coding_rows.make_lookups(**lookups))
    coded = Coded(coder, [], [], 0)
    for batch in reading.batches(path, inspection.layout, headers=coder.headers):
        result = coder.code(batch)
        coded.results.append(result)
        coded.rejects += [*batch.rejects, *result.rejects]
        coded.read += result.read + len(batch.rejects)
    return coded


def real_file(name: str) -> Path:
    path = REAL_FILES / name
    if not path.exists():
        pytest.skip(f"{name} is not here; SAMENPLAN_REAL_FILES says where the real files are")
    return path


def test_evergreen_circulations() -> None:
    coded = code_file(real_file("evergreen_circulation.tsv"), create_unknown=True)

    days = Counter(f"{day_of(day)}" for day in coded.column("day").tolist())
    assert (coded.read, coded.rejects) == (486, [])
    assert days == {
        "2014-05-14": 13, "2020-09-08": 1, "2020-09-22": 2, "2020-09-29": 76, "2020-10-03": 1,
        "2020-10-06": 5, "2020-10-13": 77, "2020-10-20": 6, "2020-10-27": 305,
    }  # fmt: skip
    # 17 have neither copy nor title, 31 more a copy of a title that was never catalogued.
    assert coded.coder.warnings == {"title_missing": 48}
    assert int((coded.column("title") == 0).sum()) == 48
    assert set(coded.column("segment").tolist()) == {0}
    assert len(set(coded.column("loan_key").tolist())) == 486
    assert (len(coded.coder.new_members), len(coded.coder.new_titles)) == (81, 100)
    assert {day_of(day) for day in coded.column("returned_on").tolist()} == {None}


def test_toulouse_counted_per_year_and_title() -> None:
    from segments.coding import merged_counts

    coded = code_file(real_file("toulouse_top500_imprimes.csv"), create_unknown=True)

    merged = merged_counts(coded.rows)
    assert (coded.read, len(coded.rows)) == (6016, 6015)
    assert coded.reasons() == [(2165, "missing_period")]
    assert sum(row.loans for row in coded.rows) == 1_342_222
    assert sum(row.loans for row in merged) == 1_342_222
    assert {(row.level, row.period) for row in merged} == {(2, year) for year in range(2011, 2023)}


def test_libraries_west_counted_per_month_branch_and_kind() -> None:
    coded = code_file(real_file("librarieswest_issues_summary.csv"), create_unknown=True)

    assert (coded.read, coded.rejects, len(coded.rows)) == (4389, [], 4389)
    assert sum(row.loans for row in coded.rows) == 4_736_206
    assert sum(row.renewals for row in coded.rows) == 2_826_087
    assert {row.level for row in coded.rows} == {0}
    assert (len(coded.coder.new_branches), len(coded.coder.new_genre_codes)) == (7, 45)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demonstration")
    call_command(
        "make_demo_export", "--rows=20000", "--seed=7", "--bad-per-million=6000",
        "--until=2025-12-31", f"--out={folder}",
    )  # fmt: skip
    return folder


def demo_lookups(folder: Path) -> dict[str, Any]:
    """What the other files of the demonstration tell before the loans come in."""
    from segments.coding import PostcodeTable

    scheme = code_file(folder / "indeling.csv").rows
    segments = {row.code.casefold(): place for place, row in enumerate(scheme, 1)}
    postcodes = code_file(folder / "postcodes.csv", segments=segments)
    areas = {name.casefold(): at for at, name in enumerate(postcodes.coder.new_areas, 1)}
    table = PostcodeTable(*zip(*(row[1:5] for row in postcodes.rows), strict=True))
    return {"segments": segments, "areas": areas, "postcodes": table}


def positions(codes: Any) -> dict[str, int]:
    return {code.casefold(): place for place, code in enumerate(codes, 1)}


def test_demonstration_comes_in_as_its_truth_says(demonstration: Path) -> None:
    truth = json.loads((demonstration / "waarheid.json").read_text())
    totals = truth["totals"]
    branches = positions(totals["loans_by_branch"])
    genres = positions(totals["loans_by_genre"])

    coded = code_file(
        demonstration / "uitleningen.csv",
        today=date(2026, 1, 1),
        branches=branches,
        genre_codes=genres,
        materials=positions(["boek", "glb", "luis", "dvd"]),
        **demo_lookups(demonstration),
    )

    assert coded.reasons() == sorted((bad["line"], bad["reason"]) for bad in truth["bad"])
    loans, renewals = coded.column("loans"), coded.column("renewals")
    branch, genre = coded.column("branch"), coded.column("genre_code")
    assert {
        "read": coded.read,
        "accepted": len(loans),
        "rejected": len(coded.rejects),
        "loans": int(loans.sum()),
        "renewals": int(renewals.sum()),
        "members": len(coded.coder.new_members),
        "loans_by_branch": by_code(totals["loans_by_branch"], branches, branch, loans),
        "renewals_by_branch": by_code(totals["renewals_by_branch"], branches, branch, renewals),
        "loans_by_genre": by_code(totals["loans_by_genre"], genres, genre, loans),
    } == {name: value for name, value in totals.items() if name != "members_elsewhere"}


def by_code(names: Any, known: dict[str, int], column: Any, counts: Any) -> dict[str, int]:
    return {name: int(counts[column == known[name.casefold()]].sum()) for name in names}


def test_demonstration_finds_segment_area_and_age_of_all_but_odd_readers(
    demonstration: Path,
) -> None:
    truth = json.loads((demonstration / "waarheid.json").read_text())
    odd = {each["kind"]: each["rows"] for each in truth["warnings"]}

    coded = code_file(
        demonstration / "uitleningen.csv",
        today=date(2026, 1, 1),
        create_unknown=True,
        **demo_lookups(demonstration),
    )

    import numpy as np

    elsewhere = np.unique(coded.column("member")[coded.column("segment") == 0])
    nowhere = sum(len(each["members"]) for each in truth["warnings"] if "postcode" in each["kind"])
    assert len(elsewhere) == truth["totals"]["members_elsewhere"] + nowhere
    assert coded.coder.warnings["bad_birth_year"] == odd.get("birth_year", 0)
    assert int((coded.column("band") == 0).sum()) == odd.get("birth_year", 0)
    assert (coded.column("area") == 0).tolist() == (coded.column("segment") == 0).tolist()
