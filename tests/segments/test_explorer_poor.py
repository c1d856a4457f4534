"""What the explorer shows where little is known, and the total of the monitor."""

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import MonitorTotal
from tests.segments.explored import GENRES, explored_library, fill, name_things, some_loans
from tests.segments.slow_rollups import slow_rollups

URL = reverse("segments:explorer")


def remark_of(response: object) -> str:
    return " ".join(remark.text for remark in response.context["remarks"])  # type: ignore[attr-defined]


def fill_with(library: Library, **same: int) -> None:
    """The loans of the explored library, with something not known of any of them."""
    name_things(library)
    known = [{**loan, **same} for loan in some_loans(1)]
    fill(library, slow_rollups(known, genres=len(GENRES)))


def test_nothing_read_in_yet_says_which_file(as_alice: Client, as_adam: Client) -> None:
    page, admin = as_alice.get(URL), as_adam.get(URL)

    assert "een export van de uitleningen" in page.text
    assert reverse("segments:import_new") not in page.text
    assert "Adam kan dat voor je doen." in page.text
    assert reverse("segments:import_new") in admin.text


def test_without_segments_the_rows_are_ages(as_adam: Client, library: Library) -> None:
    fill_with(library, segment=0)

    page = as_adam.get(URL)

    assert page.context["title"] == "Leeftijden en genres"
    assert remark_of(page) == "Lees een postcodebestand in om segmenten te zien."
    assert page.context["remarks"][0].url == reverse("segments:import_new")


def test_without_ages_everybody_is_shown(as_alice: Client, library: Library) -> None:
    fill_with(library, band=0)

    page = as_alice.get(f"{URL}?readers=youth")

    assert page.context["form"].cleaned_data["readers"] == "all"
    assert page.context["source"].startswith("Alle lezers")
    assert "leeftijd van de lezer niet bekend" in remark_of(page)


def test_without_ages_and_segments_the_rows_are_areas(as_alice: Client, library: Library) -> None:
    fill_with(library, band=0, segment=0)

    assert as_alice.get(URL).context["title"] == "Gebieden en genres"


def test_without_member_numbers_the_rows_are_branches(as_alice: Client, library: Library) -> None:
    fill_with(library, member=0)

    page = as_alice.get(URL)

    assert page.context["title"] == "Vestigingen en genres"
    assert "staat niet wie wat leende" in remark_of(page)
    assert page.context["hidden"] == ""


def test_readers_of_unknown_age_are_pointed_at(as_alice: Client, library: Library) -> None:
    explored_library(library)

    page = as_alice.get(URL)

    assert "readers=all" in page.context["all_readers"]
    assert as_alice.get(URL + page.context["all_readers"]).context["all_readers"] == ""


def test_monitor_total_stands_beside_what_was_read_in(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    explored_library(library)
    url = reverse("segments:monitor_edit", args=[2025])

    saved = as_adam.post(url, {"loans": "1.250"})
    line = as_alice.get(URL).context["monitor"]

    assert saved.headers["Location"] == f"{URL}?period=2025"
    assert line.given == 1250
    assert line.text.startswith(f"Ingelezen: {line.read:,} van 1.250".replace(",", "."))
    assert as_adam.get(url).context["form"]["loans"].value() == 1250


@pytest.mark.parametrize("loans", ["", "0", "-5", "veel", "12,5", "99999999999"])
def test_monitor_total_must_be_a_number(as_adam: Client, library: Library, loans: str) -> None:
    response = as_adam.post(reverse("segments:monitor_edit", args=[2025]), {"loans": loans})

    assert response.status_code == 422
    assert response.context["form"].errors["loans"]
    with tenancy.library_scope(library):
        assert not MonitorTotal.objects.exists()


def test_monitor_total_is_for_administrators(as_alice: Client) -> None:
    assert as_alice.get(reverse("segments:monitor_edit", args=[2025])).status_code == 403


def test_monitor_total_of_an_absurd_year_is_not_there(as_adam: Client) -> None:
    assert as_adam.get(reverse("segments:monitor_edit", args=[99999])).status_code == 404


def test_stranger_sees_an_empty_explorer(as_charlie: Client, library: Library) -> None:
    explored_library(library)

    page = as_charlie.get(f"{URL}?period=2025&panel=total")

    assert "Hier zie je straks wie wat leent" in page.text
    assert "Jonge starters" not in page.text
