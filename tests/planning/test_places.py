"""Channels, places to show, and the thresholds of the plan."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Channel, Display, Library, PlanSettings
from planning.queries import places
from tests import make, make_plan


def names(library: Library) -> list[str]:
    with tenancy.library_scope(library):
        return [each.name for each in places.channels(library)]


def test_a_channel_is_added_at_the_end(as_adam: Client, library: Library) -> None:
    url = reverse("planning:channel_add")
    as_adam.post(url, {"name": "Nieuwsbrief", "position": ""})
    as_adam.post(url, {"name": "Balie", "position": ""})

    page = as_adam.post(url, {"name": "Website", "position": "1"}, follow=True)

    assert names(library) == ["Nieuwsbrief", "Website", "Balie"]
    assert "Website is toegevoegd" in page.text


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "nieuwsbrief"}, ["name"]),
        ({"name": "x" * 41}, ["name"]),
        ({"name": "Website", "position": "-1"}, ["position"]),
        ({"name": "Website", "position": "100000"}, ["position"]),
        ({"name": "Website", "position": "eerste"}, ["position"]),
        ({"name": "Website", "characters": "0"}, ["characters"]),
        ({"name": "Website", "characters": "100001"}, ["characters"]),
    ],
)
def test_a_wrong_channel_is_refused(
    as_adam: Client, library: Library, fields: dict[str, str], wrong: list[str]
) -> None:
    make_plan.channel(library, "Nieuwsbrief")

    response = as_adam.post(reverse("planning:channel_add"), fields)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == wrong
    assert names(library) == ["Nieuwsbrief"]


def test_a_channel_has_a_longest_text_of_its_own_or_the_usual_one(
    as_adam: Client, library: Library
) -> None:
    url = reverse("planning:channel_add")
    for name, most in (("Instagram", ""), ("Bluesky", "120"), ("Balie", "")):
        page = as_adam.post(url, {"name": name, "characters": most}, follow=True)

    cells = re.findall(r'data-label="Langste tekst">([^<]*)<', page.text)
    assert cells == ["2.200, zoals gewoonlijk", "120", "–"]


def test_a_channel_keeps_its_name_when_a_change_is_refused(
    as_adam: Client, library: Library
) -> None:
    make_plan.channel(library, "Balie")
    row = make_plan.channel(library, "Nieuwsbrief")
    url = reverse("planning:channel_edit", args=[row.pk])

    response = as_adam.post(url, {"name": "Balie"})
    assert response.status_code == 422
    assert "<h1>Nieuwsbrief</h1>" in response.text

    as_adam.post(url, {"name": "Mail"})
    assert sorted(names(library)) == ["Balie", "Mail"]


def test_a_channel_is_put_away_and_offered_again(as_adam: Client, library: Library) -> None:
    row = make_plan.channel(library, "Pers")
    make_plan.item(library, channels=[row])
    url = reverse("planning:channel_archive", args=[row.pk])

    page = as_adam.post(url, follow=True)
    assert "opgeborgen" in page.text
    with tenancy.library_scope(library):
        (listed,) = places.channels(library)
        assert (listed.archived_at is not None, listed.item_count) == (True, 1)

    as_adam.post(url)
    with tenancy.library_scope(library):
        assert Channel.objects.get().archived_at is None


def test_a_place_belongs_to_a_branch(as_adam: Client, library: Library) -> None:
    branch = make.branch(library, name="Centrum")

    fields = {"branch": branch.pk, "name": "Tafel hal", "kind": "table"}
    page = as_adam.post(reverse("planning:display_add"), fields, follow=True)

    assert "Tafel hal" in page.text
    assert "Centrum" in page.text
    with tenancy.library_scope(library):
        assert str(Display.objects.get()) == "Tafel hal, Centrum"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "TAFEL HAL"}, ["name"]),
        ({"kind": "wall"}, ["kind"]),
        ({"branch": ""}, ["branch"]),
        ({"branch": "0"}, ["branch"]),
    ],
)
def test_a_wrong_place_is_refused(
    as_adam: Client, library: Library, change: dict[str, str], wrong: list[str]
) -> None:
    branch = make.branch(library)
    make_plan.display(library, branch, "Tafel hal")

    fields = {"branch": str(branch.pk), "name": "Etalage", "kind": "window"} | change
    response = as_adam.post(reverse("planning:display_add"), fields)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == wrong


def test_a_branch_of_another_library_cannot_be_chosen(
    as_adam: Client, stranger_library: Library
) -> None:
    theirs = make.branch(stranger_library)

    fields = {"branch": theirs.pk, "name": "Tafel", "kind": "table"}
    response = as_adam.post(reverse("planning:display_add"), fields)

    assert list(response.context["form"].errors) == ["branch"]


def test_a_place_is_changed_and_put_away(as_adam: Client, library: Library) -> None:
    branch = make.branch(library)
    row = make_plan.display(library, branch, "Tafel hal")

    fields = {"branch": branch.pk, "name": "Tafel ingang", "kind": "table"}
    as_adam.post(reverse("planning:display_edit", args=[row.pk]), fields)
    as_adam.post(reverse("planning:display_archive", args=[row.pk]))

    with tenancy.library_scope(library):
        row.refresh_from_db()
    assert row.name == "Tafel ingang"
    assert row.archived_at is not None


def test_a_stranger_changes_no_place(as_charlie: Client, library: Library) -> None:
    channel = make_plan.channel(library, "Pers")
    display = make_plan.display(library, make.branch(library), "Tafel")

    for name, pk in (
        *[(f"channel_{word}", channel.pk) for word in ("edit", "archive")],
        *[(f"display_{word}", display.pk) for word in ("edit", "archive")],
    ):
        response = as_charlie.post(reverse(f"planning:{name}", args=[pk]), {"name": "x"})
        assert response.status_code == 404
    assert names(library) == ["Pers"]


def test_without_a_branch_the_page_leads_to_one(as_adam: Client) -> None:
    page = as_adam.get(reverse("planning:display_list"))

    assert "Eerst een vestiging" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_places_need_as_many_queries_for_three_as_for_one(
    library: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_plan.channel(library)
        make_plan.display(library, make.branch(library))

    asked = django_assert_num_queries(2)  # channels, places
    with tenancy.library_scope(library), asked:
        channels = list(places.channels(library))
        displays = [str(each) for each in places.displays(library)]

    assert (len(channels), len(displays)) == (count, count)


# Thresholds of the plan

USUAL = {
    "gap_weeks": 6,
    "late_days": 21,
    "one_sided_weeks": 6,
    "undecided_weeks": 10,
    "clash_days": 3,
    "ad_hoc_days": 21,
}


def test_thresholds_of_the_plan_are_saved(as_adam: Client, library: Library) -> None:
    url = reverse("planning:plan_thresholds")

    as_adam.post(url, USUAL | {"gap_weeks": 8})
    as_adam.post(url, USUAL | {"gap_weeks": 9, "clash_days": 5})

    with tenancy.library_scope(library):
        row = PlanSettings.objects.get()
    assert (row.gap_weeks, row.clash_days, row.region) == (9, 5, "north")
    assert 'value="9"' in as_adam.get(reverse("planning:thresholds")).text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gap_weeks", 0),
        ("gap_weeks", 27),
        ("late_days", 181),
        ("one_sided_weeks", ""),
        ("undecided_weeks", 53),
        ("clash_days", "drie"),
        ("ad_hoc_days", -1),
    ],
)
def test_a_threshold_out_of_bounds_is_refused(
    as_adam: Client, library: Library, name: str, value: object
) -> None:
    response = as_adam.post(reverse("planning:plan_thresholds"), USUAL | {name: value})

    assert response.status_code == 422
    assert list(response.context["plan_form"].errors) == [name]
    with tenancy.library_scope(library):
        assert not PlanSettings.objects.exists()


def test_the_privacy_threshold_stands_first(as_adam: Client) -> None:
    page = as_adam.get(reverse("planning:thresholds"))

    assert page.text.index('name="threshold"') < page.text.index('name="gap_weeks"')
