"""Adding and changing items through their forms: round trips, wrong input, and who may."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from planning import snapshots, tenancy
from planning.forms.items import ASKED
from planning.models import Library, PlanItem, PlanSeries, User
from tests import make, make_plan

ADD = "planning:item_add"


def only_item(library: Library) -> PlanItem:
    with tenancy.library_scope(library):
        return PlanItem.objects.get()


def taken(library: Library) -> snapshots.Snapshot:
    with tenancy.library_scope(library):
        return snapshots.of(PlanItem.objects.get())


def filled(owner: str, **fields: Any) -> dict[str, Any]:
    return {
        "kind": "activity",
        "title": "Reistafel",
        "starts_on": "2027-03-15",
        "owner": owner,
        "status": "agreed",
        **fields,
    }


def test_what_when_and_of_whom_is_enough(as_alice: Client, alice: User, library: Library) -> None:
    fields = filled(f"collection:{alice.pk}")

    page = as_alice.post(reverse(ADD), fields, follow=True)

    item = only_item(library)
    assert (item.title, item.starts_on, item.ends_on) == (
        *("Reistafel", date(2027, 3, 15), date(2027, 3, 15)),
    )
    assert [row[:2] for row in taken(library)["involved"]] == [["collection", alice.pk]]
    assert page.redirect_chain == [(f"/momenten/{item.pk}/?undo=1", 302)]
    assert "In het plan gezet." in page.text


def test_everything_that_is_filled_in_comes_back_in_the_form(
    as_alice: Client, alice: User, library: Library
) -> None:
    noor = make.member(library, "noor", discipline="marketing").user
    branch = make.branch(library)
    channel, group = make_plan.channel(library), make_plan.target_group(library)
    display = make_plan.display(library, branch)
    typed = {
        "ends_on": "28-03-2027",
        "start_time": "10:00",
        "end_time": "11.30",
        "place": "Zaal 2",
        "target_group": group.pk,
        "branches": [branch.pk],
        "channels": [channel.pk],
        "display": display.pk,
        "hours_collection": "16",
        "hours_marketing": "0",
        "euros": "1.250,50",
        "status": "proposed",
        "notes": "Met de atlassen",
        "others": [noor.pk],
    }

    as_alice.post(reverse(ADD), filled(f"collection:{alice.pk}", **typed))

    item, was = only_item(library), taken(library)
    assert (item.start_time, item.end_time, item.euros) == (
        *(time(10), time(11, 30), Decimal("1250.50")),
    )
    assert (item.hours_collection, item.hours_marketing, item.hours_programming) == (16, 0, None)
    assert [row[:2] for row in was["involved"]] == [
        *(["collection", alice.pk], ["marketing", noor.pk]),
    ]
    form = as_alice.get(reverse("planning:item_edit", args=[item.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    data = {
        name: [getattr(each, "pk", each) for each in value] if isinstance(value, list) else value
        for name, value in sent.items()
        if value not in (None, "")
    }
    data |= {"euros": "1250,50", "target_group": group.pk, "display": display.pk}
    response = as_alice.post(
        reverse("planning:item_edit", args=[item.pk]), {**data, "kind": "activity", "version": 1}
    )
    assert (response.status_code, taken(library)) == (302, was)
    assert only_item(library).version == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "30-02-2027"}, "starts_on"),
        ({"starts_on": "1825-01-01"}, "starts_on"),
        ({"ends_on": "2027-03-14"}, "ends_on"),
        ({"ends_on": "morgen"}, "ends_on"),
        ({"start_time": "25:00"}, "start_time"),
        ({"start_time": "11:00", "end_time": "11:00"}, "end_time"),
        ({"end_time": "11:00"}, "start_time"),
        ({"euros": "-1"}, "euros"),
        ({"euros": "veel"}, "euros"),
        ({"euros": "9999999"}, "euros"),
        ({"hours_marketing": "-2"}, "hours_marketing"),
        ({"owner": "collection:999999"}, "owner"),
        ({"owner": "tuin:"}, "owner"),
        ({"others": ["x"]}, "others"),
        ({"status": "misschien"}, "status"),
        ({"branches": ["999999"]}, "branches"),
        ({"repeat": "monthly_last"}, "repeat"),
        ({"repeat": "weekly", "until": "2030-01-01"}, "repeat"),
        ({"repeat": "weekly", "until": "2027-03-16"}, "repeat"),
        ({"repeat": "weekly", "until": "2026-01-01"}, "repeat"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_stored(
    as_alice: Client, alice: User, library: Library, wrong: dict[str, Any], field: str
) -> None:
    response = as_alice.post(reverse(ADD), filled(f"collection:{alice.pk}") | wrong)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'href="#id_{field}"' in response.text
    with tenancy.library_scope(library):
        assert not PlanItem.objects.exists()


@pytest.mark.parametrize("name", ["target_group", "display", "parent", "branches", "channels"])
def test_nothing_of_another_library_can_be_chosen(
    as_alice: Client, alice: User, stranger_library: Library, name: str
) -> None:
    branch = make.branch(stranger_library)
    theirs = {
        "target_group": make_plan.target_group(stranger_library),
        "display": make_plan.display(stranger_library, branch),
        "parent": make_plan.item(stranger_library, kind="campaign"),
        "branches": branch,
        "channels": make_plan.channel(stranger_library),
    }

    fields = filled(f"collection:{alice.pk}", **{name: theirs[name].pk})
    response = as_alice.post(reverse(ADD), fields)

    assert list(response.context["form"].errors) == [name]


@pytest.mark.parametrize("kind", PlanItem.Kind.values)
def test_each_kind_asks_what_it_has_and_can_be_saved(
    as_alice: Client, alice: User, library: Library, kind: str
) -> None:
    page = as_alice.get(reverse(ADD), {"kind": kind, "starts_on": "2027-05-03"})
    asked = set(page.context["form"].fields)
    first, more = ASKED[kind]

    assert asked == {*first, *more, "owner", "others", "repeat", "until"}
    assert page.context["form"]["starts_on"].value() == date(2027, 5, 3)
    as_alice.post(reverse(ADD), filled(f"collection:{alice.pk}", kind=kind))
    assert only_item(library).kind == kind


def test_a_campaign_may_wait_for_its_group_and_says_so(
    as_alice: Client, alice: User, library: Library
) -> None:
    page = as_alice.get(reverse(ADD), {"kind": "campaign"})
    as_alice.post(reverse(ADD), filled(f"collection:{alice.pk}", kind="campaign"))

    assert "Een campagne is voor één groep" in page.text
    item = only_item(library)
    assert item.target_group is None
    assert "Nog geen doelgroep gekozen" in as_alice.get(item.get_absolute_url()).text


def test_the_address_fills_in_who_and_leads_back(
    as_alice: Client, alice: User, library: Library
) -> None:
    plan = "/jaarplan/2027/?zoom=quarter"
    make.member(library, "noor", discipline="marketing")

    page = as_alice.get(reverse(ADD), {"discipline": "marketing", "next": plan})
    assert page.context["form"]["owner"].value() == "marketing:"
    response = as_alice.post(reverse(ADD), filled("marketing:", next=plan))

    item = only_item(library)
    assert response.headers["Location"] == f"{plan}&panel=item:{item.pk}&undo=1"


@pytest.mark.parametrize("elsewhere", ["https://kwaad.example/", "//kwaad.example", "kwaad"])
def test_nobody_is_sent_to_another_site(
    as_alice: Client, alice: User, library: Library, elsewhere: str
) -> None:
    fields = filled(f"collection:{alice.pk}", next=elsewhere)

    response = as_alice.post(reverse(ADD), fields)

    assert response.headers["Location"].startswith("/momenten/")


def test_something_that_comes_back_is_there_on_each_day(
    as_alice: Client, alice: User, library: Library
) -> None:
    fields = filled(
        f"collection:{alice.pk}",
        kind="consultation",
        starts_on="2027-09-06",
        start_time="10:00",
        repeat="monthly_weekday",
    )

    page = as_alice.post(reverse(ADD), fields, follow=True)

    with tenancy.library_scope(library):
        days = list(PlanItem.objects.order_by("starts_on").values_list("starts_on", flat=True))
        assert PlanSeries.objects.count() == 1
    assert days == [
        *(date(2027, 9, 6), date(2027, 10, 4), date(2027, 11, 1), date(2027, 12, 6)),
    ]
    assert "4 keer in het plan gezet" in page.text
    assert "elke eerste maandag van de maand, tot en met vr 31 dec 2027" in page.text


@pytest.mark.parametrize(
    ("starts_on", "last"), [("2026-09-07", date(2026, 12, 7)), ("2026-12-07", date(2027, 12, 6))]
)
def test_late_in_the_year_something_comes_back_through_the_next(
    as_alice: Client, alice: User, library: Library, starts_on: str, last: date
) -> None:
    fields = filled(f"collection:{alice.pk}", starts_on=starts_on, repeat="monthly_weekday")

    assert as_alice.post(reverse(ADD), fields).status_code == 302

    with tenancy.library_scope(library):
        assert PlanItem.objects.latest("starts_on").starts_on == last


@pytest.mark.parametrize("day", ["2000-12-31", "2100-01-01"])
def test_a_day_of_a_year_without_a_plan_is_refused(as_alice: Client, alice: User, day: str) -> None:
    fields = filled(f"collection:{alice.pk}", starts_on=day)

    assert as_alice.post(reverse(ADD), fields).status_code == 422


def test_a_consultation_of_two_is_ready_but_for_its_day(as_alice: Client, library: Library) -> None:
    colleague = make.member(library, "mara", discipline="marketing")

    form = as_alice.get(reverse(ADD), {"kind": "consultation"}).context["form"]

    assert form["title"].value() == "Overleg collectie en marketing"
    assert form["others"].value() == [colleague.user_id]
    assert "repeat" in form.first_names
    make.member(library, "nils", discipline="marketing")
    form = as_alice.get(reverse(ADD), {"kind": "consultation"}).context["form"]
    assert form["others"].value() == []


def test_a_change_keeps_what_the_other_kind_does_not_ask(
    as_alice: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel", place="Zaal 2", hours_collection=4, days=3)
    edit = reverse("planning:item_edit", args=[item.pk])

    page = as_alice.get(edit, {"kind": "milestone"})
    assert {"place", "hours_collection", "ends_on"} <= set(page.context["form"].fields)
    fields = {"kind": "milestone", "title": "Reistafel", "starts_on": "2027-03-15"}
    fields |= {"ends_on": "2027-03-17", "place": "Zaal 2", "hours_collection": "4"}
    as_alice.post(edit, {**fields, "status": "agreed", "version": 1})

    item = only_item(library)
    assert (item.kind, item.place, item.hours_collection, item.days) == (
        *("milestone", "Zaal 2", 4, 3),
    )


def test_what_is_archived_can_still_be_kept(as_alice: Client, library: Library) -> None:
    channel = make_plan.channel(library, "Folder")
    item = make_plan.item(library, kind="moment", channels=[channel])
    with tenancy.library_scope(library):
        channel.archived_at = "2027-01-01T00:00Z"
        channel.save()

    edit = as_alice.get(reverse("planning:item_edit", args=[item.pk]))
    add = as_alice.get(reverse(ADD), {"kind": "moment"})

    assert ("Folder" in edit.text, "Folder" in add.text) == (True, False)
