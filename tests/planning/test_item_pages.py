"""The page of an item, its panel beside the plan, and what a stranger gets."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import snapshots, tenancy
from planning.actions import items
from planning.models import Comment, Library, PlanItem, User
from tests import make, make_plan

PAGE_QUERIES = 45
BIN_QUERIES = 18


def test_page_says_what_there_is_to_know(as_alice: Client, alice: User, library: Library) -> None:
    make.member(library, "noor", discipline="marketing")
    group = make_plan.target_group(library, "Drukke gezinnen")
    item = make_plan.item(
        library,
        "Reistafel",
        kind="campaign",
        days=14,
        involved=[("collection", alice)],
        target_group=group,
        channels=[make_plan.channel(library, "Nieuwsbrief")],
        hours_collection=16,
        notes="Met de atlassen",
    )

    page = as_alice.get(item.get_absolute_url())

    assert page.status_code == 200
    for said in ("Reistafel", "ma 15 mrt", "zo 28 mrt 2027", "wk 11–12", "Drukke gezinnen"):
        assert said in page.text, said
    for said in ("Nieuwsbrief", "collectie 16", "Met de atlassen", "Alice", "Wie van marketing"):
        assert said in page.text, said


def change(item: PlanItem, by: User, **fields: object) -> PlanItem:
    with tenancy.library_scope(item.library):
        fresh = PlanItem.objects.get(pk=item.pk)
        return items.change_item(fresh, by=by, base=fresh.version, fields=fields)


def now(item: PlanItem) -> PlanItem:
    with tenancy.library_scope(item.library):
        return PlanItem.objects.get(pk=item.pk)


STEPS = (
    *("item", "item_edit", "item_move", "item_status", "item_join", "item_leave", "item_repeat"),
    *("item_archive", "item_restore", "item_undo", "item_comment"),
)


@pytest.mark.parametrize("name", STEPS)
def test_a_stranger_finds_nothing(as_charlie: Client, library: Library, name: str) -> None:
    item = make_plan.item(library, "Reistafel")
    url = reverse(f"planning:{name}", args=[item.pk])
    fields = {"version": 1, "status": "done", "body": "Hoi", "who": "collection:"}

    answers = {as_charlie.get(url).status_code, as_charlie.post(url, fields).status_code}

    assert answers <= {404, 405}
    assert 404 in answers
    assert now(item).version == 1


@pytest.mark.parametrize("change_count", [1, 3])
def test_page_needs_as_many_queries_for_a_long_history_as_for_a_short_one(
    as_alice: Client,
    alice: User,
    library: Library,
    change_count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    item = make_plan.item(library, involved=[("collection", alice)])
    for number in range(change_count):
        change(item, alice, title=f"Titel {number}", place=f"Zaal {number}")
        with tenancy.library_scope(library):
            Comment.objects.create(library=library, item=item, body="Hoi", by=alice)

    # The count is that of the page with its signals; what matters is that it stays the same.
    with django_assert_num_queries(PAGE_QUERIES):
        page = as_alice.get(item.get_absolute_url())

    assert len(page.context["history"]) == change_count + 1
    assert len(page.context["comments"]) == change_count


def test_history_says_who_did_what_and_puts_it_back(
    as_alice: Client, alice: User, adam: User, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel", by=alice, involved=[("collection", alice)])
    change(item, adam, title="Fietstafel", euros="12.50")

    page = as_alice.get(item.get_absolute_url())
    assert "gewijzigd: titel, euro&#x27;s" in page.text
    assert "Reistafel werd Fietstafel" in page.text
    assert "– werd € 12,50" in page.text
    restore = reverse("planning:item_restore", args=[item.pk])
    page = as_alice.post(restore, {"version": 2, "to": 1}, follow=True)

    assert (now(item).title, now(item).euros) == ("Reistafel", None)
    assert "Teruggezet." in page.text


def test_the_line_that_undoes_stands_there_until_the_next_page(
    as_alice: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel", days=7)
    move = reverse("planning:item_move", args=[item.pk])
    fields = {"starts_on": "2027-03-22", "ends_on": "2027-03-28", "version": 1}

    page = as_alice.post(move, fields, follow=True)
    assert "Verplaatst naar ma 22 mrt 2027, wk 12." in page.text
    assert "Ongedaan maken" in page.text
    assert "Ongedaan maken" not in as_alice.get(item.get_absolute_url()).text
    page = as_alice.post(reverse("planning:item_undo", args=[item.pk]), {"version": 2}, follow=True)

    assert now(item).starts_on == date(2027, 3, 15)
    assert "Ongedaan maken" not in page.text


def test_nobody_undoes_by_address_what_another_did(
    as_alice: Client, adam: User, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel")
    change(item, adam, title="Fietstafel")

    for said in ("2", "1", "99999999999999999999", "x", "²"):
        page = as_alice.get(item.get_absolute_url(), {"undo": said})
        assert "Ongedaan maken" not in page.text
    change(item, adam, title="Bergtafel")
    page = as_alice.post(reverse("planning:item_undo", args=[item.pk]), {"version": 2}, follow=True)

    assert "Er is daarna nog iets gebeurd" in page.text
    assert now(item).title == "Bergtafel"


def test_a_version_that_is_not_there_yet_is_taken_as_the_last(
    as_alice: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel")

    for name in ("item_archive", "item_restore"):
        url = reverse(f"planning:{name}", args=[item.pk])
        assert as_alice.post(url, {"version": 999}).status_code == 302

    assert now(item).archived_at is None


def test_what_was_removed_is_in_the_bin_and_comes_back(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel")
    archive = reverse("planning:item_archive", args=[item.pk])
    bin_url = reverse("planning:item_bin")
    assert "De prullenbak is leeg" in as_alice.get(bin_url).text

    assert "dertig dagen" in as_alice.get(archive).text
    page = as_alice.post(archive, {"version": 1}, follow=True)
    assert "In de prullenbak gelegd." in page.text
    assert "Reistafel" in as_alice.get(bin_url).text
    assert as_alice.get(reverse("planning:item_edit", args=[item.pk])).status_code == 404
    as_alice.post(reverse("planning:item_restore", args=[item.pk]), {"version": 2})

    assert now(item).archived_at is None


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_bin_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    alice: User,
    library: Library,
    item_count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(item_count):
        item = make_plan.item(library)
        with tenancy.library_scope(library):
            items.archive_item(item, by=alice)

    with django_assert_num_queries(BIN_QUERIES):
        page = as_alice.get(reverse("planning:item_bin"))

    assert len(page.context["rows"]) == item_count


def test_people_talk_about_an_item(as_alice: Client, alice: User, library: Library) -> None:
    item = make_plan.item(library, "Reistafel")
    url = reverse("planning:item_comment", args=[item.pk])

    empty = as_alice.post(url, {"body": " "})
    page = as_alice.post(url, {"body": "Past dit bij <b>mei</b>?"}, follow=True)

    assert (empty.status_code, list(empty.context["comment_form"].errors)) == (422, ["body"])
    assert "Past dit bij &lt;b&gt;mei&lt;/b&gt;?" in page.text
    assert now(item).version == 1


def test_a_comment_for_a_name_that_nobody_has_says_so(as_alice: Client, library: Library) -> None:
    make.member(library, "noor", discipline="marketing")
    item = make_plan.item(library, "Reistafel")

    page = as_alice.post(
        reverse("planning:item_comment", args=[item.pk]), {"body": "@Nora, eens?"}, follow=True
    )

    assert "Nora kennen we niet: bedoel je Noor?" in page.text


def test_joining_is_one_question(as_alice: Client, alice: User, library: Library) -> None:
    item = make_plan.item(library, "Reistafel", involved=[("collection", alice)])
    url = reverse("planning:item_join", args=[item.pk])
    assert "Iedereen doet al mee" in as_alice.get(url).text
    noor = make.member(library, "noor", discipline="marketing").user

    assert as_alice.post(url, {"who": ""}).status_code == 422
    page = as_alice.post(url, {"who": f"marketing:{noor.pk}"}, follow=True)

    assert "Noor (marketing) doet mee." in page.text
    assert "Collectie en marketing doen dit samen." in page.text


def test_who_was_not_known_yet_is_named_later_and_then_somebody_else(
    as_alice: Client, alice: User, library: Library
) -> None:
    noor = make.member(library, "noor", discipline="marketing").user
    bram = make.member(library, "bram").user
    item = make_plan.item(library, "Reistafel", involved=[("collection", alice)])
    url = reverse("planning:item_join", args=[item.pk])

    as_alice.post(url, {"who": "marketing:"})
    asked = as_alice.get(url).context["join_form"].fields["who"].choices
    as_alice.post(url, {"who": f"marketing:{noor.pk}"})
    later = as_alice.get(url).context["join_form"].fields["who"].choices
    as_alice.post(url, {"who": f"collection:{bram.pk}"})

    assert [value for value, _text in asked] == [f"marketing:{noor.pk}"]
    assert [value for value, _text in later] == [f"collection:{bram.pk}"]
    with tenancy.library_scope(library):
        rows = [row[:2] for row in snapshots.of(now(item))["involved"]]
    assert rows == [
        *(["collection", alice.pk], ["collection", bram.pk], ["marketing", noor.pk]),
    ]


def test_the_panel_is_beside_the_plan_and_comes_back_to_it(
    as_alice: Client, alice: User, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel", involved=[("collection", alice)])
    plan = f"/jaarplan/2027/?zoom=quarter&panel=item:{item.pk}"
    panel = as_alice.get(plan).text
    assert 'id="item-panel"' in panel
    assert 'name="next" value="/jaarplan/2027/?zoom=quarter&amp;panel=item:' in panel

    move = {"starts_on": "2027-03-22", "ends_on": "2027-03-22", "version": 1}
    answer = as_alice.post(
        reverse("planning:item_move", args=[item.pk]),
        move | {"next": plan, "in_plan": 1},
        headers={"HX-Request": "true"},
    )
    assert answer.headers["Location"] == f"{plan}&undo=2"
    again = as_alice.get(answer.headers["Location"], headers={"HX-Request": "true"})

    assert "<html" not in again.text
    assert "Verplaatst naar ma 22 mrt 2027, wk 12." in again.text
    assert 'data-focus="#item-undo"' in again.text


@pytest.mark.parametrize(
    ("name", "sent"),
    [("item_join", {"who": ""}), ("item_move", {"starts_on": "ooit"}), ("item_status", {})],
)
def test_wrong_input_in_the_panel_is_answered_in_its_own_place(
    as_alice: Client, library: Library, name: str, sent: dict[str, str]
) -> None:
    make.member(library, "noor", discipline="marketing")
    item = make_plan.item(library, "Reistafel")
    url = reverse(f"planning:{name}", args=[item.pk])

    answer = as_alice.post(url, sent | {"in_plan": "1"}, headers={"HX-Request": "true"})

    own = name.replace("_", "-")
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, f"#{own}")
    assert answer.text.strip().startswith(f'<form id="{own}"')
    assert 'hx-target="#plan"' in answer.text


def test_the_panel_of_nothing_is_no_panel(as_alice: Client, stranger_library: Library) -> None:
    theirs = make_plan.item(stranger_library, "Geheim")

    page = as_alice.get(f"/jaarplan/2027/?panel=item:{theirs.pk}")

    assert (page.status_code, "Geheim" in page.text) == (200, False)
