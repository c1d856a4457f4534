"""Two people at one item, on every path that writes: both versions are shown, nothing is lost."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from planning import snapshots, tenancy
from planning.actions import items
from planning.models import Library, PlanItem, User
from tests import make, make_plan

HTMX = {"HX-Request": "true"}


@pytest.fixture
def item(library: Library, alice: User) -> PlanItem:
    return make_plan.item(library, "Reistafel", days=14, involved=[("collection", alice)])


def change(item: PlanItem, by: User | None, **fields: Any) -> None:
    """A colleague was a little earlier."""
    with tenancy.library_scope(item.library):
        fresh = PlanItem.objects.get(pk=item.pk)
        items.change_item(fresh, by=by, base=fresh.version, fields=fields)


def now(item: PlanItem) -> PlanItem:
    with tenancy.library_scope(item.library):
        return PlanItem.objects.get(pk=item.pk)


def edited(**fields: Any) -> dict[str, Any]:
    """The form as alice saw it, at version 1, with what she typed over it."""
    seen = {"kind": "activity", "title": "Reistafel", "starts_on": "2027-03-15"}
    return seen | {"ends_on": "2027-03-28", "status": "agreed", "version": "1", **fields}


def sent_again(page: str) -> dict[str, Any]:
    """What the browser sends from a conflict page when nothing more is chosen."""
    form = page[page.index('name="conflict"') - 4000 :] if 'name="conflict"' in page else page
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        found = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if found.get("type") == "hidden" or (found.get("type") == "radio" and " checked" in tag):
            fields.setdefault(found["name"], []).append(found["value"])
    return fields


def test_the_form_shows_both_versions_and_merges_the_rest(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, title="Fietstafel", place="Zaal 2")
    url = reverse("planning:item_edit", args=[item.pk])

    page = as_alice.post(url, edited(title="Wandeltafel", hours_collection="8"))

    assert page.status_code == 409
    assert "Adam heeft dit intussen gewijzigd" in page.text
    assert [each.name for each in page.context["choices"]] == ["title"]
    assert "jouw versie" in page.text
    assert re.search(r"versie van Adam \(\d\d:\d\d\)", page.text)
    assert now(item).title == "Fietstafel"
    as_alice.post(url, sent_again(page.text) | {"pick.title": "mine"})
    merged = now(item)
    assert (merged.title, merged.place, merged.hours_collection) == ("Wandeltafel", "Zaal 2", 8)


def test_who_changes_nothing_on_that_page_keeps_the_version_of_the_other(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, title="Fietstafel")
    url = reverse("planning:item_edit", args=[item.pk])
    page = as_alice.post(url, edited(title="Wandeltafel", notes="Met kaarten"))

    as_alice.post(url, sent_again(page.text))

    assert (now(item).title, now(item).notes) == ("Fietstafel", "Met kaarten")


def test_lists_are_chosen_as_a_whole(
    as_alice: Client, adam: User, item: PlanItem, library: Library
) -> None:
    paper, web, radio = (make_plan.channel(library, name) for name in ("Krant", "Site", "Radio"))
    change(item, adam, channels=[web, radio])
    url = reverse("planning:item_edit", args=[item.pk])

    page = as_alice.post(url, edited(channels=[paper.pk, web.pk]))
    assert "Krant, Site" in page.text
    assert "Radio, Site" in page.text
    as_alice.post(url, sent_again(page.text) | {"pick.channels": "mine"})

    with tenancy.library_scope(library):
        assert snapshots.of(now(item))["channels"] == sorted([paper.pk, web.pk])


def test_a_third_person_in_between_is_shown_as_well(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, title="Fietstafel")
    url = reverse("planning:item_edit", args=[item.pk])
    page = as_alice.post(url, edited(title="Wandeltafel"))
    change(item, adam, title="Bergtafel")

    again = as_alice.post(url, sent_again(page.text) | {"pick.title": "mine"})

    assert again.status_code == 409
    assert "Bergtafel" in again.text
    assert now(item).title == "Bergtafel"


def test_a_change_of_nobody_we_know_is_of_a_colleague(as_alice: Client, item: PlanItem) -> None:
    change(item, None, title="Fietstafel")

    edit = as_alice.post(reverse("planning:item_edit", args=[item.pk]), edited(title="Wandeltafel"))
    archive = as_alice.post(reverse("planning:item_archive", args=[item.pk]), {"version": "1"})

    assert "Een collega heeft dit intussen gewijzigd" in edit.text
    assert "Een collega heeft dit intussen gewijzigd" in archive.text


def test_different_fields_go_together_without_a_question(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, place="Zaal 2")

    response = as_alice.post(
        reverse("planning:item_edit", args=[item.pk]), edited(title="Wandeltafel")
    )

    assert response.status_code == 302
    assert (now(item).title, now(item).place) == ("Wandeltafel", "Zaal 2")


def test_moving_shows_both_days(as_alice: Client, adam: User, item: PlanItem) -> None:
    change(item, adam, starts_on=date(2027, 3, 22), ends_on=date(2027, 4, 4))
    url = reverse("planning:item_move", args=[item.pk])
    fields = {"starts_on": "2027-03-29", "ends_on": "2027-04-11", "version": "1"}

    page = as_alice.post(url, fields)

    assert page.status_code == 409
    assert [each.name for each in page.context["choices"]] == ["starts_on", "ends_on"]
    assert now(item).starts_on == date(2027, 3, 22)
    chosen = {"pick.starts_on": "mine", "pick.ends_on": "mine"}
    as_alice.post(url, sent_again(page.text) | chosen)
    assert (now(item).starts_on, now(item).ends_on) == (date(2027, 3, 29), date(2027, 4, 11))


def test_a_last_day_that_no_longer_goes_with_the_first_is_a_question(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, starts_on=date(2027, 3, 25))

    page = as_alice.post(
        reverse("planning:item_edit", args=[item.pk]), edited(ends_on="2027-03-20")
    )

    assert page.status_code == 409
    assert {each.name for each in page.context["choices"]} == {"starts_on", "ends_on"}
    assert now(item).ends_on == date(2027, 3, 28)


def test_the_status_shows_both_versions(as_alice: Client, adam: User, item: PlanItem) -> None:
    change(item, adam, status="dropped")
    url = reverse("planning:item_status", args=[item.pk])

    page = as_alice.post(url, {"status": "done", "version": "1"})

    assert page.status_code == 409
    assert "klaar" in page.text
    assert "vervallen" in page.text
    as_alice.post(url, sent_again(page.text) | {"pick.status": "mine"})
    assert now(item).status == "done"


def test_in_the_panel_the_question_stays_in_the_panel(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, status="dropped")

    response = as_alice.post(
        reverse("planning:item_status", args=[item.pk]),
        {"status": "done", "version": "1", "in_plan": "1", "next": "/jaarplan/2027/"},
        headers=HTMX,
    )

    assert (response.status_code, response.headers["HX-Retarget"]) == (409, "#item-panel")
    assert "<html" not in response.text
    assert 'hx-target="#plan"' in response.text


def test_who_removes_first_reads_what_a_colleague_just_did(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, title="Fietstafel")
    url = reverse("planning:item_archive", args=[item.pk])

    page = as_alice.post(url, {"version": "1"})

    assert page.status_code == 409
    assert "Reistafel werd Fietstafel" in page.text
    assert now(item).archived_at is None
    as_alice.post(url, {"version": page.context["version"]})
    assert now(item).archived_at is not None


def test_putting_back_looks_at_the_version_too(
    as_alice: Client, adam: User, item: PlanItem
) -> None:
    change(item, adam, title="Fietstafel")
    change(item, adam, place="Zaal 2")
    url = reverse("planning:item_restore", args=[item.pk])

    page = as_alice.post(url, {"version": "2", "to": "1"})
    assert (page.status_code, now(item).title) == (409, "Fietstafel")
    as_alice.post(url, {"version": page.context["version"], "to": "1"})

    assert (now(item).title, now(item).place) == ("Reistafel", "")


def test_joining_and_leaving_keep_what_the_other_did(
    as_alice: Client, adam: User, alice: User, item: PlanItem, library: Library
) -> None:
    noor = make.member(library, "noor", discipline="marketing").user
    pim = make.member(library, "pim", discipline="marketing").user
    page = as_alice.get(reverse("planning:item_join", args=[item.pk]))
    assert "Wie van marketing doet mee?" in page.text
    with tenancy.library_scope(library):
        items.join_item(now(item), by=adam, discipline="marketing", person=noor)

    join, leave = (
        reverse(f"planning:{name}", args=[item.pk]) for name in ("item_join", "item_leave")
    )
    as_alice.post(join, {"who": f"marketing:{pim.pk}"})
    for who in (f"collection:{alice.pk}", f"marketing:{pim.pk}"):
        as_alice.post(leave, {"who": who})
    last = as_alice.post(leave, {"who": f"marketing:{noor.pk}"}, follow=True)

    with tenancy.library_scope(library):
        assert [row[:2] for row in snapshots.of(now(item))["involved"]] == [["marketing", noor.pk]]
        joined = now(item).changes.filter(kind="joined").order_by("version")
        assert [row.after["involved"][-1][1] for row in joined] == [noor.pk, pim.pk]
    assert "Iemand moet blijven" in last.text


@pytest.mark.parametrize("act", ["earlier", "later", "remove", "done"])
def test_the_same_for_many_leaves_what_was_changed_and_names_it(
    as_alice: Client, adam: User, item: PlanItem, library: Library, act: str
) -> None:
    other = make_plan.item(library, "Kast", starts_on=date(2027, 5, 3))
    theirs = {"starts_on": date(2027, 3, 10), "status": "dropped"}
    change(item, adam, **theirs)

    page = as_alice.post(
        reverse("planning:items_bulk"),
        {"act": act, "item": [f"{item.pk}:1", f"{other.pk}:1"], "next": "/momenten/prullenbak/"},
        follow=True,
    )

    assert "wijzigde ze intussen: Reistafel." in page.text
    assert (now(item).starts_on, now(item).status) == tuple(theirs.values())
    changed = now(other)
    became = {
        "earlier": changed.starts_on == date(2027, 4, 26),
        "later": changed.ends_on == date(2027, 5, 10),
        "remove": changed.archived_at is not None,
        "done": changed.status == "done",
    }
    assert became[act]


@pytest.mark.parametrize(
    "sent",
    [{"act": "burn"}, {"act": "later", "item": "1"}, {"act": "later", "item": "x:y"}],
)
def test_the_same_for_many_refuses_nonsense(as_alice: Client, sent: dict[str, str]) -> None:
    assert as_alice.post(reverse("planning:items_bulk"), sent).status_code == 404


def test_nobody_changes_many_of_another_library(
    as_charlie: Client, item: PlanItem, library: Library
) -> None:
    page = as_charlie.post(
        reverse("planning:items_bulk"),
        {"act": "remove", "item": f"{item.pk}:1", "next": "/momenten/prullenbak/"},
        follow=True,
    )

    assert now(item).archived_at is None
    assert "Er was niets aangevinkt" in page.text
