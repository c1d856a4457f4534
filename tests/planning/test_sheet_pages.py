"""The plan on paper, printed: one sheet, every name on it, large enough to read."""

import io
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from config import settings as project
from planning import printing, tenancy
from planning.actions import series
from planning.models import (
    FocusGroup,
    FocusPoint,
    Holiday,
    Initiative,
    Library,
    NationalCampaign,
    PlanVersion,
    User,
    YearPlan,
)
from tests import make, make_plan

YEAR = 2027
A3_PAGE, A4_PAGE = "/jaarplan/2027/a3/", "/jaarplan/2027/kwartaal/2/"
SIDES: tuple[tuple[str, list[Any]], ...] = (
    ("collection", [("collection", None)]),
    ("joint", [("collection", None), ("marketing", None)]),
    ("marketing", [("marketing", None)]),
    ("consultation", [("marketing", None)]),
)
NAMES = (
    "Reistafel",
    "Boekenweektafel met gedichten",
    "Zomerlezen in Oost",
    "Kast Gezond opnieuw",
    "Back to school met alle basisscholen van de gemeente",
)
MILLIMETRE = 72 / 25.4


@pytest.fixture
def chromium(settings: LazySettings) -> None:
    if not project.CHROMIUM_PATH:
        pytest.skip("no Chromium here")
    settings.CHROMIUM_PATH = project.CHROMIUM_PATH


def crowd(library: Library, each: int, *, last: int = 355) -> list[str]:
    """So many items in each of four lanes, up to a day of the year; their titles."""
    titles = []
    for lane, (name, involved) in enumerate(SIDES):
        for number in range(each):
            title = f"{NAMES[(number + lane) % 5]} {name[:2]}{number:02}"
            make_plan.item(
                library,
                title,
                kind="consultation" if name == "consultation" else "campaign",
                starts_on=date(YEAR, 1, 2) + timedelta(days=number * last // each + lane),
                days=1 if name == "consultation" else 1 + (number * 7 + lane) % 20,
                involved=involved,
            )
            titles.append(title)
    return titles


def no(library: Library, title: str, reason: str, *, status: str = "declined") -> None:
    with tenancy.library_scope(library):
        Initiative.objects.create(
            library=library,
            year=YEAR,
            title=title,
            status=status,
            reason_code="hours",
            reason=reason,
            decided_at=timezone.now(),
            look_back_on=date(YEAR, 11, 1),
        )


def pdf(client: Client, path: str = "/jaarplan/2027/a3.pdf") -> pypdf.PdfReader:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")

    return pypdf.PdfReader(io.BytesIO(response.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def points(reader: pypdf.PdfReader) -> set[float]:
    """The sizes of all letters as they are printed."""
    found = set()

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if text.strip():
            found.add(round(size * abs(tm[3]) * abs(cm[3]), 2))

    for page in reader.pages:
        page.extract_text(visitor_text=visit)
    return found


def size_of(page: pypdf.PageObject) -> tuple[int, int]:
    return tuple(round(float(each) / MILLIMETRE) for each in page.mediabox[2:])  # type: ignore[return-value]


@pytest.mark.browser
def test_a3_holds_thirty_items_in_each_of_four_lanes(
    chromium: None, as_alice: Client, library: Library
) -> None:
    titles = crowd(library, 30)
    no(library, "Lezing over kunst", "een speerpunt van het museum")
    no(library, "Oude nieuwsbrief", "niemand leest hem", status="stopped")

    printed = pdf(as_alice)

    assert [size_of(page) for page in printed.pages] == [(420, 297)]
    text = text_of(printed)
    assert [title for title in titles if title not in text] == []
    assert "Lezing over kunst – een speerpunt van het museum" in text
    assert "Oude nieuwsbrief – niemand leest hem" in text
    assert min(points(printed)) >= 7


@pytest.mark.browser
def test_a3_of_twice_as_many_goes_on_at_a_second_page(
    chromium: None, as_alice: Client, library: Library
) -> None:
    titles = crowd(library, 60, last=150)

    printed = pdf(as_alice)

    assert {size_of(page) for page in printed.pages} == {(420, 297)}
    assert len(printed.pages) == 2
    text = text_of(printed)
    assert [title for title in titles if title not in text] == []
    assert "Overige items" in printed.pages[1].extract_text()
    assert min(points(printed)) >= 7


@pytest.mark.browser
def test_a4_of_a_quarter_is_one_page(chromium: None, as_alice: Client, library: Library) -> None:
    titles = crowd(library, 60)

    printed = pdf(as_alice, "/jaarplan/2027/kwartaal/2.pdf")

    assert size_of(printed.pages[0]) == (297, 210)
    assert len(printed.pages) == 1
    assert titles[20] in text_of(printed)
    assert titles[1] not in text_of(printed)
    assert min(points(printed)) >= 7


@pytest.mark.browser
def test_names_of_people_stay_text_on_paper(
    chromium: None, as_alice: Client, library: Library
) -> None:
    make_plan.item(library, "<script>alert(1)</script> $(touch x) & co")

    assert "<script>alert(1)</script> $(touch x) & co" in text_of(pdf(as_alice))


def test_a_sheet_says_what_stands_around_the_items(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Overleg samen", kind="consultation", starts_on=date(YEAR, 4, 6))
    group = make_plan.target_group(library, "Drukke gezinnen")
    no(library, "Lezing over kunst", "een speerpunt van het museum")
    days = {"starts_on": date(YEAR, 4, 24), "ends_on": date(YEAR, 5, 2), "library": library}
    with tenancy.library_scope(library):
        FocusGroup.objects.create(library=library, year=YEAR, position=1, target_group=group)
        FocusPoint.objects.create(library=library, name="Leesplezier")
        Holiday.objects.create(kind="school", region="north", name="Meivakantie", **days)
        answer = {"answer": "skip", "reason": "geen uren"}
        NationalCampaign.objects.create(code="x", name="Boekenweek", year=YEAR, **days, **answer)
        plan = YearPlan.objects.create(library=library, year=YEAR)
        PlanVersion.objects.create(library=library, plan=plan, number=2)

    for path in (A3_PAGE, A4_PAGE):
        text = as_alice.get(path).text
        said = "Drukke gezinnen", "Leesplezier", "Meivakantie", "Boekenweek · niet mee", "6 apr"
        assert [each for each in (*said, "museum", "Alice", "versie 2") if each not in text] == []
        assert "sindsdien 1 wijziging" in text
        assert " style=" not in text


def test_a_sheet_has_the_filters_of_its_plan(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Van collectie")
    make_plan.item(library, "Van marketing", involved=SIDES[2][1])
    make_plan.item(library, "Vervallen", status="dropped")

    text = as_alice.get(f"{A3_PAGE}?discipline=marketing").text

    assert "Van marketing" in text
    assert "Van collectie" not in text
    assert "Alleen: Marketing" in text
    assert "Vervallen" not in as_alice.get(A3_PAGE).text


def test_small_things_stand_on_the_sheet_of_the_quarter(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Poster ophangen", kind="task", starts_on=date(YEAR, 5, 4))

    assert "Poster ophangen" not in as_alice.get(A3_PAGE).text
    assert "1 taak, bericht of plaatsing staat op de kwartaalbladen" in as_alice.get(A3_PAGE).text
    assert "Poster ophangen" in as_alice.get(A4_PAGE).text


def test_what_comes_back_is_named_once_and_dated_after(
    as_alice: Client, alice: User, library: Library
) -> None:
    with tenancy.library_scope(library):
        series.create_series(
            library,
            by=alice,
            fields={
                "kind": "consultation",
                "title": "Overleg samen",
                "starts_on": date(YEAR, 1, 5),
                "ends_on": date(YEAR, 1, 5),
            },
            involved=[("collection", None)],
            rule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270401",
        )

    text = as_alice.get(A3_PAGE).text

    assert text.count(">Overleg samen </tspan>") == 1
    assert [f">{day} </tspan>" in text for day in ("5 jan", "2 feb", "2 mrt")] == [
        False,
        True,
        True,
    ]


def test_a_stranger_gets_an_empty_sheet(as_charlie: Client, library: Library) -> None:
    make_plan.item(library, "Geheim")
    no(library, "Geheim besluit", "geheim")

    assert "eheim" not in as_charlie.get(A3_PAGE).text
    assert "eheim" not in as_charlie.get(A4_PAGE).text


@pytest.mark.parametrize(
    "path", ["/jaarplan/1900/a3/", "/jaarplan/2027/kwartaal/5/", "/jaarplan/2027/kwartaal/0.pdf"]
)
def test_there_is_no_such_sheet(as_alice: Client, path: str) -> None:
    assert as_alice.get(path).status_code == 404


def test_without_chromium_the_page_to_print_is_offered(as_alice: Client, library: Library) -> None:
    response = as_alice.get("/jaarplan/2027/a3.pdf?discipline=marketing")

    assert response.status_code == 503
    assert 'href="/jaarplan/2027/a3/?discipline=marketing"' in response.text


@pytest.mark.parametrize("script", ["exec sleep 30", "sleep 30 & exit 0", "exit 3"])
def test_a_browser_that_prints_nothing_is_ended_with_all_it_started(
    script: str, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "chromium"
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\n{script}\n")
    program.chmod(0o755)
    settings.CHROMIUM_PATH = str(program)
    monkeypatch.setattr(printing, "SECONDS", 1)

    with pytest.raises(printing.CannotPrint):
        printing.pdf_of("<p>Hallo", ())

    group = int((tmp_path / "pid").read_text())
    assert is_gone(group)


def is_gone(group: int) -> bool:
    """Whether a group of processes has ended; who adopted the last one may take a moment."""
    for _attempt in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_asks_as_much_for_three_as_for_one(
    count: int,
    as_alice: Client,
    library: Library,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_plan.item(library, f"Reistafel {number}", target_group=make_plan.target_group(library))
        no(library, f"Lezing {number}", "geen uren")
        make.member(library)

    with django_assert_num_queries(36):  # the sheet is no page that is looked at all day
        as_alice.get(A3_PAGE)
