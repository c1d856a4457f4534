import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Branch, Channel, Library, TargetGroup
from segments.forms.reach import Selection
from segments.lattice import YEAR, Period
from segments.models import (
    Households,
    Segment,
    SegmentChannel,
    SegmentScheme,
    SegmentStance,
    TargetGroupSegment,
)
from segments.queries.names import Entry
from segments.views import chances_words
from tests.segments import make_books
from tests.segments.explored import explored_library, name_things, read_in
from tests.segments.reached import reached_library, shelves
from tests.segments.test_supplied import keep

URL = reverse("segments:chances")
HTMX = {"HX-Request": "true"}
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def said(page: Any) -> list[tuple[str, str]]:
    """The lines of the list: its name, and the figure by which it stands there."""
    return [(row.name, row.figure) for row in page.context["rows"]]


def rows_of(content: bytes) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def choose(library: Library, *names: str) -> None:
    """Segment 2 is part of these target groups."""
    with tenancy.library_scope(library):
        segment = Segment.objects.get(library=library, code="S2")
        for name in names:
            group = TargetGroup.objects.create(library=library, name=name)
            TargetGroupSegment.objects.create(library=library, target_group=group, segment=segment)
            channel = Channel.objects.create(library=library, name=f"Krant {name}")
            SegmentChannel.objects.create(library=library, segment=segment, channel=channel, fit=1)


def test_list_stands_by_potential_and_says_so(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(URL)

    # The average is 570 borrowers of 7,130 households: 8 per 100.
    assert said(page) == [("Drukke gezinnen in Cen", "+100"), ("Rustige buiten in Drp", "+75")]
    assert "Bovenaan staat waar de meeste leners bij zouden komen" in page.text
    assert "Vergeleken met het gemiddelde van de bibliotheek." in page.text
    assert "Een segment is een kans, geen persoon." in page.text
    assert page.context["panel"] is None


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?sort=rate", ("Drukke gezinnen in Cen", "3,0")),
        ("?sort=segment", ("Drukke gezinnen in Cen", "2.000")),
        ("?sort=place&kind=area", ("Drukke gezinnen in Gebied 9001", "2.000")),
        ("?kind=municipality", ("Drukke gezinnen in Stad", "+100")),
        ("?kind=everywhere", ("Drukke gezinnen", "+50")),
        ("?who=visitor", ("Drukke gezinnen in Cen", "2.000")),
    ],
)
def test_list_can_be_asked_otherwise(
    as_alice: Client, library: Library, query: str, first: tuple[str, str]
) -> None:
    reached_library(library)

    assert said(as_alice.get(URL + query))[0] == first


def test_line_says_where_stands_what_they_like(as_alice: Client, library: Library) -> None:
    reached_library(library)
    shelves(library)

    rows = as_alice.get(URL).context["rows"]

    assert rows[0].sentence == (
        "2.000 huishoudens, 3,0 leners per 100; bij het gemiddelde 100 leners meer; wie van hen al"
        " leent, leent vaak prentenboeken, en die kast staat in Cen (60 exemplaren)."
    )
    assert rows[1].sentence.endswith(
        "leent vaak reis, maar daarvan staan er 3 exemplaren in Drp, en de meeste in Cen."
    )
    assert rows[0].interval == "60 leners; 95 van de 100 keer tussen 2,2 en 4,0 per 100"


def test_line_says_no_shelf_stands_where_far_too_little_does(
    as_alice: Client, library: Library
) -> None:
    reached_library(library)
    shelves(library)
    held = [(1, 1, "", None, 60, None), (2, 1, "", None, 300, None)]
    held += [(1, 3, "", None, 200, None), (2, 3, "", None, 12, None)]
    make_books.file(library, "holdings", held)
    make_books.renew(library)

    (line,) = [row for row in as_alice.get(URL).context["rows"] if "Drp" in row.name]

    # Three in four of their households live there, and a third of all copies stands there.
    assert line.sentence.endswith(
        "leent vaak reis, maar van de 312 exemplaren staan er maar 12 in Drp, en de meeste in Cen."
    )


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        ([Entry(5, "G5", "Nederlands leren")], "lijkt veel Nederlands leren te lenen, op weinig"),
        ([], "leent ongeveer wat iedereen leent"),
    ],
)
def test_line_says_what_rests_on_few_loans(
    as_alice: Client, library: Library, hints: list[Entry], expected: str
) -> None:
    reached_library(library)
    chance = as_alice.get(URL).context["rows"][0].chance

    with translation.override("nl"):
        said = chances_words.sentence(
            replace(chance, likings=[], hints=hints), Selection(Period(YEAR, 2025))
        )

    assert expected in said


def test_visitors_get_no_argument_of_loans(as_alice: Client, library: Library) -> None:
    reached_library(library)
    shelves(library)

    page = as_alice.get(f"{URL}?who=visitor&panel=S2:CEN")

    sentence = page.context["rows"][0].sentence
    assert sentence.startswith("2.000 huishoudens wonen bij Cen, met 3,0 leners per 100")
    assert "prentenboeken" not in page.text.lower()


def test_line_names_a_branch_as_it_is_called(as_alice: Client, library: Library) -> None:
    reached_library(library)
    with tenancy.library_scope(library):
        Branch.objects.filter(code="CEN").update(name="Cen & Oost")

    line = as_alice.get(f"{URL}?who=visitor").context["rows"][0]

    assert line.sentence.startswith("2.000 huishoudens wonen bij Cen & Oost, met")


def test_earlier_year_can_be_the_reference(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.get(f"{URL}?against=2024")

    # Both years are alike in the file: nobody stays behind.
    assert said(page) == []
    assert "Geen enkele groep huishoudens blijft achter" in page.text


def test_segment_is_put_aside_with_a_reason_and_taken_up_again(
    as_alice: Client, library: Library
) -> None:
    reached_library(library)
    post = reverse("segments:chance_put_aside") + "?sort=rate"

    as_alice.post(post, {"segment": "2", "reason": "Eerst de jeugd"})
    without = as_alice.get(URL)
    with tenancy.library_scope(library):
        stance = SegmentStance.objects.get()
    answer = as_alice.post(reverse("segments:chance_take_up", args=[stance.pk]) + "?sort=rate")

    assert said(without) == [("Rustige buiten in Drp", "+75")]
    assert "Eerst de jeugd" in without.text
    assert answer.headers["Location"] == f"{URL}?sort=rate"
    assert len(said(as_alice.get(URL))) == 2


def test_no_reason_is_asked_for_at_its_own_line(as_alice: Client, library: Library) -> None:
    reached_library(library)

    page = as_alice.post(reverse("segments:chance_put_aside"), {"segment": "3", "reason": ""})

    assert page.status_code == 422
    assert [row.is_refused for row in page.context["rows"]] == [False, True]


def test_stranger_takes_nothing_up(as_alice: Client, as_charlie: Client, library: Library) -> None:
    reached_library(library)
    as_alice.post(reverse("segments:chance_put_aside"), {"segment": "2", "reason": "Nee"})
    with tenancy.library_scope(library):
        stance = SegmentStance.objects.get()

    answer = as_charlie.post(reverse("segments:chance_take_up", args=[stance.pk]))

    assert answer.status_code == 404
    assert "Nee" in as_alice.get(URL).text


@pytest.mark.parametrize(
    "query", ["?period=2025-03", "?kind=street", "?readers=all", "?against=2025-Q1", "?sort=score"]
)
def test_what_is_not_on_the_lattice_is_refused(
    as_alice: Client, library: Library, query: str
) -> None:
    reached_library(library)

    assert as_alice.get(URL + query).status_code == 422
    assert as_alice.get(reverse("segments:chances_csv") + query).status_code == 422


def test_each_file_that_is_missing_is_named(as_alice: Client, library: Library) -> None:
    titles = [as_alice.get(URL).context["missing"].title]
    reached_library(library, with_households=False)
    titles.append(as_alice.get(URL).context["missing"].title)
    with tenancy.library_scope(library):
        Households.objects.all().delete()
        SegmentScheme.objects.all().delete()
    titles.append(as_alice.get(URL).context["missing"].title)

    assert titles == [
        "Hier zie je straks wie je nog niet bereikt",
        "Hoeveel huishoudens hier wonen is nog niet bekend",
        "Welke groepen hier wonen is nog niet bekend",
    ]


def test_ages_are_told_where_segments_are_not(as_alice: Client, library: Library) -> None:
    explored_library(library, with_segments=False)

    page = as_alice.get(URL)

    ages = {age.name: age.loans for age in page.context["missing"].ages}
    assert set(ages) == {
        *("0-6 jaar", "7-12 jaar", "13-17 jaar", "18-29 jaar"),
        *("30-44 jaar", "45-59 jaar", "60-74 jaar", "75+ jaar"),
    }
    assert reverse("planning:target_group_add") in page.text


def test_yearly_totals_of_a_supplier_say_what_they_say(as_alice: Client, library: Library) -> None:
    name_things(library, with_segments=False)
    told = ((2, 2310, 120), (8, 820, 60))
    keep(library, [{"band": b, "loans": n, "borrowers": who} for b, n, who in told])

    missing = as_alice.get(URL).context["missing"]

    assert "7-12 jaar" in missing.sentence
    assert [(age.name, age.loans) for age in missing.ages] == [
        ("7-12 jaar", "2.310"),
        ("75+ jaar", "820"),
    ]


def test_members_are_a_measure_of_their_own(as_alice: Client, library: Library) -> None:
    reached_library(library)
    before = said(as_alice.get(URL))

    read_in(library, kind="memberships")
    page = as_alice.get(URL)

    assert said(page) == before
    assert all(row.members.startswith("leden per 100 huishoudens") for row in page.context["rows"])


@pytest.mark.parametrize("names", [["Ouders"], ["Ouders", "Peuters", "Kleuters"]])
def test_page_needs_as_many_queries_for_three_groups_as_for_one(
    as_alice: Client,
    library: Library,
    names: list[str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    reached_library(library)
    choose(library, *names)

    # who it is and where, the matrix, who lives where, what stands where, what is planned
    with django_assert_num_queries(43):
        page = as_alice.get(URL)

    assert [g.name for g in page.context["rows"][0].chance.groups] == sorted(names)
    assert len(page.context["rows"][0].chance.channels) == len(names)


@pytest.mark.parametrize("query", ["", "?who=visitor", "?panel=S2:CEN", "?period=1999"])
def test_fragment_is_part_of_its_page(as_alice: Client, library: Library, query: str) -> None:
    reached_library(library)

    answers = [as_alice.get(URL + query, headers=headers) for headers in ({}, HTMX)]

    page, fragment = (CSRF.sub("", answer.text) for answer in answers)
    assert "<html" not in fragment
    assert fragment.strip() in page


def test_file_holds_every_line_with_what_was_asked(as_alice: Client, library: Library) -> None:
    reached_library(library)
    as_alice.post(reverse("segments:chance_put_aside"), {"segment": "2", "reason": "Later"})

    header, *rows = rows_of(as_alice.get(reverse("segments:chances_csv")).content)

    assert header[:6] == [
        *("Code", "Segment", "Plaats", "Huishoudens", "Leners"),
        "Leners per 100 huishoudens",
    ]
    assert [(row[1], row[2], row[9], row[-1]) for row in rows] == [
        ("Rustige buiten", "Drp", "75", ""),
        ("Drukke gezinnen", "Cen", "100", "niet nu: Later"),
    ]
