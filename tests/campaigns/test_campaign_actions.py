"""A campaign begins for one group, its words follow its item, and it is copied."""

from datetime import date, timedelta
from typing import Any

import pytest

from campaigns import core, starts
from campaigns.actions import campaigns as actions
from campaigns.actions import copying, posts, tasks
from campaigns.models import Campaign, CampaignTitle
from planning import tenancy
from planning.actions.items import CannotChange, CannotUndo, change_item, undo_change
from planning.models import Library, PlanItem, TargetGroup, User
from planning.queries import items
from tests import make, make_plan
from tests.make_campaigns import make_campaign

DAY = make_plan.DAY


def tasks_of(campaign: Campaign) -> list[PlanItem]:
    found = PlanItem.objects.filter(parent=campaign.item, kind="task").current()
    return list(found.order_by("ends_on", "pk"))


def test_begin_makes_item_group_and_checklist(library: Library, alice: User) -> None:
    group = make_plan.target_group(library, "Rustige buiten")

    campaign = make_campaign(
        library, group=group, start="table", by=alice, involved=[("collection", alice)]
    )

    with tenancy.library_scope(library):
        made = tasks_of(campaign)
        assert (campaign.item.kind, campaign.item.target_group) == ("campaign", group)
        assert [each.title for each in made] == [
            str(each.title)
            for each in sorted(
                starts.template("table").steps, key=lambda each: each.day(DAY, DAY + timedelta(27))
            )
        ]
        whose = {each.involvements.get().person for each in made if _is_of(each, "collection")}
        assert whose == {alice}


def _is_of(task: PlanItem, discipline: str) -> bool:
    return bool(task.involvements.get().discipline == discipline)


def test_begin_without_a_group_makes_nothing(library: Library, alice: User) -> None:
    fields = {"title": "Reizen", "starts_on": DAY, "ends_on": DAY, "target_group": None}

    with tenancy.library_scope(library), pytest.raises(actions.NoTargetGroup):
        actions.begin(library, by=alice, fields=fields, involved=[("collection", alice)])

    with tenancy.library_scope(library):
        assert not PlanItem.objects.exists()


def test_steps_that_are_late_already_are_for_today(library: Library, alice: User) -> None:
    campaign = make_campaign(library, starts_on=date(2027, 3, 15))

    with tenancy.library_scope(library):
        made = tasks.add_steps(
            campaign,
            starts.template("first").steps,
            by=alice,
            people=[("collection", alice)],
            today=date(2027, 3, 12),
        )
        again = tasks.add_steps(
            campaign,
            starts.template("first").steps,
            by=alice,
            people=[],
            today=date(2027, 3, 12),
        )

    assert min(each.ends_on for each in made) == date(2027, 3, 12)
    assert again == []


def test_workspace_of_an_item_opens_once_and_asks_for_whom(library: Library) -> None:
    group = make_plan.target_group(library)
    known = make_plan.item(library, "Reizen", kind="campaign", target_group=group)
    unknown = make_plan.item(library, "Koken", kind="campaign")

    with tenancy.library_scope(library):
        first, second = actions.open_workspace(known), actions.open_workspace(known)
        with pytest.raises(actions.NoTargetGroup):
            actions.open_workspace(unknown)

        assert first == second
        assert Campaign.objects.count() == 1


def test_change_of_words_and_item_is_one_version_with_history(
    library: Library, alice: User
) -> None:
    campaign = make_campaign(library)
    content = core.plain(core.of(campaign)) | {"message": "Plan je reis", "goal": "borrow"}

    with tenancy.library_scope(library):
        changed = actions.change(
            campaign, by=alice, base=1, fields={"title": "Op reis"}, content=content
        )

        line = items.history(changed.item)[0]
        assert (changed.item.version, changed.message) == (2, "Plan je reis")
        assert [(each.label, each.after) for each in line.differences] == [
            ("Titel", "Op reis"),
            ("Boodschap", "Plan je reis"),
            ("Doel", "lenen"),
        ]
        assert Campaign.objects.get().message == "Plan je reis"


def test_two_who_change_the_same_words_both_see_it(library: Library, alice: User) -> None:
    campaign = make_campaign(library, content={"message": "Eerst", "goal_text": "Zo"})
    bob = make.member(library, "bob").user
    said: dict[str, Any] = core.of(campaign)

    with tenancy.library_scope(library):
        actions.change(campaign, by=bob, base=1, fields={}, content=said | {"message": "Van Bob"})
        with pytest.raises(CannotChange) as refused:
            actions.change(
                campaign,
                by=alice,
                base=1,
                fields={"title": "Anders"},
                content=said | {"message": "Van Alice"},
            )

        found = [(each.name, each.mine, each.theirs, each.by) for each in refused.value.conflicts]
        assert found == [("message", "Van Alice", "Van Bob", "Bob")]
        now = Campaign.objects.select_related("item").get()
        assert (now.message, now.item.title) == ("Van Bob", campaign.item.title)


def test_two_who_change_other_words_both_get_theirs(library: Library, alice: User) -> None:
    campaign = make_campaign(library, content={"message": "Eerst"})
    said: dict[str, Any] = core.of(campaign)

    with tenancy.library_scope(library):
        change_item(campaign.item, by=alice, base=1, fields={"title": "Op reis"})
        actions.change(
            campaign, by=alice, base=1, fields={}, content=said | {"goal_on": date(2027, 5, 1)}
        )
        actions.change(campaign, by=alice, base=1, fields={}, content=said | {"message": "Later"})

        now = Campaign.objects.select_related("item").get()
        assert (now.item.title, now.message, now.goal_on) == (
            "Op reis",
            "Later",
            date(2027, 5, 1),
        )


def test_undo_does_not_take_half_of_a_change_back(library: Library, alice: User) -> None:
    campaign = make_campaign(library)
    said: dict[str, Any] = core.of(campaign)

    with tenancy.library_scope(library):
        actions.change(
            campaign, by=alice, base=1, fields={"title": "Op reis"}, content=said | {"message": "X"}
        )
        with pytest.raises(CannotUndo):
            undo_change(campaign.item, version=2, by=alice)


def test_change_keeps_one_group(library: Library, alice: User) -> None:
    campaign = make_campaign(library)

    with tenancy.library_scope(library), pytest.raises(actions.NoTargetGroup):
        actions.change(campaign, by=alice, base=1, fields={"target_group": None}, content={})


def test_task_goes_from_one_to_another(library: Library, alice: User) -> None:
    campaign = make_campaign(library)
    noor = make.member(library, "noor", discipline="marketing").user

    with tenancy.library_scope(library):
        task = tasks.add_task(
            campaign, by=alice, title="Bordje", day=DAY, who=("collection", alice)
        )
        tasks.change_task(
            task, by=alice, base=1, title="Bord", day=date(2027, 3, 20), who=("marketing", noor)
        )

        task.refresh_from_db()
        whose = [(each.discipline, each.person) for each in task.involvements.all()]
        assert (task.title, task.starts_on, task.ends_on) == (
            "Bord",
            date(2027, 3, 20),
            date(2027, 3, 20),
        )
        assert whose == [("marketing", noor)]


@pytest.fixture
def source(library: Library, alice: User) -> Campaign:
    """Last year's campaign with all that can be copied."""
    campaign = make_campaign(
        library,
        "Reizen begint in Dorp",
        titles=[4, 9],
        involved=[("collection", alice), ("marketing", None)],
        content={"message": "Plan je reis", "goal": "visit", "goal_on": date(2027, 4, 1)},
    )
    with tenancy.library_scope(library):
        CampaignTitle.objects.filter(title=4).update(reasons=["index 141"], note="vooraan")
        tasks.add_task(
            campaign, by=alice, title="Bordje", day=date(2027, 3, 8), who=("collection", alice)
        )
        post = posts.begin_post(
            library,
            by=alice,
            name="Aankondiging",
            day=date(2027, 3, 14),
            channels=[make_plan.channel(library, "Nieuwsbrief")],
            campaign=campaign,
            fields={"text": "Wij gaan op reis."},
        )
        posts.change_post(
            post, by=alice, fields={}, variants={post.item.channels.get().pk: "Kort."}
        )
    return campaign


def test_copy_moves_every_day_along(library: Library, source: Campaign, alice: User) -> None:
    with tenancy.library_scope(library):
        copy = copying.copy_campaign(source, by=alice, starts_on=date(2028, 3, 13))

        post = copy.posts.get()
        shift = timedelta(days=364)
        assert copy.item.ends_on - source.item.ends_on == shift
        assert (copy.message, copy.goal_on) == ("Plan je reis", date(2027, 4, 1) + shift)
        assert [each.ends_on for each in tasks_of(copy)] == [date(2027, 3, 8) + shift]
        assert (post.item.starts_on, post.state) == (date(2027, 3, 14) + shift, "concept")
        assert [each.text for each in post.variants.all()] == ["Kort."]
        assert [each.name for each in post.item.channels.all()] == ["Nieuwsbrief"]
        assert (copy.copied_from, copy.start, copy.item.status) == (source, "copy", "proposed")


def test_copy_leaves_the_figures_of_then_behind(
    library: Library, source: Campaign, alice: User
) -> None:
    with tenancy.library_scope(library):
        copy = copying.copy_campaign(source, by=alice, starts_on=date(2028, 3, 13))

        rows = copy.titles.order_by("position").values_list("title", "note", "reasons")
        assert list(rows) == [(4, "vooraan", []), (9, "", [])]


def test_copy_does_not_name_who_has_left(library: Library, source: Campaign, alice: User) -> None:
    with tenancy.library_scope(library):
        alice.membership_set.all().delete()
        copy = copying.copy_campaign(source, by=None, starts_on=date(2028, 3, 13))

        rows = copy.item.involvements.order_by("discipline").values_list("discipline", "person")
        assert list(rows) == [("collection", None), ("marketing", None)]


def test_copy_for_a_group_that_is_gone_is_refused(
    library: Library, source: Campaign, alice: User
) -> None:
    with tenancy.library_scope(library):
        TargetGroup.objects.update(archived_at=source.item.created_at)
        source = Campaign.objects.get(pk=source.pk)
        with pytest.raises(copying.CannotCopy):
            copying.copy_campaign(source, by=alice, starts_on=date(2028, 3, 13))


def test_last_years_is_found_by_its_name_and_only_then(library: Library, source: Campaign) -> None:
    again = make_plan.item(
        library, "reizen begint in dorp", kind="campaign", starts_on=date(2028, 3, 13)
    )
    soon = make_plan.item(
        library, "Reizen begint in Dorp", kind="campaign", starts_on=date(2027, 6, 1)
    )

    with tenancy.library_scope(library):
        assert copying.last_years(again) == source
        assert copying.last_years(soon) is None
