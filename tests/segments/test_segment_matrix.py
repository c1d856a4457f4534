import csv
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from planning.models import Library
from tests.segments.explored import GENRES, explored_library

KEYS = {"segment", "genre", "loans", "borrowers", "index", "share", "state"}


def run(library: Library, period: str, **options: str) -> str:
    out = io.StringIO()
    call_command("segment_matrix", library=library.slug, period=period, stdout=out, **options)
    return out.getvalue()


def answer(library: Library, period: str, **options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(library, period, **options))
    return found


def test_json_holds_exactly_what_was_agreed(library: Library) -> None:
    explored_library(library)

    found = answer(library, "2025", readers="adults")

    assert list(found) == ["period", "base", "definitions", "cells", "totals"]
    assert found["period"] == "2025"
    assert found["base"]["readers"] == "adults"
    assert found["definitions"]["segment"] == "Een segment is een kans, geen persoon."
    assert [cell["genre"] for cell in found["cells"][:6]] == [*sorted(GENRES), "onbekend"]
    assert [cell["segment"] for cell in found["cells"][::6]] == ["S1", "S2", "S3", "S4", "onbekend"]
    for figure in found["cells"] + found["totals"]:
        if figure["state"] == "suppressed":
            assert set(figure) == {"segment", "genre", "state"}
            continue
        assert set(figure) == KEYS
        assert figure["loans"] % 5 == figure["borrowers"] % 5 == 0
    assert {cell["state"] for cell in found["cells"]} == {"shown", "suppressed", "none"}


def test_totals_are_rows_then_genres_then_everything(library: Library) -> None:
    explored_library(library)

    totals = answer(library, "2025")["totals"]

    assert [(t["segment"], t["genre"]) for t in totals] == [
        *((code, None) for code in ("S1", "S2", "S3", "S4", "onbekend")),
        *((None, genre) for genre in [*sorted(GENRES), "onbekend"]),
        (None, None),
    ]


def test_page_and_command_say_the_same(as_alice: Client, library: Library) -> None:
    explored_library(library)
    query = "?period=2025-Q1&readers=adults&branch=OOS&rows=age"
    page = as_alice.get(reverse("segments:explorer") + query)
    shown = page.context["heatmap"].measured

    found = answer(library, "2025-Q1", readers="adults", branch="OOS", rows="age")

    for row in shown.now.rows:
        for genre in shown.now.genres:
            cell = next(
                c for c in found["cells"] if (c["segment"], c["genre"]) == (row.code, genre.code)
            )
            value = shown.value(row.position, genre.position)
            assert cell["state"] == shown.now.cell(row.position, genre.position).state
            assert cell.get("index") == value.number


def test_index_is_missing_where_the_base_is_under_50(library: Library) -> None:
    explored_library(library, loans=600)

    found = answer(library, "2025", readers="adults")

    rows = {t["segment"]: t.get("loans") or 0 for t in found["totals"] if t["segment"]}
    genres = {t["genre"]: t.get("loans") or 0 for t in found["totals"] if t["genre"]}
    shown = [cell for cell in found["cells"] if cell["state"] == "shown"]
    assert shown
    for cell in shown:
        has_base = rows[cell["segment"]] >= 50 and genres[cell["genre"]] >= 50
        assert (cell["index"] is not None) == has_base


def test_csv_holds_the_same_figures(library: Library) -> None:
    explored_library(library)
    found = answer(library, "2025", rows="branch")

    written = run(library, "2025", rows="branch", format="csv").removeprefix("\ufeff")

    rows = list(csv.DictReader(io.StringIO(written, newline=""), delimiter=";"))
    figures = found["cells"] + found["totals"]
    assert [row["state"] for row in rows] == [figure["state"] for figure in figures]
    assert [row["loans"] for row in rows] == [str(f.get("loans", "")) for f in figures]


@pytest.mark.parametrize(
    ("period", "options", "said"),
    [
        ("2025-13", {}, "2025-13"),
        ("2025", {"branch": "NIX"}, "Er is geen vestiging “NIX”."),
        ("2025", {"group": "Nergens"}, "Er is geen groep “Nergens”."),
        ("2025", {"age": "1-99"}, "1-99"),
        ("2025", {"age": "0-6", "readers": "adults"}, "0-6"),
        ("2025", {"branch": "OOS", "group": "Stad"}, "Kies alle vestigingen"),
    ],
)
def test_question_off_the_lattice_is_refused(
    library: Library, period: str, options: dict[str, str], said: str
) -> None:
    explored_library(library)

    with pytest.raises(CommandError, match=said):
        run(library, period, **options)


def test_unknown_library_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="nergens"):
        call_command("segment_matrix", library="nergens", period="2025")


def test_period_without_loans_is_empty(library: Library) -> None:
    explored_library(library)

    found = answer(library, "2019")

    assert (found["base"]["loans"], found["base"]["state"]) == (None, "none")
    assert {cell["state"] for cell in found["cells"]} <= {"none"}
