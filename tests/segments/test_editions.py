"""Two editions of a segmentation: what stands for what, in pure numbers and in a library."""

import csv
from pathlib import Path

import pytest
from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments import editions
from segments.actions import upkeep
from segments.editions import Link
from segments.lattice import Ask, Period
from segments.models import Households, LoanImport, Segment, SegmentScheme
from segments.queries import loans, names, schemes
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import FIELDS, read_in, undo, write
from tests.segments.loan_files import loans as rows

OLD = [("A", "Lezers", ""), ("A1", "Lezers aan zee", "A"), ("B", "Gezinnen", ""), ("C", "Rest", "")]
NEW = [("X", "Rustig", ""), ("X1", "Rustig aan zee", "X"), ("Y", "Druk", ""), ("Z", "Jong", "")]


def table(path: Path, header: str, *lines: tuple[object, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header.split(), *lines])
    return path


def with_edition(town: Library, folder: Path, name: str, lines: list[tuple[str, str, str]]) -> None:
    path = table(folder / f"{name}.csv", "code name parent", *lines)
    assert read_in(town, path, kind="scheme").reason == ""


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    """Sixty loans of fifteen readers in each of A1 and B, then a second edition."""
    library = make.library(slug="noorderveld")
    with_edition(library, tmp_path, "Indeling 2024", OLD)
    given = [
        {**row, "segment": "A1" if at % 2 else "B", "member": str(100 + at % 30)}
        for at, row in enumerate(rows(120))
    ]
    read_in(library, write(tmp_path / "loans.csv", given, fields=[*FIELDS, "segment"]))
    with_edition(library, tmp_path, "Indeling 2026", NEW)
    return library


def mapped(
    town: Library, folder: Path, *lines: tuple[str, str], name: str = "van-naar"
) -> LoanImport:
    done = read_in(town, table(folder / f"{name}.csv", "oud nieuw", *lines), kind="mapping")
    with acting_as("worker"):
        upkeep.catch_up(town.pk)
    return done


def counted(town: Library) -> dict[str, int | None]:
    with tenancy.library_scope(town):
        matrix = loans.matrix(town, Ask(Period.parse("2025")))
        return {row.code: matrix.cell(row.position).loans for row in matrix.rows}


def test_a_way_goes_by_parent_and_by_what_stands_for_it() -> None:
    links = {
        1: Link(),
        2: Link(parent=1),
        3: Link(shown_as=1),
        4: Link(parent=3),
        5: Link(parent=3, shown_as=2),
        6: Link(),
        7: Link(shown_as=6, is_in_cluster=True),
        8: Link(parent=7),
        9: Link(shown_as=8),
    }

    assert editions.tops(links) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 6, 7: 6, 8: 6, 9: 6}
    assert editions.parts(links) == {1: 1, 2: 2, 3: 1, 4: 1, 5: 2, 6: 6, 7: 7, 8: 7, 9: 7}
    assert editions.leads_back(links, 1, 5)
    assert not editions.leads_back(links, 6, 5)


def test_a_circle_ends() -> None:
    links = {1: Link(shown_as=2), 2: Link(shown_as=1)}

    assert set(editions.tops(links)) == {1, 2}


def test_an_edition_loads_beside_the_one_before(town: Library) -> None:
    assert counted(town) == {"X": None, "Y": None, "Z": None, "A": 60, "B": 60}
    with tenancy.library_scope(town):
        found = [(row.code, row.is_optional) for row in names.segments(town)]
        change = schemes.change(town)

    assert found == [*((c, False) for c in "XYZ"), *((c, True) for c in "ABC")]
    assert change == schemes.Change(
        Period.parse("2025-03"), f"Indeling 2024 {timezone.localdate():%Y-%m}", True
    )


def test_a_mapping_counts_the_old_loans_under_the_new_segments(
    town: Library, tmp_path: Path
) -> None:
    done = mapped(town, tmp_path, ("A1", "Y"), ("B", "Y"), ("A", "X1"), ("C", "X1"))

    assert (done.status, done.reason, done.accepted) == ("done", "", 4)
    assert counted(town) == {"X": None, "Y": 120, "Z": None}
    with tenancy.library_scope(town):
        assert schemes.change(town) == schemes.Change(
            Period.parse("2025-03"), f"Indeling 2024 {timezone.localdate():%Y-%m}", False
        )
        assert not Library.objects.get(pk=town.pk).rollups_stale_at


def test_the_same_mapping_again_changes_nothing_and_undone_it_is_as_before(
    town: Library, tmp_path: Path
) -> None:
    lines = ("A", "X"), ("B", "Y")
    first = mapped(town, tmp_path, *lines)
    again = mapped(town, tmp_path, *lines)

    assert (again.accepted, again.duplicates) == (0, 2)
    undo(again)
    undo(first)
    with acting_as("worker"):
        upkeep.catch_up(town.pk)

    assert counted(town) == {"X": None, "Y": None, "Z": None, "A": 60, "B": 60}


def test_a_split_cannot_be_converted(town: Library, tmp_path: Path) -> None:
    done = mapped(town, tmp_path, ("A", "X"), ("A", "Y"), ("B", "Y"), ("Q", "X"), ("C", "Q"))

    assert done.report["problems"] == {
        "split_segment": 2,
        "unknown_old_segment": 1,
        "unknown_new_segment": 1,
    }
    assert done.status == "refused"  # four of five rows are wrong: somebody has to agree


def test_an_edition_that_is_undone_leaves_the_one_before(town: Library, tmp_path: Path) -> None:
    mapped(town, tmp_path, ("A", "X"), ("B", "Y"))
    with tenancy.library_scope(town):
        newest = LoanImport.objects.filter(kind="scheme").latest("pk")

    undo(newest)
    with acting_as("worker"):
        upkeep.catch_up(town.pk)

    assert counted(town) == {"A": 60, "B": 60, "C": None}
    with tenancy.library_scope(town):
        assert not Segment.objects.exclude(shown_as=None).exists()
        assert schemes.change(town) is None


def test_households_are_summed_through_the_mapping(town: Library, tmp_path: Path) -> None:
    with acting_as("worker"), tenancy.library_scope(town):
        SegmentScheme.objects.filter(name="Indeling 2026").update(is_active=False)
        SegmentScheme.objects.filter(name="Indeling 2024").update(is_active=True)
    lines = ("Noord", "A1", 40), ("Noord", "B", 50), ("Zuid", "C", 7)
    read_in(town, table(tmp_path / "hh.csv", "area code households", *lines), kind="households")
    with acting_as("worker"), tenancy.library_scope(town):
        SegmentScheme.objects.filter(name="Indeling 2024").update(is_active=False)
        SegmentScheme.objects.filter(name="Indeling 2026").update(is_active=True)
    mapped(town, tmp_path, ("A", "Y"), ("B", "Y"), ("C", "Z"))
    newer = ("Zuid", "Z", 9), ("Zuid", "X1", 3)
    read_in(town, table(tmp_path / "hh2.csv", "area code households", *newer), kind="households")

    with tenancy.library_scope(town):
        position = dict(Segment.objects.values_list("position", "code"))
        found = schemes.household_counts(town)
        assert Households.objects.count() == 5

    # Of Zuid both editions count the same households: the last file is the one to believe.
    assert {(area, position[at]): n for (area, at), n in found.items()} == {
        (1, "Y"): 90,
        (2, "Z"): 9,
        (2, "X"): 3,
    }
