"""Titles out of a pasted list, and out of the collection, come into a campaign."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.actions import titles as actions
from campaigns.models import Campaign
from planning import tenancy
from planning.models import Library
from tests.campaigns.shelved import ISBN, SOON, TODAY, names, shelved, shelved_campaign, url
from tests.make_campaigns import make_campaign


@pytest.fixture
def campaign(library: Library) -> Campaign:
    return shelved_campaign(library)


def test_a_pasted_list_is_looked_up_line_by_line(as_alice: Client, campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        actions.add_titles(campaign, [4], by=None)
    text = f"{ISBN}\nCamperroutes\nReisgids Japan\nGloednieuw, De Vries"

    check = as_alice.post(url(campaign, "s_paste"), {"text": text})
    states = [meaning.state for _form, meaning in check.context["lines"]]
    rows = [form.initial for form in check.context["formset"]]
    data = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "4"}
    chosen = ["1", "3", "", "buy"]
    for at, row in enumerate(rows):
        data |= {f"form-{at}-{name}": row[name] or "" for name in ("name", "isbn")}
        data |= {f"form-{at}-choice": chosen[at]}
    data["form-3-expected_on"] = SOON.isoformat()
    done = as_alice.post(url(campaign, "s_pasted"), data, follow=True)
    empty = as_alice.post(url(campaign, "s_paste"), {"text": " \n "})

    assert states == ["doubted", "not_found", "found", "already"]
    assert "1 gevonden, 1 onzeker, 1 niet gevonden, 1 staat er al in." in check.text
    assert rows[0]["choice"] == "1"
    assert rows[1]["choice"] == ""  # which of the two, somebody has to say
    assert "2 titels staan erbij. 1 staat op de lijst als nog aan te schaffen." in done.text
    assert names(campaign)[1:] == [
        "Wandelen in Drenthe, Bakker, Jan",
        "Camperroutes, Mulder, Els",
        "Gloednieuw, De Vries",
    ]
    assert empty.status_code == 422


def test_a_wrong_day_in_a_pasted_list_is_said_and_nothing_is_put_in(
    as_alice: Client, campaign: Campaign
) -> None:
    data = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-name": "Gloednieuw",
        "form-0-choice": "buy",
        "form-0-expected_on": "morgen",
    }

    answer = as_alice.post(url(campaign, "s_pasted"), data)
    without = as_alice.post(url(campaign, "s_pasted"), {"nothing": "1"})

    assert answer.status_code == 422
    assert "Gloednieuw" in answer.text
    assert without.status_code == 302
    assert names(campaign) == []


def test_titles_go_to_a_campaign_that_is_there_or_to_a_new_one(
    as_alice: Client, campaign: Campaign, stranger_library: Library
) -> None:
    elsewhere = make_campaign(stranger_library, "Vreemd", starts_on=SOON)
    over = make_campaign(campaign.library, "Voorbij", starts_on=TODAY - timedelta(days=90))
    onward = reverse("campaigns:titles_onward")

    page = as_alice.get(f"{onward}?titles=2,1,x&start=acquisitions")
    refused = [
        as_alice.post(onward, {"titles": "1", "campaign": each.pk}).status_code
        for each in (elsewhere, over)
    ]
    done = as_alice.post(onward, {"titles": "2,1", "campaign": campaign.pk})

    assert "Reizen" in page.text
    assert "Voorbij" not in page.text
    assert f"{reverse('campaigns:campaign_add')}?titles=2,1,x&amp;start=acquisitions" in page.text
    assert refused == [422, 422]
    assert done["Location"] == url(campaign)
    assert names(campaign)[0].startswith("Camperroutes")


def test_without_campaigns_titles_begin_a_new_one_at_once(
    as_alice: Client, library: Library
) -> None:
    shelved(library)

    answer = as_alice.get(reverse("campaigns:titles_onward"), {"titles": "1"})

    assert answer["Location"] == f"{reverse('campaigns:campaign_add')}?titles=1"
