"""Book tips: live at once, changed, taken back with a reason, and as they were before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns import tip_words
from campaigns.actions import tips as actions
from campaigns.actions.content_versions import ChangedMeanwhile
from campaigns.models import BookTip, ContentVersion
from campaigns.queries import highlighted
from campaigns.queries import tips as queries
from config import tip_points
from planning import tenancy
from planning.models import Library, Membership, PlanSettings, User
from segments.highlighting import MANY
from tests import make, make_plan
from tests.make_campaigns import make_campaign
from tests.make_posts import TEXT, Named, make_tip, shelve

FAMILY = "👨\u200d👩\u200d👧"


def whats(tip: BookTip) -> list[str]:
    return list(tip.versions.order_by("version").values_list("what", flat=True))


def test_tip_is_live_at_once_and_known_as_readers_say_it(library: Library, alice: User) -> None:
    tip = make_tip(library, by=alice)

    with tenancy.library_scope(library):
        assert queries.live_tips(library) == [tip]
        assert (tip.author, tip.version, tip.written_by) == ("Els Bakker", 1, alice)
        assert whats(tip) == ["written"]


def test_tip_of_280_characters_as_people_see_them_fits_and_one_more_does_not(
    library: Library,
) -> None:
    full = FAMILY * 140 + "a" * 140

    tip = make_tip(library, text=full)

    assert tip.text == full
    with pytest.raises(actions.TooLong):
        make_tip(library, text=full + "b")


def test_tip_can_be_changed_and_keeps_what_it_read(library: Library, alice: User) -> None:
    group = make_plan.target_group(library)
    tip = make_tip(library)

    with tenancy.library_scope(library):
        fields = {"text": "Korter.", "target_group": group}
        changed = actions.change_tip(tip, by=alice, base=1, fields=fields)
        same = actions.change_tip(changed, by=alice, base=2, fields={"text": "Korter."})

        assert (same.text, same.target_group, same.version) == ("Korter.", group, 2)
        assert whats(tip) == ["written", "changed"]
        assert tip.versions.get(version=1).content["text"] == TEXT


def test_tip_that_somebody_else_changed_is_read_first(library: Library, alice: User) -> None:
    tip = make_tip(library)

    with tenancy.library_scope(library):
        actions.change_tip(tip, by=alice, base=1, fields={"text": "Van Alice."})

        with pytest.raises(ChangedMeanwhile) as refused:
            actions.change_tip(tip, by=None, base=1, fields={"text": "Van mij."})

        assert refused.value.by == str(alice)
        assert BookTip.objects.get().text == "Van Alice."


def test_tip_is_taken_back_with_a_reason_and_put_back(library: Library, alice: User) -> None:
    tip = make_tip(library)

    with tenancy.library_scope(library):
        with pytest.raises(actions.CannotTakeBack):
            actions.take_back(tip, by=alice, why="  ")
        back = actions.take_back(tip, by=alice, why="Verkeerd boek")
        assert queries.live_tips(library) == []
        assert (back.taken_back_by, back.taken_back_why) == (alice, "Verkeerd boek")
        with pytest.raises(actions.CannotTakeBack):
            actions.take_back(tip, by=alice, why="Nog eens")

        again = actions.put_back(tip, by=alice)

        assert queries.live_tips(library) == [again]
        assert whats(tip) == ["written", "taken_back", "put_back"]
        with pytest.raises(actions.CannotTakeBack):
            actions.put_back(tip, by=alice)


def test_own_tip_is_taken_back_without_a_reason_and_that_of_another_is_not(
    library: Library, alice: User
) -> None:
    tip, other = make_tip(library, by=alice), make_tip(library, by=make.member(library).user)

    with tenancy.library_scope(library):
        back = actions.take_back(tip, by=alice, why="")

        assert (back.taken_back_by, back.taken_back_why) == (alice, "eigen tip")
        with pytest.raises(actions.CannotTakeBack):
            actions.take_back(other, by=alice, why="")


def test_tip_reads_again_as_an_older_version(library: Library) -> None:
    group = make_plan.target_group(library)
    tip = make_tip(library, target_group=group, for_lovers_of="wandelen")

    with tenancy.library_scope(library):
        changed = {"text": "Anders.", "for_lovers_of": "", "target_group": None}
        actions.change_tip(tip, by=None, fields=changed)
        found = actions.restore_tip(tip, version=1, by=None)

        assert (found.text, found.for_lovers_of, found.target_group, found.version) == (
            *(TEXT, "wandelen", group, 3),
        )


def test_live_tips_are_those_of_a_title_a_group_or_a_campaign(
    library: Library, stranger_library: Library
) -> None:
    group, campaign = make_plan.target_group(library), make_campaign(library)
    make_tip(stranger_library, Named(number=7))
    of_title = make_tip(library, Named(number=7))
    of_group = make_tip(library, target_group=group)
    of_campaign = make_tip(library, campaign=campaign)

    with tenancy.library_scope(library):
        assert queries.live_tips(library, numbers=[7, 8]) == [of_title]
        assert queries.live_tips(library, target_group=group) == [of_group]
        assert queries.live_tips(library, campaign=campaign) == [of_campaign]
        counted = queries.counted(library)
    assert counted == queries.Counted(live=3, people=1, aimed=1, back=0)


def test_a_title_is_in_the_light_by_its_live_tips(library: Library) -> None:
    tip = make_tip(library, Named(number=3))
    gone = make_tip(library, Named(number=4))

    with tenancy.library_scope(library):
        actions.take_back(gone, by=None, why="Weg")
        found = queries.highlights(library, [3, 4, 5])
        of_many = queries.highlights(library, [3, *range(5, 5 + MANY)])
        of_others = queries.highlights(library, range(5, 6 + MANY))

    assert (of_many, of_others) == (found, {})
    assert {number: [each.name for each in rows] for number, rows in found.items()} == {
        3: ["boekentip van Els"]
    }
    assert found[3][0].url.endswith(f"#tip-{tip.pk}")


def test_a_title_is_in_the_light_by_its_campaign_among_few_and_many(library: Library) -> None:
    make_campaign(library, "Reizen", titles=[3], starts_on=timezone.localdate())

    with tenancy.library_scope(library):
        found = highlighted.in_campaigns(library, [3, 4])
        of_many = highlighted.in_campaigns(library, [3, *range(5, 5 + MANY)])
        of_others = highlighted.in_campaigns(library, range(5, 6 + MANY))

    assert {number: [each.name for each in rows] for number, rows in found.items()} == {
        3: ["campagne Reizen"]
    }
    assert (of_many, of_others) == (found, {})


def test_a_tip_leads_to_the_catalogue_else_to_its_campaign(library: Library) -> None:
    shelve(library, "Reis")
    campaign = make_campaign(library, content={"link": "https://bieb.nl/reis"})
    known, unknown = make_tip(library, Named(number=1)), make_tip(library, campaign=campaign)
    bare = make_tip(library)

    with tenancy.library_scope(library):
        PlanSettings.objects.create(library=library, catalogue="https://cat.nl/?isbn={isbn}")
        found = queries.links(library, [known, unknown, bare])

    # Title 1 has no ISBN, so that its catalogue page is not known either.
    assert found == {unknown.pk: "https://bieb.nl/reis"}


def points(member: Membership) -> list[tuple[str, str]]:
    with tenancy.library_scope(member.library):
        found = list(tip_points.tips(member, timezone.localdate()))
    return [(each.title, each.lane) for each in found]


def test_the_other_discipline_is_told_and_the_own_one_is_not(library: Library) -> None:
    bram = make.member(library, "bram", discipline="collection")
    noor = make.member(library, "noor", discipline="marketing")
    ilse = make.member(library, "ilse", discipline="other")
    make_tip(library, by=bram.user)
    make_tip(library, Named("Wandelen"), by=bram.user)

    assert points(noor) == [("2 nieuwe boekentips van Els", "collection")]
    assert points(bram) == []
    assert points(ilse) == []


def test_news_of_a_tip_ends_after_a_week_or_when_it_is_taken_back(library: Library) -> None:
    bram = make.member(library, "bram", discipline="collection")
    noor = make.member(library, "noor", discipline="marketing")
    old = make_tip(library, by=bram.user, text="Van eerder.")
    gone = make_tip(library, by=bram.user)

    with tenancy.library_scope(library):
        BookTip.objects.filter(pk=old.pk).update(written_at=timezone.now() - timedelta(days=9))
        actions.take_back(gone, by=noor.user, why="Uitverkocht")

    assert points(noor) == []
    assert points(bram) == [("Je tip over “Camperroutes” is teruggehaald", "collection")]


def test_history_of_a_library_is_not_seen_by_another(
    library: Library, stranger_library: Library
) -> None:
    make_tip(library)

    with tenancy.library_scope(stranger_library):
        assert ContentVersion.objects.count() == 0
        assert BookTip.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Kort. En dan meer.", "Kort."),
        ("Zonder punt", "Zonder punt"),
        ("woord " * 40, "woord " * 18 + "woord…"),
        ("x" * 200, "x" * 119 + "…"),
        ("Dr. Jansen schrijft. Meer.", "Dr."),
    ],
)
def test_an_image_gets_one_sentence_of_a_tip(text: str, sentence: str) -> None:
    found = tip_words.one_sentence(text)

    assert found == sentence
    assert len(found) <= tip_words.SENTENCE
