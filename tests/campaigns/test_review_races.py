"""Two answers in the same moment, each in a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from campaigns.actions import guests
from campaigns.models import Campaign
from campaigns.queries import reviewing
from planning import tenancy
from planning.actions import reviews
from planning.models import PlanItem, Review
from tests import make
from tests.make_campaigns import make_campaign


@pytest.mark.usefixtures("committed")
def test_of_two_guests_who_answer_at_once_one_is_heard() -> None:
    library = make.library()
    campaign = make_campaign(library)
    with tenancy.library_scope(library):
        review = reviews.ask_review(campaign.item, by=None)
        links = [guests.open_link(review, for_whom=name, by=None)[0] for name in ("A", "B")]
        digest = reviewing.digest_now(PlanItem.objects.get(pk=campaign.pk))
    start = Barrier(2)

    def answer(at: int) -> str:
        try:
            with tenancy.library_scope(library):
                start.wait(timeout=10)
                guests.answer(
                    links[at],
                    name="AB"[at],
                    is_agreed=at == 0,
                    reason="" if at == 0 else "Nee",
                    item_version=1,
                    digest=digest,
                )
            return "AB"[at]
        except reviews.CannotReview:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        heard = "".join(pool.map(answer, range(2)))

    with tenancy.library_scope(library):
        found = Review.objects.get(pk=review.pk)
    assert len(heard) == 1
    assert (found.guest, found.state) == (heard, "approved" if heard == "A" else "changes")


@pytest.mark.usefixtures("committed")
def test_a_change_in_the_same_moment_is_never_agreed_with_unseen() -> None:
    library = make.library()
    campaign = make_campaign(library, content={"message": "Stap op."})
    with tenancy.library_scope(library):
        review = reviews.ask_review(campaign.item, by=None)
        link, _token = guests.open_link(review, for_whom="A", by=None)
        digest = reviewing.digest_now(PlanItem.objects.get(pk=campaign.pk))
    start = Barrier(2)

    def answer() -> None:
        try:
            with tenancy.library_scope(library):
                start.wait(timeout=10)
                guests.answer(
                    link, name="A", is_agreed=True, reason="", item_version=1, digest=digest
                )
        except reviews.CannotReview:
            pass
        finally:
            connection.close()

    def change() -> None:
        try:
            with tenancy.library_scope(library):
                start.wait(timeout=10)
                Campaign.objects.filter(pk=campaign.pk).update(message="Koop een auto.")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(answer), pool.submit(change)]:
            each.result()

    with tenancy.library_scope(library):
        campaign = Campaign.objects.get(pk=campaign.pk)
        # Whichever was first: nobody agreed with the car.
        assert reviewing.standing(campaign).state in ("asked", "cleared")
