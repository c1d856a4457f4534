"""Target groups: our own words, three a year, and which one to swap."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from planning import tenancy
from planning.actions import target_groups as actions
from planning.models import FocusGroup, FocusPoint, Library, Membership, TargetGroup
from tests import make, make_plan

YEAR = timezone.localdate().year


def focus_names(library: Library, year: int = YEAR) -> list[str]:
    with tenancy.library_scope(library):
        rows = FocusGroup.objects.filter(year=year).order_by("position")
        return list(rows.values_list("target_group__name", flat=True))


def focus(client: Client, group: TargetGroup, **more: object) -> int:
    url = reverse("planning:target_group_focus", args=[group.pk])
    return client.post(url, {"year": YEAR, **more}).status_code


def test_a_fourth_focus_group_asks_which_one_to_swap(as_alice: Client, library: Library) -> None:
    groups = [make_plan.target_group(library, name) for name in ("Ouders", "NT2", "Jong", "Oud")]
    for group in groups[:3]:
        assert focus(as_alice, group) == 302

    assert focus(as_alice, groups[3]) == 409
    assert focus_names(library) == ["Ouders", "NT2", "Jong"]
    assert focus(as_alice, groups[3], instead_of=groups[1].pk) == 302

    assert focus_names(library) == ["Ouders", "Oud", "Jong"]


def test_a_focus_group_can_stop_and_its_place_is_free(as_alice: Client, library: Library) -> None:
    first, second = (
        make_plan.target_group(library, "Ouders"),
        make_plan.target_group(library, "NT2"),
    )
    focus(as_alice, first)

    focus(as_alice, first, stop=1)
    focus(as_alice, second)
    focus(as_alice, second)

    assert focus_names(library) == ["NT2"]


def test_the_database_knows_no_fourth_place(library: Library) -> None:
    group = make_plan.target_group(library)

    with (
        tenancy.library_scope(library),
        pytest.raises(IntegrityError, match="at_most_three_focus_groups"),
        transaction.atomic(),
    ):
        FocusGroup.objects.create(library=library, year=YEAR, position=4, target_group=group)


def test_a_new_group_can_be_a_focus_group_at_once(as_alice: Client, library: Library) -> None:
    url = f"{reverse('planning:target_group_add')}?year={YEAR}"

    as_alice.post(
        url, {"name": "Drukke gezinnen", "description": "Ouders van kleuters", "is_focus": 1}
    )
    again = as_alice.post(url, {"name": "drukke gezinnen"})

    assert focus_names(library) == ["Drukke gezinnen"]
    assert again.status_code == 422
    assert "Er is er al een met deze naam." in again.text


@pytest.mark.parametrize(("month", "year"), [(8, 2026), (9, 2027)])
def test_from_september_on_the_next_year_is_what_one_chooses_for(
    library: Library, month: int, year: int
) -> None:
    with time_machine.travel(datetime(2026, month, 15, 12, tzinfo=UTC), tick=False):
        client = make.client(make.member(library).user)
        assert client.get(reverse("planning:target_groups")).context["year"] == year


def test_a_group_shows_what_was_and_what_comes(as_alice: Client, library: Library) -> None:
    group = make_plan.target_group(library, "Drukke gezinnen")
    make_plan.item(library, "Toen", kind="campaign", starts_on=date(2020, 1, 6), target_group=group)
    make_plan.item(
        library, "Straks", kind="campaign", starts_on=date(2090, 1, 6), target_group=group
    )

    context = as_alice.get(reverse("planning:target_group", args=[group.pk])).context
    overview = as_alice.get(reverse("planning:target_groups"))

    assert [str(each) for each in context["coming"]] == ["Straks"]
    assert [str(each) for each in context["past"]] == ["Toen"]
    assert "2 campagnes" in overview.text


def test_a_group_out_of_use_leaves_its_place(as_alice: Client, library: Library) -> None:
    group = make_plan.target_group(library, "Ouders")
    focus(as_alice, group)

    as_alice.post(reverse("planning:target_group_archive", args=[group.pk]))

    assert focus_names(library) == []
    assert "Ouders" not in [each.name for each in as_alice.get("/doelgroepen/").context["others"]]


def test_a_stranger_finds_no_group(as_charlie: Client, library: Library) -> None:
    group = make_plan.target_group(library)

    assert focus(as_charlie, group) == 404
    for name in ("target_group", "target_group_edit"):
        assert as_charlie.get(reverse(f"planning:{name}", args=[group.pk])).status_code == 404
    archive = reverse("planning:target_group_archive", args=[group.pk])
    assert as_charlie.post(archive).status_code == 404


def test_swapping_with_a_group_of_another_library_is_refused(
    as_alice: Client, library: Library, stranger_library: Library
) -> None:
    theirs, mine = make_plan.target_group(stranger_library), make_plan.target_group(library)

    focus(as_alice, mine, instead_of=theirs.pk)

    assert focus_names(library) == []


def test_two_groups_never_share_a_place(library: Library) -> None:
    groups = [make_plan.target_group(library) for _ in range(3)]

    with tenancy.library_scope(library):
        places = [actions.focus_on(group, year=2030).position for group in groups]

    assert places == [1, 2, 3]


def test_only_managers_write_focus_points(as_alice: Client, library: Library) -> None:
    manager = make.client(make.member(library, role=Membership.Role.MANAGER).user)
    url = reverse("planning:focus_point_add")

    assert as_alice.post(url, {"name": "Leesplezier"}).status_code == 403
    assert manager.post(url, {"name": "Leesplezier"}).status_code == 302
    assert manager.post(url, {"name": "leesplezier"}).status_code == 422

    with tenancy.library_scope(library):
        point = FocusPoint.objects.get()
    assert "Leesplezier" in as_alice.get(reverse("planning:focus_points")).text
    manager.post(reverse("planning:focus_point_archive", args=[point.pk]))
    assert "Leesplezier" not in as_alice.get(reverse("planning:focus_points")).text
