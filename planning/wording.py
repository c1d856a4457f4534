"""An item in the words of the people who plan: its days, its fields, and what happened to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format, number_format, time_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning import recurrence
from planning.entries import Entry
from planning.models import ItemChange, Membership, PlanItem
from planning.snapshots import Snapshot

LABELS: dict[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "starts_on": gettext_lazy("First day"),
    "ends_on": gettext_lazy("Last day"),
    "start_time": gettext_lazy("From (time)"),
    "end_time": gettext_lazy("Until (time)"),
    "status": gettext_lazy("Status"),
    "target_group_id": gettext_lazy("Target group"),
    "branches": gettext_lazy("Branches"),
    "channels": gettext_lazy("Channels"),
    "display_id": gettext_lazy("Display"),
    "place": gettext_lazy("Place"),
    "hours_collection": gettext_lazy("Hours of collection"),
    "hours_marketing": gettext_lazy("Hours of marketing"),
    "hours_programming": gettext_lazy("Hours of programming"),
    "euros": gettext_lazy("Euros"),
    "notes": gettext_lazy("Notes"),
    "national_id": gettext_lazy("National campaign"),
    "parent_id": gettext_lazy("Belongs to"),
    "involved": gettext_lazy("Who"),
    "is_archived": gettext_lazy("In the bin"),
}


@dataclass(frozen=True)
class Names:
    """What the numbers in snapshots stand for."""

    branches: Mapping[int, str] = field(default_factory=dict)
    channels: Mapping[int, str] = field(default_factory=dict)
    display_id: Mapping[int, str] = field(default_factory=dict)
    target_group_id: Mapping[int, str] = field(default_factory=dict)
    national_id: Mapping[int, str] = field(default_factory=dict)
    parent_id: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One field of a change: what it was and what it became."""

    label: str
    before: str
    after: str


def day_in_words(day: date) -> str:
    """ma 15 mrt 2027"""
    return date_format(day, "D j b Y")


def period_in_words(
    first: date, last: date, start: time | None = None, end: time | None = None
) -> str:
    """The days, with the year once, and the times where there are any."""
    if first == last:
        said = day_in_words(first)
        if start is None:
            return said
        hours = time_format(start, "H:i")
        return f"{said}, {hours}–{time_format(end, 'H:i')}" if end else f"{said}, {hours}"
    from_day = date_format(first, "D j b" if first.year == last.year else "D j b Y")
    from_time = f" {time_format(start, 'H:i')}" if start else ""
    until_time = f" {time_format(end, 'H:i')}" if end else ""
    return f"{from_day}{from_time} – {day_in_words(last)}{until_time}"


def weeks_in_words(first: date, last: date) -> str:
    """The ISO week, or the first and the last one."""
    numbers = first.isocalendar().week, last.isocalendar().week
    span = (
        f"{numbers[0]}–{numbers[1]}"
        if (last - first).days >= 7 or numbers[0] != numbers[1]
        else numbers[0]
    )
    return _("wk %(weeks)s") % {"weeks": span}


def repeat_in_words(rule: str, *, short: bool = False) -> str:
    """elke eerste maandag van de maand, tot en met vr 31 dec 2027; short: without the ending"""
    choice, until = recurrence.choice_of(rule), recurrence.until_of(rule)
    said = _("by a rule of another programme")
    if choice in recurrence.MONTHLY:
        said = _monthly(recurrence.monthly(rule))
    elif choice:
        said = _("every week") if choice == recurrence.WEEKLY else _("every other week")
    if until is None or short:
        return said
    return _("%(rule)s, until %(day)s") % {"rule": said, "day": day_in_words(until)}


def _monthly(about: recurrence.Monthly) -> str:
    if about.weekday is None and about.number == -1:
        return _("every month on the last day")
    if about.weekday is None:
        return _("every month on day %(number)s") % {"number": about.number}
    values = {"weekday": WEEKDAYS[about.weekday].lower()}
    sentences = {
        1: _("every first %(weekday)s of the month"),
        2: _("every second %(weekday)s of the month"),
        3: _("every third %(weekday)s of the month"),
        4: _("every fourth %(weekday)s of the month"),
        -1: _("every last %(weekday)s of the month"),
    }
    return sentences[about.number] % values


def discipline_in_words(discipline: str) -> str:
    """A discipline as it is called, whatever a stored code says."""
    labels = dict(Membership.Discipline.choices)
    return str(labels.get(discipline, discipline))


def item_sentence(entry: Entry, today: date) -> str:
    """Who does it, and how long it still takes."""
    who = [discipline_in_words(each) for each in entry.disciplines]
    if entry.is_joint:
        first = _("%(who)s do this together.") % {
            "who": capfirst(
                _("%(some)s and %(last)s") % {"some": ", ".join(who[:-1]), "last": who[-1]}
            )
        }
    else:
        first = _("So far only of %(who)s.") % {"who": who[0] if who else _("nobody")}
    return f"{first} {_how_far(entry, today)}"


def _how_far(entry: Entry, today: date) -> str:
    ahead = (entry.starts_on - today).days
    if ahead > 20:
        return _("It starts in %(count)s weeks.") % {"count": ahead // 7}
    if ahead > 0:
        said = ngettext("It starts tomorrow.", "It starts in %(count)s days.", ahead)
        return said % {"count": ahead} if ahead > 1 else said
    if entry.ends_on >= today:
        left = (entry.ends_on - today).days
        said = ngettext("It goes on for one more day.", "It goes on for %(count)s more days.", left)
        return said % {"count": left} if left > 0 else _("It is there until today.")
    return _("It is over.")


def value_in_words(name: str, written: Any, names: Names) -> str:
    """What a field of a snapshot says, or a dash where it says nothing."""
    if name in _WRITERS:
        return _WRITERS[name](written, names) or "–"
    if written in (None, "", []):
        return "–"
    if isinstance(written, list):
        known: Mapping[int, str] = getattr(names, name)
        return ", ".join(sorted((known.get(each, "?") for each in written), key=str.lower))
    if name.endswith("_id"):
        return str(getattr(names, name).get(written, "?"))
    return str(written)


def _involved(rows: Any, names: Names) -> str:
    return ", ".join(
        f"{names.people.get(person, '?')} ({discipline_in_words(discipline)})"
        if person
        else discipline_in_words(discipline)
        for discipline, person, _joined_at in rows or []
    )


def _choice(choices: list[tuple[str, Any]]) -> Callable[[Any, Names], str]:
    return lambda written, _names: str(dict(choices).get(written, written or ""))


def _day(written: Any, _names: Names) -> str:
    return day_in_words(date.fromisoformat(written)) if written else ""


def _time(written: Any, _names: Names) -> str:
    return time_format(time.fromisoformat(written), "H:i") if written else ""


def _euros(written: Any, _names: Names) -> str:
    return f"€ {number_format(Decimal(written), 2)}" if written is not None else ""


def _yes_no(written: Any, _names: Names) -> str:
    return _("yes") if written else _("no")


_WRITERS: dict[str, Callable[[Any, Names], str]] = {
    "kind": _choice(PlanItem.Kind.choices),
    "status": _choice(PlanItem.Status.choices),
    "starts_on": _day,
    "ends_on": _day,
    "start_time": _time,
    "end_time": _time,
    "euros": _euros,
    "involved": _involved,
    "is_archived": _yes_no,
}


def introduce(
    name: str, label: str | Promise, writer: Callable[[Any, Names], str] | None = None
) -> None:
    """Say what a field is called that hangs on an item and follows its versions.

    For an app above this one: from then on history and conflicts can speak of it.
    """
    LABELS[name] = label
    if writer:
        _WRITERS[name] = writer


def differences(change: ItemChange, names: Names) -> list[Difference]:
    """What a change was about, field by field, in the order of the form."""
    return [
        Difference(
            str(LABELS[name]),
            value_in_words(name, change.before.get(name), names),
            value_in_words(name, change.after[name], names),
        )
        for name in LABELS
        if name in change.after and name != "is_archived"
    ]


def change_in_words(change: ItemChange, names: Names) -> str:
    """What happened, without who did it: "verplaatst naar ma 22 mrt 2027, wk 12"."""
    kind = ItemChange.Kind
    if change.kind == kind.JOINED:
        return _joined(change, names)
    if change.kind == kind.MOVED and "starts_on" in change.after:
        return _("moved to %(when)s") % {"when": day_with_week(change.after["starts_on"])}
    if change.kind in (kind.CHANGED, kind.MOVED):
        labels = [str(LABELS[name]).lower() for name in LABELS if name in change.after]
        return _("changed: %(fields)s") % {"fields": ", ".join(labels)}
    said = {
        kind.CREATED: _("put in the plan"),
        kind.ARCHIVED: _("moved to the bin"),
        kind.RESTORED: _("put back"),
        kind.UNDONE: _("the last change taken back"),
    }
    return said[kind(change.kind)]


def day_with_week(written: str) -> str:
    """ma 22 mrt 2027, wk 12"""
    day = date.fromisoformat(written)
    return f"{day_in_words(day)}, {weeks_in_words(day, day)}"


def _joined(change: ItemChange, names: Names) -> str:
    was = {tuple(row[:2]) for row in change.before.get("involved") or []}
    came = [row for row in change.after.get("involved") or [] if tuple(row[:2]) not in was]
    if not came:
        return _("somebody joined")
    return _("%(who)s joined") % {"who": capfirst(_involved(came, names))}


def numbers_in(snapshots: list[Snapshot], name: str) -> set[int]:
    """The people or items that snapshots speak of."""
    if name == "people":
        return {row[1] for each in snapshots for row in each.get("involved") or [] if row[1]}
    return {each[name] for each in snapshots if each.get(name)}
