"""Choosing a role without a password: made-up people only; and asking for the end of it."""

import pytest
from django.test import Client
from django.urls import reverse

from planning import actions, tenancy
from planning.models import Library, Membership
from tests import make

LOGIN = "demonstration_login"


@pytest.fixture
def bram(library: Library) -> Membership:
    with tenancy.library_scope(library):
        return actions.add_member(
            library, email="bram@demo.invalid", name="Bram", role="staff", discipline="collection"
        )


def people(browser: Client) -> list[str]:
    page = browser.get(reverse(LOGIN))
    if page.status_code == 404:
        return []
    return [str(person.user) for cast in page.context["casts"] for person in cast.people]


def test_a_visitor_is_somebody_with_one_button(bram: Membership, library: Library) -> None:
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(reverse(LOGIN))
    assert "Je ziet wie welk deel van de collectie leent" in page.text
    token = visitor.cookies["csrftoken"].value
    assert visitor.post(reverse(LOGIN), {"person": bram.pk}).status_code == 403

    fields = {"person": bram.pk, "csrfmiddlewaretoken": token}
    visitor.post(reverse(LOGIN), fields)

    home = visitor.get(reverse("home"))
    assert (home.context["user"], home.context["library"]) == (bram.user, library)


def test_only_made_up_people_are_there(bram: Membership, library: Library) -> None:
    real = make.library(is_demonstration=False)
    make.member(library, "alice")  # at example.org
    noor = make.member(library, "noor")
    noor.user.email = "noor@demo.invalid"
    noor.user.save()
    assert people(Client()) == ["Bram", "Noor"]

    make.membership(real, noor.user)

    assert people(Client()) == ["Bram"]
    assert Client().post(reverse(LOGIN), {"person": noor.pk}).status_code == 404


def test_a_real_library_has_no_such_door(db: None) -> None:
    real = make.library(is_demonstration=False)
    with tenancy.library_scope(real):
        member = actions.add_member(
            real, email="x@demo.invalid", name="X", role="admin", discipline="other"
        )

    assert people(Client()) == []
    assert Client().post(reverse(LOGIN), {"person": member.pk}).status_code == 404
    assert reverse(LOGIN) not in Client().get(reverse("account_login")).text


def test_the_log_in_page_shows_the_way(bram: Membership) -> None:
    assert reverse(LOGIN) in Client().get(reverse("account_login")).text


def test_removal_is_asked_once_and_closes_the_door(
    as_adam: Client, bram: Membership, library: Library
) -> None:
    url = reverse("remove_demonstration")
    assert "Haal Bibliotheek Noorderveld weg" in as_adam.get(url).text

    page = as_adam.post(url, follow=True)
    library.refresh_from_db()
    asked_at = library.removal_asked_at
    as_adam.post(url)

    library.refresh_from_db()
    assert asked_at
    assert library.removal_asked_at == asked_at
    assert "wordt weggehaald" in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert people(Client()) == []


def test_a_real_library_cannot_be_removed_this_way(db: None) -> None:
    from config import demonstration

    real = make.library(is_demonstration=False)

    demonstration.ask_removal(real, by=make.user())

    real.refresh_from_db()
    assert real.removal_asked_at is None
