"""Titles of a campaign: put in, written in, taken out, put back, put in order."""

from datetime import date

import pytest

from campaigns.actions import titles as actions
from campaigns.models import Campaign, CampaignTitle
from campaigns.queries import campaign_titles as queries
from planning import tenancy
from planning.models import Library
from tests import make
from tests.make_campaigns import make_campaign
from tests.segments import make_books

ISBN = "9789000000015"


@pytest.fixture
def shelf(library: Library) -> Library:
    """Four titles with a copy each."""
    rows = [(n, f"k{n}", "", f"Boek {n}", "Bakker" if n == 1 else "") for n in (1, 2, 3, 4)]
    make_books.insert(library, "segments_title", rows)
    make_books.file(library, "holdings", [(n, 1, "", None, 1, None) for n in (1, 2, 3, 4)])
    make_books.renew(library)
    return library


@pytest.fixture
def campaign(shelf: Library) -> Campaign:
    return make_campaign(shelf)


def names(campaign: Campaign) -> list[str]:
    return [str(row) for row in queries.in_order(campaign)]


def test_titles_come_at_the_end_once_and_only_known_ones(campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        actions.add_titles(campaign, [3, 1, 3], by=None, reasons={1: ["omdat"]})
        again = actions.add_titles(campaign, [1, 99, 2], by=None)

        assert names(campaign) == ["Boek 3", "Boek 1, Bakker", "Boek 2"]
        assert [row.title for row in again] == [2]
        assert [row.reasons for row in queries.in_order(campaign)] == [[], ["omdat"], []]


def test_a_title_of_another_library_is_not_put_in(
    campaign: Campaign, stranger_library: Library
) -> None:
    make_books.insert(stranger_library, "segments_title", [(7, "k7", "", "Vreemd", "")])
    make_books.file(stranger_library, "holdings", [(7, 1, "", None, 1, None)])
    make_books.renew(stranger_library)

    with tenancy.library_scope(campaign.library):
        assert actions.add_titles(campaign, [7], by=None) == []


def test_more_titles_than_can_be_looked_after_are_refused(campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        CampaignTitle.objects.bulk_create(
            CampaignTitle(library=campaign.library, campaign=campaign, name=f"Boek {n}", position=n)
            for n in range(actions.MOST_TITLES - 1)
        )

        with pytest.raises(actions.CannotAdd):
            actions.add_titles(campaign, [1, 2], by=None)
        actions.add_titles(campaign, [1], by=None)

        assert campaign.titles.count() == actions.MOST_TITLES


def test_what_is_written_in_twice_is_refused(campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        row = actions.write_in(campaign, name="Nieuw boek", isbn=ISBN, by=None)

        with pytest.raises(actions.AlreadyIn):
            actions.write_in(campaign, name="Anders geschreven", isbn=ISBN, by=None)
        actions.write_in(campaign, name="Zonder nummer", by=None)
        with pytest.raises(actions.AlreadyIn):
            actions.write_in(campaign, name="ZONDER NUMMER", by=None)

        assert (row.title, row.isbn) == (None, ISBN)
        assert names(campaign) == ["Nieuw boek", "Zonder nummer"]


def test_what_is_taken_out_comes_back_at_its_own_place(campaign: Campaign) -> None:
    person = make.member(campaign.library).user
    with tenancy.library_scope(campaign.library):
        actions.add_titles(campaign, [1, 2, 3], by=person, reasons={2: ["omdat"]})
        middle = campaign.titles.get(title=2)
        actions.note_title(middle, note="voor de hal", expected_on=date(2027, 3, 1))
        before = CampaignTitle.objects.filter(pk=middle.pk).values().get()

        removed = actions.remove_title(middle)
        assert names(campaign) == ["Boek 1, Bakker", "Boek 3"]
        back = actions.restore_title(campaign, removed)

        after = CampaignTitle.objects.filter(pk=back.pk).values().get()
        assert {**after, "id": 0} == {**before, "id": 0}
        with pytest.raises(actions.AlreadyIn):
            actions.restore_title(campaign, removed)


def test_titles_are_put_in_order(campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        first, second, third, last = actions.add_titles(campaign, [1, 2, 3, 4], by=None)

        actions.move_title(third, steps=-1)
        assert [row.title for row in queries.in_order(campaign)] == [1, 3, 2, 4]
        actions.move_title(first, steps=-1)  # it is there already
        actions.move_title(last, steps=1)
        assert [row.title for row in queries.in_order(campaign)] == [1, 3, 2, 4]
        actions.reorder(campaign, [last.pk, second.pk])
        assert [row.title for row in queries.in_order(campaign)] == [4, 2, 1, 3]


def test_what_was_bought_becomes_the_title_of_the_collection(campaign: Campaign) -> None:
    with tenancy.library_scope(campaign.library):
        row = actions.write_in(campaign, name="Boek twee", by=None)
        actions.add_titles(campaign, [3], by=None)

        with pytest.raises(actions.AlreadyIn):
            actions.match_title(row, 3)
        actions.match_title(row, 2)

        assert [each.title for each in queries.in_order(campaign)] == [2, 3]
