"""The weeks to come as small lanes, and as a list on a phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from config.weeks import Week, week_of
from planning.entries import LANES, MAIN_KINDS, Entry

COUNT = 6
MOST_IN_A_LANE = 5
ALWAYS = ("collection", "joint", "marketing")
NAMES: dict[str, str | Promise] = {
    "collection": _("Collection"),
    "joint": _("Together"),
    "marketing": _("Marketing"),
    "programming": _("Programming"),
    "other": _("Other"),
    "consultation": _("Consultations"),
}
LETTERS = {
    "collection": "C",
    "joint": "S",
    "marketing": "M",
    "programming": "P",
    "other": "A",
    "consultation": "O",
}


@dataclass(frozen=True)
class Bar:
    """An item and the columns of weeks that it takes, from 1 to COUNT."""

    entry: Entry
    start: int
    length: int

    @property
    def letter(self) -> str:
        return LETTERS[self.entry.lane]


@dataclass(frozen=True)
class Lane:
    code: str
    bars: list[Bar]
    left_out: int

    @property
    def name(self) -> str | Promise:
        return NAMES[self.code]

    @property
    def letter(self) -> str:
        return LETTERS[self.code]


@dataclass(frozen=True)
class SixWeeks:
    weeks: list[Week]
    lanes: list[Lane]
    coming: list[Bar]
    has_joint: bool
    add_joint_url: str


def six_weeks(entries: Iterable[Entry], today: date) -> SixWeeks:
    """What stands in the plan this week and in the five after it; no query of its own."""
    weeks = [week_of(today + timedelta(weeks=number)) for number in range(COUNT)]
    first, last = weeks[0].monday, weeks[-1].sunday
    shown = [
        each
        for each in entries
        if each.kind in MAIN_KINDS and each.status != "dropped" and each.overlaps(first, last)
    ]
    shown.sort(key=lambda each: (each.starts_on, each.ends_on, each.title))
    bars = [_bar(each, first, last) for each in shown]
    lanes = [_lane(code, [bar for bar in bars if bar.entry.lane == code]) for code in LANES]
    middle = weeks[COUNT // 2].monday
    query = urlencode({"kind": "moment", "starts_on": middle.isoformat(), "next": "/"})
    return SixWeeks(
        weeks=weeks,
        lanes=[lane for lane in lanes if lane.bars or lane.code in ALWAYS],
        coming=[bar for bar in bars if bar.entry.ends_on >= today],
        has_joint=any(bar.entry.lane == "joint" for bar in bars),
        add_joint_url=f"{reverse('planning:item_add')}?{query}",
    )


def _bar(entry: Entry, first: date, last: date) -> Bar:
    start = (max(entry.starts_on, first) - first).days // 7 + 1
    end = (min(entry.ends_on, last) - first).days // 7 + 1
    return Bar(entry, start, end - start + 1)


def _lane(code: str, bars: list[Bar]) -> Lane:
    return Lane(code, bars[:MOST_IN_A_LANE], max(len(bars) - MOST_IN_A_LANE, 0))
