"""The lanes of a year or a quarter: who stands where, and where the two lines meet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from planning import lanes, spans, two_lines
from planning.clashes import Signal, is_joint_moment
from planning.entries import CONSULTATION, JOINT, LANES, OTHER, PROGRAMMING, Entry
from planning.lanes import Moment, Placed, Scale
from planning.lettering import width
from planning.views import plan_words as words
from planning.views.plan_bars import Bar, bar, national_bar
from planning.views.plan_facts import Shown

NATIONAL = "national"
NAMES = {
    NATIONAL: _("National"),
    "collection": pgettext_lazy("lane", "Collection"),
    JOINT: pgettext_lazy("lane", "Together"),
    "marketing": pgettext_lazy("lane", "Marketing"),
    PROGRAMMING: pgettext_lazy("lane", "Programming"),
    OTHER: pgettext_lazy("lane", "Other"),
    CONSULTATION: pgettext_lazy("lane", "Consultation"),
}
LETTERS = {NATIONAL: "L", JOINT: "S", CONSULTATION: "O", **words.LETTERS}
ONLY_WHEN_USED = (PROGRAMMING, OTHER)
IMPORTANT = ("campaign", "activity", "moment", "milestone", "consultation", "training")
MOMENT_ROWS = 5
MOMENT_SIZE = 13


@dataclass(frozen=True)
class Gap:
    """Weeks in which the two lines stay apart, as a place to look at and a signal to follow."""

    css: str
    weeks: int
    number: int


@dataclass(frozen=True)
class Lane:
    code: str
    name: Any
    letter: str
    counted: str
    bars: Sequence[Placed[Bar]]
    moments: Sequence[Moment[Bar]] = ()
    is_dots: bool = False
    following: str = ""
    left_out: int = 0
    more: str = ""


@dataclass(frozen=True)
class Timeline:
    css: str
    lanes: Sequence[Lane]
    marks: Sequence[tuple[str, int]]
    gaps: Sequence[Gap] = ()
    lines: Sequence[tuple[str, str]] = field(default_factory=list)
    drawing: str = ""


def timeline(shown: Shown) -> Timeline:
    """Everything between the axis and the signals."""
    on = lanes.scale(shown.selection.span)
    entries = [entry for entry in shown.kept if shown.selection.keeps_detail(entry)]
    by_lane: dict[str, list[Entry]] = {code: [] for code in LANES}
    for entry in entries:
        by_lane[entry.lane].append(entry)
    drawn = [_national(shown, on)]
    for code, inside in by_lane.items():
        if inside or code not in ONLY_WHEN_USED:
            drawn.append(_lane(code, inside, shown, on))
    upper, lower = two_lines.paths(
        _meetings(entries, on), on.columns, ease=1 if on.days == 7 else 2
    )
    return Timeline(
        css=f"{shown.selection.span.zoom} c{on.columns}",
        lanes=_with_following(drawn),
        marks=_marks(shown, on),
        gaps=_gaps(shown, on),
        lines=[("upper", upper), ("lower", lower)],
        drawing=f"0 0 {on.columns * two_lines.UNIT} {two_lines.HEIGHT}",
    )


def _national(shown: Shown, on: Scale) -> Lane:
    inside = [n for n in shown.nationals if _is_in(shown, n.starts_on, n.ends_on)]
    bars = [national_bar(each, shown) for each in inside]
    count = len(bars)
    return Lane(
        code=NATIONAL,
        name=NAMES[NATIONAL],
        letter=LETTERS[NATIONAL],
        counted=ngettext("%(count)d campaign", "%(count)d campaigns", count) % {"count": count},
        bars=[lanes.place(each, each.first, each.last, each.pixels, on) for each in bars],
    )


def _lane(code: str, entries: list[Entry], shown: Shown, on: Scale) -> Lane:
    is_moment = {e.id for e in entries if code == JOINT and e.days == 1 and is_joint_moment(e)}
    is_dots = code == CONSULTATION and shown.selection.span.zoom == spans.YEAR
    moments, left = lanes.moments(
        [_labelled(bar(e, shown)) for e in entries if e.id in is_moment], on, rows=MOMENT_ROWS
    )
    rest = [entry for entry in entries if entry.id not in is_moment]
    ranks = {f"item:{entry.id}": _importance(entry) for entry in rest}
    placed = [_placed(bar(entry, shown), on, is_dot=is_dots) for entry in rest]
    inside, outside = lanes.fitted(placed, lambda each: ranks[each.panel], columns=on.columns)
    missing = sorted([*(each.first for each in left), *(each.thing.first for each in outside)])
    return Lane(
        code=code,
        name=NAMES[code],
        letter=LETTERS[code],
        counted=_counted(code, len(is_moment), len(rest)),
        bars=inside,
        moments=moments,
        is_dots=is_dots,
        left_out=len(missing),
        more=_closer(shown, missing[0]) if missing else "",
    )


def _closer(shown: Shown, day: date) -> str:
    """The address one step nearer, where there is more room."""
    zoom = spans.QUARTER if shown.selection.span.zoom == spans.YEAR else spans.MONTH
    return shown.selection.address(span=spans.around(max(day, shown.selection.span.first), zoom))


def _placed(each: Bar, on: Scale, *, is_dot: bool) -> Placed[Bar]:
    return lanes.place(each, each.first, each.last, 24 if is_dot else each.pixels, on)


def _labelled(each: Bar) -> tuple[Bar, date, float]:
    name = width(each.name, MOMENT_SIZE, is_strong=True)
    return each, each.first, max(name, 40) + 12 + 22 * len(each.numbers)


def _importance(entry: Entry) -> tuple[int, int]:
    rank = IMPORTANT.index(entry.kind) if entry.kind in IMPORTANT else len(IMPORTANT)
    return rank, -entry.days


def _counted(code: str, moments: int, rest: int) -> str:
    said = []
    if code == JOINT and (moments or not rest):
        said.append(ngettext("%(count)d moment", "%(count)d moments", moments) % {"count": moments})
    if rest or code != JOINT:
        said.append(ngettext("%(count)d item", "%(count)d items", rest) % {"count": rest})
    return ", ".join(said)


def _with_following(drawn: list[Lane]) -> list[Lane]:
    following = [*(lane.code for lane in drawn[1:]), "signals"]
    return [
        Lane(**{**vars(lane), "following": code})
        for lane, code in zip(drawn, following, strict=True)
    ]


def _meetings(entries: list[Entry], on: Scale) -> list[tuple[float, float]]:
    return [
        two_lines.meeting(on.column(entry.starts_on), on.column(entry.ends_on))
        for entry in entries
        if is_joint_moment(entry)
    ]


def _is_in(shown: Shown, first: date, last: date) -> bool:
    span = shown.selection.span
    return first <= span.last and last >= span.first


def _marks(shown: Shown, on: Scale) -> list[tuple[str, int]]:
    span = shown.selection.span
    marked = []
    for signal in sorted(shown.signals_in(span.first, span.last), key=lambda each: each.starts_on):
        narrow, wide = on.needs(28)
        start = min(on.column(signal.starts_on), on.columns - narrow + 1)
        marked.append((f"w{start} n{narrow} m{wide}", shown.numbers[signal.key]))
    return marked


def _gaps(shown: Shown, on: Scale) -> list[Gap]:
    span = shown.selection.span
    signals: list[Signal] = shown.signals_in(span.first, span.last)
    found = []
    for signal in signals:
        if signal.code == "gap_joint":
            # Whole columns only: the diamonds before and after it keep theirs.
            shift = timedelta(days=on.days - 1)
            start, end = on.column(signal.starts_on + shift), on.column(signal.ends_on - shift)
            if end < start:
                continue
            weeks = ((signal.ends_on - signal.starts_on).days + 1) // 7
            css = f"w{start} n{end - start + 1} m{end - start + 1}"
            found.append(Gap(css, weeks, shown.numbers[signal.key]))
    return found
