"""Asking for somebody's word on an item exactly as it is, and giving it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import items, reviews
from planning.models import Library, Membership, PlanItem, Review, User
from tests import make, make_plan

QUEUE = "/beoordelen/"


@pytest.fixture
def manager(library: Library) -> Client:
    return make.client(make.member(library, "ilse", role=Membership.Role.MANAGER).user)


def ask(client: Client, item: PlanItem, **fields: str) -> Review:
    client.post(reverse("planning:review_ask", args=[item.pk]), fields)
    with tenancy.library_scope(item.library_id):
        return Review.objects.get(item=item, state="asked")


def answer(client: Client, review: Review, **fields: object) -> int:
    url = reverse("planning:review_answer", args=[review.pk])
    values = {"version": review.item_version, "answer": "agree", "reason": "", **fields}
    return client.post(url, values).status_code


def state(review: Review) -> str:
    with tenancy.library_scope(review.library_id):
        return Review.objects.get(pk=review.pk).state


def test_a_manager_agrees_with_exactly_what_was_shown(
    as_alice: Client, alice: User, manager: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel")
    review = ask(as_alice, item, question="Mag dit?", due_on="2027-02-01")
    assert "Mag dit?" in manager.get(QUEUE).text
    with tenancy.library_scope(library):
        items.change_item(item, by=alice, base=1, fields={"euros": Decimal(900)})

    assert answer(manager, review) == 409
    assert state(review) == "asked"
    assert answer(manager, review, version=2) == 302

    assert state(review) == "approved"


def test_a_change_is_asked_with_a_reason(
    as_alice: Client, manager: Client, library: Library
) -> None:
    review = ask(as_alice, make_plan.item(library))

    assert answer(manager, review, answer="changes") == 422
    assert state(review) == "asked"
    assert answer(manager, review, answer="changes", reason="Te duur.") == 302
    assert state(review) == "changes"
    assert "Te duur." in manager.get(QUEUE).text


def test_asked_again_the_queue_says_what_changed_since(
    as_alice: Client, alice: User, manager: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel", euros=Decimal(900))
    answer(manager, ask(as_alice, item), answer="changes", reason="Te duur.")
    with tenancy.library_scope(library):
        items.change_item(item, by=alice, base=1, fields={"euros": Decimal(250)})
    ask(as_alice, item)

    ((waiting, _form),) = manager.get(QUEUE).context["waiting"]

    assert waiting.since == "Te duur."
    assert [(each.label, each.before, each.after) for each in waiting.differences] == [
        ("Euro's", "€ 900,00", "€ 250,00")
    ]


def test_nobody_agrees_with_their_own_question(library: Library) -> None:
    boss = make.member(library, "ilse", role=Membership.Role.MANAGER)
    for name in ("bram", "noor"):
        make.member(library, name)
    client = make.client(boss.user)
    review = ask(client, make_plan.item(library))

    assert answer(client, review) == 409
    assert state(review) == "asked"
    assert "Je vroeg dit zelf" in client.get(QUEUE).text


def test_where_there_are_two_people_one_may_and_it_is_written_down(library: Library) -> None:
    boss = make.member(library, "ilse", role=Membership.Role.MANAGER)
    make.member(library, "bram")
    client = make.client(boss.user)
    review = ask(client, make_plan.item(library))

    assert answer(client, review) == 302
    with tenancy.library_scope(library):
        assert Review.objects.get().is_self_decided


def test_staff_ask_and_do_not_answer(as_alice: Client, library: Library) -> None:
    review = ask(as_alice, make_plan.item(library))

    assert answer(as_alice, review) == 403
    assert "Akkoord" not in as_alice.get(QUEUE).text


def test_an_agreement_holds_until_something_that_matters_changes(
    as_alice: Client, alice: User, manager: Client, library: Library
) -> None:
    item = make_plan.item(library)
    review = ask(as_alice, item)
    answer(manager, review)
    with tenancy.library_scope(library):
        review.refresh_from_db()
        item = items.change_item(item, by=alice, base=1, fields={"notes": "Let op de deur."})
        assert reviews.still_holds(review, item)
        item = items.change_item(item, by=alice, base=2, fields={"title": "Heel iets anders"})

        assert not reviews.still_holds(review, item)


def test_a_new_question_takes_the_place_of_the_old_one(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library)
    first = ask(as_alice, item)
    second = ask(as_alice, item)

    assert (state(first), state(second)) == ("cleared", "asked")


def test_a_stranger_finds_no_review(as_charlie: Client, as_alice: Client, library: Library) -> None:
    item = make_plan.item(library)
    review = ask(as_alice, item)

    assert as_charlie.get(reverse("planning:review_ask", args=[item.pk])).status_code == 404
    assert answer(as_charlie, review) == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    manager: Client,
    library: Library,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        ask(as_alice, make_plan.item(library))
    manager.get(QUEUE)

    # 14 of the session, the person, the menu and the two scopes; the queue 3, its items 4, earlier
    # answers 1, names 6, people 1, newest answers 1
    with django_assert_num_queries(26):
        response = manager.get(QUEUE)

    assert len(response.context["waiting"]) == count
