"""Posts: in the plan, in channels, and through their states."""

from datetime import date
from typing import Any

import pytest

from campaigns import readiness
from campaigns.actions import posts as actions
from campaigns.actions import tips as tip_actions
from campaigns.actions.content_versions import ChangedMeanwhile
from campaigns.models import Post
from campaigns.queries import posts as queries
from planning import tenancy
from planning.actions import items
from planning.models import Channel, Library, PlanItem, User
from tests import make_plan
from tests.make_campaigns import make_campaign
from tests.make_posts import TEXT, Named, make_post, make_tip, shelve

READY: dict[str, Any] = {"text": "Stap op de fiets.", "heading": "Fietsen", "alt": "Een fiets."}


def instagram(library: Library) -> Channel:
    return make_plan.channel(library, "Instagram")


def test_post_stands_in_the_plan_under_its_campaign(library: Library, alice: User) -> None:
    campaign, channel = make_campaign(library), instagram(library)

    post = make_post(library, campaign=campaign, channels=[channel], by=alice)

    with tenancy.library_scope(library):
        item = PlanItem.objects.get(pk=post.pk)
        assert (item.kind, item.parent, item.target_group) == (
            *("post", campaign.item, campaign.item.target_group),
        )
        assert list(item.channels.all()) == [channel]
        assert [each.discipline for each in item.involvements.all()] == ["marketing"]
        assert (item.starts_on, item.ends_on, item.status) == (
            *(make_plan.DAY, make_plan.DAY, "proposed"),
        )


def test_post_from_a_tip_has_its_words(library: Library) -> None:
    tip = make_tip(library, for_lovers_of="kamperen")

    post = make_post(library, tip=tip)

    assert post.tip == tip
    assert post.text == (
        f"Camperroutes – Els Bakker\n\n{TEXT}\n\nVoor wie van kamperen houdt.\n\n"
        "– Els, bibliotheek Dorp"
    )
    assert (post.heading, post.sentence) == ("Camperroutes", TEXT)


def test_each_channel_has_the_text_or_its_own(library: Library) -> None:
    short, long = instagram(library), make_plan.channel(library, "Bluesky")
    post = make_post(library, channels=[short, long], text="Voor iedereen.")

    with tenancy.library_scope(library):
        actions.change_post(post, by=None, fields={}, variants={long.pk: "Kort.", short.pk: " "})
        found = {each.channel.name: each.pasted for each in queries.in_channels(post)}

    assert found == {"Instagram": "Voor iedereen.", "Bluesky": "Kort."}


def test_the_short_address_is_in_the_text_once_and_the_tagged_one_beside_it(
    library: Library,
) -> None:
    post = make_post(
        library,
        channels=[instagram(library)],
        text="Kom kijken op bieb.nl/reis",
        link="https://www.bieb.nl/reis/",
    )
    bare = make_post(
        library,
        channels=[make_plan.channel(library, "Nieuwsbrief")],
        text="Kom kijken.",
        link="https://www.bieb.nl/reis/",
    )

    with tenancy.library_scope(library):
        said, added = queries.in_channels(post)[0], queries.in_channels(bare)[0]

    assert said.pasted == "Kom kijken op bieb.nl/reis"
    assert added.pasted == "Kom kijken.\n\nbieb.nl/reis"
    assert added.tagged == (
        "https://www.bieb.nl/reis/?utm_source=nieuwsbrief&utm_medium=email&utm_campaign=berichten"
    )


def test_post_cannot_be_scheduled_while_something_is_missing(library: Library) -> None:
    post = make_post(library, heading="Fietsen")

    with tenancy.library_scope(library):
        with pytest.raises(actions.CannotSchedule) as refused:
            actions.set_state(post, by=None, state="scheduled")

        assert [each.code for each in refused.value.missing] == ["channel", "text", "alt"]
        assert Post.objects.get(pk=post.pk).state == "concept"


def test_a_post_is_of_who_began_it(library: Library, alice: User) -> None:
    post = make_post(library, by=alice)

    with tenancy.library_scope(library):
        involved = list(post.item.involvements.values_list("discipline", "person"))

    assert involved == [("marketing", alice.pk)]


def test_nobody_agrees_to_a_post_without_words(library: Library) -> None:
    post = make_post(library, heading="Fietsen")

    with tenancy.library_scope(library), pytest.raises(actions.CannotSchedule) as refused:
        actions.set_state(post, by=None, state="agreed")

    assert [each.code for each in refused.value.missing] == ["text"]


def test_text_that_a_channel_does_not_take_stands_in_the_way(library: Library) -> None:
    channel = make_plan.channel(library, "Bluesky")
    post = make_post(library, channels=[channel], text="a" * 301)

    with tenancy.library_scope(library):
        with pytest.raises(actions.CannotSchedule) as refused:
            actions.set_state(post, by=None, state="placed")
        actions.change_post(post, by=None, fields={}, variants={channel.pk: "Kort."})
        found = actions.set_state(post, by=None, state="placed")

    assert [(each.code, each.said) for each in refused.value.missing] == [("fits", "Bluesky")]
    assert found.state == "placed"


def test_post_goes_through_its_states_and_the_plan_follows(library: Library, alice: User) -> None:
    post = make_post(library, channels=[instagram(library)], **READY)

    with tenancy.library_scope(library):
        seen = []
        for state in ("agreed", "scheduled", "placed"):
            post = actions.set_state(post, by=alice, state=state, base=post.version)
            status = PlanItem.objects.get(pk=post.pk).status
            seen.append((state, status, post.placed_by))
        again = actions.set_state(post, by=alice, state="placed")
        way = [(each.state, each.by, each.is_now) for each in queries.way_of(post)]
        back = actions.set_state(post, by=alice, state="scheduled")

    assert seen == [
        ("agreed", "agreed", None),
        ("scheduled", "agreed", None),
        ("placed", "done", alice),
    ]
    assert again.version == post.version
    assert way == [
        ("concept", "", False),
        ("agreed", str(alice), False),
        ("scheduled", str(alice), False),
        ("placed", str(alice), True),
    ]
    assert (back.placed_at, back.placed_by) == (None, None)


def test_post_that_changed_meanwhile_is_read_first(library: Library, alice: User) -> None:
    post = make_post(library)

    with tenancy.library_scope(library):
        actions.change_post(post, by=alice, base=1, fields={"text": "Van Alice."})

        with pytest.raises(ChangedMeanwhile):
            actions.change_post(post, by=None, base=1, fields={"text": "Van mij."})
        with pytest.raises(ChangedMeanwhile):
            actions.set_state(post, by=None, state="agreed", base=1)


def test_words_that_change_after_an_agreement_are_told(library: Library) -> None:
    post = make_post(library, channels=[instagram(library)], **READY)

    with tenancy.library_scope(library):
        post = actions.set_state(post, by=None, state="agreed")
        assert not queries.changed_since_agreed(post)
        post = actions.change_post(post, by=None, fields={"text": "Anders."})
        assert queries.changed_since_agreed(post)
        actions.set_state(post, by=None, state="concept")
        post = actions.set_state(post, by=None, state="agreed")
        assert not queries.changed_since_agreed(post)


def test_post_reads_again_as_an_older_version(library: Library) -> None:
    channel = instagram(library)
    post = make_post(library, channels=[channel], text="Eerst.")

    with tenancy.library_scope(library):
        actions.change_post(post, by=None, fields={}, variants={channel.pk: "Eigen."})
        changed = {"text": "Later.", "heading": "Kop"}
        actions.change_post(post, by=None, fields=changed, variants={channel.pk: ""})
        found = actions.restore_post(post, version=2, by=None)

        assert (found.text, found.heading) == ("Eerst.", "")
        assert [each.text for each in found.variants.all()] == ["Eigen."]


def test_a_line_of_the_plan_becomes_a_post_once(library: Library) -> None:
    campaign = make_campaign(library, content={"link": "https://bieb.nl/reis"})
    item = make_plan.item(library, "Bericht", kind="post", parent=campaign.item)

    with tenancy.library_scope(library):
        first, second = actions.adopt(item, by=None), actions.adopt(item, by=None)

        assert first.pk == second.pk == item.pk
        assert (first.campaign, first.link) == (campaign, "https://bieb.nl/reis")
        assert first.versions.count() == 1


def test_moving_a_post_is_a_change_of_the_plan(library: Library, alice: User) -> None:
    channel = instagram(library)
    post = make_post(library)
    day = date(2027, 3, 20)

    with tenancy.library_scope(library):
        base = post.item.version
        moved: dict[str, Any] = {"name": "Later", "day": day, "at": None, "channels": [channel]}
        actions.move_post(post, by=alice, item_base=base, **moved)
        item = PlanItem.objects.get(pk=post.pk)

        assert (item.title, item.starts_on, item.ends_on) == ("Later", day, day)
        assert list(item.channels.all()) == [channel]
        moved["day"] = date(2027, 3, 25)
        with pytest.raises(items.CannotChange):
            actions.move_post(post, by=None, item_base=base, **moved)


def test_books_on_an_image_are_those_of_the_campaign_and_the_one_that_is_on_it(
    library: Library,
) -> None:
    shelve(library, "Een", "Twee", "Drie")
    campaign = make_campaign(library, titles=[2, 1])
    post = make_post(library, campaign=campaign, title=3)

    with tenancy.library_scope(library):
        post = Post.objects.select_related("item__library").get(pk=post.pk)
        assert queries.titles_for(post) == [(3, "Drie"), (2, "Twee"), (1, "Een")]


def test_a_tip_that_was_taken_back_leaves_its_posts(library: Library) -> None:
    tip = make_tip(library, Named(number=1))
    post = make_post(library, tip=tip)

    with tenancy.library_scope(library):
        tip_actions.take_back(tip, by=None, why="Weg")

        assert Post.objects.get(pk=post.pk).text.startswith("Camperroutes")


def test_the_checklist_asks_for_an_alt_text_only_with_an_image() -> None:
    bare = readiness.Draft(
        text="Tekst", has_image=False, alt="", link="", channels=["Balie"], too_long=[]
    )

    assert [each.code for each in readiness.checks(bare)] == ["channel", "text", "fits", "link"]
    assert readiness.missing(bare) == []
