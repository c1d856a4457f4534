"""Parts of a segment from a file to a table: counted as by hand, and asked only where they may."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.lattice import Ask, NotOnTheLattice, Period
from segments.models import Segment
from segments.queries import loans, names
from segments.suppression import State
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import FIELDS, read_in, write
from tests.segments.loan_files import loans as rows
from tests.segments.test_editions import table

SCHEME = [
    ("S1", "Rustig", ""),
    ("S1a", "Rustig aan zee", "S1"),
    ("S1b", "Rustig in het bos", "S1"),
    ("S1c", "Rustig op de hei", "S1"),
    ("S2", "Druk", ""),
]
YEAR = Period.parse("2025")


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    """1,200 loans of 240 readers; S1c has three of them, some of S1 have no part."""
    library = make.library(slug="noorderveld")
    read_in(library, table(tmp_path / "scheme.csv", "code name parent", *SCHEME), kind="scheme")
    draw = random.Random(3)
    codes = {str(m): draw.choice(["S1a", "S1a", "S1b", "S1", "S2"]) for m in range(240)}
    codes |= dict.fromkeys(("1", "2", "3"), "S1c")
    given = [
        {**row, "member": (member := str(draw.randrange(240))), "segment": codes[member]}
        for row in rows(1200)
    ]
    read_in(library, write(tmp_path / "loans.csv", given, fields=[*FIELDS, "segment"]))
    return library


def by_hand(town: Library, tmp_path: Path) -> dict[str, int]:
    lines = (tmp_path / "loans.csv").read_text().splitlines()
    counted: dict[str, int] = defaultdict(int)
    for line in lines[1:]:
        counted[line.rsplit(";", 1)[1]] += 1
    return counted


def test_parts_are_counted_as_by_hand_and_small_ones_have_company(
    town: Library, tmp_path: Path
) -> None:
    exact = by_hand(town, tmp_path)
    with tenancy.library_scope(town):
        matrix = loans.matrix(town, Ask(YEAR, rows="part", segment="S1"))
        whole = loans.matrix(town, Ask(YEAR))
        entry = next(row for row in whole.rows if row.code == "S1")

    cells = {row.code: matrix.cell(row.position) for row in matrix.rows}
    assert matrix.total == whole.cell(entry.position)
    assert set(cells) == {"S1a", "S1b", "S1c", "S1"}
    assert cells["S1c"].state is State.SUPPRESSED
    assert [cell.state for cell in cells.values()].count(State.SUPPRESSED) == 2
    shown = {code: cell.loans for code, cell in cells.items() if cell.is_shown}
    assert shown
    assert all(abs((n or 0) - exact[code]) <= 2 for code, n in shown.items())


def test_parts_of_a_whole_that_was_not_counted_are_not_told(town: Library) -> None:
    """As after clusters were made, in a year that is wiped or waits to be counted again."""
    with tenancy.library_scope(town):
        whole = names.parts(town, "S1")[-1].position
        with acting_as("worker"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM segments_rollup WHERE kind = 1 AND row = %s", [whole])
        matrix = loans.matrix(town, Ask(YEAR, rows="part", segment="S1"))

    assert {cell.state for cell in matrix.cells.values()} == {State.SUPPRESSED}


def test_parts_that_do_not_make_up_their_whole_are_not_told(town: Library) -> None:
    """One moved since the year was wiped: in both tables it would open what is hidden."""
    with tenancy.library_scope(town):
        told = loans.matrix(town, Ask(YEAR, rows="part", segment="S1"))
        other = Segment.objects.get(code="S2")
        Segment.objects.filter(code="S1b").update(parent=other)
        left = loans.matrix(town, Ask(YEAR, rows="part", segment="S1"))
        joined = loans.matrix(town, Ask(YEAR, rows="part", segment="S2"))

    assert any(cell.is_shown for cell in told.cells.values())
    for matrix in (left, joined):
        assert {cell.state for cell in matrix.cells.values()} == {State.SUPPRESSED}


@pytest.mark.parametrize(
    "ask",
    [
        {"period": "2025-03"},
        {"branch": "B1"},
        {"age": "30-44"},
        {"segment": ""},
    ],
)
def test_parts_are_not_asked_by_month_branch_or_age(ask: dict[str, str]) -> None:
    with pytest.raises(NotOnTheLattice):
        Ask.parse(**{"period": "2025", "rows": "part", "segment": "S1", **ask})


def test_a_segment_without_parts_has_no_table(town: Library) -> None:
    with tenancy.library_scope(town):
        assert names.parts(town, "S2") == []
        with pytest.raises(NotOnTheLattice):
            loans.matrix(town, Ask(YEAR, rows="part", segment="S2"))


def test_explorer_opens_a_segment_and_goes_back(town: Library) -> None:
    alice: Client = make.client(make.member(town, "alice").user)
    address = reverse("segments:explorer")

    opened = alice.get(address, {"period": "2025-03", "panel": "row:S1", "readers": "all"})
    text, link = opened.context["parts_link"]
    page = alice.get(address + link)

    assert text == "Bekijk Rustig in onderdelen"
    assert page.context["title"] == "Onderdelen van Rustig"
    assert [row.code for row in page.context["heatmap"].measured.now.rows] == [
        "S1a",
        "S1b",
        "S1c",
        "S1",
    ]
    assert "rows=segment" in page.context["back"]
    assert "segment=S1" not in page.context["back"]
    choices = [value for value, _label in page.context["form"].fields["branch"].choices]
    assert choices == [""]
    # A month has no parts: the address falls back to the segments.
    assert alice.get(address + link.replace("2025-Q1", "2025-03")).context["title"] == (
        "Segmenten en genres"
    )
