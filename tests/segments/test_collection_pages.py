"""The pages of the collection: each figure opens the titles behind it, and files say the same."""

import csv
import io
import re
from datetime import date
from html import unescape
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Library
from segments import highlighting
from segments.highlighting import Highlight
from segments.queries.shelves import shelf
from segments.views import collection_words as words
from tests import make
from tests.segments import make_books
from tests.segments.make_books import Loan, days_ago
from tests.segments.test_books import Town, made_town

PAGES = ["collection", "titles", "acquisitions", "weeding"]
WRONG = {
    "year": "1999",
    "branch": "ELDERS",
    "readers": "honden",
    "genre": "99",
    "only": "alles",
    "sort": "prijs",
    "segment": "S99",
    "verdict": "branden",
    "view": "kaart",
}


def rows(browser: Client, name: str, **query: str) -> list[list[str]]:
    """The lines of the page's file."""
    answer = browser.get(reverse(f"segments:{name}_csv"), query)
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.fixture
def town(library: Library) -> Town:
    return made_town(library, seed=7)


def small(library: Library, count: int = 1) -> None:
    """So many books of one branch and one genre, some of them new, waited for and to be weeded."""
    make.branch(library, "CEN", "Centrum")
    code = make_books.genre(library, "Reis", "REI")[0]
    numbers = range(1, count + 1)
    make_books.insert(
        library, "segments_title", [(n, f"P{n}", "", f"Reisgids {n}", "A. Auteur") for n in numbers]
    )
    facts = [(n, code, 0, "nl", "", 2025, None, None) for n in numbers]
    make_books.file(library, "titles", facts)
    make_books.file(library, "holdings", [(n, 1, "", days_ago(9), 1, None) for n in numbers])
    make_books.file(library, "acquisitions", [(n, 1, days_ago(9), 1, None) for n in numbers])
    make_books.file(library, "reservations", [(n, 0, 31) for n in numbers])
    make_books.file(library, "weeding", [(n, 1, 1) for n in numbers])
    make_books.renew(library)


def test_each_figure_has_as_many_titles_behind_it(as_alice: Client, town: Town) -> None:
    page = as_alice.get(reverse("segments:collection"))

    row = next(row for row in page.context["rows"] if row.genre.name == "Romans")
    counted = {cell.label: cell for cell in row.cells}
    for label in ("Titels", "Niet uitgeleend", "Slapers"):
        figure = int(counted[label].text.split()[0])
        behind = as_alice.get(counted[label].url).context["page"].paginator.count
        assert (label, behind) == (label, figure)
    with tenancy.library_scope(town.library):
        stand = shelf(town.library).at(0, row.genre.position)
    assert counted["Omloopsnelheid"].text == words.turnover(stand)
    assert row.stand == stand


def test_overview_says_one_sentence_with_its_year(as_alice: Client, town: Town) -> None:
    answer = as_alice.get(reverse("segments:collection")).context["answer"]

    with tenancy.library_scope(town.library):
        total = shelf(town.library).at()
    assert answer.startswith("Een exemplaar ging gemiddeld")
    assert "heel 2025" in answer
    assert f"{total.never_loaned} titels stonden er het hele jaar en gingen niet uit." in answer
    incomplete = as_alice.get(reverse("segments:collection"), {"year": "2026"}).context["answer"]
    assert "2026, niet volledig" in incomplete


def test_grid_has_a_column_per_branch(as_alice: Client, town: Town) -> None:
    page = as_alice.get(reverse("segments:collection"), {"view": "branches", "measure": "copies"})

    cells = page.context["grid"].rows[0].cells
    assert [cell.label for cell in cells] == [
        "alle vestigingen",
        "Vestiging CEN",
        "Vestiging DRP",
        "Vestiging OOS",
    ]
    figures = [int(cell.text) for cell in cells]
    assert figures[0] == sum(figures[1:])
    behind = as_alice.get(cells[1].url).context["page"].paginator.count
    assert 0 < behind <= figures[1]


def test_page_without_files_says_which_would_help(as_alice: Client, as_adam: Client) -> None:
    for name in PAGES:
        page, of_admin = (who.get(reverse(f"segments:{name}")) for who in (as_alice, as_adam))

        assert page.status_code == 200
        assert "bestand" in text_of(page.text) or "lijst" in text_of(page.text)
        assert reverse("segments:import_new") not in page.text
        assert reverse("segments:import_new") in of_admin.text


def test_wrong_input_is_said_in_words(as_alice: Client, library: Library) -> None:
    small(library)
    for name, (field, value) in product(PAGES, WRONG.items()):
        page = as_alice.get(reverse(f"segments:{name}"), {field: value})

        # What a page has no use for it does not read.
        assert page.status_code == (422 if field in page.context["form"].fields else 200)
        assert page.status_code == 200 or value in text_of(page.text)
    for name in PAGES:
        url = reverse(f"segments:{name}")
        assert as_alice.get(url, {"branch": "X"}).status_code == 422
        assert as_alice.get(f"{url}export.xlsx", {"branch": "X"}).status_code == 422
        assert as_alice.get(url, {"page": "9" * 30}).status_code == 200


def test_a_stranger_sees_nothing_of_it(as_charlie: Client, library: Library) -> None:
    small(library)

    for name in PAGES:
        assert "Reisgids" not in as_charlie.get(reverse(f"segments:{name}")).text
        assert len(rows(as_charlie, name)) == 1
    assert as_charlie.get(reverse("segments:title", args=[1])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_need_as_many_queries_for_three_books_as_for_one(
    as_alice: Client,
    library: Library,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small(library, count)
    as_alice.get(reverse("segments:collection"))
    # The session, the person, the scope; what can be chosen; the days of files; the figures; talk.
    expected = {"collection": 22, "titles": 27, "acquisitions": 29, "weeding": 27}

    for name, number in expected.items():
        with django_assert_num_queries(number):
            page = as_alice.get(reverse(f"segments:{name}"))

        assert page.text.count('<th scope="row"') == (2 if name == "collection" else count)


def test_fragment_is_part_of_its_page(as_alice: Client, library: Library) -> None:
    small(library, 2)
    for name in PAGES:
        url = reverse(f"segments:{name}")

        page, fragment = as_alice.get(url), as_alice.get(url, headers={"HX-Request": "true"})

        assert "<html" not in fragment.text
        assert f'id="{name}"' in fragment.text[:40]
        assert text_of(fragment.text) in text_of(page.text)


def test_titles_are_searched_and_paged(as_alice: Client, library: Library) -> None:
    small(library, 30)

    first = as_alice.get(reverse("segments:titles"), {"q": "reisg", "sort": "title"})
    second = as_alice.get(reverse("segments:titles"), {"q": "reisg", "sort": "title", "page": "2"})

    numbers = [line.book.number for page in (first, second) for line in page.context["lines"]]
    assert sorted(numbers) == list(range(1, 31))
    assert first.context["page"].paginator.count == 30
    assert "Centrum 1" in text_of(first.text)
    nothing = as_alice.get(reverse("segments:titles"), {"q": "kookboek"})
    assert "Zo’n titel is er niet" in nothing.text


def test_ticked_titles_go_along_to_the_step_after(as_alice: Client, library: Library) -> None:
    small(library, 3)
    url = reverse("segments:titles_next")

    campaign = as_alice.get(url, {"title": ["1", "3", "x", "999"], "next": "campaign"})
    proposal = as_alice.get(url, {"title": "2", "next": "proposal"})
    nothing = as_alice.get(url, {"next": "campaign"})

    new = as_alice.get(campaign["Location"])  # no campaign is there yet to put them in
    assert new["Location"].startswith(reverse("campaigns:campaign_add") + "?titles=1,3")
    form = as_alice.get(new["Location"]).context["form"]
    assert form["titles"].value() == "1,3"
    assert "Reisgids 2" in as_alice.get(proposal["Location"]).text
    assert nothing["Location"] == reverse("segments:titles")


def test_title_tells_where_it_stands_and_when_it_went_out(
    as_alice: Client, library: Library
) -> None:
    small(library)
    make_books.lend(library, [Loan(1, 1, date(2025, 5, 1), 4), Loan(1, 1, date(2026, 2, 1), 2)])
    make_books.know(library, date(2025, 1, 1), date(2026, 3, 1))
    make_books.renew(library, 2025, 2026)

    page = as_alice.get(reverse("segments:title", args=[1]))

    said = text_of(page.text)
    assert "Er staat 1 exemplaar in Centrum." in said
    assert "31 reserveringen: promoten maakt de wachtrij langer." in said
    assert page.context["history"].rows == [("2026", [2, 2]), ("2025", [4, 4])]
    assert [bar.text for bar in page.context["chart"].bars] == ["4", "2"]
    assert "Te weinig leners om iets te zeggen" in said
    assert as_alice.get(reverse("segments:title", args=[2])).status_code == 404
    assert as_alice.get(f"/collectie/titels/{2**40}/").status_code == 404


def test_new_titles_that_are_shown_nowhere_come_first(
    as_alice: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    small(library, 3)
    make_books.file(library, "acquisitions", [(3, 1, days_ago(-20), 2, None)])
    shown = {1: [Highlight("Reisweken", "/momenten/1/")]}
    monkeypatch.setattr(highlighting, "sources", [lambda _library, _numbers: shown])

    page = as_alice.get(reverse("segments:acquisitions"))
    every = as_alice.get(reverse("segments:acquisitions"), {"view": "all"})
    youth = as_alice.get(reverse("segments:acquisitions"), {"readers": "youth"})

    assert [line.book.number for line in page.context["lines"]] == [2, 3]
    assert [line.fitting.is_expected for line in page.context["lines"]] == [False, True]
    assert [line.book.number for line in every.context["lines"]] == [2, 3, 1]
    assert page.context["answer"].startswith("2 nieuwe titels en 1 verwacht")
    # The switch is of whose loans are told of; the books are the same.
    assert [line.book.number for line in youth.context["lines"]] == [2, 3]
    assert "Past bij (volwassenen)" in text_of(page.text)
    assert "Past bij (jeugd)" in text_of(youth.text)
    assert "31 reserveringen: promoten maakt de wachtrij langer." in text_of(page.text)


def test_old_acquisitions_are_not_new(as_alice: Client, library: Library) -> None:
    make.branch(library, "CEN")
    make_books.insert(library, "segments_title", [(n, f"P{n}", "", f"T{n}", "") for n in (1, 2)])
    came = [(1, 1, days_ago(60), 1, None), (2, 1, days_ago(61), 1, None)]
    make_books.file(library, "acquisitions", came)
    make_books.renew(library)

    page = as_alice.get(reverse("segments:acquisitions"))

    assert [line.book.number for line in page.context["lines"]] == [1]


def test_weeding_list_says_why(as_alice: Client, library: Library) -> None:
    small(library, 2)
    make_books.file(library, "reservations", [(2, 0, 3)])
    make_books.renew(library)

    page = as_alice.get(reverse("segments:weeding"))
    may_go = as_alice.get(reverse("segments:weeding"), {"verdict": "go"})

    said = {line.book.number: (line.verdict, line.why) for line in page.context["lines"]}
    assert said[2] == ("houden", "3 reserveringen. Daarna is er geen exemplaar meer.")
    assert said[1][0] == "mag weg"
    assert said[1][1].startswith("Er is geen uitlening van bekend; niemand wacht erop;")
    assert [line.book.number for line in may_go.context["lines"]] == [1]
    assert page.context["answer"].startswith("2 regels op de lijst: 1 kan beter blijven")


def test_the_newest_weeding_list_counts(as_alice: Client, library: Library) -> None:
    small(library, 3)
    make_books.file(library, "weeding", [(3, 1, 1)], on=days_ago(0))
    make_books.file(library, "weeding", [(1, 1, 1)], on=days_ago(99))
    make_books.renew(library)

    page = as_alice.get(reverse("segments:weeding"))

    assert [line.book.number for line in page.context["lines"]] == [3]


def test_a_list_that_waits_to_be_judged_says_so(as_alice: Client, library: Library) -> None:
    small(library, 3)
    make_books.file(library, "weeding", [(3, 1, 1)], on=days_ago(0))
    Library.objects.filter(pk=library.pk).update(insights_stale_at=timezone.now())

    waiting = as_alice.get(reverse("segments:weeding"))
    make_books.renew(library)
    judged = as_alice.get(reverse("segments:weeding"))

    assert "wordt op dit moment uitgezocht" in waiting.text
    assert "Kijk over een paar minuten nog eens." in waiting.text
    assert waiting.context["lines"] == []
    assert "uitgezocht" not in judged.text
    assert [line.book.number for line in judged.context["lines"]] == [3]


def test_files_say_what_the_pages_say(as_alice: Client, town: Town) -> None:
    asked = {"genre": "Romans", "only": "never"}
    page = as_alice.get(reverse("segments:titles"), asked)
    overview = as_alice.get(reverse("segments:collection"))

    titles = rows(as_alice, "titles", **asked)
    genres = rows(as_alice, "collection")

    shown = [line.book.title for line in page.context["lines"]]
    assert [row[2] for row in titles[1:]][: len(shown)] == shown
    assert len(titles) - 1 == page.context["page"].paginator.count
    ours = {row[1]: row[2:5] for row in genres if row[0] == "alle vestigingen"}
    assert ours == {
        row.genre.name: [str(getattr(row.stand, each)) for each in ("titles", "copies", "loans")]
        for row in overview.context["rows"]
    }
    xlsx = as_alice.get(reverse("segments:weeding_xlsx"))
    assert xlsx.content[:2] == b"PK"
