"""What each screen is given: of running campaigns, tips and messages, and nothing else."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from campaigns.actions import campaigns, programmes, screens, slides
from campaigns.models import Campaign, Placement, Programme, Screen, Slide
from campaigns.programme import ZONE
from campaigns.queries import as_read
from campaigns.queries import programmes as queries
from campaigns.tasks import renew_programmes
from planning import tenancy
from planning.actions import items, reviews
from planning.models import Branch, Holiday, ItemChange, Library, PlanItem, Review
from tests import make, make_plan
from tests.campaigns import make_screens as ms
from tests.make_campaigns import make_campaign

NOON = datetime(2027, 3, 17, 12, tzinfo=ZONE)
FIRST, DAYS = date(2027, 3, 15), 28  # of a campaign of make_campaign


@pytest.fixture
def centrum(library: Library) -> Branch:
    return make.branch(library, "CEN", "Centrum")


@pytest.fixture
def hal(library: Library, centrum: Branch) -> Screen:
    return ms.screen(library, branch=centrum)


@pytest.fixture
def token(hal: Screen) -> str:
    return ms.address(hal)


@pytest.fixture
def trip(library: Library, centrum: Branch, hal: Screen) -> Campaign:
    """A campaign with four titles, on the screen in the hall."""
    with time_machine.travel(NOON, tick=False):
        ms.books(library, centrum, on=date(2027, 3, 1))
        found = make_campaign(
            library, "Op reis", titles=[1, 2, 3, 4], content={"message": "Ga mee."}
        )
        ms.place(found, hal)
    return found


def given(library: Library, token: str, moment: datetime = NOON) -> list[str]:
    """The slides that take turns at a moment."""
    with time_machine.travel(moment, tick=False):
        ms.renew(library)
        return ms.now_keys(token)


def made_of(campaign: Campaign) -> list[str]:
    return [f"campaign:{campaign.pk}:0", f"campaign:{campaign.pk}:1"]


def held(hal: Screen) -> list[tuple[str, str]]:
    with tenancy.library_scope(hal.library_id):
        content = Programme.objects.get(screen=hal).content
    return [(each["name"], each["code"]) for each in content["held"]]


def test_a_placed_campaign_plays_from_its_titles_until_its_midnight(
    library: Library, token: str, trip: Campaign
) -> None:
    last = FIRST + timedelta(days=DAYS)

    assert given(library, token) == made_of(trip)
    assert given(library, token, datetime(2027, 3, 14, 23, 59, tzinfo=ZONE)) == []
    assert given(library, token, datetime.combine(last, time(0), ZONE)) == []
    before = datetime.combine(last, time(0), ZONE) - timedelta(seconds=1)
    assert given(library, token, before) == made_of(trip)


def test_writers_are_called_by_name_on_screens_and_by_guests(
    library: Library, token: str, trip: Campaign
) -> None:
    given(library, token)

    with tenancy.library_scope(library):
        public = Programme.objects.get().content["public"]
        read = as_read.titles_of(trip)
    on_screen = {book["author"] for slide in public["slides"] for book in slide["books"]}
    assert {"Mina van Aalders", "Ilse Verwoerd"} <= on_screen
    assert read[2] == as_read.TitleRead("Met de nachttrein", "Mina van Aalders")


def test_a_placement_stands_in_the_plan_under_its_campaign(trip: Campaign, hal: Screen) -> None:
    with tenancy.library_scope(trip.library_id):
        item = PlanItem.objects.with_everything().get(kind="placement")
        kinds = list(ItemChange.objects.filter(item=item).values_list("kind", flat=True))

    assert (item.parent_id, item.title, item.place) == (trip.pk, "Op reis – Hal", "Hal, Centrum")
    assert (item.starts_on, item.days) == (FIRST, DAYS)
    assert {each.discipline for each in item.involvements.all()} == {"collection", "marketing"}
    assert kinds == ["created"]


def test_placing_again_brings_back_what_was_taken_away(
    library: Library, token: str, trip: Campaign, hal: Screen
) -> None:
    with tenancy.library_scope(library):
        screens.end_placement(Placement.objects.get(), by=None)
    assert given(library, token) == []

    ms.place(trip, hal, ends_on=date(2027, 3, 20))

    assert given(library, token) == made_of(trip)
    with tenancy.library_scope(library):
        assert Placement.objects.get().item.ends_on == date(2027, 3, 20)


def test_own_slides_take_the_place_of_those_made_of_titles(
    library: Library, token: str, trip: Campaign
) -> None:
    own = ms.slide(
        library, "theme", heading="Kom je?", campaign=trip, from_time=time(10), until_time=time(13)
    )

    assert given(library, token) == [f"slide:{own.pk}"]
    assert given(library, token, NOON + timedelta(hours=1)) == []


@pytest.mark.parametrize("state", [Review.State.ASKED, Review.State.CHANGES])
def test_nothing_shows_of_a_campaign_whose_review_is_open_or_refused(
    library: Library, token: str, hal: Screen, trip: Campaign, state: str
) -> None:
    ms.tip(library, campaign=trip, written_at=NOON)
    own = ms.slide(library, "theme", heading="Kom je?", campaign=trip)
    assert f"slide:{own.pk}" in given(library, token)

    with tenancy.library_scope(library):
        review = reviews.ask_review(trip.item, by=None)
        decided = {} if state == Review.State.ASKED else {"reason": "x", "decided_at": NOON}
        Review.objects.filter(pk=review.pk).update(state=state, **decided)

    assert given(library, token) == []
    assert ("Op reis", "review") in held(hal)
    with tenancy.library_scope(library):
        Review.objects.filter(pk=review.pk).update(state="approved", decided_at=NOON)
    assert f"slide:{own.pk}" in given(library, token)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "proposed"}, "proposed"),
        ({"status": "dropped"}, "closed"),
        ({"status": "done"}, "closed"),
        ({"archived_at": NOON}, "archived"),
        ({"starts_on": date(2027, 6, 1), "ends_on": date(2027, 6, 2)}, "apart"),
    ],
)
def test_a_campaign_that_does_not_run_is_held_back_with_its_reason(
    library: Library, token: str, hal: Screen, trip: Campaign, change: dict[str, object], code: str
) -> None:
    with tenancy.library_scope(library):
        PlanItem.objects.filter(pk=trip.pk).update(**change)

    assert given(library, token) == []
    assert held(hal) == [("Op reis", code)]


def test_a_closed_campaign_is_off_the_screens(
    library: Library, token: str, hal: Screen, trip: Campaign
) -> None:
    with tenancy.library_scope(library):
        Campaign.objects.update(closed_at=NOON, verdict="repeat")

    assert given(library, token) == []
    assert held(hal) == [("Op reis", "closed")]


def test_a_title_without_a_copy_is_dropped_by_a_fresh_file_only(
    library: Library, centrum: Branch, token: str, trip: Campaign
) -> None:
    own = ms.slide(library, "book", heading="", campaign=trip, titles=[2])
    three = ms.slide(library, "books", heading="Drie", campaign=trip, titles=[1, 2, 3])
    on = NOON.date()

    with time_machine.travel(NOON, tick=False):
        ms.books(library, centrum, copies=(2, 0, 2, 2), on=on - timedelta(days=3))
        ms.renew(library)
        assert {each["key"] for each in ms.programme(token)["slides"]} == {
            f"slide:{own.pk}",
            f"slide:{three.pk}",
        }
        ms.books(library, centrum, copies=(2, 0, 2, 2), on=on - timedelta(days=2))
        ms.renew(library)
        [left] = ms.programme(token)["slides"]

    assert [book["title"] for book in left["books"]] == [ms.BOOKS[0][1], ms.BOOKS[2][1]]


def test_tips_of_four_weeks_play_without_a_campaign_and_go_when_taken_back(
    library: Library, token: str
) -> None:
    old = ms.tip(library, written_at=NOON - timedelta(days=30))
    live = ms.tip(library, "Lees dit.", written_at=NOON - timedelta(days=3))

    assert given(library, token) == [f"tip:{live.pk}"]
    assert given(library, token, NOON + timedelta(days=26)) == []
    with tenancy.library_scope(library):
        type(live).objects.filter(pk=live.pk).update(taken_back_at=NOON, taken_back_why="Uit")
    assert given(library, token) == []
    assert old.pk != live.pk


def test_a_screen_may_leave_tips_out_and_six_are_enough(
    library: Library, token: str, hal: Screen
) -> None:
    for number in range(8):
        ms.tip(library, f"Tip {number}", written_at=NOON - timedelta(hours=number))

    assert len(given(library, token)) == queries.MOST_TIPS
    with tenancy.library_scope(library):
        screens.change_screen(hal, fields={"shows_tips": False})
    assert given(library, token) == []


def test_a_tip_plays_once_where_its_campaign_hangs(
    library: Library, token: str, trip: Campaign
) -> None:
    tip = ms.tip(library, campaign=trip, written_at=NOON)

    assert given(library, token).count(f"tip:{tip.pk}") == 1


def test_a_message_plays_on_the_screens_that_were_chosen(
    library: Library, centrum: Branch, token: str, hal: Screen
) -> None:
    jeugd = ms.screen(library, "Jeugd", branch=centrum)
    other = ms.address(jeugd)
    with time_machine.travel(NOON, tick=False):
        everywhere = ms.slide(library, heading="Overal")
        here = ms.slide(library, heading="Hier", screens=[hal], ends_on=NOON.date())

    assert given(library, token) == [f"slide:{everywhere.pk}", f"slide:{here.pk}"]
    assert given(library, other) == [f"slide:{everywhere.pk}"]
    assert given(library, token, NOON + timedelta(days=1)) == [f"slide:{everywhere.pk}"]


def test_closed_days_and_hours_give_rest(library: Library, token: str, hal: Screen) -> None:
    with time_machine.travel(NOON, tick=False):
        slide = ms.slide(library, heading="Welkom")
    with tenancy.library_scope(library):
        screens.change_screen(hal, fields={"opening_hours": [["10:00", "17:30"]] * 7})

    assert given(library, token) == [f"slide:{slide.pk}"]
    assert given(library, token, NOON.replace(hour=20)) == []
    with tenancy.library_scope(library):
        Holiday.objects.create(
            library=library, kind="closed", name="Vrij", starts_on=NOON, ends_on=NOON
        )
    assert given(library, token) == []


def test_nothing_of_another_library_plays(
    library: Library, stranger_library: Library, token: str, trip: Campaign
) -> None:
    elsewhere = ms.screen(stranger_library, branch=make.branch(stranger_library))
    other = ms.address(elsewhere)
    with time_machine.travel(NOON, tick=False):
        theirs = ms.slide(stranger_library, heading="Van elders")
        ms.tip(stranger_library, written_at=NOON)

    assert f"slide:{theirs.pk}" not in given(library, token)
    assert made_of(trip)[0] not in given(stranger_library, other)
    assert f"slide:{theirs.pk}" in given(stranger_library, other)


def test_what_is_the_same_is_not_written_again(library: Library, hal: Screen) -> None:
    with time_machine.travel(NOON, tick=False):
        ms.renew(library)
    with tenancy.library_scope(library):
        first = Programme.objects.get()
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        ms.renew(library)
    with tenancy.library_scope(library):
        assert Programme.objects.get().made_at == first.made_at
        slides.add_slide(library, by=None, kind="message", heading="Nieuw")
    ms.renew(library)
    with tenancy.library_scope(library):
        assert Programme.objects.get().digest != first.digest


def test_the_sweep_renews_every_library(
    library: Library, stranger_library: Library, hal: Screen
) -> None:
    other = ms.screen(stranger_library, branch=make.branch(stranger_library))

    renew_programmes()

    for each in (hal, other):
        with tenancy.library_scope(each.library_id):
            assert Programme.objects.filter(screen=each).count() == 1


def test_renewing_often_in_a_transaction_is_renewing_once(
    library: Library, hal: Screen, django_capture_on_commit_callbacks: object
) -> None:
    connection.run_on_commit.clear()  # what adding the screen asked for

    with (
        django_capture_on_commit_callbacks() as waiting,  # type: ignore[operator]
        tenancy.library_scope(library),
    ):
        for _time in range(3):
            programmes.renew(library)

    assert len(waiting) == 1
    waiting[0]()
    with tenancy.library_scope(library):
        assert Programme.objects.get().screen_id == hal.pk


@pytest.mark.parametrize("count", [1, 3])
def test_more_screens_ask_no_more_than_they_write(
    library: Library,
    centrum: Branch,
    trip: Campaign,
    count: int,
    django_assert_num_queries: object,
) -> None:
    for number in range(1, count):
        ms.place(trip, ms.screen(library, f"Scherm {number}", branch=centrum))
    ms.tip(library, written_at=timezone.now())
    with time_machine.travel(NOON, tick=False):
        ms.renew(library)
        # Scope (3); whether there are screens, then screens, placements, slides, tips, titles,
        # books (5), holdings day, pictures, reviews, days off; and back (2).
        with django_assert_num_queries(20), tenancy.library_scope(library):  # type: ignore[operator]
            programmes.make_programmes(library)


def test_a_slide_that_somebody_else_changed_is_not_overwritten(library: Library) -> None:
    slide = ms.slide(library, heading="Eerst")
    with tenancy.library_scope(library):
        slides.change_slide(slide, base=1, fields={"heading": "Toen"})
        with pytest.raises(slides.ChangedMeanwhile):
            slides.change_slide(slide, base=1, fields={"heading": "Ook"})
        assert Slide.objects.get().heading == "Toen"


def test_names_of_screens_in_addresses_are_free(library: Library, centrum: Branch) -> None:
    first = ms.screen(library, "Hal!", branch=centrum)
    second = ms.screen(library, "Hal?", branch=centrum)

    assert (first.slug, second.slug) == ("centrum-hal", "centrum-hal-2")
    assert make_plan.DAY == FIRST


def test_an_item_in_the_bin_takes_its_placement_off(
    library: Library, token: str, trip: Campaign
) -> None:
    assert given(library, token) == made_of(trip)
    with tenancy.library_scope(library):
        items.archive_item(trip.item, by=None)

    assert given(library, token) == []


def test_a_campaign_that_gets_other_days_takes_its_screens_along(
    library: Library, trip: Campaign, centrum: Branch
) -> None:
    ms.place(trip, ms.screen(library, "Jeugd", branch=centrum), ends_on=date(2027, 3, 20))
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(pk=trip.pk)
        days = {"starts_on": date(2027, 5, 1), "ends_on": date(2027, 5, 20)}
        campaigns.change(trip, by=None, base=item.version, fields=days, content={})

        found = {each.screen.name: each.item for each in Placement.objects.order_by("pk")}

    assert (found["Hal"].starts_on, found["Hal"].ends_on) == tuple(days.values())
    # Somebody chose these; the page of the campaign says that they lie outside it now.
    assert (found["Jeugd"].starts_on, found["Jeugd"].ends_on) == (FIRST, date(2027, 3, 20))


def test_a_campaign_dragged_in_the_plan_takes_its_screens_along_and_undo_brings_them_back(
    library: Library, trip: Campaign, token: str
) -> None:
    days = {"starts_on": date(2027, 5, 3), "ends_on": date(2027, 5, 30)}
    in_may = datetime(2027, 5, 4, 12, tzinfo=ZONE)
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(pk=trip.pk)
        moved = items.change_item(item, by=None, base=item.version, fields=days)
        hung = Placement.objects.get().item
    plays = [given(library, token, moment) for moment in (NOON, in_may)]

    with tenancy.library_scope(library):
        items.undo_change(moved, version=moved.version, by=None)
        back = Placement.objects.get().item

    assert (hung.starts_on, hung.ends_on) == tuple(days.values())
    assert plays == [[], made_of(trip)]
    assert (back.starts_on, back.ends_on) == (FIRST, FIRST + timedelta(days=DAYS - 1))
