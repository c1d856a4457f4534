"""Channels and weeks: where each post and display stands, and what is double."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaigns import channel_calendar
from campaigns.channel_calendar import Clash, Put, Shown, calendar, weeks_of
from campaigns.queries import channels as queries
from planning import tenancy
from planning.models import Library
from tests import make, make_plan
from tests.make_campaigns import make_campaign
from tests.make_entries import entry
from tests.make_posts import make_post

MONDAY = date(2027, 3, 15)
CHANNELS = [(1, "Nieuwsbrief"), (2, "Instagram")]


def put(day: date, *channels: int, pk: int = 1) -> Put:
    return Put(entry(first=day, id=pk, kind="post", channel_ids=frozenset(channels)), "concept")


def test_a_post_stands_in_each_of_its_channels_in_the_week_of_its_day() -> None:
    weeks = weeks_of(MONDAY, MONDAY + timedelta(days=13))
    both = put(MONDAY + timedelta(days=6), 1, 2)

    found = calendar(weeks, channels=CHANNELS, posts=[both])

    assert [[list(cell.puts) for cell in row.cells] for row in found.rows] == [
        [[both], []],
        [[both], []],
    ]
    assert found.days == [(both.entry.starts_on, [(both, "Nieuwsbrief, Instagram")])]


def test_a_post_without_a_channel_has_a_line_of_its_own() -> None:
    weeks = weeks_of(MONDAY, MONDAY)

    found = calendar(weeks, channels=CHANNELS, posts=[put(MONDAY)], no_channel="nog geen")

    assert [row.name for row in found.rows] == ["Nieuwsbrief", "Instagram", "nog geen"]
    assert calendar(weeks, channels=CHANNELS, posts=[]).is_empty


def test_a_new_post_falls_within_the_campaign() -> None:
    first, last = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)
    weeks = weeks_of(MONDAY - timedelta(days=7), last)

    found = calendar(weeks, channels=CHANNELS[:1], posts=[], days=(first, last))

    assert [cell.day for cell in found.rows[0].cells] == [
        *(MONDAY - timedelta(days=7), first, MONDAY + timedelta(days=7)),
    ]


def test_a_display_is_taken_over_weeks_and_double_where_it_is() -> None:
    stand = entry(
        first=MONDAY, last=MONDAY + timedelta(days=20), id=5, display_id=9, display="Tafel"
    )
    weeks = weeks_of(MONDAY, stand.ends_on)
    clash = Clash(5, 9, MONDAY + timedelta(days=8), MONDAY + timedelta(days=9), "Boekenweek")

    row = calendar(
        weeks, channels=[], posts=[], displays=[Shown(9, "Tafel", [stand])], clashes=[clash]
    ).rows[0]

    stays = [cell.stays[0] for cell in row.cells]
    assert [(each.is_first, each.is_last, each.clash) for each in stays] == [
        (True, False, ""),
        (False, False, "Boekenweek"),
        (False, True, ""),
    ]


@given(
    start=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    offsets=st.lists(st.integers(0, 60), max_size=12),
)
def test_every_post_of_the_weeks_stands_exactly_once_per_channel(
    start: date, offsets: list[int]
) -> None:
    weeks = weeks_of(start, start + timedelta(days=60))
    posts = [put(start + timedelta(days=n), 1, pk=at) for at, n in enumerate(offsets, start=1)]

    found = calendar(weeks, channels=CHANNELS, posts=posts)

    ids = [each.entry.id for cell in found.rows[0].cells for each in cell.puts]
    assert sorted(ids) == [each.entry.id for each in posts]
    listed = [each.entry.id for _day, rows in found.days for each, _channels in rows]
    assert sorted(listed) == sorted(ids)


def test_weeks_are_never_more_than_fit_on_a_page() -> None:
    assert len(weeks_of(MONDAY, MONDAY + timedelta(days=2000))) == channel_calendar.MOST_WEEKS


def test_campaign_shows_its_own_posts_and_the_double_booking_of_its_table(
    library: Library, stranger_library: Library
) -> None:
    table = make_plan.display(library, make.branch(library), "Tafel in de hal")
    channel = make_plan.channel(library, "Nieuwsbrief")
    campaign = make_campaign(library, starts_on=MONDAY, days=14, display=table)
    make_plan.item(library, "Boekenweek", starts_on=MONDAY + timedelta(days=10), display=table)
    own = make_post(library, campaign=campaign, channels=[channel], day=MONDAY)
    make_post(library, channels=[channel], day=MONDAY)
    make_post(stranger_library, day=MONDAY)

    with tenancy.library_scope(library):
        found = queries.of_campaign(campaign)

    assert found.weeks[0].monday == MONDAY - timedelta(weeks=2)
    puts = [put.entry.id for row in found.rows for cell in row.cells for put in cell.puts]
    assert puts == [own.pk]
    stays = [stay for row in found.rows for cell in row.cells for stay in cell.stays]
    assert [stay.clash for stay in stays] == ["", "Boekenweek"]


def test_overview_has_the_posts_of_all_campaigns_by_name(library: Library) -> None:
    campaign = make_campaign(library, "Reizen", starts_on=MONDAY)
    make_post(library, "Start", campaign=campaign, day=MONDAY)
    make_post(library, "Los", day=MONDAY + timedelta(days=1))
    make_post(library, "Later", day=MONDAY + timedelta(days=80))

    with tenancy.library_scope(library):
        found = queries.of_library(library, queries.today_and_on(MONDAY, count=8))

    named = [(put.entry.title, put.of) for _day, rows in found.days for put, _channels in rows]
    assert named == [("Start", "Reizen"), ("Los", "")]
