"""Asking for a word on a campaign, and giving it in the queue of managers."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign, GuestLink
from planning import tenancy
from planning.models import Library, Membership, Review, User
from tests import make, make_plan
from tests.make_campaigns import make_campaign

QUEUE = "/beoordelen/"


@pytest.fixture
def ilse(library: Library) -> User:
    make.member(library, "bram")
    return make.member(library, "ilse", role=Membership.Role.MANAGER).user


@pytest.fixture
def campaign(library: Library, alice: User, ilse: User) -> Campaign:
    return make_campaign(library, "Weer op de fiets", content={"message": "Stap op."})


def page_of(campaign: Campaign) -> str:
    return reverse("campaigns:campaign_review", args=[campaign.pk])


def ask(client: Client, campaign: Campaign, **given: object) -> int:
    return client.post(page_of(campaign), given).status_code


def review_of(campaign: Campaign) -> Review:
    with tenancy.library_scope(campaign.library):
        return Review.objects.filter(item=campaign.pk).latest("pk")


def answer(client: Client, campaign: Campaign, **given: object) -> int:
    """As the form of the queue sends it."""
    page = client.get(QUEUE).text
    hidden = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0]
        for name in ("version", "digest")
    }
    url = reverse("planning:review_answer", args=[review_of(campaign).pk])
    return client.post(url, {**hidden, "answer": "agree", **given}).status_code


def test_a_manager_is_asked_by_name_and_before_a_day(
    as_alice: Client, campaign: Campaign, ilse: User
) -> None:
    day = timezone.localdate() + timedelta(days=9)

    status = ask(as_alice, campaign, of=ilse.pk, question="Mag dit?", due_on=day.isoformat())

    assert status == 302
    head = as_alice.get(reverse("campaigns:campaign", args=[campaign.pk])).text
    assert "Akkoord gevraagd aan Ilse" in head
    queue = make.client(ilse).get(QUEUE).text
    assert "Mag dit?" in queue
    assert page_of(campaign) in queue


def test_a_manager_answers_exactly_what_the_queue_showed(
    as_alice: Client, campaign: Campaign, ilse: User
) -> None:
    ask(as_alice, campaign, of=ilse.pk)
    manager = make.client(ilse)
    page = manager.get(QUEUE).text
    seen = re.findall(r'name="digest" value="([^"]+)"', page)[0]
    with tenancy.library_scope(campaign.library):
        Campaign.objects.filter(pk=campaign.pk).update(message="Koop een auto.")

    refused = answer(manager, campaign, digest=seen)
    without = answer(manager, campaign, digest="")
    state = review_of(campaign).state
    taken = answer(manager, campaign)

    assert (refused, without, state, taken) == (409, 409, "asked", 302)
    assert review_of(campaign).state == "approved"


def test_the_queue_says_what_changed_of_the_message_since_the_last_word(
    as_alice: Client, campaign: Campaign, ilse: User
) -> None:
    manager = make.client(ilse)
    ask(as_alice, campaign, of=ilse.pk)
    answer(manager, campaign, answer="changes", reason="Te vaag.")
    with tenancy.library_scope(campaign.library):
        Campaign.objects.filter(pk=campaign.pk).update(message="Stap nu op.")

    ask(as_alice, campaign, of=ilse.pk)

    ((waiting, _form),) = manager.get(QUEUE).context["waiting"]
    assert waiting.since == "Te vaag."
    assert [(each.before, each.after) for each in waiting.differences] == [
        ("Stap op.", "Stap nu op.")
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Kies aan wie je het vraagt."),
        ({"of": "guest"}, "Vertel wie de gast is."),
        ({"of": "guest", "for_whom": "M", "due_on": "2020-01-01"}, "Die dag is voorbij."),
        ({"of": "999999"}, "staat niet in de lijst"),
    ],
)
def test_a_question_that_is_not_complete_is_no_question(
    as_alice: Client, campaign: Campaign, given: dict[str, str], said: str
) -> None:
    response = as_alice.post(page_of(campaign), given)

    assert response.status_code == 422
    assert said in response.text
    with tenancy.library_scope(campaign.library):
        assert not Review.objects.exists()


def test_the_address_of_a_guest_is_shown_once(as_alice: Client, campaign: Campaign) -> None:
    asked = as_alice.post(page_of(campaign), {"of": "guest", "for_whom": "Marian"})
    address = re.findall(r"https?://[^\"]+/gast/[^\"]+", asked.text)

    later = as_alice.get(page_of(campaign))

    assert len(address) == 1
    assert Client().get(address[0]).status_code == 200
    assert "/gast/" not in re.sub(r'action="[^"]+"', "", later.text)
    assert "Marian" in later.text


def test_an_address_is_renewed_and_taken_back(as_alice: Client, campaign: Campaign) -> None:
    asked = as_alice.post(page_of(campaign), {"of": "guest", "for_whom": "Marian"})
    first = re.findall(r"https?://[^\"]+/gast/[^\"]+", asked.text)[0]
    with tenancy.library_scope(campaign.library):
        link = GuestLink.objects.get()

    renewed = as_alice.post(reverse("campaigns:guest_renew", args=[campaign.pk, link.pk]))
    second = re.findall(r"https?://[^\"]+/gast/[^\"]+", renewed.text)[0]
    told = [Client().get(each).status_code for each in (first, second)]
    as_alice.post(reverse("campaigns:guest_revoke", args=[campaign.pk, link.pk]))
    told.append(Client().get(second).status_code)

    assert told == [404, 200, 404]


def test_a_question_is_taken_back(as_alice: Client, campaign: Campaign, ilse: User) -> None:
    ask(as_alice, campaign, of=ilse.pk)
    url = reverse("campaigns:review_withdraw", args=[campaign.pk])

    assert as_alice.post(url).status_code == 302
    assert as_alice.post(url).status_code == 404
    assert "Weer op de fiets" not in make.client(ilse).get(QUEUE).text


def test_a_manager_cannot_ask_or_answer_themselves(
    library: Library, campaign: Campaign, ilse: User
) -> None:
    manager = make.client(ilse)
    make.member(library, "karim", role=Membership.Role.MANAGER)

    assert ask(manager, campaign, of=ilse.pk) == 422
    assert ask(manager, campaign, of="guest", for_whom="Marian") == 200
    assert "Akkoord gaat" not in manager.get(page_of(campaign)).text
    url = reverse("planning:review_answer", args=[review_of(campaign).pk])
    form = {"version": review_of(campaign).item_version, "digest": review_of(campaign).digest}
    assert manager.post(url, {**form, "answer": "agree"}).status_code == 409


def test_in_a_library_of_two_one_agrees_alone_and_it_is_written_down(
    stranger_library: Library, charlie: User
) -> None:
    campaign = make_campaign(stranger_library, "Klein feest")
    client = make.client(charlie)
    ask(client, campaign, of=charlie.pk)

    assert answer(client, campaign) == 302

    assert review_of(campaign).is_self_decided
    assert "alleen" in client.get(page_of(campaign)).text


def test_the_old_way_of_asking_leads_to_the_campaign(as_alice: Client, campaign: Campaign) -> None:
    response = as_alice.get(reverse("planning:review_ask", args=[campaign.pk]))

    assert response.headers["Location"] == page_of(campaign)


def test_an_item_without_a_workspace_gets_one_first(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, kind="campaign")

    response = as_alice.get(reverse("campaigns:campaign_review", args=[item.pk]))

    assert response.headers["Location"] == reverse("campaigns:campaign", args=[item.pk])


def test_a_stranger_finds_no_review_of_a_campaign(as_charlie: Client, campaign: Campaign) -> None:
    assert as_charlie.get(page_of(campaign)).status_code == 404
    assert ask(as_charlie, campaign, of="guest", for_whom="Ik") == 404


def test_this_week_reminds_who_is_asked(
    as_alice: Client, campaign: Campaign, library: Library, ilse: User
) -> None:
    karim = make.member(library, "karim", role=Membership.Role.MANAGER).user

    ask(as_alice, campaign, of=ilse.pk)

    told = ["Weer op de fiets" in make.client(each).get("/").text for each in (ilse, karim)]
    assert told == [True, False]


def test_this_week_reminds_who_asked_of_a_guest_that_says_nothing(
    as_alice: Client, campaign: Campaign, ilse: User
) -> None:
    soon = timezone.localdate() + timedelta(days=2)

    ask(as_alice, campaign, of="guest", for_whom="Marian", due_on=soon.isoformat())

    assert "Marian" in as_alice.get("/").text
    assert "Marian" not in make.client(ilse).get("/").text
