"""The pages of titles: choosing, pasting, warning, and who may."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from pytest_django.fixtures import DjangoAssertNumQueries

from campaigns.actions import titles as actions
from campaigns.models import Campaign
from campaigns.queries import campaign_titles as queries
from planning import tenancy
from planning.models import Branch, Library, PlanSettings
from segments import highlighting
from tests import make
from tests.campaigns.shelved import ISBN, SOON, TODAY, names, shelved, shelved_campaign, url
from tests.make_campaigns import make_campaign
from tests.segments import make_books


def later(campaign: Campaign) -> str:
    """The address of what comes after the page."""
    return reverse("campaigns:campaign_suggestions", args=[campaign.pk])


@pytest.fixture
def campaign(library: Library) -> Campaign:
    return shelved_campaign(library)


def test_ticked_titles_come_in_with_their_reasons(as_alice: Client, campaign: Campaign) -> None:
    page = as_alice.get(later(campaign))
    asked = {"HX-Request": "true"}

    fragment = as_alice.post(url(campaign, "s_add"), {"title": ["2", "1", "x"]}, headers=asked)

    assert "Camperroutes" in page.text
    assert "<html" not in fragment.text
    assert "2 titels staan erbij." in fragment.text
    assert names(campaign) == ["Camperroutes, Visser, Piet", "Wandelen in Drenthe, Bakker, Jan"]
    with tenancy.library_scope(campaign.library):
        first = queries.in_order(campaign)[0]
    assert any(reason.startswith("Aanwinst sinds") for reason in first.reasons)
    day = date_format(TODAY, "j F Y")
    assert f"Exemplaren op {day}: Centrum 1." in first.reasons


def test_nothing_ticked_says_so_and_changes_nothing(as_alice: Client, campaign: Campaign) -> None:
    answer = as_alice.post(url(campaign, "s_add"), follow=True)

    assert "Vink eerst een titel aan." in answer.text
    assert names(campaign) == []


def test_search_finds_by_word_isbn_and_number(as_alice: Client, campaign: Campaign) -> None:
    for text in ("wandel dren", "bakker", ISBN, "0-306-40615-2", "123456789"):
        page = as_alice.get(url(campaign), {"q": text})
        (block,) = page.context["blocks"]
        assert [line.suggestion.book.number for line in block.lines] == [1], text
    nothing = as_alice.get(url(campaign), {"q": "Onvindbaar"})
    assert "“Onvindbaar” zit niet in de collectie" in nothing.text
    assert nothing.context["write_form"].initial["name"] == "Onvindbaar"


def test_filters_stand_in_the_address_and_wrong_ones_are_not_asked(
    as_alice: Client, campaign: Campaign
) -> None:
    new = as_alice.get(url(campaign), {"new": "on", "branch": "CEN"})
    wrong = as_alice.get(url(campaign), {"genre": "x", "branch": "ZZZ", "page": "-1", "new": "on"})

    found = [line.suggestion.book.number for block in new.context["blocks"] for line in block.lines]
    assert found == [2]
    assert new.context["query"] == "?branch=CEN&new=on"
    assert wrong.context["query"] == "?new=on"


def test_fragment_is_part_of_its_page(as_alice: Client, campaign: Campaign) -> None:
    page = as_alice.get(url(campaign)).text
    fragment = as_alice.get(url(campaign), headers={"HX-Request": "true"}).text

    assert "<html" not in fragment
    assert "Voorgesteld voor" in fragment
    assert page.count('id="titles"') == fragment.count('id="titles"') == 1


def test_suggestions_come_after_the_page_unless_the_address_asks_for_them(
    as_alice: Client, campaign: Campaign
) -> None:
    page = as_alice.get(url(campaign)).text
    after = as_alice.get(later(campaign), headers={"HX-Request": "true"}).text
    without_script = as_alice.get(later(campaign)).text
    asked = as_alice.get(url(campaign), {"new": "on"}).text

    assert f'hx-get="{later(campaign)}"' in page
    assert "Camperroutes" not in page
    assert "<html" not in after
    assert after.count('id="suggestions"') == 1
    for whole in (after, without_script, asked):
        assert "Camperroutes" in whole
        assert f'hx-get="{later(campaign)}"' not in whole


def test_a_removed_title_is_put_back_by_who_removed_it(
    as_alice: Client, campaign: Campaign
) -> None:
    as_bob = make.client(make.member(campaign.library).user)
    with tenancy.library_scope(campaign.library):
        first, _second = actions.add_titles(campaign, [1, 2], by=None)

    page = as_alice.post(url(campaign, "_remove", first.pk), follow=True)
    (removed,) = page.context["removed"]
    of_bob = as_bob.get(url(campaign)).context["removed"]
    refused = as_bob.post(url(campaign, "_restore"), {"added_at": removed["added_at"]}, follow=True)
    left = names(campaign)
    as_alice.post(url(campaign, "_restore"), {"added_at": removed["added_at"]})

    assert "Eruit gehaald: Wandelen in Drenthe, Bakker, Jan" in page.text
    assert of_bob == []
    assert "Terugzetten kan niet meer" in refused.text
    assert left == ["Camperroutes, Visser, Piet"]
    assert names(campaign) == ["Wandelen in Drenthe, Bakker, Jan", *left]


def test_titles_move_and_are_spoken_of(as_alice: Client, campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        rows = actions.add_titles(campaign, [1, 2], by=None)

    as_alice.post(url(campaign, "_move", rows[1].pk), {"up": "1"})
    moved = names(campaign)
    as_alice.post(url(campaign, "_edit", rows[0].pk), {"note": "op de tafel in de hal"})
    wrong = as_alice.post(
        url(campaign, "_edit", rows[0].pk), {"expected_on": "32-13-2027"}, follow=True
    )

    assert moved[0].startswith("Camperroutes")
    assert "op de tafel in de hal" in wrong.text
    assert "Dit is geen dag, of te lang." in wrong.text


def test_what_is_written_in_is_still_to_be_bought_until_it_came(
    as_alice: Client, campaign: Campaign
) -> None:
    other = "9789000000013"
    wrong = as_alice.post(url(campaign, "_write"), {"name": "Nieuw", "isbn": "978-0"})
    as_alice.post(url(campaign, "_write"), {"name": "Al lang bekend", "isbn": "0306406152"})
    known = names(campaign)
    with tenancy.library_scope(campaign.library):
        row = actions.write_in(campaign, name="Nieuw boek", isbn=other, by=None)
    before = as_alice.get(url(campaign)).text
    make_books.insert(campaign.library, "segments_title", [(9, "k9", other, "Nieuw boek!", "")])
    make_books.renew(campaign.library)
    after = as_alice.get(url(campaign)).text
    as_alice.post(url(campaign, "_match", row.pk))

    assert wrong.status_code == 422
    assert "Dit is geen ISBN" in wrong.text
    assert known == ["Wandelen in Drenthe, Bakker, Jan"]  # its ISBN is in the collection
    assert "nog aan te schaffen" in before
    assert "Besteld moet uiterlijk op" in before
    assert "Deze titel zit intussen in de collectie." in after
    with tenancy.library_scope(campaign.library):
        assert campaign.titles.get(pk=row.pk).title == 9


def test_warnings_need_a_file_of_two_days_at_most(
    as_alice: Client, library: Library, stranger_library: Library
) -> None:
    shelved(library, days_old=2)
    shelved(stranger_library, days_old=30)
    found = {}
    for of in (library, stranger_library):
        with tenancy.library_scope(of):
            here = list(Branch.objects.filter(code="CEN"))
        made = make_campaign(of, starts_on=SOON, branches=here, titles=[1, 3, 4])
        with tenancy.library_scope(of):
            found[of] = [(each.code, each.about) for each in queries.warnings(made, TODAY)]
            after = queries.warnings(made, made.item.ends_on + timedelta(days=1))
        assert after == []  # nothing goes live any more

    assert found[library] == [
        ("order_by", "Reisgids Japan"),
        ("nowhere", "Reisgids Japan"),
        ("queue", "Camperroutes"),
    ]
    assert found[stranger_library] == []


def test_a_title_that_came_in_today_waits_for_the_next_file(
    as_alice: Client, library: Library
) -> None:
    shelved(library)
    make_books.file(library, "acquisitions", [(4, 1, TODAY, 1, None)])
    campaign = make_campaign(library, starts_on=SOON, titles=[1, 4])

    page = as_alice.get(url(campaign))

    day = date_format(TODAY, "j F Y")
    assert f"Binnengekomen op {day}; het bezitsbestand heeft hem nog niet." in page.text
    assert "In geen enkele vestiging" not in page.text
    assert page.context["answer"].endswith(": 1 nog niet in het bezitsbestand.")


def test_an_older_file_is_told_with_its_day(as_alice: Client, library: Library) -> None:
    shelved(library, days_old=3)
    campaign = make_campaign(library, starts_on=SOON, titles=[3])

    page = as_alice.get(url(campaign)).text

    assert "ouder dan twee dagen, dus daarmee waarschuwen we niet" in page
    assert "18 reserveringen op" not in page


def test_a_title_leads_to_the_catalogue_of_the_library(
    as_alice: Client, campaign: Campaign
) -> None:
    with tenancy.library_scope(campaign.library):
        PlanSettings.objects.create(
            library=campaign.library, catalogue="https://catalogus.example.org/{isbn}"
        )
        actions.add_titles(campaign, [1, 2], by=None)

    page = as_alice.get(url(campaign)).text

    assert page.count('href="https://catalogus.example.org/') == 1  # the other has no ISBN
    found = as_alice.get(url(campaign), {"q": "wandelen"}).text
    assert found.count(f'href="https://catalogus.example.org/{ISBN}"') == 2
    assert f'href="https://catalogus.example.org/{ISBN}"' in page


def test_a_library_without_files_writes_its_titles_down(as_alice: Client, library: Library) -> None:
    campaign = make_campaign(library, "Klein en fijn", starts_on=SOON)

    empty = as_alice.get(url(campaign))
    as_alice.post(url(campaign, "_write"), {"name": "Pluk, Schmidt"})
    filled = as_alice.get(url(campaign))

    assert "Jullie kennen je boeken: schrijf ze op" in empty.text
    assert "<details open>" in empty.text
    assert "Pluk, Schmidt" in filled.text
    assert "1 titel voor" in filled.text


def test_a_title_tells_in_which_campaign_it_is(campaign: Campaign) -> None:
    library = campaign.library
    over = make_campaign(library, "Voorbij", starts_on=TODAY - timedelta(days=90), titles=[1])
    with tenancy.library_scope(library):
        actions.add_titles(campaign, [1], by=None)
        shown = highlighting.highlights(library, [1, 2])

    assert [(each.name, each.url) for each in shown[1]] == [("campagne Reizen", url(campaign))]
    assert over.pk not in {each.url for each in shown[1]}
    assert 2 not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_as_many_queries_for_three_as_for_one(
    campaign: Campaign, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with tenancy.library_scope(campaign.library):
        actions.add_titles(campaign, range(1, count + 1), by=None)
        actions.write_in(campaign, name="Nieuw", isbn="9789000000013", by=None)
        here = Campaign.objects.select_related("item", "library").get(pk=campaign.pk)

        # rows, shelf, periods, genres, codes, books, standing and branches, covers, settings,
        # places, two files, expected ones, numbers that came
        with django_assert_num_queries(15):
            lines = queries.titles(here, today=TODAY)

    assert len(lines) == count + 1


def test_a_stranger_sees_and_changes_nothing(as_charlie: Client, campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        (row,) = actions.add_titles(campaign, [1], by=None)

    answers = [
        as_charlie.get(url(campaign)),
        as_charlie.post(url(campaign, "s_add"), {"title": "2"}),
        as_charlie.post(url(campaign, "_remove", row.pk)),
        as_charlie.post(url(campaign, "s_paste"), {"text": "Camperroutes"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len(names(campaign)) == 1


def test_a_row_of_another_campaign_is_not_changed(as_alice: Client, campaign: Campaign) -> None:
    other = make_campaign(campaign.library, starts_on=SOON, titles=[1])
    with tenancy.library_scope(campaign.library):
        row = other.titles.get()

    answer = as_alice.post(url(campaign, "_remove", row.pk))

    assert answer.status_code == 404
    assert len(names(other)) == 1
