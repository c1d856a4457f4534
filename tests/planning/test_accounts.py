"""Getting in: second factor, sessions, passwords, guessing, and what every answer carries."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from planning.models import Library, Membership, User
from tests import make
from tests.authz_world import browser_of, outcome
from tests.codes import code_now

MORNING = datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
ADMIN, MANAGER = Membership.Role.ADMIN, Membership.Role.MANAGER


@pytest.fixture
def real_library(db: None) -> Library:
    return make.library(is_demonstration=False)


def log_in(user: User, *, password: str = make.PASSWORD) -> tuple[Client, str]:
    """A browser after the log-in form, and what that answered."""
    browser = Client()
    response = browser.post(reverse("account_login"), {"login": user.email, "password": password})
    return browser, outcome(response)


@pytest.mark.parametrize("role", [MANAGER, ADMIN])
def test_a_manager_sets_up_a_second_factor_before_seeing_anything(
    real_library: Library, role: str
) -> None:
    browser, _ = log_in(make.member(real_library, role=role).user)

    places = ("home", "segments:explorer", "planning:profile", "manage")
    assert [outcome(browser.get(reverse(name))) for name in places] == ["factor"] * 4
    assert browser.get(reverse("privacy")).status_code == 200

    page = browser.get(reverse("mfa_activate_totp"))  # no second question for the password
    code = code_now(page.context["form"].secret)
    answer = browser.post(reverse("mfa_activate_totp"), {"code": code})

    assert answer.status_code == 302
    assert browser.get(reverse("home")).status_code == 200


def test_a_second_factor_is_asked_at_the_next_log_in(real_library: Library) -> None:
    manager = make.member(real_library, role=MANAGER).user
    browser_of(manager)

    browser, answer = log_in(manager)

    assert answer == "302"
    assert outcome(browser.get(reverse("home"))) == "login"  # the password alone is not enough


def test_staff_and_people_of_a_demonstration_need_no_second_factor(
    real_library: Library, library: Library
) -> None:
    for member in (make.member(real_library), make.member(library, role=ADMIN)):
        browser, _ = log_in(member.user)
        assert browser.get(reverse("home")).status_code == 200


def test_a_session_ends_after_twelve_hours_of_work(real_library: Library) -> None:
    staff = make.member(real_library).user
    with time_machine.travel(MORNING, tick=False) as clock:
        browser, _ = log_in(staff)
        for _ in range(24):
            assert browser.get(reverse("home")).status_code == 200
            clock.shift(timedelta(minutes=30))
        assert browser.get(reverse("home")).status_code == 200
        clock.shift(timedelta(minutes=1))

        assert outcome(browser.get(reverse("home"))) == "login"


def test_a_session_ends_after_eight_idle_hours(real_library: Library) -> None:
    staff = make.member(real_library).user
    with time_machine.travel(MORNING, tick=False) as clock:
        browser, _ = log_in(staff)
        browser.get(reverse("home"))
        clock.shift(timedelta(hours=7, minutes=59))
        assert browser.get(reverse("home")).status_code == 200
        clock.shift(timedelta(hours=8, minutes=1))

        assert outcome(browser.get(reverse("home"))) == "login"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    real_library: Library,
) -> None:
    known = make.member(real_library).user
    answers = []
    for email in (known.email, "niemand@example.org"):
        fields = {"login": email, "password": "dit is het niet 123"}
        response = Client().post(reverse("account_login"), fields)
        text = response.text.replace(email, "…")
        answers.append((response.status_code, re.sub(r'value="[^"]{64}"', "", text)))

    assert answers[0] == answers[1]


def test_a_reset_says_the_same_for_every_address(real_library: Library) -> None:
    known = make.member(real_library).user
    answers = []
    for email in (known.email, "niemand@example.org"):
        response = Client().post(reverse("account_reset_password"), {"email": email})
        answers.append((response.status_code, response.headers["Location"]))

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[known.email], ["niemand@example.org"]]
    assert "/toegang/password/reset/key/" in str(mail.outbox[0].body)
    assert "/toegang/password/reset/key/" not in str(mail.outbox[1].body)


def test_a_guesser_waits_and_is_not_shut_out_for_good(real_library: Library) -> None:
    staff = make.member(real_library).user
    with time_machine.travel(MORNING, tick=False) as clock:
        for number in range(5):
            assert log_in(staff, password=f"fout wachtwoord {number}")[1] == "200"

        assert log_in(staff)[1] == "200"  # the right one, too soon
        clock.shift(timedelta(minutes=6))
        assert log_in(staff)[1] == "302"


@pytest.mark.parametrize("password", ["kort", "wachtwoord1", "password1234", "qwertyuiop123"])
def test_a_short_or_common_password_is_refused(real_library: Library, password: str) -> None:
    staff = make.member(real_library).user
    browser, _ = log_in(staff)
    fields = {"oldpassword": make.PASSWORD, "password1": password, "password2": password}

    response = browser.post(reverse("account_change_password"), fields)

    staff.refresh_from_db()
    assert response.context["form"].errors
    assert staff.check_password(make.PASSWORD)


def test_another_password_ends_other_sessions(real_library: Library) -> None:
    staff = make.member(real_library).user
    here, _ = log_in(staff)
    elsewhere, _ = log_in(staff)
    fresh = "een nieuw lang ding"
    fields = {"oldpassword": make.PASSWORD, "password1": fresh, "password2": fresh}

    here.post(reverse("account_change_password"), fields)

    assert outcome(elsewhere.get(reverse("home"))) == "login"
    assert log_in(staff, password=fresh)[1] == "302"


def test_nobody_signs_up_or_changes_an_address_alone(real_library: Library) -> None:
    fields = {"email": "nieuw@example.org", "password1": make.PASSWORD}
    Client().post(reverse("account_signup"), fields)
    staff = make.member(real_library).user
    browser, _ = log_in(staff)

    response = browser.post(reverse("account_email"), {"email": "x@example.org", "action_add": ""})

    assert not User.objects.filter(email="nieuw@example.org").exists()
    assert response.headers["Location"] == reverse("planning:profile")


def test_user_management_asks_again_who_it_is_and_goes_on(real_library: Library) -> None:
    admin = make.member(real_library, role=ADMIN).user
    fields = {
        "name": "Noor",
        "email": "noor@example.org",
        "role": "staff",
        "discipline": "marketing",
    }
    with time_machine.travel(MORNING, tick=False) as clock:
        browser = browser_of(admin)
        assert browser.get(reverse("planning:member_add")).status_code == 200
        clock.shift(timedelta(minutes=31))
        asked = browser.post(reverse("planning:member_add"), fields)
        assert outcome(asked) == "again"
        assert not User.objects.filter(email="noor@example.org").exists()

        answer = browser.post(asked.headers["Location"], {"password": make.PASSWORD})

    assert answer.status_code == 302
    assert "/uitnodiging/" in answer.headers["Location"]
    assert User.objects.get(email="noor@example.org").name == "Noor"


def test_every_answer_carries_the_policy_and_staff_pages_are_not_kept(
    real_library: Library,
) -> None:
    staff = browser_of(make.member(real_library).user)
    answers = {
        "200": staff.get(reverse("home")),
        "302": Client().get(reverse("home")),
        "403": staff.get(reverse("manage")),
        "404": staff.get("/nergens/"),
        "405": staff.post(reverse("home")),
    }

    for status, answer in answers.items():
        assert str(answer.status_code) == status
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        if status != "302":
            assert answer.headers["Cache-Control"] == "no-store"


def test_a_broken_page_carries_the_policy_too(
    real_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(_membership: Membership) -> list[object]:
        raise ValueError

    monkeypatch.setattr("config.home.welcome.cards", break_down)
    browser = browser_of(make.member(real_library).user)
    browser.raise_request_exception = False

    answer = browser.get(reverse("home"))

    assert answer.status_code == 500
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
