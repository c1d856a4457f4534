"""Looking back on a campaign, and where what was learned returns."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import closing
from campaigns.models import Campaign
from campaigns.queries import lessons
from planning import tenancy
from planning.actions import agenda
from planning.models import Initiative, Library, PlanItem, User
from planning.queries import agenda_reasons, new_year
from tests import make_plan
from tests.make_campaigns import make_campaign

TODAY = timezone.localdate()
LESSON = "Begin twee weken eerder met de tafel."


@pytest.fixture
def campaign(library: Library) -> Campaign:
    """Over since last week."""
    return make_campaign(library, "Reizen begint hier", starts_on=TODAY - timedelta(days=35))


def url_of(campaign: Campaign) -> str:
    return reverse("campaigns:campaign_close", args=[campaign.pk])


def close(client: Client, campaign: Campaign, **given: str) -> int:
    values = {"verdict": "adjust", "lesson": LESSON, "seen": "", **given}
    return client.post(url_of(campaign), values).status_code


def fresh(campaign: Campaign) -> Campaign:
    with tenancy.library_scope(campaign.library):
        return Campaign.objects.select_related("item").get(pk=campaign.pk)


def test_a_campaign_is_closed_with_a_verdict_and_one_lesson(
    as_alice: Client, alice: User, campaign: Campaign
) -> None:
    assert close(as_alice, campaign) == 302

    found = fresh(campaign)
    assert (found.verdict, found.lesson, found.closed_by_id) == ("adjust", LESSON, alice.pk)
    assert found.item.status == "done"
    assert LESSON in as_alice.get(url_of(campaign)).text


@pytest.mark.parametrize("missing", ["verdict", "lesson"])
def test_closing_asks_for_both(as_alice: Client, campaign: Campaign, missing: str) -> None:
    assert close(as_alice, campaign, **{missing: ""}) == 422
    assert fresh(campaign).closed_at is None


@pytest.mark.parametrize(("days", "status"), [(-3, "agreed"), (35, "dropped")])
def test_what_did_not_begin_is_not_closed(
    as_alice: Client, library: Library, days: int, status: str
) -> None:
    never = make_campaign(library, starts_on=TODAY - timedelta(days=days), status=status)

    assert close(as_alice, never) == 409
    assert "<textarea" not in as_alice.get(url_of(never)).text
    assert fresh(never).closed_at is None


def test_closing_is_taken_back_and_the_lesson_stays(as_alice: Client, campaign: Campaign) -> None:
    close(as_alice, campaign)
    seen = closing.seen_of(fresh(campaign))
    reopen = reverse("campaigns:campaign_reopen", args=[campaign.pk])

    assert as_alice.post(reopen, {"seen": ""}).status_code == 409
    assert as_alice.post(reopen, {"seen": seen}).status_code == 302

    found = fresh(campaign)
    assert (found.closed_at, found.verdict, found.item.status) == (None, "", "agreed")
    assert LESSON in as_alice.get(url_of(campaign)).text


def test_two_people_do_not_write_over_each_other(as_alice: Client, campaign: Campaign) -> None:
    close(as_alice, campaign)

    response = as_alice.post(
        url_of(campaign), {"verdict": "stop", "lesson": "Nooit meer.", "seen": ""}
    )

    assert response.status_code == 409
    assert "Nooit meer." in response.text
    assert fresh(campaign).lesson == LESSON
    seen = closing.seen_of(fresh(campaign))
    assert close(as_alice, campaign, verdict="stop", lesson="Nooit meer.", seen=seen) == 302
    assert fresh(campaign).lesson == "Nooit meer."


def test_a_stranger_closes_nothing(as_charlie: Client, campaign: Campaign) -> None:
    assert close(as_charlie, campaign) == 404
    assert fresh(campaign).closed_at is None


def test_this_week_says_that_a_lesson_is_awaited(as_alice: Client, campaign: Campaign) -> None:
    before = as_alice.get("/").text

    close(as_alice, campaign)

    assert "Wacht op een les: Reizen begint hier" in before
    assert "Wacht op een les" not in as_alice.get("/").text


def test_a_lesson_is_awaited_of_what_is_over_and_of_nothing_else(library: Library) -> None:
    over = make_campaign(library, starts_on=TODAY - timedelta(days=40), days=10)
    make_campaign(library, starts_on=TODAY - timedelta(days=3))
    make_campaign(library, starts_on=TODAY - timedelta(days=400))
    make_campaign(library, starts_on=TODAY - timedelta(days=40), days=10, status="dropped")

    with tenancy.library_scope(library):
        assert lessons.waiting(library, today=TODAY) == [over]


def closed(library: Library, title: str, verdict: str, alice: User, *, year: int) -> Campaign:
    made = make_campaign(library, title, starts_on=date(year, 3, 1))
    with tenancy.library_scope(library):
        return closing.close(
            made, by=alice, verdict=verdict, lesson=f"Les: {title}", seen="", today=TODAY
        )


@pytest.mark.parametrize(
    ("verdict", "status"),
    [("repeat", "proposed"), ("adjust", "proposed"), ("stop", "stopped")],
)
def test_a_lesson_comes_on_the_board_of_next_year_with_one_click(
    as_alice: Client, alice: User, library: Library, verdict: str, status: str
) -> None:
    campaign = closed(library, "Boekenbal", verdict, alice, year=TODAY.year)
    year = TODAY.year + 1
    board = reverse("planning:choices", args=[year])
    assert "Les: Boekenbal" in as_alice.get(board).text
    url = reverse("campaigns:lesson_take_up", args=[year, campaign.pk])

    first, second = as_alice.post(url), as_alice.post(url)

    assert first.headers["Location"] == second.headers["Location"]
    with tenancy.library_scope(library):
        made = Initiative.objects.get()
        group = PlanItem.objects.get(pk=campaign.pk).target_group_id
    assert (made.year, made.title, made.status) == (year, "Boekenbal", status)
    assert made.target_group_id == group
    assert "Les: Boekenbal" in (made.reason if verdict == "stop" else made.description)
    assert url not in as_alice.get(board).text


def test_lessons_of_another_year_or_another_library_are_not_taken_up(
    as_alice: Client, as_charlie: Client, alice: User, library: Library
) -> None:
    campaign = closed(library, "Boekenbal", "repeat", alice, year=TODAY.year)
    next_year = reverse("campaigns:lesson_take_up", args=[TODAY.year + 1, campaign.pk])
    later = reverse("campaigns:lesson_take_up", args=[TODAY.year + 2, campaign.pk])

    assert as_charlie.post(next_year).status_code == 404
    assert as_alice.post(later).status_code == 404


def test_the_new_year_shows_the_lesson_and_does_not_go_on_with_what_stopped(
    alice: User, library: Library
) -> None:
    closed(library, "Boekenbal", "repeat", alice, year=TODAY.year)
    closed(library, "Posterweek", "stop", alice, year=TODAY.year)

    with tenancy.library_scope(library):
        rows = {each.item.title: each for each in new_year.rows(library, TODAY.year)}

    assert rows["Boekenbal"].lesson.endswith("Les: Boekenbal")
    assert (rows["Boekenbal"].is_proposed, rows["Posterweek"].is_proposed) == (True, False)


def test_the_next_consultation_talks_about_what_came_of_it(
    as_alice: Client, campaign: Campaign, library: Library
) -> None:
    close(as_alice, campaign)
    meeting = make_plan.item(library, kind="consultation", starts_on=TODAY + timedelta(days=1))
    with tenancy.library_scope(library):
        held = agenda.consultation_of(PlanItem.objects.get(pk=meeting.pk))
        found = agenda_reasons.reasons(held, today=TODAY)

    (point,) = [each for each in found if each.source == f"result:{campaign.pk}"]
    assert LESSON in point.evidence
    assert point.address.startswith(f"/campagnes/{campaign.pk}/")


def test_a_copy_knows_what_was_learned(alice: User, library: Library) -> None:
    first = closed(library, "Boekenbal", "repeat", alice, year=TODAY.year)
    copy = make_campaign(library, "Boekenbal")
    with tenancy.library_scope(library):
        Campaign.objects.filter(pk=copy.pk).update(copied_from=first)
        found = lessons.before(Campaign.objects.get(pk=copy.pk))

    assert found == first
