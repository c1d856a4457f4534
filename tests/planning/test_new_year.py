"""A new year begins with what goes on of the last one: as proposals, on days of its own."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import overlays, series
from planning.models import (
    Budget,
    Capacity,
    FocusGroup,
    Involvement,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    User,
    YearPlan,
)
from tests import make, make_plan

URL = "/jaarplan/nieuw/?van=2026"


def answers(client: Client, **changed: str) -> dict[str, str]:
    """The form as the page shows it, with these changes; "" takes a tick away."""
    form = client.get(URL).context["form"]
    values = {}
    for field in form:
        value = field.value()
        if value not in (None, False, ""):
            values[field.name] = value.isoformat() if isinstance(value, date) else str(value)
    values |= changed
    return {name: value for name, value in values.items() if value}


def press(client: Client, **changed: str) -> Any:
    return client.post(URL, answers(client, **changed))


def plan_of(library: Library, year: int = 2027) -> list[tuple[str, date, str]]:
    with tenancy.library_scope(library):
        items = PlanItem.objects.filter(starts_on__year=year).order_by("starts_on", "title")
        return [(each.title, each.starts_on, each.status) for each in items]


def test_a_year_goes_on_as_proposals_of_the_disciplines(
    as_alice: Client, alice: User, library: Library
) -> None:
    group = make_plan.target_group(library, "Drukke gezinnen")
    make_plan.item(
        library,
        "Reistafel",
        starts_on=date(2026, 6, 15),
        days=14,
        kind="campaign",
        status="done",
        involved=[("collection", alice), ("marketing", None)],
        target_group=group,
        euros=Decimal(250),
        hours_marketing=12,
    )
    make_plan.item(library, "Paasactie", starts_on=date(2026, 4, 3))
    make_plan.item(library, "Affiche", starts_on=date(2026, 6, 1), kind="task")
    make_plan.item(library, "Vervallen", starts_on=date(2026, 6, 1), status="dropped")

    response = press(as_alice)

    assert response.status_code == 302
    assert plan_of(library) == [
        ("Paasactie", date(2027, 3, 26), "proposed"),  # Good Friday again
        ("Reistafel", date(2027, 6, 21), "proposed"),  # week 25, as in 2026
    ]
    with tenancy.library_scope(library):
        copy = PlanItem.objects.get(title="Reistafel", starts_on__year=2027)
        who = Involvement.objects.filter(item=copy).order_by("discipline")
        assert [(each.discipline, each.person) for each in who] == [
            ("collection", None),
            ("marketing", None),
        ]
        assert (copy.days, copy.target_group, copy.euros, copy.hours_marketing) == (
            14,
            group,
            Decimal(250),
            12,
        )
        assert YearPlan.objects.filter(year=2027).exists()
    assert len(plan_of(library, 2026)) == 4


def test_a_second_time_changes_nothing(as_alice: Client, library: Library) -> None:
    make_plan.item(library, "Reistafel", starts_on=date(2026, 6, 15))
    first = answers(as_alice)

    as_alice.post(URL, first)
    as_alice.post(URL, first)
    page = as_alice.get(URL).text

    assert [title for title, _day, _status in plan_of(library)] == ["Reistafel"]
    assert "staat al in het plan" in page


def test_ticks_and_days_are_those_of_who_presses(as_alice: Client, library: Library) -> None:
    one = make_plan.item(library, "Reistafel", starts_on=date(2026, 6, 15))
    other = make_plan.item(library, "Griezel", starts_on=date(2026, 10, 15))

    press(as_alice, **{f"tick_{one.pk}": "", f"day_{other.pk}": "2027-10-21"})

    assert plan_of(library) == [("Griezel", date(2027, 10, 21), "proposed")]


def test_what_comes_back_gets_the_days_of_its_rule(
    as_alice: Client, alice: User, library: Library
) -> None:
    with tenancy.library_scope(library):
        series.create_series(
            library,
            by=alice,
            fields={
                "kind": "consultation",
                "title": "Overleg",
                "starts_on": date(2026, 1, 5),
                "ends_on": date(2026, 1, 5),
            },
            involved=[("collection", alice)],
            rule="FREQ=MONTHLY;BYDAY=1MO;UNTIL=20261231",
        )

    press(as_alice)

    days = [day for _title, day, _status in plan_of(library)]
    assert (len(days), days[0], days[-1]) == (12, date(2027, 1, 4), date(2027, 12, 6))


def test_an_item_of_a_national_campaign_moves_with_it(as_alice: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        overlays.load_calendar(library, 2026)
        campaign = NationalCampaign.objects.get(code="kinderboekenweek", year=2026)
    make_plan.item(
        library,
        "Kinderboekenweek in Oost",
        starts_on=campaign.starts_on,
        days=(campaign.ends_on - campaign.starts_on).days + 1,
        national=campaign,
    )

    press(as_alice, answer_kinderboekenweek="join")

    with tenancy.library_scope(library):
        nextone = NationalCampaign.objects.get(code="kinderboekenweek", year=2027)
        copy = PlanItem.objects.select_related("national").get(starts_on__year=2027)
    assert (copy.national, copy.starts_on, copy.ends_on) == (
        nextone,
        nextone.starts_on,
        nextone.ends_on,
    )
    assert nextone.answer == "join"


def test_a_no_wants_a_reason_and_a_day_its_year(as_alice: Client, library: Library) -> None:
    item = make_plan.item(library, "Reistafel", starts_on=date(2026, 6, 15))

    refused = press(as_alice, answer_boekenweek="skip", **{f"day_{item.pk}": "2028-01-01"})

    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"reason_boekenweek", f"day_{item.pk}"}
    assert plan_of(library) == []

    press(as_alice, answer_boekenweek="skip", reason_boekenweek="Geen uren")
    with tenancy.library_scope(library):
        answered = NationalCampaign.objects.get(code="boekenweek", year=2027)
    assert (answered.answer, answered.reason) == ("skip", "Geen uren")


@pytest.mark.parametrize(("role", "copied"), [("staff", 0), ("manager", 2)])
def test_room_is_taken_along_by_managers_only(library: Library, role: str, copied: int) -> None:
    person = make.member(library, "ilse", role=Membership.Role(role))
    group = make_plan.target_group(library)
    with tenancy.library_scope(library):
        FocusGroup.objects.create(library=library, year=2026, position=2, target_group=group)
        Budget.objects.create(library=library, year=2026, quarter=1, euros=500)
        Capacity.objects.create(
            library=library, year=2026, quarter=1, discipline="marketing", hours=80
        )

    press(make.client(person.user), with_focus_groups="on", with_capacity="on")

    with tenancy.library_scope(library):
        rooms = (
            Budget.objects.filter(year=2027).count() + Capacity.objects.filter(year=2027).count()
        )
        focus = FocusGroup.objects.filter(year=2027).values_list("target_group", "position")
        assert (rooms, list(focus)) == (copied, [(group.pk, 1)])


def test_a_stranger_copies_nothing_of_ours(as_charlie: Client, library: Library) -> None:
    item = make_plan.item(library, "Geheim", starts_on=date(2026, 6, 15))

    assert "Geheim" not in as_charlie.get(URL).text
    press(as_charlie, **{f"tick_{item.pk}": "on", f"day_{item.pk}": "2027-06-14"})

    assert plan_of(library) == []


def test_an_empty_year_still_begins(as_alice: Client, library: Library) -> None:
    assert "niets over te nemen" in as_alice.get(URL).text

    assert press(as_alice).url == "/jaarplan/2027/"


@pytest.mark.parametrize("van", ["1", "x", "2100"])
def test_a_strange_year_is_the_last_one(as_alice: Client, library: Library, van: str) -> None:
    make_plan.item(library, "Reistafel", starts_on=date(2025, 6, 15))

    assert as_alice.get(f"/jaarplan/nieuw/?van={van}").context["year"] == 2026


@pytest.mark.parametrize("count", [1, 3])
def test_the_wizard_asks_as_much_for_three_as_for_one(
    count: int,
    as_alice: Client,
    library: Library,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make_plan.item(library, f"Reistafel {number}", starts_on=date(2026, 6, 15))

    with django_assert_num_queries(28):
        as_alice.get(URL)
