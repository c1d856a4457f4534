"""Signals of a library's plan: found, shown, accepted with a reason, and back when facts change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions import items
from planning.clashes import Signal
from planning.models import (
    AcceptedSignal,
    AgendaItem,
    Capacity,
    FocusGroup,
    Library,
    NationalCampaign,
    PlanItem,
    PlanSettings,
    User,
)
from planning.queries import settings
from planning.queries import signals as queries
from tests import make, make_plan

TODAY = date(2027, 2, 1)
LONG_AGO = datetime(2026, 9, 1, 12, tzinfo=UTC)
URL = "/jaarplan/2027/signalen/"


@pytest.fixture(autouse=True)
def _on_the_first_of_february() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC), tick=False):
        yield


def clashing(library: Library, count: int = 2) -> list[PlanItem]:
    """Items on one table, each a week long and all with a day in common."""
    display = make_plan.display(library, make.branch(library, name="Centrum"), "Tafel hal")
    start = date(2027, 5, 3)
    return [
        make_plan.item(
            library,
            f"Tafel {at}",
            starts_on=start + timedelta(days=at),
            days=7,
            display=display,
            created_at=LONG_AGO,
        )
        for at in range(count)
    ]


def found(library: Library) -> list[Signal]:
    with tenancy.library_scope(library):
        return queries.signals(library, 2027, today=TODAY)


def clash(library: Library) -> Signal:
    return next(each for each in found(library) if each.code == "clash_space")


# Asking


def test_signals_know_everything_around_a_plan(library: Library) -> None:
    clashing(library)
    group = make_plan.target_group(library, "Drukke gezinnen")
    campaign = {"kind": "campaign", "created_at": LONG_AGO, "hours_marketing": 40}
    make_plan.item(library, starts_on=date(2027, 3, 1), **campaign)  # type: ignore[arg-type]
    with tenancy.library_scope(library):
        FocusGroup.objects.create(library=library, year=2027, position=1, target_group=group)
        Capacity.objects.create(
            library=library, year=2027, quarter=1, discipline="marketing", hours=30
        )
        NationalCampaign.objects.create(
            library=library,
            code="boekenweek",
            year=2027,
            name="Boekenweek",
            starts_on=date(2027, 3, 10),
            ends_on=date(2027, 3, 21),
        )

    codes = [each.code for each in found(library)]

    assert set(codes) == {
        *("clash_space", "clash_capacity", "gap_joint", "gap_focus", "late", "undecided_national")
    }
    assert codes.count("gap_focus") == 4


def test_thresholds_of_the_library_count(library: Library) -> None:
    make_plan.item(library, starts_on=date(2027, 6, 1))
    assert [each.code for each in found(library)] == ["gap_joint"]
    with tenancy.library_scope(library):
        PlanSettings.objects.create(library=library, gap_weeks=26)
        make_plan.item(library, involved=[("collection", None), ("marketing", None)], days=90)

    assert [each.code for each in found(library)] == ["gap_joint"]
    with tenancy.library_scope(library):
        PlanSettings.objects.update(gap_weeks=6)
    assert [each.code for each in found(library)] == ["gap_joint", "gap_joint"]


def test_asking_for_the_settings_writes_none(library: Library) -> None:
    with tenancy.library_scope(library):
        row = settings.plan_settings(library)

        assert (row.gap_weeks, row.region) == (6, "north")
        assert not PlanSettings.objects.exists()


def test_another_library_changes_nothing(library: Library, stranger_library: Library) -> None:
    clashing(stranger_library)

    assert found(library) == []


@pytest.mark.parametrize("count", [1, 3])
def test_signals_need_as_many_queries_for_three_as_for_one(
    library: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clashing(library, count + 1)

    # Settings, items with people, branches and channels, campaigns, capacity, groups, summers,
    # accepted ones.
    asked = django_assert_num_queries(10)
    with tenancy.library_scope(library), asked:
        signals = queries.signals(library, 2027, today=TODAY)

    spaces = [each for each in signals if each.code == "clash_space"]
    assert len(spaces) == count * (count + 1) / 2


# The page


def test_the_page_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client, library: Library
) -> None:
    items = clashing(library)
    as_alice.get(URL)  # the session is fresh after this
    with CaptureQueriesContext(connection) as for_one:
        as_alice.get(URL)

    make_plan.item(library, starts_on=items[0].starts_on, days=7, display=items[0].display_id)
    with CaptureQueriesContext(connection) as for_three:
        page = as_alice.get(URL)

    spaces = [each for each in page.context["groups"] if each.heading == "Een plek dubbel geboekt"]
    assert [len(each.lines) for each in spaces] == [3]
    assert len(for_three) == len(for_one)


def test_the_page_groups_signals_and_leads_to_what_helps(
    as_alice: Client, library: Library
) -> None:
    one, other = clashing(library)

    page = as_alice.get(URL)

    assert "Een plek dubbel geboekt" in page.text
    assert "Tafel hal Centrum is dubbel geboekt van 4 tot en met 9 mei" in page.text
    assert f'href="/jaarplan/2027/?panel=item:{one.pk}"' in page.text
    assert f'href="/jaarplan/2027/?panel=item:{other.pk}"' in page.text
    assert "Lang zonder gezamenlijk moment" in page.text
    assert "kind=moment&amp;starts_on=2027-" in page.text
    assert "<mark>2 dingen</mark>" in page.text


def test_a_plan_without_signals_says_so(as_alice: Client) -> None:
    page = as_alice.get(URL)

    assert page.status_code == 200
    assert "Niets dat aandacht vraagt" in page.text


@pytest.mark.parametrize("year", [1999, 2000, 2100, 99999])
def test_a_year_that_no_plan_has_does_not_exist(as_alice: Client, year: int) -> None:
    assert as_alice.get(f"/jaarplan/{year}/signalen/").status_code == 404
    assert as_alice.get(f"/jaarplan/{year}/landelijk/").status_code == 404
    accept = f"/jaarplan/{year}/signalen/accepteren/"
    assert as_alice.post(accept, {"key": "x", "reason": "Goed zo"}).status_code == 404


def test_an_accepted_signal_stands_apart_with_its_reason(
    as_alice: Client, alice: User, library: Library
) -> None:
    clashing(library)
    signal = clash(library)

    fields = {"key": signal.key, "reason": "De tafel is groot genoeg"}
    page = as_alice.post(reverse("planning:signal_accept", args=[2027]), fields, follow=True)

    with tenancy.library_scope(library):
        row = AcceptedSignal.objects.get()
    assert (row.key, row.code, row.accepted_by) == (signal.key, "clash_space", alice)
    assert clash(library).reason == "De tafel is groot genoeg"
    assert "Een plek dubbel geboekt" not in page.text
    assert "De tafel is groot genoeg" in page.text


def test_accepting_again_keeps_the_last_reason(as_alice: Client, library: Library) -> None:
    clashing(library)
    url, key = reverse("planning:signal_accept", args=[2027]), clash(library).key

    as_alice.post(url, {"key": key, "reason": "Eerst dit"})
    as_alice.post(url, {"key": key, "reason": "Dan dat"})

    assert clash(library).reason == "Dan dat"


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_accepting_asks_a_reason(as_alice: Client, library: Library, reason: str) -> None:
    clashing(library)

    fields = {"key": clash(library).key, "reason": reason}
    response = as_alice.post(reverse("planning:signal_accept", args=[2027]), fields)

    assert response.status_code == 422
    assert list(response.context["refused"].errors) == ["reason"]
    assert response.text.count("<details open>") == 1
    assert clash(library).reason == ""


def test_a_signal_that_is_gone_cannot_be_accepted(as_alice: Client, library: Library) -> None:
    clashing(library)

    fields = {"key": "clash_space:1-2:3:2027-01-01:2027-01-02", "reason": "Goed zo"}
    page = as_alice.post(reverse("planning:signal_accept", args=[2027]), fields, follow=True)

    assert "Dit signaal is er niet meer" in page.text
    with tenancy.library_scope(library):
        assert not AcceptedSignal.objects.exists()


def test_an_accepted_signal_comes_back_when_the_plan_changes(
    as_alice: Client, library: Library
) -> None:
    _one, other = clashing(library)
    fields = {"key": clash(library).key, "reason": "Goed zo"}
    as_alice.post(reverse("planning:signal_accept", args=[2027]), fields)

    with tenancy.library_scope(library):
        changed = {"starts_on": date(2027, 5, 5)}
        items.change_item(other, by=None, base=other.version, fields=changed)

    assert clash(library).reason == ""


def test_an_acceptance_is_taken_back(as_alice: Client, library: Library) -> None:
    clashing(library)
    fields = {"key": clash(library).key, "reason": "Goed zo"}
    as_alice.post(reverse("planning:signal_accept", args=[2027]), fields)
    with tenancy.library_scope(library):
        row = AcceptedSignal.objects.get()

    as_alice.post(reverse("planning:signal_withdraw", args=[2027, row.pk]))

    assert clash(library).reason == ""


def test_a_stranger_accepts_nothing_and_takes_nothing_back(
    as_alice: Client, as_charlie: Client, library: Library
) -> None:
    clashing(library)
    url, fields = reverse("planning:signal_accept", args=[2027]), {"key": clash(library).key}
    as_charlie.post(url, fields | {"reason": "Ik vind van wel"})
    assert clash(library).reason == ""

    as_alice.post(url, fields | {"reason": "Goed zo"})
    with tenancy.library_scope(library):
        row = AcceptedSignal.objects.get()
    response = as_charlie.post(reverse("planning:signal_withdraw", args=[2027, row.pk]))

    assert response.status_code == 404
    assert clash(library).reason == "Goed zo"


def test_a_signal_goes_to_the_next_consultation(as_alice: Client, library: Library) -> None:
    clashing(library)
    both = [("collection", None), ("marketing", None)]
    make_plan.item(library, kind="consultation", starts_on=date(2027, 2, 10), involved=both)
    signal = clash(library)

    page = as_alice.get(URL)
    assert 'action="/jaarplan/2027/signalen/bespreken/"' in page.text
    as_alice.post(reverse("planning:signal_discuss", args=[2027]), {"key": signal.key})

    with tenancy.library_scope(library):
        point = AgendaItem.objects.get(added_by__isnull=False)
    assert (point.title, point.address) == (signal.text, URL)
