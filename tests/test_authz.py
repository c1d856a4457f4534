"""Who may what: every route of the URLconf, in every role, as tests/authz.yaml says."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from planning import tenancy
from planning.models import Membership, User
from tests import authz_world, canaries, make
from tests.authz_world import ROLES, World

EXPECTED: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "authz.yaml").read_text()
)
REFUSED = {"403", "404", "405"}
# django-allauth's views take PUT for POST; own_email sends everybody to the profile.
LIBRARIES = ("account_", "mfa_", "own_email")
pytestmark = pytest.mark.authz


@pytest.fixture
def world(db: None) -> World:
    return authz_world.build()


def test_every_route_is_listed() -> None:
    assert sorted(EXPECTED) == authz_world.route_names()


def test_every_route_answers_each_role_as_listed(world: World) -> None:
    found = {name: _answers(world, name) for name in EXPECTED}

    assert {name: each for name, each in found.items() if each != _expected(name)} == {}


def _answers(world: World, name: str) -> dict[str, str]:
    url = authz_world.url_of(name, world)
    found: dict[str, str] = {}
    for method in ("GET", "POST"):
        for is_htmx in (False, True):
            outcomes = [
                authz_world.outcome(world.request(role, method, url, is_htmx=is_htmx))
                for role in ROLES
            ]
            found[f"{method} htmx" if is_htmx else method] = " ".join(outcomes)
    if not name.startswith(LIBRARIES):
        for method in ("PUT", "PATCH", "DELETE"):
            answer = authz_world.outcome(world.request("admin", method, url))
            found[method] = "refused" if answer in REFUSED else answer
    return found


def _expected(name: str) -> dict[str, str]:
    """With htmx a route answers as without, unless it has a line of its own."""
    expected = dict(EXPECTED[name])
    for method in ("GET", "POST"):
        expected.setdefault(f"{method} htmx", expected[method])
    if not name.startswith(LIBRARIES):
        expected |= dict.fromkeys(("PUT", "PATCH", "DELETE"), "refused")
    return expected


def test_everything_under_manage_says_that_it_is_for_administrators() -> None:
    unmarked = [
        pattern
        for pattern, view in _views(get_resolver().url_patterns, "")
        if pattern.startswith("beheer/") and getattr(view, "required_role", "") != "admin"
    ]

    assert unmarked == []


def _views(patterns: "list[URLPattern | URLResolver]", prefix: str) -> "list[tuple[str, object]]":
    views: list[tuple[str, object]] = []
    for each in patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            views += _views(each.url_patterns, path)
        else:
            views.append((path, each.callback))
    return views


def test_no_word_of_a_library_reaches_another_or_nobody(world: World) -> None:
    canaries.plant(world)
    leaks = []

    for name in authz_world.route_names():
        url = authz_world.url_of(name, world)
        for role in ("stranger", "nobody"):
            for method in ("GET", "POST"):
                for is_htmx in (False, True):
                    response = world.request(role, method, url, is_htmx=is_htmx)
                    if _has_canary(response):
                        leaks.append((name, role, method, is_htmx))
    errors = [
        world.request("stranger", "GET", path)
        for path in ("/nergens/", "/beheer/gebruikers/999999/", "/doelgroepen/nergens/")
    ]

    assert leaks == []
    assert [_has_canary(response) for response in errors] == [False] * 3


def test_the_canaries_are_seen_by_their_own_administrator(world: World) -> None:
    canaries.plant(world)

    for name in ("home", "manage", "planning:member_list", "planning:branch_list", "privacy"):
        assert _has_canary(world.request("admin", "GET", reverse(name))), name
    refused = world.request("staff", "GET", reverse("manage"))
    assert (refused.status_code, _has_canary(refused)) == (403, True)  # it names whom to ask


def _has_canary(response: Any) -> bool:
    content = b"".join(response) if response.streaming else response.content
    return canaries.CANARY in (content.decode(errors="replace") + str(response.headers)).upper()


def test_a_disabled_person_is_nobody_from_the_next_request(world: World) -> None:
    member = make.member(world.library)
    browser = make.client(member.user)
    assert browser.get(reverse("home")).status_code == 200

    User.objects.filter(pk=member.user_id).update(is_active=False)

    assert authz_world.outcome(browser.get(reverse("home"))) == "login"


def test_somebody_without_a_role_sees_nothing_from_the_next_request(world: World) -> None:
    canaries.plant(world)
    member = make.member(world.library)
    browser = make.client(member.user)
    assert browser.get(reverse("home")).status_code == 200

    with tenancy.library_scope(world.library):
        member.delete()
    response = browser.get(reverse("home"))

    assert (response.status_code, _has_canary(response)) == (403, False)


def test_an_administrator_who_is_no_longer_one_cannot_manage(world: World) -> None:
    with tenancy.library_scope(world.library):
        Membership.objects.filter(role="admin").update(role="staff")

    assert world.request("admin", "GET", reverse("manage")).status_code == 403
