"""What the signals say. They name things, weeks and days, and never measure a person."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.clashes.facts import Available, Days, National
from planning.entries import Entry


def clash_audience(one: Entry, other: Entry, days: Days) -> str:
    """Two campaigns for the same readers at once."""
    shared = [name for name in one.channels if name in other.channels]
    return _("‘%(one)s’ and ‘%(other)s’ are both for %(group)s through %(channels)s, %(days)s") % {
        "one": one.title,
        "other": other.title,
        "group": one.target_group,
        "channels": listed(shared),
        "days": between(days),
    }


def clash_space(one: Entry, other: Entry, days: Days) -> str:
    """A table that is wanted twice."""
    return _("%(display)s is double-booked %(days)s: ‘%(one)s’ and ‘%(other)s’") % {
        # "Tafel hal, Centrum" reads better without its comma inside a sentence.
        "display": " ".join(one.display.rsplit(", ", 1)),
        "days": between(days),
        "one": one.title,
        "other": other.title,
    }


def clash_quarter(room: Available, hours: int) -> str:
    """A quarter that asks too much."""
    return _("%(discipline)s: %(hours)d of %(available)d hours in the %(quarter)s") % {
        "discipline": capfirst(_discipline(room.discipline)),
        "hours": hours,
        "available": room.hours,
        "quarter": _quarter(room.quarter),
    }


def clash_week(discipline: str, monday: date, hours: int, available: int) -> str:
    """A week that asks too much."""
    return _("%(discipline)s: %(hours)d of %(available)d hours in week %(week)d") % {
        "discipline": capfirst(_discipline(discipline)),
        "hours": hours,
        "available": available,
        "week": monday.isocalendar().week,
    }


def gap_joint(gap: Days) -> str:
    """A stretch in which the disciplines have nothing together."""
    weeks = gap.count // 7
    return ngettext(
        "%(weeks)d week without a joint moment, %(days)s",
        "%(weeks)d weeks without a joint moment, %(days)s",
        weeks,
    ) % {"weeks": weeks, "days": between(gap)}


def gap_focus(group: str, quarter: int) -> str:
    """A target group that the year is about, and a quarter that forgets it."""
    return _("%(group)s has no campaign in the %(quarter)s") % {
        "group": group,
        "quarter": _quarter(quarter),
    }


def waits_for_marketing(entry: Entry, today: date) -> str:
    """Somebody has to be asked, while there is time."""
    return _("No marketing on board of ‘%(title)s’ yet, %(start)s") % _about(entry, today)


def came_late(entry: Entry) -> str:
    """What the disciplines may want to talk about; without a number, which would be somebody's."""
    return _("The second discipline came on board of ‘%(title)s’ only just before the start") % {
        "title": entry.title
    }


def without_channel(entry: Entry, today: date) -> str:
    """There is something to see, and no way in which it is told."""
    return _("‘%(title)s’ has a collection but no channel yet, %(start)s") % _about(entry, today)


def without_collection(entry: Entry, today: date) -> str:
    """It is told, and there is nothing to see."""
    return _("‘%(title)s’ has marketing but no collection on board yet, %(start)s") % _about(
        entry, today
    )


def undecided_national(row: National, today: date) -> str:
    """A question that has a last day."""
    return _("%(name)s %(start)s, and nobody said yet whether you join") % {
        "name": row.name,
        "start": begins(row.starts_on, today),
    }


def between(days: Days) -> str:
    """These days in words, as short as they can be."""
    first, last = days.first, days.last
    if first == last:
        return _("on %(day)s") % {"day": date_format(first, "j F")}
    shape = "j F Y"
    if first.year == last.year:
        shape = "j" if first.month == last.month else "j F"
    return _("from %(first)s to %(last)s") % {
        "first": date_format(first, shape),
        "last": date_format(last, "j F Y" if shape == "j F Y" else "j F"),
    }


def begins(day: date, today: date) -> str:
    """How far away a first day is."""
    days = (day - today).days
    if days < 0:
        return _("is under way")
    if days == 0:
        return _("starts today")
    if days < 14:
        return ngettext("starts in %(days)d day", "starts in %(days)d days", days) % {"days": days}
    weeks = days // 7
    return ngettext("starts in %(weeks)d week", "starts in %(weeks)d weeks", weeks) % {
        "weeks": weeks
    }


def listed(names: list[str]) -> str:
    """Names in a sentence: a, b and c."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _about(entry: Entry, today: date) -> dict[str, str]:
    return {"title": entry.title, "start": begins(entry.starts_on, today)}


def _discipline(code: str) -> str:
    return {
        "collection": _("collection"),
        "marketing": _("marketing"),
        "programming": _("programming"),
    }.get(code, _("other"))


def _quarter(number: int) -> str:
    return [_("first quarter"), _("second quarter"), _("third quarter"), _("fourth quarter")][
        number - 1
    ]
