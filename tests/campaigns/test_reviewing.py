"""Where the review of a campaign stands, and what of it is material."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from campaigns.models import Campaign, Post, PostVariant
from campaigns.queries import reviewing
from planning import tenancy
from planning.actions import items, reviews
from planning.models import Library, Membership, PlanItem, Review, User
from tests import make, make_plan


@pytest.fixture
def inside(library: Library) -> Iterator[None]:
    with tenancy.library_scope(library):
        yield


@pytest.fixture
def ilse(library: Library) -> User:
    make.member(library, "bram")
    return make.member(library, "ilse", role=Membership.Role.MANAGER).user


def make_campaign(of: Library, title: str = "Reizen") -> Campaign:
    group = make_plan.target_group(of)
    item = make_plan.item(of, title, kind="campaign", days=28, target_group=group)
    with tenancy.library_scope(of):
        return Campaign.objects.create(item=item, library=of, message="Plan je reis.")


def make_post(of: Campaign, text: str = "Kom langs.") -> Post:
    item = make_plan.item(of.library, kind="post", parent=of.item)
    return Post.objects.create(item=item, library=of.library, campaign=of, text=text)


def ask(campaign: Campaign, by: User | None = None) -> Review:
    return reviews.ask_review(campaign.item, by=by)


def agree(campaign: Campaign, by: User, *, is_agreed: bool = True) -> Review:
    item = PlanItem.objects.get(pk=campaign.pk)
    review = Review.objects.get(item=item, state="asked")
    return reviews.answer_review(
        review,
        by=by,
        item_version=item.version,
        digest=reviewing.digest_now(item),
        is_agreed=is_agreed,
        reason="" if is_agreed else "Te duur.",
    )


def state(campaign: Campaign) -> str:
    return reviewing.standing(campaign).state


@pytest.mark.usefixtures("inside")
def test_a_review_is_asked_agreed_and_cleared_by_what_matters(
    library: Library, alice: User, ilse: User
) -> None:
    campaign = make_campaign(library)
    told = [state(campaign)]
    ask(campaign, alice)
    told.append(state(campaign))
    agree(campaign, ilse)
    told.append(state(campaign))
    Campaign.objects.filter(pk=campaign.pk).update(message="Pak je koffer.")

    standing = reviewing.standing(campaign)

    assert [*told, standing.state] == ["", "asked", "approved", "cleared"]
    assert [(each.before, each.after) for each in standing.changed] == [
        ("Plan je reis.", "Pak je koffer.")
    ]


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"euros": Decimal(250)}, "cleared"),
        ({"ends_on": make_plan.DAY + timedelta(days=40)}, "cleared"),
        ({"title": "Op reis"}, "cleared"),
        ({"notes": "Sleutel bij Els."}, "approved"),
        ({"hours_marketing": 12}, "approved"),
    ],
)
def test_only_what_matters_of_the_plan_clears_an_agreement(
    library: Library, alice: User, ilse: User, fields: dict[str, Any], expected: str
) -> None:
    campaign = make_campaign(library)
    ask(campaign, alice)
    agree(campaign, ilse)

    items.change_item(campaign.item, by=alice, base=1, fields=fields)

    assert state(campaign) == expected


@pytest.mark.usefixtures("inside")
def test_branches_channels_and_group_clear_an_agreement(
    library: Library, alice: User, ilse: User
) -> None:
    changes: list[dict[str, Any]] = [
        {"branches": [make.branch(library)]},
        {"channels": [make_plan.channel(library)]},
        {"target_group": make_plan.target_group(library)},
    ]

    for fields in changes:
        campaign = make_campaign(library)
        ask(campaign, alice)
        agree(campaign, ilse)
        items.change_item(campaign.item, by=alice, base=1, fields=fields)
        assert state(campaign) == "cleared", fields


@pytest.mark.usefixtures("inside")
def test_a_post_clears_an_agreement_by_its_words_and_image_and_not_by_how_far_it_is(
    library: Library, alice: User, ilse: User
) -> None:
    campaign = make_campaign(library)
    post = make_post(campaign)
    ask(campaign, alice)
    agree(campaign, ilse)
    rows = Post.objects.filter(pk=post.pk)
    told = []

    for fields in (
        {"state": "agreed"},
        {"text": "Kom nu."},
        {"text": "Kom langs."},
        {"alt": "Fiets"},
    ):
        rows.update(**fields)
        told.append(state(campaign))
    rows.update(alt="")
    variant = PostVariant.objects.create(
        library=library, post=post, channel=make_plan.channel(library), text="Kort."
    )
    told.append(state(campaign))
    variant.delete()
    items.archive_item(post.item, by=alice)
    told.append(state(campaign))

    # Who puts the old text back has what was agreed.
    assert told == ["approved", "cleared", "approved", "cleared", "cleared", "cleared"]


@pytest.mark.usefixtures("inside")
def test_books_of_a_campaign_clear_nothing(library: Library, alice: User, ilse: User) -> None:
    campaign = make_campaign(library)
    ask(campaign, alice)
    agree(campaign, ilse)

    campaign.titles.create(library=library, title=12)

    assert state(campaign) == "approved"


@pytest.mark.usefixtures("inside")
def test_open_and_refused_campaigns_are_withheld_and_the_others_are_not(
    library: Library, alice: User, ilse: User
) -> None:
    never, asked, refused, agreed, cleared, asked_anew, taken_back = (
        make_campaign(library) for _ in range(7)
    )
    for campaign in (asked, refused, agreed, cleared, asked_anew, taken_back):
        review = ask(campaign, alice)
    reviews.withdraw_review(review)
    agree(refused, ilse, is_agreed=False)
    for campaign in (agreed, cleared, asked_anew):
        agree(campaign, ilse)
    Campaign.objects.filter(pk=cleared.pk).update(message="Anders.")
    ask(asked_anew, alice)

    assert reviewing.withheld(library) == {asked.pk, refused.pk, asked_anew.pk}
    assert [state(each) for each in (never, cleared, taken_back)] == ["", "cleared", ""]


@pytest.mark.usefixtures("inside")
def test_a_refusal_counts_again_when_the_next_question_is_taken_back(
    library: Library, alice: User, ilse: User
) -> None:
    campaign = make_campaign(library)
    ask(campaign, alice)
    agree(campaign, ilse, is_agreed=False)

    reviews.withdraw_review(ask(campaign, alice))

    assert (state(campaign), reviewing.withheld(library)) == ("changes", {campaign.pk})


def test_what_another_library_asks_is_withheld_there_alone(
    library: Library, stranger_library: Library, charlie: User
) -> None:
    campaign = make_campaign(stranger_library)
    with tenancy.library_scope(stranger_library):
        ask(campaign, charlie)
        theirs = reviewing.withheld(stranger_library)
    with tenancy.library_scope(library):
        ours = reviewing.withheld(library)

    assert (theirs, ours) == ({campaign.pk}, set())


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("count", [1, 3])
def test_standings_need_as_many_queries_for_three_as_for_one(
    library: Library,
    alice: User,
    ilse: User,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    campaigns = [make_campaign(library) for _ in range(count)]
    for campaign in campaigns:
        make_post(campaign)
        ask(campaign, alice)
        agree(campaign, ilse)
    Campaign.objects.update(message="Anders.")

    # last words 1; items 1, their people 1, branches 1 and channels 1; campaigns 1, posts 1,
    # variants 1; names 5, for nobody and no parent is named
    with django_assert_num_queries(13):
        found = reviewing.standings(campaigns)

    assert [each.state for each in found.values()] == ["cleared"] * count
