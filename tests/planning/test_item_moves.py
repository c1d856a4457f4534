"""Moving an item: what it brings is said before anything is saved."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library, PlanItem, User
from tests import make, make_plan

HTMX = {"HX-Request": "true"}


@pytest.fixture
def item(library: Library, alice: User) -> PlanItem:
    """A table from 15 to 28 March; the same table is taken from 5 April on."""
    table = make_plan.display(library, make.branch(library), "Tafel hal")
    make_plan.item(library, "Griezeltafel", starts_on=date(2027, 4, 5), days=7, display=table)
    return make_plan.item(
        library, "Reistafel", days=14, display=table, involved=[("collection", alice)]
    )


def days(item: PlanItem) -> tuple[date, date, int]:
    with tenancy.library_scope(item.library):
        item.refresh_from_db()
    return item.starts_on, item.ends_on, item.version


@time_machine.travel("2027-01-04 12:00")
def test_looking_first_says_which_signals_come_and_saves_nothing(
    alice: User, item: PlanItem
) -> None:
    as_alice = make.client(alice)
    url = reverse("planning:item_move", args=[item.pk])
    fields = {"starts_on": "2027-03-29", "ends_on": "2027-04-11", "version": 1, "look": "1"}

    page = as_alice.post(url, fields)
    fragment = as_alice.post(url, fields, headers=HTMX)

    assert page.status_code == 200
    assert "Nieuw:" in page.text
    assert "Tafel hal" in page.context["consequences"].come[0].text
    assert "Wordt ma 29 mrt – zo 11 apr 2027, wk 13–14." in page.text
    assert "<html" not in fragment.text
    assert fragment.headers["HX-Retarget"] == "#item-move"
    assert "Nieuwe signalen: 1" in fragment.headers["HX-Trigger"]
    assert days(item) == (date(2027, 3, 15), date(2027, 3, 28), 1)


@time_machine.travel("2027-01-04 12:00")
def test_looking_says_what_goes_and_what_stays(alice: User, item: PlanItem) -> None:
    as_alice = make.client(alice)
    url = reverse("planning:item_move", args=[item.pk])
    as_alice.post(url, {"starts_on": "2027-03-29", "ends_on": "2027-04-11", "version": 1})

    stays = as_alice.post(
        url, {"starts_on": "2027-03-30", "ends_on": "2027-04-06", "version": 2, "look": "1"}
    )
    goes = as_alice.post(
        url, {"starts_on": "2027-03-15", "ends_on": "2027-03-28", "version": 2, "look": "1"}
    )

    clash = "clash_space"
    assert [each.code for each in stays.context["consequences"].stay].count(clash) == 1
    assert [each.code for each in goes.context["consequences"].go].count(clash) == 1
    assert "Blijft:" in stays.text
    assert "Verdwijnt:" in goes.text


@pytest.mark.parametrize(("weeks", "first"), [("-1", "2027-03-08"), ("1", "2027-03-22")])
def test_a_week_earlier_or_later_is_shown_in_the_form_first(
    as_alice: Client, item: PlanItem, weeks: str, first: str
) -> None:
    fields = {"starts_on": "2027-03-15", "ends_on": "2027-03-28", "version": 1, "weeks": weeks}

    page = as_alice.post(reverse("planning:item_move", args=[item.pk]), fields)

    assert page.context["move_form"]["starts_on"].value() == first
    assert days(item)[2] == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "ooit"}, "starts_on"),
        ({"ends_on": "2027-03-01"}, "ends_on"),
        ({"ends_on": ""}, "ends_on"),
        ({"version": ""}, "version"),
    ],
)
def test_days_that_are_none_are_named(
    as_alice: Client, item: PlanItem, wrong: dict[str, str], field: str
) -> None:
    fields = {"starts_on": "2027-03-22", "ends_on": "2027-04-04", "version": "1"}

    for extra in ({}, {"look": "1"}, {"weeks": "1"}):
        page = as_alice.post(reverse("planning:item_move", args=[item.pk]), fields | extra | wrong)
        assert page.status_code == 422
        assert field in page.context["move_form"].errors
    assert days(item)[2] == 1


def test_of_a_series_it_is_asked_which_ones(as_alice: Client, library: Library) -> None:
    fields = {"kind": "task", "title": "Taak", "starts_on": "2027-03-01", "owner": "collection:"}
    fields |= {"status": "agreed", "repeat": "weekly", "until": "2027-03-29"}
    as_alice.post(reverse("planning:item_add"), fields)
    with tenancy.library_scope(library):
        third = PlanItem.objects.order_by("starts_on")[2]
    url = reverse("planning:item_move", args=[third.pk])
    assert "Welke van de reeks?" in as_alice.get(url).text
    tuesday = {"starts_on": "2027-03-16", "ends_on": "2027-03-16", "version": 1}

    assert as_alice.post(url, tuesday | {"scope": "some"}).status_code == 422
    page = as_alice.post(url, tuesday | {"scope": "following"}, follow=True)

    assert "3 gewijzigd." in page.text
    with tenancy.library_scope(library):
        found = PlanItem.objects.order_by("starts_on").values_list("starts_on", flat=True)
        assert [day.day for day in found] == [1, 8, 16, 23, 30]


def test_of_a_series_this_and_following_go_to_the_bin(as_alice: Client, library: Library) -> None:
    fields = {"kind": "task", "title": "Taak", "starts_on": "2027-03-01", "owner": "collection:"}
    fields |= {"status": "agreed", "repeat": "weekly", "until": "2027-03-29"}
    as_alice.post(reverse("planning:item_add"), fields)
    with tenancy.library_scope(library):
        third = PlanItem.objects.order_by("starts_on")[2]

    url = reverse("planning:item_archive", args=[third.pk])
    page = as_alice.post(url, {"version": 1, "scope": "following"}, follow=True)

    assert "3 staan in de prullenbak." in page.text
    with tenancy.library_scope(library):
        assert PlanItem.objects.current().count() == 2
        third.refresh_from_db()
    assert "Zet alle 3 terug" in as_alice.get(reverse("planning:item_bin")).text
    assert "Zet alle 3 terug" in as_alice.get(third.get_absolute_url()).text
    restore = reverse("planning:item_restore", args=[third.pk])
    page = as_alice.post(restore, {"version": third.version, "together": "1"}, follow=True)
    assert "3 teruggezet." in page.text
    with tenancy.library_scope(library):
        assert PlanItem.objects.current().count() == 5


def test_something_is_made_to_come_back_from_its_page(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Leesclub", starts_on=date(2027, 3, 31))
    url = reverse("planning:item_repeat", args=[item.pk])

    page = as_alice.get(url)
    assert "Elke laatste woensdag van de maand" in page.text or "elke laatste woensdag" in page.text
    wrong = as_alice.post(url, {"version": 1, "repeat": "monthly_last", "until": "2027-04-01"})
    page = as_alice.post(url, {"version": 1, "repeat": "monthly_last", "until": ""}, follow=True)

    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["until"])
    assert "elke laatste woensdag van de maand, tot en met vr 31 dec 2027" in page.text
    with tenancy.library_scope(library):
        assert PlanItem.objects.count() == 10


def test_a_change_in_the_form_is_passed_on_to_all(as_alice: Client, library: Library) -> None:
    fields = {"kind": "task", "title": "Taak", "starts_on": "2027-03-01", "owner": "collection:"}
    fields |= {"status": "agreed", "repeat": "weekly", "until": "2027-03-15"}
    as_alice.post(reverse("planning:item_add"), fields)
    with tenancy.library_scope(library):
        second = PlanItem.objects.order_by("starts_on")[1]
    edit = {"kind": "task", "title": "Kast", "starts_on": "2027-03-08", "ends_on": "2027-03-08"}
    edit |= {"status": "agreed", "version": "1", "scope": "all"}

    page = as_alice.post(reverse("planning:item_edit", args=[second.pk]), edit, follow=True)

    assert "3 gewijzigd." in page.text
    with tenancy.library_scope(library):
        assert set(PlanItem.objects.values_list("title", flat=True)) == {"Kast"}


def test_a_status_that_is_none_is_named(as_alice: Client, item: PlanItem) -> None:
    url = reverse("planning:item_status", args=[item.pk])

    page = as_alice.post(url, {"version": "1", "status": "misschien"})

    assert page.status_code == 422
    assert 'href="#id_status"' in page.text
    assert 'id="item-status"' in page.text
    assert days(item)[2] == 1
