import html
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Library
from segments.models import Genre, Segment, SegmentScheme
from tests.segments.explored import (
    GENRES,
    SEGMENTS,
    explored_library,
)

URL = reverse("segments:explorer")
HTMX = {"HX-Request": "true"}


CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def without_csrf(page: str) -> str:
    """Its token is written another way each time."""
    return CSRF.sub("", page)


class Table(HTMLParser):
    """The cells of the first table of a page, as text by row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.classes: list[list[str]] = []
        self._depth = 0
        self.feed(page.partition("<table")[2].partition("</table>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.classes.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.classes[-1].append(dict(attrs).get("class") or "")
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._depth = 0

    def handle_data(self, text: str) -> None:
        if self._depth and self.rows and text.strip():
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {text.strip()}".strip()


def test_explorer_shows_segments_by_genre(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(URL).text

    table = Table(page)
    # heads, four segments, the unknown one, and the line of the base
    assert [row[0].split(" ", 1)[-1] for row in table.rows[1:5]] == SEGMENTS
    assert table.rows[5][0] == "onbekend"
    assert table.rows[6][0].startswith("Volwassenen")
    assert len(table.rows[0]) == 1 + len(GENRES) + 1 + 1  # with onbekend, and the total
    kinds = {css for row in table.classes[1:] for css in row[1:]}
    assert kinds <= {*("b1", "b2", "b3", "b4", "b5"), "plain", "none", "too-small", "number total"}
    assert "too-small" in kinds
    assert "Een segment is een kans, geen persoon." in page


def test_explorer_opens_with_what_stands_out(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(URL)

    sentence = page.text.partition('id="answer">')[2].partition("</p>")[0]
    assert sentence.count("<mark>") == 2
    assert "zo groot deel van wat" in sentence


def test_every_sentence_leads_to_its_figure(as_alice: Client, library: Library) -> None:
    explored_library(library)
    page = as_alice.get(URL)

    sentence = page.text.partition('id="answer">')[2].partition("</p>")[0]
    said = [sentence, *page.context["standouts"]]
    links = [html.unescape(link) for each in said for link in re.findall(r'href="([^"]+)"', each)]

    titles = [as_alice.get(URL + link).context["panel"].title for link in links]
    assert len(links) == 2 + len(page.context["standouts"])
    for title, each in zip(titles[2:], page.context["standouts"], strict=True):
        genre, _with, segment = title.partition(" bij ")
        assert genre in each
        assert segment in each


@pytest.mark.parametrize(
    ("query", "titles", "steps"),
    [
        ("panel=cell:S4:4", "readers=adults&period=2025&segment=S4&genre=Reis", 3),
        ("panel=row:S2", "readers=adults&period=2025&segment=S2", 3),
        ("panel=genre:3", "readers=adults&period=2025&genre=Prentenboeken", 2),
        ("panel=total", "readers=adults&period=2025", 2),
        (
            "branch=OOS&panel=genre:3",
            "readers=adults&period=2025&genre=Prentenboeken&branch=OOS",
            2,
        ),
        (
            "rows=branch&panel=cell:OOS:3",
            "readers=adults&period=2025&genre=Prentenboeken&branch=OOS",
            2,
        ),
        ("rows=area&panel=row:9001", "readers=adults&period=2025", 2),
    ],
)
def test_panel_leads_to_titles_and_to_the_step_after(
    as_alice: Client, library: Library, query: str, titles: str, steps: int
) -> None:
    explored_library(library)

    panel = as_alice.get(f"{URL}?period=2025&{query}").context["panel"]

    assert panel.titles_url == f"{reverse('segments:figure_titles')}?{titles}"
    assert as_alice.get(panel.titles_url).status_code == 200
    assert as_alice.get(panel.all_titles_url).status_code == 200
    assert [as_alice.get(step.url).status_code for step in panel.steps] == [200] * steps


def test_what_has_no_name_has_no_titles(as_alice: Client, library: Library) -> None:
    explored_library(library)

    panel = as_alice.get(f"{URL}?period=2025&panel=row:onbekend").context["panel"]

    assert (panel.titles_url, panel.all_titles_url, panel.steps) == ("", "", [])


def test_figures_name_period_base_number_and_date(as_alice: Client, library: Library) -> None:
    explored_library(library)

    source = as_alice.get(URL).context["source"]

    readers, place, period, loans, borrowers, day = source.split(" · ")
    assert (readers, place) == ("Volwassenen", "alle vestigingen")
    assert period == "1e kwartaal 2025"  # of 2025 the other quarters are not known
    assert loans.endswith(" uitleningen")
    assert borrowers.endswith(" leners")
    assert day.startswith("ingelezen op ")


@pytest.mark.parametrize(
    "query",
    [
        "?panel=cell:S4:4",
        "?panel=row:S2",
        "?panel=genre:3",
        "?panel=total",
        "?measure=loans&panel=total",
        "?measure=share&rows=age&panel=row:30-44",
        "?measure=per_borrower&rows=branch",
        "?measure=change&panel=cell:S1:1",
        "?rows=area&readers=all&age=unknown",
        "?rows=branch&branch=group:Stad",
        "?view=table&sort=-loans&page=2",
        "?readers=youth&period=2025-03",
        "?row=S3",
        "?period=1999",
    ],
)
def test_fragment_is_part_of_its_page(as_alice: Client, library: Library, query: str) -> None:
    explored_library(library)

    page, fragment = as_alice.get(URL + query), as_alice.get(URL + query, headers=HTMX)

    assert fragment.text.lstrip().startswith('<div id="explorer">')
    assert without_csrf(fragment.text).strip() in without_csrf(page.text)
    assert "<html" not in fragment.text
    assert page.headers["Vary"] == fragment.headers["Vary"]
    assert "HX-Request" in page.headers["Vary"]


def test_going_back_gives_the_whole_page(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(URL, headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert "<html" in page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?period=2025-Q7", "2025-Q7"),
        ("?period=2019", "Van “2019” zijn geen uitleningen ingelezen."),
        ("?branch=NIX", "Er is hier geen vestiging of groep “NIX” te kiezen."),
        ("?age=30-44&readers=youth", "“30-44” is geen leeftijdsgroep van deze lezers."),
        ("?age=30-44&rows=age", "“age” kunnen niet de rijen zijn"),
        ("?branch=OOS&rows=branch", "“branch” kunnen niet de rijen zijn"),
        ("?measure=money", "“money” is hier geen maat."),
        ("?measure=change&compare=2019-Q1", "Met “2019-Q1” kun je niet vergelijken."),
        ("?readers=everybody", "everybody"),
        ("?rows=title", "title"),
    ],
)
def test_question_off_the_lattice_is_refused(
    as_alice: Client, library: Library, query: str, said: str
) -> None:
    explored_library(library)

    response = as_alice.get(URL + query)

    assert response.status_code == 422
    assert said in response.text
    assert "<table" not in response.text


def test_impossible_choices_are_not_offered(as_alice: Client, library: Library) -> None:
    explored_library(library)

    def offered(query: str) -> dict[str, list[str]]:
        form = as_alice.get(URL + query).context["form"]
        return {field.name: [str(o) for o, _ in field.field.choices] for field in form.offered()}

    assert "age" not in offered("?rows=age")
    assert offered("?age=30-44")["rows"] == ["segment", "area", "branch"]
    assert offered("?branch=OOS")["rows"] == ["segment", "age", "area"]
    assert offered("?rows=branch")["branch"] == ["", "group:Stad"]
    assert offered("?readers=youth")["age"] == ["", "0-6", "7-12", "13-17"]
    assert "compare" not in offered("?measure=index")
    assert offered("?measure=change")["compare"] == ["2024-Q1"]
    assert "change" not in offered("?period=2024-Q1")["measure"]


def test_folded_filters_say_what_is_chosen(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(f"{URL}?measure=share&branch=OOS")

    assert (
        page.context["chosen"] == "Aandeel · 1e kwartaal 2025 · Oos · alle leeftijden · segmenten"
    )
    assert page.context["chosen"] in page.text


def test_line_stands_where_the_genres_of_other_readers_begin(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        Genre.objects.filter(name="Prentenboeken").update(is_youth=True)

    table = Table(as_alice.get(URL).text)

    names = table.rows[0]
    first_of_youth = next(place for place, name in enumerate(names) if name.startswith("Prenten"))
    turns = [[place for place, css in enumerate(row) if "turn" in css] for row in table.classes]
    assert turns == [[first_of_youth, first_of_youth + 1]] * len(table.rows)  # and then onbekend


def test_choice_that_a_new_period_lacks_is_let_go(as_alice: Client, library: Library) -> None:
    explored_library(library)

    form = as_alice.get(f"{URL}?period=2024-Q1&measure=change&compare=2024-Q1").context["form"]

    assert form.cleaned_data["measure"] == "index"


def test_panel_explains_a_cell_in_sentences(as_alice: Client, library: Library) -> None:
    explored_library(library)

    context = as_alice.get(f"{URL}?panel=cell:S4:4").context

    panel = context["panel"]
    assert panel.title == "Reis bij Ruim en reislust"
    assert panel.sentences[0].startswith("Van de uitleningen van Ruim en reislust is ")
    assert panel.sentences[1].startswith("Bij alle volwassenen is dat ")
    assert panel.counts.endswith(" leners")
    assert panel.links[0][0] == "Alles van Ruim en reislust"


def test_panel_shows_earlier_periods_as_drawing_and_table(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)

    response = as_alice.get(f"{URL}?panel=row:S1")

    trend = response.context["trend"]
    assert [period for period, _figure in trend.rows] == ["1e kwartaal 2024", "1e kwartaal 2025"]
    assert [point.text for point in trend.points] == [figure for _period, figure in trend.rows]
    assert trend.description in response.text


def test_panel_of_a_hidden_cell_says_only_why(as_alice: Client, library: Library) -> None:
    explored_library(library)
    page = as_alice.get(URL)
    matrix = page.context["heatmap"].measured.now
    row, genre = next(
        (row, genre)
        for row in matrix.rows
        for genre in matrix.genres
        if matrix.cell(row.position, genre.position).state == "suppressed"
    )

    panel = as_alice.get(f"{URL}?panel=cell:{row.code}:{genre.position}").context["panel"]

    assert panel.sentences == [
        "Te klein om te tonen: minder dan 10 leners, of verborgen omdat anders een ander cijfer"
        " eruit volgt."
    ]
    assert (panel.value.number, panel.counts) == (None, "")


def test_panel_that_is_not_there_is_left_out(as_alice: Client, library: Library) -> None:
    explored_library(library)

    for panel in ("cell:S99:1", "cell:S1", "row:", "genre:99", "nonsense", "cell:S1:1:1"):
        response = as_alice.get(f"{URL}?panel={panel}")
        assert response.status_code == 200
        assert "panel" not in response.context


def test_long_table_sorts_and_pages(as_alice: Client, library: Library) -> None:
    explored_library(library)

    first = Table(as_alice.get(f"{URL}?view=table&sort=-loans").text)
    second = Table(as_alice.get(f"{URL}?view=table&sort=-loans&page=2").text)

    loans = [int(row[4].replace(".", "")) for row in first.rows[1:] if row[4]]
    assert loans == sorted(loans, reverse=True)
    assert len(first.rows) - 1 == 25
    assert len(second.rows) - 1 == 5 * 6 - 25


@pytest.mark.parametrize("segment_count", [1, 3])
def test_explorer_needs_as_many_queries_for_three_segments_as_for_one(
    as_alice: Client,
    library: Library,
    segment_count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    explored_library(library, with_segments=False)
    with tenancy.library_scope(library):
        scheme = SegmentScheme.objects.create(library=library, name="Voorbeeld")
        for number in range(1, segment_count + 1):
            Segment.objects.create(
                library=library, scheme=scheme, code=f"S{number}", name="X", position=number
            )
    url = f"{URL}?panel=total"
    as_alice.get(url)  # the session is renewed at most once in five minutes

    # session, user, memberships, and in and out of two scopes, 5 statements each (10 in all) ·
    # periods, what is known, branches twice, groups, segments, rollups, genres, what is small ·
    # last import, monitor, totals of suppliers · what was said of the figures · the menu
    with django_assert_num_queries(29):
        response = as_alice.get(url)

    rows = response.context["heatmap"].measured.now.rows
    assert [row.name for row in rows[:segment_count]] == ["X"] * segment_count
