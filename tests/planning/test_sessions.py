"""Where a person is logged in: seen by that person, ended by that person, forgotten when over."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning import accounts, tasks, tenancy
from planning.devices import device_name
from planning.models import Library, Membership, User
from tests import make
from tests.authz_world import outcome
from tests.conftest import acting_as

URL = reverse("planning:session_list")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/137.0.0.0 Safari/537.36 Edg/137.0.0.0"
)


@pytest.fixture
def staff(db: None) -> User:
    return make.member(make.library(is_demonstration=False)).user


def log_in(user: User, user_agent: str = FIREFOX) -> Client:
    browser = Client(headers={"User-Agent": user_agent})
    browser.post(reverse("account_login"), {"login": user.email, "password": make.PASSWORD})
    return browser


def test_sessions_are_listed_in_words_with_the_one_in_hand(staff: User) -> None:
    here = log_in(staff, FIREFOX)
    log_in(staff, SAFARI)

    page = here.get(URL)

    assert [(each.name, each.is_this_one) for each in page.context["devices"]] == [
        ("Firefox op Windows", True),
        ("Safari op iPhone", False),
    ]
    assert "Firefox op Windows" in page.text
    assert "127.0.0.1" in page.text


def test_logging_out_elsewhere_ends_the_others_and_not_this_one(staff: User) -> None:
    elsewhere, here = log_in(staff, SAFARI), log_in(staff)

    answer = here.post(URL)

    assert answer.headers["Location"] == URL
    assert outcome(elsewhere.get(reverse("home"))) == "login"
    page = here.get(URL)
    assert [each.name for each in page.context["devices"]] == ["Firefox op Windows"]
    assert "Overal anders uitloggen" not in page.text


def test_a_stranger_is_not_listed_and_stays(staff: User, stranger_library: Library) -> None:
    charlie = make.member(stranger_library, "charlie").user
    strange = log_in(charlie)
    here = log_in(staff)

    here.post(URL)

    assert len(here.get(URL).context["devices"]) == 1
    assert strange.get(reverse("home")).status_code == 200


def test_what_ended_is_forgotten_with_its_address(staff: User) -> None:
    morning = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(morning, tick=False) as clock:
        log_in(staff, SAFARI)
        clock.shift(timedelta(hours=9))
        log_in(staff)

        tasks.tidy_sessions()

        assert Session.objects.count() == 1
        assert [each.user_agent for each in UserSession.objects.all()] == [FIREFOX]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox op Windows"),
        (SAFARI, "Safari op iPhone"),
        (EDGE, "Edge op Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/137.0 Safari/537.36", "Chrome op Linux"),
        ("curl/8.5.0", "Onbekende browser"),
        ("", "Onbekende browser"),
    ],
)
def test_a_browser_has_a_name_that_people_know(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


def test_who_left_every_library_a_year_ago_has_no_name_any_more(staff: User) -> None:
    gone, moved, new = (make.member(make.library()).user for _ in range(3))
    make.membership(make.library(), moved)
    long_ago = timezone.now() - timedelta(days=400)
    User.objects.filter(pk__in=[staff.pk, gone.pk, moved.pk]).update(joined_at=long_ago)
    for library in Library.objects.all():
        with tenancy.library_scope(library):
            Membership.objects.filter(user__in=[gone, new]).delete()

    with acting_as("worker"):
        assert accounts.forget_former_people() == 1
        assert accounts.forget_former_people() == 0

    kept = User.objects.in_bulk([staff.pk, moved.pk, new.pk])
    assert {user.email for user in kept.values()} == {staff.email, moved.email, new.email}
    gone.refresh_from_db()
    assert (gone.name, gone.email) == ("oud-collega", f"{gone.pk}@vergeten.invalid")
    assert not gone.is_active
    assert not gone.has_usable_password()
