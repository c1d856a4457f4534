"""Ticked titles stay ticked while one looks further; how many there are stands on what is done."""

import re

import pytest
from django.test import Client

from campaigns.models import Campaign
from planning.models import Library
from tests.campaigns.shelved import names, shelved_campaign, url

HTMX = {"HX-Request": "true"}
CHECKED = re.compile(r'name="title" value="(\d+)"[^>]* checked')


@pytest.fixture
def campaign(library: Library) -> Campaign:
    return shelved_campaign(library)


def test_ticked_titles_stay_so_when_a_filter_changes(as_alice: Client, campaign: Campaign) -> None:
    asked = {"q": "wandel", "title": ["1", "2"]}

    page = as_alice.get(url(campaign), asked)
    fragment = as_alice.get(url(campaign), asked, headers=HTMX)

    for answer in (page, fragment):
        assert sorted(CHECKED.findall(answer.text)) == ["1", "2"]
        assert [book.number for book in answer.context["elsewhere"]] == [2]
        assert "Eerder aangevinkt, niet in de lijst hieronder" in answer.text
        assert "Zet 2 titels erbij" in answer.text


def test_ticked_titles_are_there_when_nothing_else_is(as_alice: Client, campaign: Campaign) -> None:
    page = as_alice.get(url(campaign), {"q": "zzzz", "title": "2"})

    assert page.context["blocks"] == []
    assert CHECKED.findall(page.text) == ["2"]
    assert "Zet 1 titel erbij" in page.text


def test_one_title_put_in_leaves_the_others_ticked(as_alice: Client, campaign: Campaign) -> None:
    given = {"title": ["1", "2"], "only": "1"}

    fragment = as_alice.post(url(campaign, "s_add"), given, headers=HTMX)

    assert names(campaign) == ["Wandelen in Drenthe, Bakker, Jan"]
    assert CHECKED.findall(fragment.text) == ["2"]


def test_without_a_script_ticks_go_along_in_the_address(
    as_alice: Client, campaign: Campaign
) -> None:
    answer = as_alice.post(f"{url(campaign, 's_add')}?q=camper", {"title": ["1", "2"], "only": "1"})

    assert answer.headers["Location"] == f"{url(campaign)}?q=camper&title=2"


def test_what_is_in_the_campaign_is_not_ticked_any_more(
    as_alice: Client, campaign: Campaign
) -> None:
    as_alice.post(url(campaign, "s_add"), {"title": ["1", "2"]}, headers=HTMX)

    page = as_alice.get(url(campaign), {"title": ["1", "x", "99"]})

    assert (page.context["ticked"], CHECKED.findall(page.text)) == ([], [])


def test_a_title_without_a_picture_has_a_cover_with_its_name(
    as_alice: Client, campaign: Campaign
) -> None:
    as_alice.post(url(campaign, "s_add"), {"title": ["2"]}, headers=HTMX)

    page = as_alice.get(url(campaign), {"q": "wandel"}).text

    found = re.findall(r'<span class="cover none tone-\d" aria-hidden="true">([^<]+)</span>', page)
    assert [each.replace("\u00ad", "") for each in found] == ["Camperroutes", "Wandelen in Drenthe"]


def test_the_tab_counts_titles_that_came_in_just_now(as_alice: Client, campaign: Campaign) -> None:
    fragment = as_alice.post(url(campaign, "s_add"), {"title": ["1", "2"]}, headers=HTMX)

    assert 'aria-current="page">Titels <span class="count">2</span>' in fragment.text


def test_pasting_shows_what_is_doubted_first_and_says_what_will_happen(
    as_alice: Client, campaign: Campaign
) -> None:
    pasted = "Camperroutes, Visser\nGloednieuw, De Vries\nWandelen in Drenthe, Bakker"

    page = as_alice.post(url(campaign, "s_paste"), {"text": pasted})

    shown = [meaning.line.title for _form, meaning in page.context["lines"]]
    assert shown == ["Gloednieuw", "Camperroutes", "Wandelen in Drenthe"]
    assert "Zet 2 erbij, 1 weggelaten" in page.text


def test_a_pasted_list_comes_in_in_its_own_order(as_alice: Client, campaign: Campaign) -> None:
    pasted = "Camperroutes, Visser\nGloednieuw, De Vries\nWandelen in Drenthe, Bakker"
    page = as_alice.post(url(campaign, "s_paste"), {"text": pasted})
    formset = page.context["formset"]
    fields = {
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "3",
        **{
            form.add_prefix(name): form[name].value() or ""
            for form in formset.forms
            for name in ("choice", "state", "offered", "name", "isbn", "expected_on")
        },
        "form-1-choice": "buy",
    }

    as_alice.post(url(campaign, "s_pasted"), fields)

    assert names(campaign) == [
        "Camperroutes, Visser, Piet",
        "Wandelen in Drenthe, Bakker, Jan",
        "Gloednieuw, De Vries",
    ]


def test_the_page_leads_to_pasting_a_list_from_its_top(
    as_alice: Client, campaign: Campaign
) -> None:
    page = as_alice.get(url(campaign))

    assert page.text.count(url(campaign, "s_paste")) == 1
    assert page.text.index(url(campaign, "s_paste")) < page.text.index('id="suggestions"')
    assert "plak een lijst" in page.text
