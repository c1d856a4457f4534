"""The plan as a list by week and as a table that can be sorted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from planning import spans
from planning.entries import Entry
from planning.models import PlanItem
from planning.views import plan_words as words
from planning.views.plan_bars import Bar, bar, national_bar
from planning.views.plan_facts import Shown

COLUMNS = {
    "title": pgettext_lazy("column", "What"),
    "discipline": gettext_lazy("Discipline"),
    "when": pgettext_lazy("column", "From"),
    "group": gettext_lazy("Target group"),
    "branch": gettext_lazy("Branch"),
    "status": gettext_lazy("Status"),
    "signals": gettext_lazy("Signals"),
}


@dataclass(frozen=True)
class Line:
    """A thing on a day of the agenda; a holiday or a gap leads nowhere or to a signal."""

    on: date
    day: str
    name: str
    note: str
    bar: Bar | None = None
    kind: str = ""
    number: int = 0


@dataclass(frozen=True)
class Week:
    number: int
    days: str
    is_now: bool
    lines: Sequence[Line]


@dataclass(frozen=True)
class Month:
    anchor: str
    name: str
    weeks: Sequence[Week]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    pk: int
    bar: Bar
    disciplines: str
    first: str
    last: str
    weeks: str
    group: str
    branches: str
    people: str
    status: str
    ticked: str


@dataclass(frozen=True)
class Column:
    name: str
    label: Any
    query: str
    sorted: str


def agenda(shown: Shown) -> list[Month]:
    """By month and week, what begins; the first month also says what goes on."""
    span = shown.selection.span
    lines = [*_items(shown), *_nationals(shown), *_days_off(shown), *_gaps(shown)]
    inside = (line for line in lines if span.first <= line.on <= span.last)
    ordered = sorted(inside, key=lambda line: (line.on, line.kind))
    months = []
    for (year, month), in_month in groupby(ordered, key=lambda line: (line.on.year, line.on.month)):
        weeks = groupby(in_month, key=lambda line: spans.monday_of(line.on))
        months.append(
            Month(
                anchor=f"agenda-{month}",
                name=words.day(date(year, month, 1), "F"),
                weeks=[_week(monday, list(each), shown.today) for monday, each in weeks],
            )
        )
    return months


def has_this_week(months: list[Month]) -> bool:
    return any(week.is_now for month in months for week in month.weeks)


def _week(monday: date, lines: list[Line], today: date) -> Week:
    sunday = monday + timedelta(days=6)
    return Week(
        number=monday.isocalendar().week,
        days=words.short_days(monday, sunday),
        is_now=monday <= today <= sunday,
        lines=lines,
    )


def _items(shown: Shown) -> list[Line]:
    first = shown.selection.span.first
    lines = []
    for entry in shown.kept:
        # A month keeps the days of its whole weeks, which are of another month here.
        if entry.ends_on < first or not shown.selection.keeps_detail(entry):
            continue
        on, drawn = max(entry.starts_on, first), bar(entry, shown)
        notes = [drawn.of] if drawn.of else []
        notes += [words.hours(entry)] if entry.start_time else []
        if entry.ends_on > entry.starts_on:
            notes.append(_("to %(day)s") % {"day": words.day(entry.ends_on, "D j b")})
        if entry.status != "agreed":
            notes.append(words.status(entry))
        lines.append(Line(on, words.day(on, "D j"), entry.title, " · ".join(notes), drawn, "item"))
    return lines


def _nationals(shown: Shown) -> list[Line]:
    lines = []
    for each in shown.nationals:
        until = _("to %(day)s") % {"day": words.day(each.ends_on, "D j b")}
        note = f"{until} · {each.get_answer_display()}"
        day = words.day(each.starts_on, "D j")
        lines.append(
            Line(each.starts_on, day, each.name, note, national_bar(each, shown), "national")
        )
    return lines


def _days_off(shown: Shown) -> list[Line]:
    first = shown.selection.span.first
    return [
        Line(
            max(each.starts_on, first),
            words.day(max(each.starts_on, first), "D j"),
            each.name,
            _("to %(day)s") % {"day": words.day(each.ends_on, "D j b")}
            if each.ends_on > each.starts_on
            else "",
            kind="day-off",
        )
        for each in shown.holidays
        if each.ends_on >= first
    ]


def _gaps(shown: Shown) -> list[Line]:
    span = shown.selection.span
    return [
        Line(
            max(each.starts_on, span.first),
            words.short_days(each.starts_on, each.ends_on),
            each.text,
            "",
            kind="gap",
            number=shown.numbers[each.key],
        )
        for each in shown.signals_in(span.first, span.last)
        if each.code == "gap_joint"
    ]


_KEYS: dict[str, Callable[[Entry, Shown], Any]] = {
    "title": lambda entry, _shown: entry.title.casefold(),
    "discipline": lambda entry, _shown: words.disciplines(entry),
    "when": lambda entry, _shown: entry.starts_on,
    "group": lambda entry, _shown: entry.target_group.casefold() or "\uffff",
    "branch": lambda entry, _shown: ", ".join(entry.branches).casefold(),
    "status": lambda entry, _shown: words.status(entry),
    "signals": lambda entry, shown: -len(shown.numbers_of_items.get(entry.id, [])),
}


def rows(shown: Shown) -> list[Row]:
    """What is asked for, sorted as asked; equals by their day."""
    sort = shown.selection.sort or "when"
    key = _KEYS[sort.removeprefix("-")]
    entries = sorted(shown.kept, key=lambda entry: (entry.starts_on, entry.title, entry.id))
    entries.sort(key=lambda entry: key(entry, shown), reverse=sort.startswith("-"))
    return [_row(entry, shown) for entry in entries if shown.selection.keeps_detail(entry)]


def _row(entry: Entry, shown: Shown) -> Row:
    weeks = entry.starts_on.isocalendar().week, entry.ends_on.isocalendar().week
    people = [each.person for each in entry.joined if each.person]
    return Row(
        pk=entry.id,
        bar=bar(entry, shown),
        disciplines=words.disciplines(entry),
        first=words.day(entry.starts_on, "D j b"),
        last=words.day(entry.ends_on, "D j b"),
        weeks=str(weeks[0]) if weeks[0] == weeks[1] else f"{weeks[0]}–{weeks[1]}",
        group=entry.target_group,
        branches=", ".join(entry.branches),
        people=", ".join(dict.fromkeys(people)),
        status=words.status(entry),
        ticked=f"{entry.id}:{entry.version}",
    )


def bulk_acts() -> list[tuple[str, str]]:
    """What can be done to several items at once."""
    statuses = [
        (value, _("Status: %(status)s") % {"status": label})
        for value, label in PlanItem.Status.choices
    ]
    weeks = [("earlier", _("A week earlier")), ("later", _("A week later"))]
    return [*statuses, *weeks, ("remove", _("To the bin"))]


def columns(shown: Shown) -> list[Column]:
    """The heads, each a link that sorts, and back."""
    now = shown.selection.sort or "when"
    made = []
    for name, label in COLUMNS.items():
        is_up, is_down = now == name, now == f"-{name}"
        query = shown.selection.query(sort=f"-{name}" if is_up else name, panel="")
        made.append(
            Column(
                name, label, f"?{query}", "ascending" if is_up else "descending" if is_down else ""
            )
        )
    return made
