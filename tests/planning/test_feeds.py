"""Agendas by a secret address: who sees what, and until when."""

import re
import secrets

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import AccessToken, CalendarFeed, Library, Membership, SavedView, User
from tests import make_plan

LIST = "/profiel/agenda/"


def opened(client: Client, **fields: object) -> str:
    """The path of a new agenda."""
    fresh = client.post(LIST, {"kind": "personal", **fields}).context["fresh"]
    assert fresh
    return re.sub(r"^https?://[^/]+", "", fresh)


def titles(path: str) -> set[str]:
    """What anybody reads who knows the address."""
    response = Client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["SUMMARY"]) for event in events}


def test_each_agenda_has_what_its_name_says(
    as_alice: Client, alice: User, library: Library
) -> None:
    both = [("collection", alice), ("marketing", None)]
    make_plan.item(library, "Van Alice", involved=[("collection", alice)])
    make_plan.item(library, "Samen", involved=both)
    make_plan.item(library, "Van marketing", involved=[("marketing", None)])
    make_plan.item(library, "Vervallen", involved=both, status="dropped")
    with tenancy.library_scope(library):
        view = SavedView.objects.create(
            library=library, owner=alice, name="Sa", query="q=samen&status=agreed"
        )

    assert titles(opened(as_alice)) == {"Van Alice", "Samen"}
    assert titles(opened(as_alice, kind="joint")) == {"Samen"}
    assert titles(opened(as_alice, kind="discipline", discipline="marketing")) == {
        "Samen",
        "Van marketing",
    }
    assert titles(opened(as_alice, kind="view", view=view.pk)) == {"Samen"}


def test_the_address_is_shown_once_and_only_its_digest_is_kept(
    as_alice: Client, library: Library
) -> None:
    path = opened(as_alice)

    token = path.removeprefix("/agenda/").removesuffix(".ics")
    assert len(token) >= 43
    assert token not in as_alice.get(LIST).text
    assert token not in str(list(AccessToken.objects.values()))


def test_an_address_taken_back_is_as_unknown_as_a_wrong_one(
    as_alice: Client, library: Library
) -> None:
    path = opened(as_alice)
    with tenancy.library_scope(library):
        feed = CalendarFeed.objects.get()

    as_alice.post(reverse("planning:feed_revoke", args=[feed.pk]))

    wrong = Client().get(f"/agenda/{secrets.token_urlsafe(32)}.ics")
    gone = Client().get(path)
    assert (gone.status_code, wrong.status_code) == (404, 404)
    assert gone.content == wrong.content


def test_a_new_address_stops_the_old_one(as_alice: Client, library: Library) -> None:
    old = opened(as_alice)
    with tenancy.library_scope(library):
        feed = CalendarFeed.objects.get()

    fresh = as_alice.post(reverse("planning:feed_renew", args=[feed.pk])).context["fresh"]

    assert Client().get(old).status_code == 404
    assert Client().get(re.sub(r"^https?://[^/]+", "", fresh)).status_code == 200


@pytest.mark.parametrize("how", ["left", "disabled"])
def test_who_no_longer_works_here_has_no_agenda(
    as_alice: Client, alice: User, library: Library, how: str
) -> None:
    path = opened(as_alice)

    with tenancy.library_scope(library):
        if how == "left":
            Membership.objects.filter(user=alice).delete()
        else:
            User.objects.filter(pk=alice.pk).update(is_active=False)

    assert Client().get(path).status_code == 404


def test_an_agenda_that_is_the_same_is_not_sent_again(as_alice: Client, library: Library) -> None:
    make_plan.item(library, involved=[("collection", None)])
    path = opened(as_alice, kind="discipline", discipline="collection")
    first = Client().get(path)

    again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
    make_plan.item(library, involved=[("collection", None)])
    changed = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert not first.cookies


def test_of_another_library_nothing_is_in_it(
    as_charlie: Client, charlie: User, library: Library, stranger_library: Library
) -> None:
    make_plan.item(library, "Geheim", involved=[("collection", charlie)])
    make_plan.item(stranger_library, "Van ons", involved=[("collection", charlie)])

    assert titles(opened(as_charlie)) == {"Van ons"}


def test_an_agenda_of_somebody_else_cannot_be_taken_back(
    as_alice: Client, as_adam: Client, as_charlie: Client, library: Library
) -> None:
    opened(as_alice)
    with tenancy.library_scope(library):
        feed = CalendarFeed.objects.get()

    for client in (as_adam, as_charlie):
        for name in ("feed_revoke", "feed_renew"):
            assert client.post(reverse(f"planning:{name}", args=[feed.pk])).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"kind": "discipline"}, {"kind": "view"}, {"kind": "alles"}, {"kind": ""}]
)
def test_an_agenda_of_nothing_is_not_made(
    as_alice: Client, library: Library, wrong: dict[str, str]
) -> None:
    response = as_alice.post(LIST, wrong)

    assert (response.status_code, response.context["fresh"]) == (422, "")
    with tenancy.library_scope(library):
        assert not CalendarFeed.objects.exists()


def test_one_appointment_comes_as_a_file(
    as_alice: Client, as_charlie: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel")
    url = reverse("planning:item_ics", args=[item.pk])

    response = as_alice.get(url)

    assert response.headers["Content-Disposition"] == 'attachment; filename="reistafel.ics"'
    event = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert (str(event["SUMMARY"]), str(event["UID"])) == ("Reistafel", f"{item.uid}@samenplan")
    assert as_charlie.get(url).status_code == 404


def test_a_title_of_several_lines_still_comes_as_a_file(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel\nURL:https://kwaad.example\x0b")

    response = as_alice.get(reverse("planning:item_ics", args=[item.pk]))

    assert b"\x0b" not in response.content
    assert b"\r\nURL:https://kwaad" not in response.content
    event = icalendar.Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Reistafel\nURL:https://kwaad.example"
