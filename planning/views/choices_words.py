"""The room of a quarter in words and bars."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from planning.actions.choices import CRITERIA
from planning.models import Initiative, Membership
from planning.queries.choices import Rooms
from planning.room import Room

WIDTH = 100  # of a bar, whose end is what there is or what is needed, whichever is more


@dataclass(frozen=True)
class Bar:
    """One bar: used up to the mark, hatched beyond it."""

    code: str
    label: str
    said: str
    used: str
    over: str
    mark: str
    is_over: bool


@dataclass(frozen=True)
class Example:
    title: str
    url: str


def sentence(rooms: Rooms) -> str:
    """Who is short of hours and who has some left, and what to do about it."""
    known = {name: room for name, room in rooms.hours.items() if room.available is not None}
    if not known:
        return _("Say how many hours and euros there are; then you see whether your plans fit.")
    short = {name: room.over for name, room in known.items() if room.over}
    spare = {name: room.left for name, room in known.items() if room.left and not room.over}
    parts = [
        _("%(who)s is %(hours)d hours short") % {"who": _name(name), "hours": hours}
        for name, hours in short.items()
    ] + [
        _("%(who)s has %(hours)d hours left") % {"who": _name(name), "hours": hours}
        for name, hours in spare.items()
    ]
    if not parts:
        return _("It fits exactly.")
    said = capfirst(", ".join(parts)) + "."
    if short:
        most = max(short, key=lambda name: short[name])
        said += " " + _("Choose %(hours)d hours of %(who)s less.") % {
            "hours": short[most],
            "who": _name(most),
        }
    return said


def bars(rooms: Rooms) -> list[Bar]:
    """A bar per discipline, and one for the money."""
    drawn = [_bar(name, str(capfirst(_name(name))), room) for name, room in rooms.hours.items()]
    return [*drawn, _bar("euros", _("Budget"), rooms.euros)]


def consequence(initiative: Initiative, rooms: Rooms) -> list[str]:
    """What it would mean to do this: one line per discipline that is short then."""
    lines = []
    for name, room in rooms.hours.items():
        extra = getattr(initiative, f"hours_{name}") or 0
        needed = room.needed + extra
        if extra and room.available is not None and needed > room.available:
            lines.append(
                _("%(who)s: %(needed)d of %(available)d hours, now %(now)d.")
                % {
                    "who": capfirst(_name(name)),
                    "needed": needed,
                    "available": room.available,
                    "now": room.needed,
                }
            )
    return lines


def ticked(initiative: Initiative) -> int:
    """How many of the five questions are answered with yes."""
    return sum(getattr(initiative, name) for name in CRITERIA)


def examples(year: int, quarter: int | None) -> list[Example]:
    """Things that libraries often do together, to begin with."""
    titles = [
        _("A theme table with a newsletter"),
        _("New acquisitions in the spotlight every month"),
        _("Book tips on the screens"),
        _("Children's book week, one group only"),
        _("Large print and audiobooks on tour"),
        _("Stop printing the paper programme"),
    ]
    fixed = {"year": year} | ({"quarter": quarter} if quarter else {})
    add = reverse("planning:initiative_add")
    return [Example(title, f"{add}?{urlencode({**fixed, 'title': title})}") for title in titles]


def _name(discipline: str) -> str:
    return str(dict(Membership.Discipline.choices)[discipline])


def _bar(code: str, label: str, room: Room) -> Bar:
    sign = _amount if code == "euros" else _hours
    if room.available is None:
        said = _("%(needed)s needed; not known what there is") % {"needed": sign(room.needed)}
        return Bar(code, label, said, used="0", over="0", mark="", is_over=False)
    end = max(room.needed, room.available, 1)
    within = min(room.needed, room.available)
    said = _("%(needed)s of %(available)s") % {
        "needed": number_format(room.needed, force_grouping=True),
        "available": sign(room.available),
    }
    if room.over:
        said += ", " + _("%(over)s too many") % {"over": sign(room.over)}
    return Bar(
        code,
        label,
        said,
        used=f"{WIDTH * within / end:.1f}",
        over=f"{WIDTH * room.over / end:.1f}",
        mark=f"{WIDTH * room.available / end:.1f}",
        is_over=room.over > 0,
    )


def _hours(hours: int) -> str:
    return _("%(hours)s hours") % {"hours": number_format(hours, force_grouping=True)}


def _amount(euros: int) -> str:
    return "€ " + number_format(euros, force_grouping=True)
