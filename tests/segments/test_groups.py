"""Target groups with their segments and ages: sums of what is published, and the next step."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Library, TargetGroup, User
from segments.lattice import YEAR, Period
from segments.models import FloorQuote, TargetGroupSegment
from segments.queries import groups, loans, parts
from segments.queries.parts import Basis
from segments.queries.supplied import SuppliedRow, SuppliedYear
from segments.suppression import State
from tests import make_plan
from tests.segments.explored import explored_library
from tests.segments.test_collection_parts import group_of, part

LIST = reverse("planning:target_groups")
ADD = reverse("planning:target_group_add")


def page_of(group: TargetGroup) -> str:
    return reverse("planning:target_group", args=[group.pk])


def chosen(group: TargetGroup) -> list[str]:
    with tenancy.library_scope(group.library):
        rows = TargetGroupSegment.objects.filter(target_group=group)
        return sorted(rows.values_list("segment__code", flat=True))


def test_a_group_is_made_from_a_segment(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(f"{ADD}?name=Reizigers&why=Groot&segment=S4&segment=S99")
    as_alice.post(
        ADD,
        {
            "name": "Reizigers",
            "segments": ["S4", "S1"],
            "goals": "Honderd nieuwe leden",
            "from_age": 30,
            "to_age": "",
        },
    )

    with tenancy.library_scope(library):
        group = TargetGroup.objects.get()
    assert page.context["form"].initial["name"] == "Reizigers"
    assert page.text.count("checked") == 1  # S4, and no focus group by itself
    assert (group.name, group.goals, group.from_age, group.to_age) == (
        "Reizigers",
        "Honderd nieuwe leden",
        30,
        None,
    )
    assert chosen(group) == ["S1", "S4"]


def test_a_group_changes_its_segments_and_ages(as_alice: Client, library: Library) -> None:
    explored_library(library)
    group = group_of(library, "Reizigers", "S4")
    url = reverse("planning:target_group_edit", args=[group.pk])

    before = as_alice.get(url)
    wrong = as_alice.post(url, {"name": "Reizigers", "from_age": 60, "to_age": 12})
    unknown = as_alice.post(url, {"name": "Reizigers", "segments": ["S99"]})
    as_alice.post(url, {"name": "Reizigers", "segments": ["S2"]})

    assert before.context["form"].initial["segments"] == ["S4"]
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert chosen(group) == ["S2"]


def test_what_a_group_takes_is_the_sum_of_its_segments(library: Library) -> None:
    explored_library(library)
    group = group_of(library, "Beide", "S1", "S4")
    with tenancy.library_scope(library):
        basis = parts.basis(library, "adults", today=date(2026, 3, 1))
        assert basis is not None
        taken = groups.genres_taken(library, group, basis)
        matrix = loans.matrix(library, basis.ask)

    for each in taken:
        cells = [matrix.cell(row, each.genre.position) for row in (1, 4)]
        assert each.loans == sum(cell.loans or 0 for cell in cells)
        assert each.hidden == sum(cell.state is State.SUPPRESSED for cell in cells)
        assert (each.index is None) == bool(each.hidden)
    assert taken[0].genre.name == "Reis"  # what S4 is planted to love


def test_the_page_of_a_group_says_what_is_meant_for_it_and_heard(
    as_alice: Client, library: Library
) -> None:
    explored_library(library)
    group = group_of(library, "Reizigers", "S4")
    part(library, "Reiskast", genres=("Reis",), branch="CEN", group=group)
    quote = reverse("segments:group_quote_add", args=[group.pk])
    today = timezone.localdate().isoformat()

    wrong = as_alice.post(quote, {"text": "bel 06-12345678", "heard_on": today})
    as_alice.post(quote, {"text": "Vragen naar Portugal", "heard_by": "Els", "heard_on": today})
    page = as_alice.get(page_of(group))
    with tenancy.library_scope(library):
        heard = FloorQuote.objects.get()
    as_alice.post(reverse("segments:group_quote_archive", args=[heard.pk]))
    after = as_alice.get(page_of(group))

    assert wrong.status_code == 422
    assert "Vragen naar Portugal" in page.text
    assert [each.name for each in page.context["parts"]] == ["Reiskast"]
    assert "Een segment is een kans, geen persoon." in page.text
    assert "Vragen naar Portugal" not in after.text


def test_a_group_without_choices_says_which_step_is_next(
    as_alice: Client, library: Library
) -> None:
    group = make_plan.target_group(library, "Ouders")

    nothing = as_alice.get(page_of(group)).context["missing"]
    explored_library(library)
    loans_only = as_alice.get(page_of(group)).context["missing"]

    assert "zodra er een bestand met uitleningen is ingelezen" in nothing
    assert loans_only.startswith("Kies de segmenten")


def test_totals_of_a_supplier_tell_of_ages(library: Library) -> None:
    old = group_of(library, "Senioren", from_age=60)
    nobody = make_plan.target_group(library, "Iedereen")
    year = SuppliedYear(
        Period(YEAR, 2025),
        "age",
        (
            SuppliedRow("7-12 jaar", 2, 2310, 0, 150),
            SuppliedRow("60-74 jaar", 7, 1680, 0, 120),
            SuppliedRow("75+ jaar", 8, 0, 1, None),
        ),
    )
    with tenancy.library_scope(library):
        rows = list(TargetGroup.objects.order_by("pk"))

    found = groups.known_from_totals(rows, year)

    known = found[old.pk]
    assert (known.supplied_loans, known.supplied_of, known.hidden) == (1680, None, 1)
    assert known.rows == ("60-74 jaar", "75+ jaar")
    assert nobody.pk not in found


def test_a_stranger_writes_nothing_about_our_group(as_charlie: Client, library: Library) -> None:
    group = make_plan.target_group(library)

    assert as_charlie.get(page_of(group)).status_code == 404
    url = reverse("segments:group_quote_add", args=[group.pk])
    assert as_charlie.post(url, {"text": "Ha", "heard_on": "2026-01-01"}).status_code == 404


@pytest.mark.parametrize("group_count", [1, 3])
def test_the_cards_need_as_many_queries_for_three_groups_as_for_one(
    library: Library, group_count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    explored_library(library)
    for number in range(group_count):
        group_of(library, f"Groep {number}", f"S{number + 1}")
    with tenancy.library_scope(library):
        rows = list(TargetGroup.objects.order_by("pk"))
        found = parts.basis(library, "adults", today=date(2026, 3, 1))
        assert found is not None
        bases = {name: Basis(found.period, name, found.known) for name in parts.READER_CHOICES}

        # segments of the groups · how they are known · what reach asks
        with django_assert_num_queries(12):
            known = groups.known(library, rows, bases)

    assert len(known) == group_count


def test_every_button_of_the_cards_and_the_page_carries_its_token(
    alice: User, library: Library
) -> None:
    explored_library(library)
    group = group_of(library, "Reizigers", "S4")
    visitor = Client(enforce_csrf_checks=True)
    visitor.force_login(alice, "allauth.account.auth_backends.AuthenticationBackend")

    for url in (LIST, page_of(group), reverse("segments:explorer") + "?panel=total"):
        page = visitor.get(url).text.partition("<main")[2].partition("</main")[0]
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.DOTALL)
        assert forms
        assert all("csrfmiddlewaretoken" in form for form in forms)
