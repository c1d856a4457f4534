"""One campaign by a secret address: what a guest sees, says, and never finds."""

import re
import secrets
from datetime import datetime, timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import guests
from campaigns.models import Campaign, CampaignTitle, GuestAddress, GuestLink, Post
from campaigns.views.guest import guest
from planning import tenancy
from planning.actions import items, reviews
from planning.actions.feeds import digest_of
from planning.models import Library, Membership, Review, User
from tests import make
from tests.make_campaigns import make_campaign


@pytest.fixture
def campaign(library: Library, alice: User) -> Campaign:
    for name in ("bram", "noor"):
        make.member(library, name)
    return make_campaign(library, "Weer op de fiets", content={"message": "Stap op."})


def invite(campaign: Campaign, by: User | None) -> tuple[Review, GuestLink, str]:
    """Ask a guest; the third is the path of the address."""
    with tenancy.library_scope(campaign.library):
        review = reviews.ask_review(campaign.item, by=by, question="Mag dit?")
        link, token = guests.open_link(review, for_whom="Marian, wethouder", by=by)
    return review, link, reverse("campaigns:guest", args=[token])


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form, as a browser sends them."""
    return {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0]
        for name in ("version", "digest")
    }


def review_of(campaign: Campaign) -> Review:
    with tenancy.library_scope(campaign.library):
        return Review.objects.filter(item=campaign.pk).latest("pk")


def test_a_guest_reads_the_campaign_and_nothing_else(campaign: Campaign, alice: User) -> None:
    with tenancy.library_scope(campaign.library):
        CampaignTitle.objects.create(
            library=campaign.library,
            campaign=campaign,
            name="Camperroutes",
            reasons=["index 141 in deze groep"],
        )
    _review, _link, path = invite(campaign, alice)

    response = Client().get(path)

    assert response.status_code == 200
    assert "Weer op de fiets" in response.text
    assert "Stap op." in response.text
    assert "Camperroutes" in response.text
    assert "141" not in response.text
    assert "<nav" not in response.text
    assert response.headers["X-Robots-Tag"].startswith("noindex")
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.cookies) <= {"csrftoken"}


def test_looking_changes_nothing(campaign: Campaign, alice: User) -> None:
    review, link, path = invite(campaign, alice)

    for method in ("get", "head", "options"):
        getattr(Client(), method)(path)

    with tenancy.library_scope(campaign.library):
        assert GuestLink.objects.get(pk=link.pk).opened_at is None
        assert Review.objects.get(pk=review.pk).state == "asked"


def test_a_guest_agrees_and_it_stands_with_the_campaign(
    campaign: Campaign, alice: User, as_alice: Client
) -> None:
    _review, _link, path = invite(campaign, alice)
    browser = Client()
    shown = fields(browser.get(path).text)

    response = browser.post(path, {**shown, "name": "Marian Vos", "answer": "agree"}, follow=True)

    found = review_of(campaign)
    assert (found.state, found.guest, found.decided_by) == ("approved", "Marian Vos", None)
    assert "Marian Vos" in response.text
    assert "Stap op." not in response.text
    page = as_alice.get(reverse("campaigns:campaign_review", args=[campaign.pk]))
    assert "Marian Vos" in page.text


def test_a_guest_asks_for_a_change_with_a_reason(campaign: Campaign, alice: User) -> None:
    _review, _link, path = invite(campaign, alice)
    browser = Client()
    given = {**fields(browser.get(path).text), "name": "Marian", "answer": "changes"}

    refused = browser.post(path, given)
    state = review_of(campaign).state
    taken = browser.post(path, {**given, "reason": "Te duur."})

    assert (refused.status_code, state, taken.status_code) == (422, "asked", 302)
    found = review_of(campaign)
    assert (found.state, found.reason) == ("changes", "Te duur.")


@pytest.mark.parametrize("missing", ["name", "answer", "digest", "version"])
def test_an_answer_without_a_part_of_it_is_none(
    campaign: Campaign, alice: User, missing: str
) -> None:
    _review, _link, path = invite(campaign, alice)
    browser = Client()
    given = {**fields(browser.get(path).text), "name": "Marian", "answer": "agree"}
    del given[missing]

    assert browser.post(path, given).status_code == 422
    assert review_of(campaign).state == "asked"


@pytest.mark.parametrize("what", ["message", "notes", "post"])
def test_what_changed_between_reading_and_answering_is_shown_first(
    campaign: Campaign, alice: User, what: str
) -> None:
    _review, _link, path = invite(campaign, alice)
    browser = Client()
    given = {**fields(browser.get(path).text), "name": "Marian", "answer": "agree"}
    with tenancy.library_scope(campaign.library):
        if what == "message":
            Campaign.objects.filter(pk=campaign.pk).update(message="Koop een auto.")
        elif what == "notes":
            items.change_item(campaign.item, by=alice, base=1, fields={"notes": "Anders"})
        else:
            item = items.create_item(
                campaign.library,
                by=alice,
                fields={
                    "kind": "post",
                    "title": "Extra",
                    "starts_on": campaign.item.starts_on,
                    "ends_on": campaign.item.starts_on,
                },
                involved=[("marketing", None)],
            )
            Post.objects.create(
                item=item, library=campaign.library, campaign=campaign, text="Koop een auto."
            )

    response = browser.post(path, given)

    assert response.status_code == 409
    assert "intussen gewijzigd" in response.text
    assert ("Koop een auto." in response.text) == (what != "notes")
    assert 'value="Marian"' in response.text
    assert review_of(campaign).state == "asked"
    again = browser.post(path, {**given, **fields(response.text)})
    assert (again.status_code, review_of(campaign).state) == (302, "approved")


def test_an_address_ends_after_fourteen_days(campaign: Campaign, alice: User) -> None:
    _review, link, path = invite(campaign, alice)
    days = link.expires_at - timezone.now()

    with time_machine.travel(link.expires_at - timedelta(minutes=1), tick=False):
        before = Client().get(path).status_code
    with time_machine.travel(link.expires_at + timedelta(minutes=1), tick=False):
        after = Client().get(path).status_code

    assert timedelta(days=13, hours=23) < days <= timedelta(days=14)
    assert (before, after) == (200, 404)


def _expired(link: GuestLink, _alice: User) -> None:
    GuestLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())


def _revoked(link: GuestLink, _alice: User) -> None:
    guests.revoke_link(link)


def _renewed(link: GuestLink, _alice: User) -> None:
    guests.renew_link(link)


def _asked_anew(link: GuestLink, alice: User) -> None:
    reviews.ask_review(link.review.item, by=alice)


def _withdrawn(link: GuestLink, _alice: User) -> None:
    reviews.withdraw_review(link.review)


def _in_the_bin(link: GuestLink, alice: User) -> None:
    items.archive_item(link.review.item, by=alice)


@pytest.mark.parametrize(
    "end", [_expired, _revoked, _renewed, _asked_anew, _withdrawn, _in_the_bin]
)
def test_what_does_not_hold_any_more_is_the_same_404_as_what_never_was(
    campaign: Campaign, alice: User, end: object
) -> None:
    _review, link, path = invite(campaign, alice)
    never = Client().get(reverse("campaigns:guest", args=[secrets.token_urlsafe(32)]))
    with tenancy.library_scope(campaign.library):
        end(link, alice)  # type: ignore[operator]

    over, answer = Client().get(path), Client().post(path, {"answer": "agree"})

    assert (never.status_code, over.status_code, answer.status_code) == (404, 404, 404)
    assert over.text == never.text
    assert over.headers == never.headers


def test_a_new_address_holds_and_only_digests_are_kept(campaign: Campaign, alice: User) -> None:
    _review, link, _path = invite(campaign, alice)
    with tenancy.library_scope(campaign.library):
        token = guests.renew_link(link)
        kept = list(GuestLink.objects.values_list("digest", flat=True))
    known = list(GuestAddress.objects.values_list("digest", flat=True))

    assert Client().get(reverse("campaigns:guest", args=[token])).status_code == 200
    assert kept == known == [digest_of(token)]
    assert len(token) >= 43


def test_ten_thousand_guessed_addresses_find_nothing(campaign: Campaign, alice: User) -> None:
    invite(campaign, alice)
    request = RequestFactory().get("/gast/")
    found = []

    for _ in range(10_000):
        try:
            found.append(guest(request, secrets.token_urlsafe(32)))
        except Http404:
            continue

    assert found == []


@pytest.mark.parametrize(
    "token", ["0", "x" * 43, "A" * 2000, "..", "%00", "é", "' or 1=1 --", "%2F"]
)
def test_what_is_no_secret_at_all_is_a_404(campaign: Campaign, alice: User, token: str) -> None:
    invite(campaign, alice)

    assert Client().get(f"/gast/{token}/").status_code == 404


def test_who_works_there_gives_no_word_as_a_guest(
    campaign: Campaign, alice: User, as_alice: Client, library: Library, as_charlie: Client
) -> None:
    _review, _link, path = invite(campaign, alice)
    colleague = make.client(make.member(library, "ilse", role=Membership.Role.MANAGER).user)
    shown = fields(as_charlie.get(path).text)
    given = {**shown, "name": "Alice", "answer": "agree"}

    assert [each.post(path, given).status_code for each in (as_alice, colleague)] == [422, 422]
    assert "<button" not in as_alice.get(path).text
    assert review_of(campaign).state == "asked"
    # Who works elsewhere is as good a guest as anybody.
    assert as_charlie.post(path, given).status_code == 302


def test_an_answer_needs_the_page_it_was_given_on(campaign: Campaign, alice: User) -> None:
    _review, _link, path = invite(campaign, alice)
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(path).text
    given = {**fields(page), "name": "Marian", "answer": "agree"}
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]

    forged = browser.post(path, given).status_code
    own = browser.post(path, {**given, "csrfmiddlewaretoken": token}).status_code

    assert (forged, own) == (403, 302)


def test_a_second_guest_reads_that_it_was_answered(campaign: Campaign, alice: User) -> None:
    review, _link, path = invite(campaign, alice)
    with tenancy.library_scope(campaign.library):
        _other, token = guests.open_link(review, for_whom="Directeur", by=alice)
    second = reverse("campaigns:guest", args=[token])
    browser = Client()
    given = {**fields(browser.get(path).text), "name": "Marian", "answer": "agree"}
    browser.post(path, given)

    response = Client().post(second, {**given, "name": "Directeur", "answer": "changes"})

    assert response.status_code == 422  # a change without a reason
    assert "al beantwoord" in response.text
    late = Client().post(second, {**given, "name": "Dirk", "answer": "changes", "reason": "Nee"})
    assert late.status_code == 409
    assert review_of(campaign).guest == "Marian"
    assert "Marian" not in late.text


def test_an_image_of_a_post_is_shown_by_the_address_alone(campaign: Campaign, alice: User) -> None:
    other = make_campaign(campaign.library)
    posts = {}
    with tenancy.library_scope(campaign.library):
        for each in (campaign, other):
            item = items.create_item(
                campaign.library,
                by=alice,
                fields={
                    "kind": "post",
                    "title": "Start",
                    "starts_on": each.item.starts_on,
                    "ends_on": each.item.starts_on,
                    "parent": each.item,
                },
                involved=[("marketing", None)],
            )
            posts[each.pk] = Post.objects.create(
                item=item, library=campaign.library, campaign=each, heading="Stap op", alt="Fiets"
            )
    _review, _link, path = invite(campaign, alice)
    browser = Client()

    own = browser.get(f"{path}beeld-{posts[campaign.pk].pk}.png")

    assert own.headers["Content-Type"] == "image/png"
    assert own.content.startswith(b"\x89PNG")
    assert f"{path}beeld-{posts[campaign.pk].pk}.png" in browser.get(path).text
    assert browser.get(f"{path}beeld-{posts[other.pk].pk}.png").status_code == 404
    assert browser.get(f"/gast/niets/beeld-{posts[campaign.pk].pk}.png").status_code == 404


def test_the_moment_of_an_answer_is_kept_with_the_address(campaign: Campaign, alice: User) -> None:
    _review, link, path = invite(campaign, alice)
    browser = Client()
    given = {**fields(browser.get(path).text), "name": "Marian", "answer": "agree"}

    browser.post(path, given)

    with tenancy.library_scope(campaign.library):
        opened = GuestLink.objects.get(pk=link.pk).opened_at
    assert isinstance(opened, datetime)
    assert opened == review_of(campaign).decided_at
