"""From concept to a released version: seen by both, frozen, compared, brought back."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.actions import items, overlays
from planning.models import Library, Membership, PlanItem, PlanSeen, PlanVersion, User
from planning.queries import release as queries
from tests import make, make_plan

YEAR = 2027


@pytest.fixture
def marketeer(library: Library) -> Client:
    return make.client(make.member(library, "mara", discipline="marketing").user)


@pytest.fixture
def manager(library: Library) -> Client:
    role = Membership.Role.MANAGER
    return make.client(make.member(library, "ilse", role=role, discipline="other").user)


def page(client: Client) -> str:
    return str(client.get(reverse("planning:release", args=[YEAR])).context["standing"].digest)


def tick(client: Client, digest: str = "") -> int:
    url = reverse("planning:plan_seen", args=[YEAR])
    return client.post(url, {"digest": digest or page(client)}).status_code


def release_now(client: Client, digest: str = "") -> int:
    url = reverse("planning:plan_release_now", args=[YEAR])
    return client.post(url, {"digest": digest or page(client)}).status_code


def numbers(library: Library) -> list[int]:
    with tenancy.library_scope(library):
        return list(PlanVersion.objects.order_by("number").values_list("number", flat=True))


def test_a_plan_is_released_when_both_have_seen_it(
    as_alice: Client, marketeer: Client, manager: Client, library: Library
) -> None:
    make_plan.item(library, "Reistafel")

    assert release_now(manager) == 409
    assert tick(as_alice) == 302
    assert release_now(manager) == 409
    assert tick(marketeer) == 302
    assert release_now(as_alice) == 403
    assert release_now(manager) == 302

    assert numbers(library) == [1]
    text = manager.get(reverse("planning:release", args=[YEAR])).text
    assert "Sinds versie 1 is er niets gewijzigd." in text


def test_a_later_change_makes_a_tick_worthless(
    as_alice: Client, alice: User, marketeer: Client, manager: Client, library: Library
) -> None:
    item = make_plan.item(library, "Reistafel")
    tick(as_alice)
    tick(marketeer)
    seen = page(manager)
    with tenancy.library_scope(library):
        items.change_item(item, by=alice, base=1, fields={"title": "Wandeltafel"})

    assert release_now(manager, seen) == 409
    assert release_now(manager) == 409
    assert tick(as_alice, seen) == 409
    tick(as_alice)
    tick(marketeer)

    assert release_now(manager) == 302


def test_a_task_is_nobodys_plan(
    as_alice: Client, marketeer: Client, manager: Client, library: Library
) -> None:
    make_plan.item(library, "Reistafel")
    tick(as_alice)
    tick(marketeer)
    make_plan.item(library, "Bel de drukker", kind="task")

    assert release_now(manager) == 302


def test_somebody_of_neither_discipline_cannot_tick(manager: Client, library: Library) -> None:
    make_plan.item(library)

    assert tick(manager) == 409
    with tenancy.library_scope(library):
        assert not PlanSeen.objects.exists()


def test_who_is_all_but_alone_releases_alone_and_that_is_written_down(library: Library) -> None:
    one = make.member(library, "wietske", role=Membership.Role.ADMIN)
    make_plan.item(library)
    client = make.client(one.user)

    tick(client)

    assert release_now(client) == 302
    with tenancy.library_scope(library):
        assert PlanVersion.objects.get().is_self_released


def test_of_three_people_nobody_releases_what_only_they_saw(library: Library) -> None:
    one = make.member(library, "wietske", role=Membership.Role.ADMIN)
    for name in ("joris", "piet"):
        make.member(library, name)
    make_plan.item(library)
    client = make.client(one.user)

    tick(client)

    assert release_now(client) == 409
    assert numbers(library) == []


def test_an_empty_plan_is_not_released(library: Library) -> None:
    one = make.member(library, "wietske", role=Membership.Role.ADMIN)
    client = make.client(one.user)
    tick(client)

    assert release_now(client) == 409


def test_a_version_can_be_compared_and_an_item_brought_back(
    as_alice: Client, alice: User, library: Library
) -> None:
    moved, gone = make_plan.item(library, "Reistafel"), make_plan.item(library, "Griezel")
    with tenancy.library_scope(library):
        plan = overlays.begin_year(library, YEAR, by=alice)
        PlanVersion.objects.create(
            library=library, plan=plan, number=1, items=queries.rows_of(library, YEAR)
        )
        items.change_item(
            moved,
            by=alice,
            base=1,
            fields={"starts_on": date(2027, 4, 5), "ends_on": date(2027, 4, 5)},
        )
        items.archive_item(gone, by=alice)
    make_plan.item(library, "Nieuw")

    response = as_alice.get(reverse("planning:plan_version", args=[YEAR, 1]))
    assert response.context["counts"] == "1 toegevoegd, 1 verplaatst, 1 vervallen"
    for item in (moved, gone):
        url = reverse("planning:plan_version_item", args=[YEAR, 1, item.pk])
        assert as_alice.post(url).status_code == 302

    again = as_alice.get(reverse("planning:plan_version", args=[YEAR, 1]))
    assert again.context["counts"] == "1 toegevoegd"
    with tenancy.library_scope(library):
        assert PlanItem.objects.get(pk=moved.pk).starts_on == make_plan.DAY


def test_bringing_back_what_no_longer_has_its_channel_leaves_the_channel_out(
    as_alice: Client, alice: User, library: Library
) -> None:
    channel = make_plan.channel(library)
    item = make_plan.item(library, channels=[channel])
    with tenancy.library_scope(library):
        plan = overlays.begin_year(library, YEAR, by=alice)
        rows = queries.rows_of(library, YEAR)
        PlanVersion.objects.create(library=library, plan=plan, number=1, items=rows)
        items.change_item(item, by=alice, base=1, fields={"channels": [], "title": "Anders"})
        channel.delete()

    as_alice.post(reverse("planning:plan_version_item", args=[YEAR, 1, item.pk]))

    with tenancy.library_scope(library):
        found = PlanItem.objects.get(pk=item.pk)
        assert (found.title, list(found.channels.all())) == (item.title, [])


def test_a_stranger_sees_no_version(as_charlie: Client, alice: User, library: Library) -> None:
    item = make_plan.item(library)
    with tenancy.library_scope(library):
        plan = overlays.begin_year(library, YEAR, by=alice)
        PlanVersion.objects.create(
            library=library, plan=plan, number=1, items=queries.rows_of(library, YEAR)
        )

    assert as_charlie.get(reverse("planning:plan_version", args=[YEAR, 1])).status_code == 404
    url = reverse("planning:plan_version_item", args=[YEAR, 1, item.pk])
    assert as_charlie.post(url).status_code == 404


def test_what_was_released_decides_what_is_ad_hoc(library: Library, alice: User) -> None:
    inside = make_plan.item(library)
    with tenancy.library_scope(library):
        assert queries.released_ids(library, YEAR) is None
        plan = overlays.begin_year(library, YEAR, by=alice)
        PlanVersion.objects.create(
            library=library, plan=plan, number=1, items=queries.rows_of(library, YEAR)
        )
    make_plan.item(library)

    with tenancy.library_scope(library):
        assert queries.released_ids(library, YEAR) == frozenset({inside.pk})


@pytest.mark.parametrize("year", [0, 1999, 2000, 2100, 10000])
@pytest.mark.parametrize("step", ["", "gezien/", "nu/"])
def test_a_year_that_no_plan_has_is_not_released(manager: Client, year: int, step: str) -> None:
    url = f"/jaarplan/{year}/vaststellen/{step}"

    response = manager.post(url, {"digest": "0" * 64}) if step else manager.get(url)

    assert response.status_code == 404
    assert manager.get(f"/jaarplan/{year}/versies/").status_code == 404
