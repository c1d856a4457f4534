"""What came of a campaign: the page in each of its states, its file, and the command that says the
same."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from campaigns.actions import effects as actions
from campaigns.actions import titles
from campaigns.models import Campaign, CampaignCount, CampaignEffect, CampaignTitle
from campaigns.queries import effects
from planning import tenancy
from planning.models import Library
from segments.effect.windows import Span
from tests.conftest import acting_as
from tests.make_campaigns import make_campaign
from tests.make_posts import make_post
from tests.segments import effect_town, make_books
from tests.segments.effect_town import LAST, START, slow_sum, weekly

TODAY = LAST + timedelta(days=1)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def campaign_of(library: Library, *numbers: int, **fields: Any) -> Campaign:
    given = {"starts_on": START, "days": 28, **fields}
    return make_campaign(library, "Reizen begint in Dorp", titles=numbers, **given)


def page_of(campaign: Campaign) -> str:
    return reverse("campaigns:campaign_effect", args=[campaign.pk])


def test_effect_page_says_counts_then_strength_then_what_it_is_not(
    library: Library, as_alice: Client
) -> None:
    effect_town.town(library, extra=8)
    campaign = campaign_of(library, 1, 2, 3, 4, hours_collection=16, euros=250)
    with tenancy.library_scope(library):
        titles.write_in(campaign, name="Camperroutes 2027", by=None)

    page = as_alice.get(page_of(campaign)).text

    first = page.index("4 van 4 titels gingen mee; 168 uitleningen in 4 weken, eerder zo’n 40")
    second = page.index("Vergelijkbare titels doen")
    assert first < second < page.index("Samenhang, geen bewijs.")
    assert "Niet in de catalogus, dus niet gemeten: Camperroutes 2027." in page
    assert "per extra uitlening" in page
    assert "Bespreek samen" in page
    assert "Boek 1" in page


@pytest.mark.parametrize(
    ("starts_on", "numbers", "said"),
    [
        (TODAY + timedelta(days=30), (1, 2), "In de weken ervoor werden deze titels zo’n"),
        (START, (), "nog geen titel van de catalogus"),
        (START, (2,), "Te weinig om iets te zeggen"),
        (LAST + timedelta(days=1), (1, 2), "die van deze campagne moeten nog worden ingelezen"),
    ],
)
def test_effect_page_says_what_is_not_known_yet(
    library: Library, as_alice: Client, starts_on: date, numbers: tuple[int, ...], said: str
) -> None:
    effect_town.town(library, extra=0)

    page = as_alice.get(page_of(campaign_of(library, *numbers, starts_on=starts_on))).text

    assert said in page
    assert "per extra uitlening" not in page


def test_effect_page_without_loans_tells_what_was_counted_by_hand(
    library: Library, as_alice: Client
) -> None:
    campaign = campaign_of(library, 1)
    with tenancy.library_scope(library):
        CampaignCount.objects.create(
            library=library, campaign=campaign, phase="during", what="visit", number=40,
            from_on=START, to_on=START,
        )  # fmt: skip

    page = as_alice.get(page_of(campaign)).text

    assert "geen uitleningen ingelezen" in page
    assert "40 in 1 dag" in page


def test_effect_is_closed_for_a_stranger(library: Library, as_charlie: Client) -> None:
    campaign = campaign_of(library, 1)

    assert as_charlie.get(page_of(campaign)).status_code == 404
    assert as_charlie.get(f"{page_of(campaign)}titels.csv").status_code == 404


def test_titles_of_an_effect_are_a_file(library: Library, as_alice: Client) -> None:
    effect_town.town(library, extra=8)
    campaign = campaign_of(library, 1, 2)

    lines = as_alice.get(f"{page_of(campaign)}titels.csv").content.decode("utf-8-sig").split("\r\n")

    assert lines[0].startswith("Titel;Auteur;Vóór;Tijdens;Erna;Zelfde weken vorig jaar")
    assert lines[1].startswith("Boek 1;;32;48;16;16;")
    assert as_alice.get(f"{page_of(campaign)}titels.exe").status_code == 404


def test_command_prints_the_figures_of_the_page(library: Library, as_alice: Client) -> None:
    effect_town.town(library, extra=8)
    campaign = campaign_of(library, 1, 2, 3, 4)
    page = as_alice.get(page_of(campaign))
    out = StringIO()

    call_command(
        "campaign_effect", library="noorderveld", campaign=campaign.pk, json=True, stdout=out
    )

    answer = json.loads(out.getvalue())
    assert answer["effect"] == page.context["told"].content()
    assert answer["said"][0] == page.context["counts"]
    assert answer["verdict"] == "more"
    with pytest.raises(CommandError):
        call_command("campaign_effect", library="noorderveld", campaign=999_999)


def test_effect_is_measured_anew_for_other_titles_at_once_and_for_newer_loans_by_a_worker(
    library: Library,
) -> None:
    code = effect_town.town(library, extra=8)
    campaign = campaign_of(library, 1, 2, 3)
    with tenancy.library_scope(library):
        first, _late = actions.current(campaign)
        CampaignTitle.objects.filter(campaign=campaign, title=3).delete()
        second, is_late = actions.current(campaign)
        assert [len(each.content["rows"]) for each in (first, second)] == [3, 2]
        assert not is_late

    effect_town.lend_more(library, [make_books.Loan(1, 1, LAST, 5, code)])
    make_books.done(library, "loans")
    with tenancy.library_scope(library):
        kept, is_late = actions.current(campaign)
        assert (kept.content, is_late) == (second.content, True)

    with acting_as("worker"):
        assert actions.measure_due(library.pk, today=TODAY) == 1
        assert actions.measure_due(library.pk, today=TODAY) == 0
    with tenancy.library_scope(library):
        kept, is_late = actions.current(campaign)
    assert (kept.content["after"], is_late) == (second.content["after"] + 5, False)


def test_titles_that_others_put_in_the_light_meanwhile_are_not_compared_with(
    library: Library, stranger_library: Library
) -> None:
    campaign = campaign_of(library, 1, 2)
    campaign_of(library, 2, 7, 8, status="agreed")
    campaign_of(library, 9, starts_on=START - timedelta(days=300))
    campaign_of(stranger_library, 10)

    with tenancy.library_scope(library):
        ask = effects.ask_of(campaign)

    assert (ask.titles, ask.left_out) == ((1, 2), (7, 8))


def test_small_campaigns_of_a_year_get_a_verdict_together(
    library: Library, as_alice: Client
) -> None:
    effect_town.town(library, extra=6, promoted=(1, 2, 3, 4, 5, 6))
    first, second = campaign_of(library, 1, 3), campaign_of(library, 4, 6)
    for each in (first, second):
        as_alice.get(page_of(each))

    page = as_alice.get(page_of(first))

    assert page.context["verdict"] == "too_little"
    assert "2 campagnes van 2026 samen" in page.text
    with tenancy.library_scope(library):
        assert CampaignEffect.objects.count() == 2


def test_loans_of_the_week_of_a_post_stand_beside_those_of_the_week_before(
    library: Library, as_alice: Client
) -> None:
    effect_town.town(library, extra=8)
    campaign = campaign_of(library, 1, 2)
    for day in (START + timedelta(days=2), LAST + timedelta(days=70)):  # no weeks around the last
        make_post(library, "Op Instagram", day=day, campaign=campaign)
    lent = [
        *weekly(1, 2, extra=8),
        *weekly(1, 2, branch=2),
        *weekly(2, 3, extra=8),
    ]
    before, during = (
        slow_sum(lent, (1, 2), Span(first, first + timedelta(weeks=1)), ())
        for first in (START - timedelta(weeks=1), START)
    )

    page = as_alice.get(page_of(campaign))

    (post,) = page.context["posts"]
    assert (post.before, post.after) == (before, during)
    assert f"{before} uitleningen in de week ervoor, {during} in die week" in page.text


def test_effect_page_needs_as_many_queries_for_many_titles_as_for_few(
    library: Library, as_alice: Client, django_assert_max_num_queries: Any
) -> None:
    effect_town.town(library, extra=0)
    campaign = campaign_of(library, *range(1, 31))
    as_alice.get(page_of(campaign))

    with django_assert_max_num_queries(50):
        page = as_alice.get(page_of(campaign))

    assert page.context["told"].titles == 30
