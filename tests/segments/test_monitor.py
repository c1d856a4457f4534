"""The figures of the monitor beside our own, and what cannot be true of them."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.models import MonitorTotal
from segments.queries import monitor
from tests import make
from tests.segments.loan_files import loans, read_in, write
from tests.segments.test_editions import table

URL = reverse("segments:monitor_edit", args=[2025])
GIVEN = {
    "loans": "1.250",
    "members": "400",
    "youth_members": "150",
    "active_borrowers": "",
    "visits": "9.000",
}


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    library = make.library(slug="noorderveld")
    read_in(library, write(tmp_path / "loans.csv", loans(120)))
    scheme = table(tmp_path / "scheme.csv", "code name", ("S1", "Rustig"), ("S2", "Druk"))
    read_in(library, scheme, kind="scheme")
    lines = ("S1", "volwassenen", 202), ("S2", "volwassenen", 31), ("S1", "jeugd", 149)
    path = table(tmp_path / "leden.csv", "code age_group members", *lines)
    assert read_in(library, path, kind="memberships").status == "done"
    return library


@pytest.fixture
def as_alice(town: Library) -> Client:
    return make.client(make.member(town, "alice", role="admin").user)


def test_figures_of_the_monitor_stand_beside_our_own(as_alice: Client, town: Library) -> None:
    assert as_alice.post(URL, GIVEN).status_code == 302

    page = as_alice.get(URL)

    with tenancy.library_scope(town):
        total = MonitorTotal.objects.get(year=2025)
        found = [(line.given, line.own, line.share) for line in monitor.lines(town, 2025)]
    assert (total.loans, total.members, total.active_borrowers, total.visits) == (
        1250,
        400,
        None,
        9000,
    )
    # 382 members, of whom 149 are under 18; nobody counts visits here.
    assert found == [(1250, 120, 10), (400, 380, 95), (150, 150, 100), (9000, None, None)]
    assert "Naast wat is ingelezen" in page.text


@pytest.mark.parametrize("part", ["youth_members", "active_borrowers"])
def test_part_of_the_members_cannot_be_more_than_all(as_alice: Client, part: str) -> None:
    response = as_alice.post(URL, {**GIVEN, part: "401"})

    assert response.status_code == 422
    assert "Dit zijn er meer dan er leden zijn." in response.text


def test_another_library_does_not_see_them(as_alice: Client) -> None:
    as_alice.post(URL, GIVEN)
    charlie = make.client(make.member(make.library(), "charlie", role="admin").user)

    assert charlie.get(URL).context["form"].initial == {}
