"""What a consultation says about itself, first thing on its page."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.models import AgendaItem, Consultation, PlanItem
from planning.wording import day_in_words, period_in_words

State = AgendaItem.State


def when(item: PlanItem) -> str:
    """Its day, and from when until when."""
    return period_in_words(item.starts_on, item.ends_on, item.start_time, item.end_time)


def going_on(item: PlanItem) -> bool:
    """Whether somebody started it and nobody closed it."""
    if not hasattr(item, "consultation"):
        return False
    return item.consultation.started_at is not None and item.consultation.closed_at is None


def list_sentence(item: PlanItem, count: int, *, is_going_on: bool) -> str:
    """When you speak each other, and about how much."""
    points = ngettext("%(count)d point", "%(count)d points", count) % {"count": count}
    if is_going_on:
        return _("‘%(title)s’ is going on, with %(points)s to go.") % {
            "title": item.title,
            "points": points,
        }
    values = {"day": _day(item), "points": points}
    if not count:
        return _("The next one is on %(day)s. There is nothing on the agenda yet.") % values
    return _("The next one is on %(day)s, with %(points)s on the agenda.") % values


def agenda_sentence(consultation: Consultation, points: list[AgendaItem]) -> str:
    """How far it is: what stands on it, what is left, or what came out."""
    count = len(points)
    if consultation.closed_at:
        return _closed_sentence(points)
    if consultation.started_at:
        left = sum(each.state == State.OPEN for each in points)
        if not left:
            return _("Everything has been discussed.")
        said = ngettext(
            "%(left)d of %(count)d point to go.", "%(left)d of %(count)d points to go.", count
        )
        return said % {"left": left, "count": count}
    if not count:
        return _("There is nothing on the agenda yet.")
    said = ngettext(
        "%(count)d point is on the agenda.", "%(count)d points are on the agenda.", count
    )
    return said % {"count": count}


def _closed_sentence(points: list[AgendaItem]) -> str:
    agreed = [each for point in points for each in point.decisions.all()]
    tasks = sum(each.kind == "action" for each in agreed)
    parts = []
    if len(agreed) - tasks:
        number = len(agreed) - tasks
        parts.append(ngettext("%(n)d decision", "%(n)d decisions", number) % {"n": number})
    if tasks:
        parts.append(ngettext("%(n)d action", "%(n)d actions", tasks) % {"n": tasks})
    carried = sum(each.state == State.CARRIED for each in points)
    if carried:
        said = ngettext("%(n)d point to the next time", "%(n)d points to the next time", carried)
        parts.append(said % {"n": carried})
    if not parts:
        return _("Held, without decisions.")
    return str(capfirst(", ".join(parts))) + "."


def _day(item: PlanItem) -> str:
    day = date_format(item.starts_on, "l j F")
    if item.start_time:
        return _("%(day)s at %(time)s") % {"day": day, "time": item.start_time.strftime("%H:%M")}
    return day


def where_it_went(item: PlanItem) -> str:
    """The day of an agenda that something was put on."""
    return day_in_words(item.starts_on)
