"""The list of campaigns, its filters, and beginning a new one."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from campaigns.models import Campaign
from campaigns.phases import Phase
from planning import tenancy
from planning.models import BuddyPair, Library, Membership, NationalCampaign, TargetGroup, User
from segments.models import Segment, SegmentScheme, TargetGroupSegment
from tests import make, make_plan
from tests.make_campaigns import make_campaign

LIST, ADD = reverse("campaigns:campaigns"), reverse("campaigns:campaign_add")
TODAY = timezone.localdate()


def day(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def shown(page: object) -> dict[str, list[str]]:
    sections = page.context["sections"]  # type: ignore[attr-defined]
    return {str(phase): [row.line.item.title for row in rows] for phase, rows in sections}


def titles(page: object) -> list[str]:
    return [title for found in shown(page).values() for title in found]


def test_campaigns_stand_by_phase_with_their_next_step(library: Library, as_alice: Client) -> None:
    make_campaign(library, "Loopt", starts_on=day(-3))
    make_campaign(library, "Voorbij", starts_on=day(-60))
    make_campaign(library, "Straks", starts_on=day(60), involved=[("collection", None)])
    make_campaign(library, "Misschien", starts_on=day(90), status="proposed")
    make_plan.item(library, "Zonder werkruimte", kind="campaign", starts_on=day(70))
    make_campaign(make.library(), "Van een ander", starts_on=day(60))

    page = as_alice.get(LIST)

    assert shown(page) == {
        "running": ["Loopt"],
        "looking_back": ["Voorbij"],
        "preparing": ["Straks", "Zonder werkruimte"],
        "idea": ["Misschien"],
    }
    steps = [row.step.text for _phase, rows in page.context["sections"] for row in rows]
    assert steps == [
        "Schrijf de boodschap in één zin",
        "Kijk terug: herhalen, aanpassen of stoppen, en één les",
        "Vraag iemand van marketing erbij",
        "Kies de ene doelgroep",
        "Schrijf de boodschap in één zin",
    ]
    assert "1 loopt" in page.text


def test_list_is_filtered_by_what_its_address_says(
    library: Library, as_alice: Client, alice: User
) -> None:
    group = make_plan.target_group(library)
    make_campaign(library, "Van alice", starts_on=day(30), involved=[("collection", alice)])
    make_campaign(library, "Voor de groep", starts_on=day(40), group=group)
    make_campaign(library, "Oud", starts_on=day(-900))

    asked = {
        "mine": as_alice.get(LIST, {"whose": "mine"}),
        "group": as_alice.get(LIST, {"group": str(group.pk)}),
        "phase": as_alice.get(LIST, {"phase": "idea"}),
        "year": as_alice.get(LIST, {"year": str(day(-900).year)}),
        "nonsense": as_alice.get(LIST, {"phase": "x", "year": "x", "group": "x"}),
    }

    assert {name: titles(page) for name, page in asked.items()} == {
        "mine": ["Van alice"],
        "group": ["Voor de groep"],
        "phase": [],
        "year": ["Oud"],
        "nonsense": ["Van alice", "Voor de groep"],
    }
    assert "Toon alle campagnes" in asked["phase"].text


def test_empty_list_begins_with_something_small(library: Library, as_alice: Client) -> None:
    page = as_alice.get(LIST)

    assert "Begin met één klein project" in page.text
    assert f'href="{ADD}?start=first"' in page.text


def test_list_fragment_is_part_of_its_page(library: Library, as_alice: Client) -> None:
    make_campaign(library, starts_on=day(30))

    page, fragment = as_alice.get(LIST), as_alice.get(LIST, headers={"HX-Request": "true"})

    assert fragment.text.strip() in page.text
    assert "<html" not in fragment.text


@pytest.mark.parametrize("count", [10, 100])
def test_list_asks_as_much_for_a_hundred_as_for_ten(
    library: Library,
    as_alice: Client,
    alice: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    group = make_plan.target_group(library)
    for number in range(count):
        make_campaign(
            library,
            starts_on=day(number % 50),
            group=group,
            involved=[("collection", alice), ("marketing", None)],
            titles=[number + 1],
        )

    # Session, which is written at first, person and library with their scopes (14); years (1);
    # items with their people, branches and channels (6); tasks, titles, tips, comments, copies and
    # counts (6); reviews (1); groups to filter by (1); the menu (1); language of the person (1).
    with django_assert_num_queries(31):
        page = as_alice.get(LIST)

    assert page.context["total"] == count


def test_beginning_asks_from_what(library: Library, as_alice: Client) -> None:
    with tenancy.library_scope(library):
        NationalCampaign.objects.create(
            library=library,
            name="Boekenweek",
            code="boekenweek",
            year=day(50).year,
            starts_on=day(50),
            ends_on=day(60),
        )
        week = NationalCampaign.objects.get()

    page = as_alice.get(ADD)
    form = as_alice.get(ADD, {"start": "national", "national": str(week.pk)}).context["form"]

    assert f"start=national&amp;national={week.pk}" in page.text
    assert (form["title"].value(), form["starts_on"].value(), form["ends_on"].value()) == (
        "Boekenweek",
        day(50),
        day(60),
    )


def test_form_knows_me_my_duo_and_what_the_address_says(
    library: Library, as_alice: Client, alice: User
) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    group = make_plan.target_group(library)
    with tenancy.library_scope(library):
        me = Membership.objects.get(user=alice)
        BuddyPair.objects.create(library=library, first=me, second=noor)

    form = as_alice.get(
        ADD, {"titles": "4,9", "title": "Reis", "notes": "Want", "target_group": str(group.pk)}
    ).context["form"]

    assert {name: form[name].value() for name in ("titles", "title", "notes")} == {
        "titles": "4,9",
        "title": "Reis",
        "notes": "Want",
    }
    assert form["target_group"].value() == str(group.pk)
    assert form["owner_collection"].value() == str(alice.pk)
    assert form["owner_marketing"].value() == str(noor.user_id)


def sent(alice: User, **more: str) -> dict[str, str]:
    return {
        "title": "Reizen begint in Dorp",
        "starts_on": "2027-03-15",
        "ends_on": "2027-04-11",
        "owner_collection": str(alice.pk),
        "owner_marketing": "0",
        **more,
    }


def test_campaign_begins_from_a_template(library: Library, as_alice: Client, alice: User) -> None:
    group = make_plan.target_group(library)

    made = as_alice.post(
        f"{ADD}?start=first", sent(alice, target_group=str(group.pk), message="Vijf boeken")
    )

    campaign = as_alice.get(made["Location"]).context["campaign"]
    assert (campaign.start, campaign.message, campaign.item.target_group) == (
        "first",
        "Vijf boeken",
        group,
    )
    with tenancy.library_scope(library):
        rows = campaign.item.involvements.order_by("discipline")
        assert list(rows.values_list("discipline", "person")) == [
            ("collection", alice.pk),
            ("marketing", None),
        ]
        assert campaign.item.children.filter(kind="task").count() == 4


def test_group_of_a_segment_is_made_in_the_same_step(
    library: Library, as_alice: Client, alice: User
) -> None:
    with tenancy.library_scope(library):
        scheme = SegmentScheme.objects.create(library=library, name="2026")
        Segment.objects.create(
            library=library, scheme=scheme, code="S3", name="Rustige buiten", position=3
        )

    form = as_alice.get(ADD, {"segment": "S3", "title": "Reis"}).context["form"]
    as_alice.post(ADD, sent(alice, new_group="Rustige buiten", segment="S3"))
    again = as_alice.get(ADD, {"segment": "S3"}).context["form"]

    assert form["new_group"].value() == "Rustige buiten"
    with tenancy.library_scope(library):
        group = TargetGroup.objects.get()
        assert TargetGroupSegment.objects.get().target_group == group
        assert Campaign.objects.get().item.target_group == group
    assert again["target_group"].value() == group.pk


def test_two_groups_are_two_campaigns(library: Library, as_alice: Client, alice: User) -> None:
    first, second = make_plan.target_group(library), make_plan.target_group(library, "Gezinnen")

    as_alice.post(ADD, sent(alice, target_group=str(first.pk), second_group=str(second.pk)))

    with tenancy.library_scope(library):
        rows = Campaign.objects.order_by("pk").values_list("item__title", "item__target_group")
        assert list(rows) == [
            ("Reizen begint in Dorp", first.pk),
            ("Reizen begint in Dorp: Gezinnen", second.pk),
        ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "target_group"),
        ({"new_group": "gezinnen"}, "new_group"),
        ({"target_group": "own", "new_group": "Nieuw"}, "new_group"),
        ({"target_group": "own", "second_group": "own"}, "second_group"),
        ({"target_group": "own", "ends_on": "2027-03-01"}, "ends_on"),
        (
            {"target_group": "own", "owner_collection": "no", "owner_marketing": "no"},
            "owner_collection",
        ),
        ({"target_group": "strange"}, "target_group"),
    ],
)
def test_campaign_that_is_not_right_yet_says_so(
    library: Library, as_alice: Client, alice: User, wrong: dict[str, str], field: str
) -> None:
    groups = {
        "own": str(make_plan.target_group(library, "Gezinnen").pk),
        "strange": str(make_plan.target_group(make.library()).pk),
    }
    wrong = {name: groups.get(value, value) for name, value in wrong.items()}

    refused = as_alice.post(ADD, sent(alice, **wrong))

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    with tenancy.library_scope(library):
        assert not Campaign.objects.exists()


def test_this_week_names_a_start_without_titles(
    library: Library, as_alice: Client, alice: User
) -> None:
    make_campaign(library, "Kaal", starts_on=day(5))
    make_campaign(library, "Zonder tip", starts_on=day(6), titles=[4])
    make_campaign(library, "Ver weg", starts_on=day(60))

    page = as_alice.get("/?all=1")

    assert "Begint zonder titels: Kaal" in page.text
    assert "Begint zonder boekentip: Zonder tip" in page.text
    assert "Ver weg" not in page.context["rows"].__repr__()


def test_phases_are_those_of_the_list() -> None:
    from campaigns.views.campaigns import ORDER

    assert set(ORDER) == set(Phase)


def test_campaign_for_a_national_week_says_that_we_join(
    library: Library, as_alice: Client, alice: User
) -> None:
    group = make_plan.target_group(library)
    days = {"starts_on": date(2027, 3, 10), "ends_on": date(2027, 3, 21)}
    with tenancy.library_scope(library):
        week = NationalCampaign.objects.create(
            library=library, name="Boekenweek", code="boekenweek", year=2027, **days
        )

    as_alice.post(ADD, sent(alice, target_group=str(group.pk), national=str(week.pk)))

    with tenancy.library_scope(library):
        week.refresh_from_db()
        assert (week.answer, week.answered_by) == ("join", alice)
        assert Campaign.objects.get().item.national == week


def test_campaigns_outside_the_menu_are_offered_to_who_may_switch_them_on(
    library: Library, as_alice: Client, as_adam: Client
) -> None:
    campaign = make_campaign(library)
    url = reverse("campaigns:campaign", args=[campaign.pk])

    assert "part-offer" not in as_alice.get(url).text
    assert "Campagnes staat nog niet in het menu" in as_adam.get(url).text
