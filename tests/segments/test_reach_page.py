import csv
import html
import io
import re
from io import BytesIO
from types import SimpleNamespace
from typing import cast

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from planning.models import Library
from segments.forms.reach import Selection
from segments.lattice import YEAR, Period
from segments.placing import ANY
from segments.queries.names import Entry
from segments.queries.reach import EVERY, Reach, ReachAsk, Reached
from segments.suppression import SUPPRESSED
from segments.views import reach_words
from segments.views.reach_page import Reaches
from tests.segments.reached import reached_library

URL = reverse("segments:reach")
HTMX = {"HX-Request": "true"}
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def rows_of(content: bytes) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def test_place_shows_each_segment_with_its_interval(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(f"{URL}?place=CEN&kind=catchment")

    lines = {line.name: line.cells for line in page.context["table"].lines}
    assert list(lines) == [
        *("Rustige buiten", "Jonge starters", "Ruim en reislust", "Drukke gezinnen"),
        "alle segmenten",
    ]
    assert lines["Drukke gezinnen"] == ["2.000", "60", "3,0", "2,2–4,0", "+100"]
    bars = page.context["chart"].bars
    assert [bar.text for bar in bars] == ["18,0", "10,0", "10,0", "3,0"]
    assert all(bar.interval for bar in bars)
    assert "3,0" in page.context["answer"]
    assert page.context["smalls"] is None
    assert "panel" not in page.context
    assert page.context["source"].startswith(
        "Volwassenen · Cen · heel 2025 · 4.300 huishoudens · 330 leners"
    )


def test_headline_says_the_average_that_all_else_is_compared_with() -> None:
    """Readers of whom no segment is known count in the total only."""
    own = Reached(Entry(1, "S1", "Buiten"), EVERY, 1000, SUPPRESSED, 5.0, reference=5.9)
    total = Reached(EVERY, EVERY, 1000, SUPPRESSED, 6.0, reference=5.9)
    ask = ReachAsk(Period(YEAR, 2025))
    found = SimpleNamespace(
        borrowers=Reach(ask, (own.segment,), (), {(ANY, ANY): total}, ""), members=None
    )

    with translation.override("nl"):
        said = reach_words.opening([own], EVERY, cast("Reaches", found), Selection(ask.period))

    assert "5,9 leners per 100" in said


def test_figure_of_too_few_households_has_no_bar(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(f"{URL}?place=DRP&kind=catchment")

    bar = next(bar for bar in page.context["chart"].bars if bar.label == "Ruim en reislust")
    assert (bar.span, bar.text, bar.css) == (None, "", "too-small")


def test_every_place_stands_small_below(as_alice: Client, library: Library) -> None:
    reached_library(library)

    smalls = as_alice.get(URL).context["smalls"]

    assert [small.name for small in smalls.smalls] == ["Cen", "Drp"]
    assert dict(smalls.rows)["Drp"] == ["15,0", "13,3", "3,0", "te klein om te tonen"]


def test_panel_leads_to_titles_and_to_the_step_after(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(f"{URL}?kind=catchment&panel=S2:CEN")

    panel = page.context["panel"]
    assert panel.figure == "3,0"
    assert f'hx-get="{panel.titles_url}"'.replace("&", "&amp;") in page.text
    assert "Bespreek samen" in page.text
    assert [step.text for step in panel.steps] == [
        *("Doe een voorstel", "Plan een campagne", "Kies als doelgroep"),
    ]
    for step in panel.steps:
        assert as_alice.get(step.url).status_code == 200


def test_sentence_bars_and_total_open_their_figure(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(f"{URL}?place=CEN&kind=catchment").context

    in_sentence = re.findall(r'href="([^"]+)"', page["answer"])
    urls = [
        *map(html.unescape, in_sentence),
        page["chart"].bars[0].url,
        page["table"].lines[-1].url,
    ]
    titles = [as_alice.get(URL + url).context["panel"].title for url in urls]
    assert titles == [
        *("Rustige buiten in Cen", "Drukke gezinnen in Cen"),
        *("Rustige buiten in Cen", "alle segmenten in Cen"),
    ]


@pytest.mark.parametrize("query", ["", "?place=CEN&kind=catchment&panel=S2:CEN"])
def test_fragment_is_part_of_its_page(as_alice: Client, library: Library, query: str) -> None:
    reached_library(library)

    answers = [as_alice.get(URL + query, headers=headers) for headers in ({}, HTMX)]

    page, fragment = (CSRF.sub("", answer.text) for answer in answers)
    assert "<html" not in fragment
    assert fragment.strip() in page


@pytest.mark.parametrize("query", ["?place=ZUI", "?kind=street", "?period=2025-Q1"])
def test_what_is_not_there_is_refused(as_alice: Client, library: Library, query: str) -> None:
    reached_library(library)

    assert as_alice.get(URL + query).status_code == 422


def test_file_holds_what_may_be_told_and_says_where_not(as_alice: Client, library: Library) -> None:
    reached_library(library)

    header, *rows = rows_of(as_alice.get(reverse("segments:reach_csv")).content)

    assert len(rows) == 3 * 5  # everywhere and two places, four segments and all of them
    told = {(row[0], row[2]): row[3:] for row in rows}
    assert told["S2", "Cen"] == ["2000", "60", "3,00", "2,20", "4,00", "8,00", "100", ""]
    assert told["S4", "Drp"][2:] == ["", "", "", "", "", "te weinig huishoudens"]
    assert header[-1] == "Duiding"


def test_workbook_explains_its_measures(as_alice: Client, library: Library) -> None:
    reached_library(library)

    answer = as_alice.get(f"{reverse('segments:reach_xlsx')}?place=CEN&kind=catchment")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    notes = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert notes["Vergelijk met"] == "het gemiddelde van de bibliotheek"
    assert "Huishoudens zijn geen mensen" in notes["Leners per 100 huishoudens"]
    assert "Te klein om te tonen" in notes
    assert answer.headers["Content-Disposition"].endswith('-2025-volwassenen-cen.xlsx"')
