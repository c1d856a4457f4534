"""The first page: the week, the first steps, and what was read in last."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning import tenancy
from planning.models import Library, User
from segments.models import LoanImport
from tests import make
from tests.authz_world import browser_of

NETHERLANDS = ZoneInfo("Europe/Amsterdam")


def steps(browser: Client) -> list[str]:
    return [card.code for card in browser.get(reverse("home")).context["cards"]]


def read_in(library: Library, *, status: str = "done") -> LoanImport:
    with tenancy.library_scope(library):
        return LoanImport.objects.create(
            library=library,
            kind="loans",
            status=status,
            filename="uitleningen.csv",
            digest="0" * 64,
            read=1234,
            accepted=1234,
            finished_at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "ma 23 – zo 29 november 2026"),
        (date(2026, 12, 2), "ma 30 november – zo 6 december 2026"),
        (date(2026, 12, 31), "ma 28 december 2026 – zo 3 januari 2027"),
    ],
)
def test_the_week_is_written_out(alice: User, day: date, words: str) -> None:
    with time_machine.travel(datetime.combine(day, time(12), NETHERLANDS), tick=False):
        assert words in make.client(alice).get(reverse("home")).text


def test_steps_of_an_administrator_go_when_they_are_done(as_adam: Client, library: Library) -> None:
    assert steps(as_adam) == ["branches", "files", "colleague"]
    make.branch(library)
    assert steps(as_adam) == ["files", "colleague"]
    make.member(library, discipline="marketing")
    assert steps(as_adam) == ["files"]
    read_in(library)
    assert steps(as_adam) == ["explorer"]

    answer = as_adam.post(reverse("put_away_card"), {"card": "explorer", "open": "1"})

    assert answer.headers["Location"] == reverse("segments:explorer")
    page = as_adam.get(reverse("home"))
    assert page.context["cards"] == []
    assert "Niets dringends, Adam." in page.text


def test_a_step_can_be_put_away_by_one_person(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    assert steps(as_alice) == ["colleague"]
    assert "Adam kan dat voor je doen" in as_alice.get(reverse("home")).text

    as_alice.post(reverse("put_away_card"), {"card": "colleague"})

    assert steps(as_alice) == []
    assert "colleague" in steps(as_adam)


def test_a_real_library_advises_a_passkey_until_there_is_one(db: None) -> None:
    library = make.library(is_demonstration=False)
    make.member(library, discipline="marketing")
    member = make.member(library)
    without = make.client(member.user)
    assert steps(without) == ["safety"]

    assert steps(browser_of(member.user)) == []


def test_what_was_read_in_last_is_told(as_alice: Client, library: Library) -> None:
    read_in(library)
    text = as_alice.get(reverse("home")).text
    assert "uitleningen.csv" in text
    assert "1.234 rijen" in text

    read_in(library, status="draft")
    assert as_alice.get(reverse("home")).context["last_import"].status == "done"
    read_in(library, status="running")
    assert as_alice.get(reverse("home")).context["last_import"].status == "running"


def test_an_empty_library_is_told_what_belongs_here(as_alice: Client, library: Library) -> None:
    make.member(library, discipline="marketing")

    text = as_alice.get(reverse("home")).text

    assert "Er is nog niets ingelezen" in text


def test_the_home_page_shows_nothing_of_another_library(
    as_charlie: Client, library: Library, charlie: User
) -> None:
    read_in(library)

    assert as_charlie.get(reverse("home")).context["last_import"] is None
