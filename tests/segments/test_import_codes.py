"""A table of codes gives names and genres, and gives them back when it is taken out."""

from pathlib import Path
from typing import Any

import pytest

from planning import tenancy
from planning.models import Branch, Library
from segments.loading import branch_words
from segments.models import Genre, GenreCode, Material
from tests import make
from tests.segments.book_files import figures, read, undo


@pytest.fixture
def town(committed: None) -> Library:
    library = make.library(slug="noorderveld")
    make.branch(library, "CEN", "Centrum")
    make.branch(library, "OOS", "Oost")
    return library


CODES = """soort;code;omschrijving;genre;jeugd
NUR;301;Literaire roman;Literatuur;nee
NUR;302;Vertaalde roman;Literatuur;nee
NUR;282;;Jeugd informatief;ja
vestiging;CEN;De Centrale;;
materiaal;BK;Boek;;
materiaal;BK;Nog een boek;;
plank;X;Iets;;
"""


def named(library: Library) -> dict[str, Any]:
    with tenancy.library_scope(library):
        return {
            "codes": dict(GenreCode.objects.order_by("code").values_list("code", "genre__name")),
            "youth": sorted(Genre.objects.filter(is_youth=True).values_list("name", flat=True)),
            "branches": dict(Branch.objects.order_by("code").values_list("code", "name")),
            "materials": dict(Material.objects.values_list("code", "name")),
            "stale": Library.objects.get(pk=library.pk).rollups_stale_at is not None,
        }


def test_a_code_table_gives_names_and_genres_and_gives_them_back(
    town: Library, tmp_path: Path
) -> None:
    read(town, tmp_path, "titles")
    before = named(town)

    first = read(town, tmp_path, "codes", CODES, accept_rejects=True)

    assert (figures(first), first.report["warnings"]) == ((7, 5, 1, 1), {"double_code": 1})
    assert before["codes"] == {"301": "301", "302": "302"}
    assert named(town) == {
        "codes": {"301": "Literatuur", "302": "Literatuur", "282": "Jeugd informatief"},
        "youth": ["Jeugd informatief"],
        "branches": {"CEN": "De Centrale", "OOS": "Oost"},
        "materials": {"BK": "Boek"},
        "stale": True,
    }

    again = read(town, tmp_path, "codes", CODES, accept_rejects=True)
    undo(first)
    assert named(town)["codes"]["301"] == "Literatuur"
    undo(again)
    assert named(town)["codes"] == {"301": "301", "302": "302", "282": "Jeugd informatief"}
    assert named(town)["branches"] == before["branches"]


def test_a_later_code_table_keeps_what_it_said(town: Library, tmp_path: Path) -> None:
    first = read(town, tmp_path, "codes", "soort;code;naam\nvestiging;CEN;Eerste\n")
    second = read(town, tmp_path, "codes", "soort;code;naam\nvestiging;CEN;Tweede\n")

    undo(first)
    between = named(town)["branches"]["CEN"]
    undo(second)

    assert (between, named(town)["branches"]["CEN"]) == ("Tweede", "Centrum")


def test_a_genre_of_which_all_codes_are_renamed_is_not_counted_again(
    town: Library, tmp_path: Path
) -> None:
    read(town, tmp_path, "titles")

    read(town, tmp_path, "codes", "code;naam\n301;Romans\n302;Vertaald\n")

    assert named(town)["codes"] == {"301": "Romans", "302": "Vertaald"}
    assert named(town)["stale"] is False
    with tenancy.library_scope(town):
        assert sorted(Genre.objects.values_list("name", flat=True)) == ["Romans", "Vertaald"]


BY_NAME = {
    "loans": "loan_id,loaned_at,branch,title_id\n1,2025-03-01,{},4001\n",
    "aggregate": "Periode;Vestiging;Uitleningen\n2025-03;{};12\n",
    "holdings": "PPN;Titel;Vestiging\n4001;Een;{}\n",
    "reservations": "PPN;Titel;Vestiging;Reserveringen\n4001;Een;{};2\n",
}


@pytest.mark.parametrize("kind", BY_NAME)
def test_a_branch_is_known_by_its_name_too(town: Library, tmp_path: Path, kind: str) -> None:
    by_name = read(town, tmp_path, kind, BY_NAME[kind].format(" centrum"), create_unknown=False)

    assert (by_name.status, by_name.accepted, by_name.report["unknown"]) == ("done", 1, {})
    assert list(named(town)["branches"]) == ["CEN", "OOS"]


def test_a_code_comes_before_a_name_and_a_name_of_two_branches_says_nothing(
    town: Library,
) -> None:
    make.branch(town, "Centrum", "Het oude Centrum")
    make.branch(town, "D1", "Dorp")
    make.branch(town, "D2", " dorp ")

    with tenancy.library_scope(town):
        found = branch_words.positions(town)

    assert (found["cen"], found["centrum"], found["oost"]) == (1, 3, 2)
    assert found["het oude centrum"] == 3
    assert "dorp" not in found
