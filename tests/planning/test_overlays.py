"""The shipped calendar, what a library makes of it, and mee or niet mee."""

from datetime import date

import holidays as packaged
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planning import calendar_data, tenancy
from planning.actions import overlays
from planning.calendar_data import rules
from planning.models import (
    Channel,
    Holiday,
    Library,
    NationalCampaign,
    PlanItem,
    PlanSettings,
    User,
    YearPlan,
)
from planning.queries import overlays as around

# As the page "Overzicht schoolvakanties 2027-2028" of rijksoverheid.nl has them.
SCHOOL_YEAR_2027 = {
    ("north", "Herfstvakantie"): ("2027-10-16", "2027-10-24"),
    ("middle", "Herfstvakantie"): ("2027-10-16", "2027-10-24"),
    ("south", "Herfstvakantie"): ("2027-10-23", "2027-10-31"),
    ("north", "Kerstvakantie"): ("2027-12-25", "2028-01-09"),
    ("middle", "Kerstvakantie"): ("2027-12-25", "2028-01-09"),
    ("south", "Kerstvakantie"): ("2027-12-25", "2028-01-09"),
    ("north", "Voorjaarsvakantie"): ("2028-02-19", "2028-02-27"),
    ("middle", "Voorjaarsvakantie"): ("2028-02-26", "2028-03-05"),
    ("south", "Voorjaarsvakantie"): ("2028-02-26", "2028-03-05"),
    ("north", "Meivakantie"): ("2028-04-29", "2028-05-07"),
    ("middle", "Meivakantie"): ("2028-04-29", "2028-05-07"),
    ("south", "Meivakantie"): ("2028-04-29", "2028-05-07"),
    ("north", "Zomervakantie"): ("2028-07-15", "2028-08-27"),
    ("middle", "Zomervakantie"): ("2028-07-08", "2028-08-20"),
    ("south", "Zomervakantie"): ("2028-07-22", "2028-09-03"),
}


# What ships


def test_the_school_year_is_as_the_government_published_it() -> None:
    rows = [*calendar_data.holidays(2027), *calendar_data.holidays(2028)]

    found = {
        (row.region, row.name): (str(row.starts_on), str(row.ends_on))
        for row in rows
        if row.kind == "school" and date(2027, 8, 31) < row.starts_on < date(2028, 8, 31)
    }

    assert found == SCHOOL_YEAR_2027


@pytest.mark.parametrize("region", ["north", "middle", "south"])
@pytest.mark.parametrize("year", [2026, 2027])
def test_school_holidays_agree_with_a_second_source(year: int, region: str) -> None:
    subdivision = {"north": "Noord", "middle": "Midden", "south": "Zuid"}[region]
    theirs = packaged.country_holidays(
        "NL", subdiv=subdivision, years=year, language="nl", categories="school"
    )

    ours = {
        day
        for row in calendar_data.holidays(year)
        if row.region == region
        for day in _days(row.starts_on, row.ends_on)
        if day.year == year
    }

    assert ours == set(theirs)


def _days(first: date, last: date) -> list[date]:
    return [date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1)]


@pytest.mark.parametrize("year", [2026, 2027])
def test_each_campaign_has_a_source_and_an_expected_one_follows_its_rule(year: int) -> None:
    rows = calendar_data.national_campaigns(year)

    assert len(rows) == 15
    assert [row.code for row in rows if not row.source] == []
    for row in rows:
        if not row.is_confirmed:
            assert (row.code, row.starts_on, row.ends_on) == (
                row.code,
                *rules.days_of(row.code, year),
            )
            assert row.theme == ""  # nobody announced one


def test_a_year_without_a_file_is_expected_from_the_rules() -> None:
    rows = {row.code: row for row in calendar_data.national_campaigns(2029)}

    week = rows["kinderboekenweek"]
    assert (week.starts_on, week.ends_on) == (date(2029, 10, 3), date(2029, 10, 14))
    assert not any(row.is_confirmed for row in rows.values())
    assert {row.name for row in calendar_data.holidays(2029) if row.kind == "school"} == {
        "Kerstvakantie",
        "Voorjaarsvakantie",
        "Meivakantie",
        "Zomervakantie",
        "Herfstvakantie",
    }


def test_liberation_day_is_there_and_says_that_it_is_not_everybodys() -> None:
    (row,) = [row for row in calendar_data.holidays(2027) if row.name == "Bevrijdingsdag"]

    assert (row.starts_on, row.kind) == (date(2027, 5, 5), "public")
    assert "niet overal" in row.source


# Bringing it to a library


def test_beginning_a_year_brings_its_calendar_and_channels(library: Library, alice: User) -> None:
    with tenancy.library_scope(library):
        plan = overlays.begin_year(library, 2027, by=alice)

        assert (plan.year, plan.created_by) == (2027, alice)
        assert NationalCampaign.objects.filter(year=2027).count() == 15
        names = set(Holiday.objects.values_list("name", flat=True))
        assert {"Zomervakantie", "Koningsdag", "Bevrijdingsdag"} <= names
        assert list(Channel.objects.order_by("position").values_list("name", flat=True)) == [
            *("Nieuwsbrief", "Website", "Instagram", "Facebook", "Pers", "Balie")
        ]


def test_beginning_a_year_again_changes_nothing(library: Library, alice: User) -> None:
    with tenancy.library_scope(library):
        first = overlays.begin_year(library, 2027, by=alice)
        Channel.objects.exclude(name="Balie").delete()
        overlays.begin_year(library, 2028, by=alice)
        counts = (NationalCampaign.objects.count(), Holiday.objects.count())

        again = overlays.begin_year(library, 2027, by=None)
        overlays.load_calendar(library, 2027)
        overlays.load_calendar(library, 2028)

        assert again == first
        assert YearPlan.objects.count() == 2
        assert (NationalCampaign.objects.count(), Holiday.objects.count()) == counts
        assert Channel.objects.count() == 1


def test_a_newer_list_leaves_own_rows_and_answers_alone(library: Library) -> None:
    with tenancy.library_scope(library):
        overlays.load_calendar(library, 2027)
        rows = NationalCampaign.objects.filter(year=2027)
        rows.filter(code="boekenweek").update(
            is_own=True, name="Boekenweek bij ons", starts_on=date(2027, 3, 12)
        )
        rows.filter(code="kinderboekenweek").update(
            answer="skip", reason="Geen uren", starts_on=date(2027, 10, 1)
        )
        summer = Holiday.objects.filter(region="north", name="Zomervakantie")
        summer.update(is_own=True, starts_on=date(2027, 7, 12))

        overlays.load_calendar(library, 2027)

        book_week, children = rows.get(code="boekenweek"), rows.get(code="kinderboekenweek")
        assert (book_week.name, book_week.starts_on) == ("Boekenweek bij ons", date(2027, 3, 12))
        assert (children.answer, children.reason) == ("skip", "Geen uren")
        assert children.starts_on == date(2027, 10, 6)
        assert [each.starts_on for each in summer] == [date(2027, 7, 12)]


def test_a_holiday_of_ours_on_other_days_than_before_moves(library: Library) -> None:
    with tenancy.library_scope(library):
        overlays.load_calendar(library, 2027)
        Holiday.objects.filter(region="north", name="Zomervakantie").update(
            starts_on=date(2027, 7, 3)
        )

        overlays.load_calendar(library, 2027)

        summer = Holiday.objects.filter(region="north", name="Zomervakantie")
        assert [each.starts_on for each in summer] == [date(2027, 7, 10)]


# Asking


def test_holidays_are_those_of_the_region_and_of_everybody(library: Library) -> None:
    with tenancy.library_scope(library):
        overlays.load_calendar(library, 2027)
        PlanSettings.objects.create(library=library, region="south")
        Holiday.objects.create(
            library=library,
            kind="closed",
            name="Verbouwing",
            starts_on=date(2027, 7, 1),
            ends_on=date(2027, 7, 2),
        )

        found = around.holidays(library, date(2027, 5, 17), date(2027, 8, 1))

        assert [(each.name, each.region) for each in found] == [
            ("Tweede pinksterdag", ""),
            ("Verbouwing", ""),
            ("Zomervakantie", "south"),
        ]
        assert not PlanSettings.objects.filter(gap_weeks=0).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_campaigns_need_as_many_queries_for_three_as_for_one(
    library: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with tenancy.library_scope(library):
        for at in range(count):
            NationalCampaign.objects.create(
                library=library,
                code=f"week-{at}",
                year=2027,
                name=f"Week {at}",
                starts_on=date(2027, 3, 1),
                ends_on=date(2027, 3, 7),
                answered_at=timezone.now(),
            )
        with django_assert_num_queries(2):  # campaigns, their items
            rows = list(around.national_campaigns(library, 2027))

    assert [row.name for row in rows] == [f"Week {at}" for at in range(count)]


def test_the_first_item_of_a_year_brings_its_calendar(as_alice: Client, library: Library) -> None:
    fields = {"kind": "activity", "title": "Leesclub", "owner": "collection:", "status": "agreed"}

    as_alice.post(
        reverse("planning:item_add"),
        fields | {"starts_on": "2027-03-01", "ends_on": "2027-03-01"},
    )

    with tenancy.library_scope(library):
        assert PlanItem.objects.get().title == "Leesclub"
        assert NationalCampaign.objects.filter(year=2027).count() == 15
