"""A screen finds its address by a code of six letters, and nobody else does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns import pairing
from campaigns.models import Screen, ScreenAddress
from planning import tenancy
from planning.models import Library
from tests import make
from tests.campaigns import make_screens as ms

WALL = "/scherm/"
STATE = "/scherm/koppelen/stand/"


@pytest.fixture
def hal(library: Library) -> Screen:
    cache.clear()
    return ms.screen(library)


@pytest.fixture
def admin(library: Library) -> Client:
    return make.client(make.member(library, "ada", role="admin").user)


def code_on(wall: Client) -> str:
    page = wall.get(WALL)
    return str(page.context["code"])


def pair(admin: Client, screen: Screen, code: str) -> int:
    return admin.post(f"/schermen/{screen.slug}/koppelen/", {"code": code}).status_code


@given(st.text(alphabet=pairing.LETTERS, min_size=6, max_size=6))
def test_a_code_is_read_as_it_is_shown_in_any_case(code: str) -> None:
    shown = pairing.as_shown(code)

    assert pairing.as_typed(f"  {shown.lower()} ") == code
    assert pairing.as_typed(shown.replace(" ", "-")) == code


@pytest.mark.parametrize("text", ["", "BCDFG", "BCDFGHJ", "BCDFGA", "BCDFG1", "ßßßßßß"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert pairing.as_typed(text) == ""


def test_a_code_stays_on_the_wall_until_it_is_typed_and_then_leads_to_the_address(
    hal: Screen, admin: Client
) -> None:
    wall = Client()
    code = code_on(wall)

    assert code_on(wall) == code
    assert wall.get(STATE).status_code == 204
    assert pair(admin, hal, code.lower()) == 302
    assert wall.get(STATE).status_code == 200
    found = wall.get(WALL, follow=True)

    assert found.status_code == 200
    assert hal.name in found.text
    with tenancy.library_scope(hal.library_id):
        assert ScreenAddress.objects.filter(screen_id=hal.pk).count() == 1
    assert "pairing" not in {name for name, each in wall.cookies.items() if each.value}


def test_an_address_is_given_once_and_only_to_who_shows_the_code(
    hal: Screen, admin: Client
) -> None:
    wall, stranger = Client(), Client()
    code, other = code_on(wall), code_on(stranger)
    stranger.cookies["pairing"] = code.replace(" ", "")  # a guess that nobody signed
    pair(admin, hal, code)

    guessed = stranger.get(WALL)
    first, second = wall.get(WALL), wall.get(WALL)

    assert guessed.status_code == 200
    assert guessed.context["code"] not in (code, other)
    assert first.status_code == 302
    assert second.status_code == 200


def test_pairing_ends_the_address_that_a_screen_had(hal: Screen, admin: Client) -> None:
    old, wall = ms.address(hal), Client()
    pair(admin, hal, code_on(wall))

    assert wall.get(WALL).status_code == 302
    assert Client().get(f"/scherm/{old}/").status_code == 404


def test_a_screen_that_does_not_come_in_time_shows_another_code(hal: Screen, admin: Client) -> None:
    wall, now = Client(), timezone.now()
    with time_machine.travel(now, tick=False):
        code = code_on(wall)
        pair(admin, hal, code)
    with time_machine.travel(now + timedelta(seconds=pairing.CLAIM_SECONDS + 1), tick=False):
        assert wall.get(WALL).context["code"] == code  # as if nobody had typed it
    with time_machine.travel(now + timedelta(seconds=pairing.SECONDS + 1), tick=False):
        assert wall.get(STATE).status_code == 200
        assert code_on(wall) != code


def test_a_screen_that_was_put_away_meanwhile_gets_nothing(hal: Screen, admin: Client) -> None:
    wall = Client()
    pair(admin, hal, code_on(wall))
    admin.post(f"/schermen/{hal.slug}/weg/")

    assert wall.get(WALL).status_code == 200
    with tenancy.library_scope(hal.library_id):
        assert not ScreenAddress.objects.filter(screen_id=hal.pk).exists()


def test_a_wrong_code_is_said_beside_the_field(hal: Screen, admin: Client) -> None:
    answer = admin.post(f"/schermen/{hal.slug}/koppelen/", {"code": "KLAAR?"})

    assert answer.status_code == 422
    assert "Een code heeft zes letters, zoals ze op het scherm staan." in answer.text


def test_who_may_not_hang_screens_pairs_none(hal: Screen, as_alice: Client) -> None:
    other = make.library(slug="elders")
    stranger = make.client(make.member(other, "eva", role="admin").user)
    code = code_on(Client())

    assert pair(as_alice, hal, code) == 403
    assert pair(stranger, hal, code) == 404


def test_nobody_keeps_a_code_of_the_wall(hal: Screen) -> None:
    answer = Client().get(WALL)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    cookie = answer.cookies["pairing"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "sessionid" not in answer.cookies
