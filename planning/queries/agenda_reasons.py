"""Why something stands on an agenda: what is signalled, near, undecided, or just over."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import beside
from planning.beside import Outcome
from planning.clashes import Signal
from planning.entries import MAIN_KINDS, Entry
from planning.models import AgendaItem, Consultation, Initiative, Library, PlanItem
from planning.queries import meetings, plan
from planning.queries.signals import signals
from planning.wording import day_in_words, discipline_in_words, period_in_words

Section = AgendaItem.Section
Status = Initiative.Status
AHEAD = timedelta(weeks=6)
BEFORE_THE_FIRST = timedelta(weeks=13)  # what ended before that is no news
SOURCE, TITLE, EVIDENCE = 150, 200, 2000  # lengths of the columns
MOST_OWN_POINTS = 8  # of what comes; the rest is one point with a list


@dataclass(frozen=True)
class Point:
    """What an agenda should hold, and the reason as text and an address."""

    section: str
    source: str
    title: str
    evidence: str = ""
    address: str = ""
    position: int = 0


def reasons(consultation: Consultation, *, today: date) -> list[Point]:
    """The points that belong on this agenda now; some twenty queries whatever the number.

    The fixed points of its template always do. The rest fills only the next consultation: what is
    to be discussed in three months is not known yet.
    """
    item, library = consultation.item, consultation.library
    points = fixed_points(consultation.template)
    upcoming = meetings.next_item(library, today=today)
    if upcoming is None or upcoming.pk != item.pk:
        return points
    day = item.starts_on
    return [
        *points,
        *_signals(library, day, today),
        *_upcoming(library, day),
        *_choices(library, day),
        *_results(library, day),
    ]


def fixed_points(template: str) -> list[Point]:
    """What a kick-off and a look back are about."""
    titles = {
        Consultation.Template.KICK_OFF: [
            _("What did we learn from last year?"),
            _("Which target groups come first? Three at most."),
            _("Which national campaigns do we join?"),
            _("What do we not do, and what do we stop doing?"),
            _("On which days do we meet, and who are a pair?"),
        ],
        Consultation.Template.LOOK_BACK: [
            _("What went well together?"),
            _("Where did one of us come on board late, and why?"),
            _("What do we do again, and what do we stop doing?"),
            _("What do we agree for the next time?"),
        ],
    }.get(Consultation.Template(template), [])
    return [
        Point(Section.QUESTIONS, f"template:{template}:{number}", title, position=number)
        for number, title in enumerate(titles)
    ]


def signal_source(key: str) -> str:
    """What a point about a signal has as its source."""
    return f"signal:{key}"[:SOURCE]


def signal_of(library: Library, source: str, *, today: date) -> Signal | None:
    """The signal that a point is about, while the plan still gives it."""
    for year in (today.year, today.year + 1):
        for each in signals(library, year, today=today):
            if signal_source(each.key) == source:
                return each
    return None


def signal_point(signal: Signal, year: int, *, today: date) -> Point:
    """A signal as a point: what it says, until when it can wait, where it stands."""
    said = _("To be settled before %(day)s.") % {"day": day_in_words(signal.act_by)}
    if signal.act_by <= today:
        said = _("This cannot wait.")
    return Point(
        Section.SIGNALS,
        signal_source(signal.key),
        signal.text[:TITLE],
        said,
        reverse("planning:signals", args=[year]),
    )


def item_point(entry: Entry) -> Point:
    """An item that somebody wants to discuss."""
    return _about(Section.QUESTIONS, f"item:{entry.id}", entry)


def _signals(library: Library, day: date, today: date) -> list[Point]:
    """Those that cannot wait until long after this day, the most pressing first."""
    years = sorted({today.year, day.year, (day + AHEAD).year})
    found = [
        (each.act_by, each.key, signal_point(each, year, today=today))
        for year in years
        for each in signals(library, year, today=today)
        if not each.is_accepted and each.act_by <= day + AHEAD and each.ends_on >= today
    ]
    points = {
        point.source: point for _act_by, _key, point in sorted(found, key=lambda each: each[:2])
    }
    return [_at(number, point) for number, point in enumerate(points.values())]


def _upcoming(library: Library, day: date) -> list[Point]:
    """What is near: joint things and campaigns each on their own, the rest in one list."""
    entries = [
        each
        for each in plan.entries_between(library, day, day + AHEAD - timedelta(days=1))
        if each.kind in MAIN_KINDS
        and each.kind != PlanItem.Kind.CONSULTATION
        and each.status not in (PlanItem.Status.DROPPED, PlanItem.Status.DONE)
    ]
    joint = [each for each in entries if each.is_joint]
    campaigns = [each for each in entries if not each.is_joint and each.kind == "campaign"]
    own = (joint + campaigns)[:MOST_OWN_POINTS]
    points = [_about(Section.UPCOMING, f"upcoming:{each.id}", each) for each in own]
    rest = [each for each in entries if each not in own]
    if rest:
        points.append(_list_of(rest, day))
    return [_at(number, point) for number, point in enumerate(points)]


def _list_of(entries: list[Entry], day: date) -> Point:
    title = ngettext(
        "%(count)d more thing in these weeks", "%(count)d more things in these weeks", len(entries)
    )
    lines = [f"{each.title}, {_when_and_who(each)}" for each in entries]
    kept, length = [], 0
    for line in lines:
        length += len(line) + 1
        if length > EVIDENCE - 10:
            kept.append("…")
            break
        kept.append(line)
    return Point(
        Section.UPCOMING,
        "upcoming:rest",
        title % {"count": len(entries)},
        "\n".join(kept),
        f"{reverse('planning:year_plan', args=[day.year])}?zoom=month&period={day.month}",
    )


def _choices(library: Library, day: date) -> list[Point]:
    """Proposals without a decision, and a no that is to be looked at again."""
    rows = Initiative.objects.filter(library=library).filter(
        Q(status=Status.PROPOSED, year__gte=day.year)
        | Q(
            status__in=[Status.LATER, Status.DECLINED, Status.STOPPED],
            look_back_on__lte=day,
        )
    )
    found = rows.order_by("year", "quarter", "created_at", "pk")
    return [_at(number, _choice(each)) for number, each in enumerate(found)]


def _choice(each: Initiative) -> Point:
    address = reverse("planning:initiative", args=[each.pk])
    if each.status == Status.PROPOSED:
        evidence = each.description or _("A proposal that nobody decided about yet.")
        source = f"initiative:{each.pk}"
    else:
        evidence = _("Decided: %(status)s. To look at again on %(day)s.") % {
            "status": each.get_status_display(),
            "day": day_in_words(each.look_back_on) if each.look_back_on else "",
        }
        evidence = f"{evidence} {each.reason}".strip()
        source = f"initiative:{each.pk}:{each.look_back_on}"
    return Point(Section.CHOICES, source, each.title, evidence[:EVIDENCE], address)


def _results(library: Library, day: date) -> list[Point]:
    """Campaigns that ended since the last consultation, and were not looked back on."""
    since = meetings.last_closed_on(library) or day - BEFORE_THE_FIRST
    looked_back = PlanItem.objects.filter(
        parent=OuterRef("pk"), kind=PlanItem.Kind.LOOK_BACK, archived_at=None
    )
    rows = PlanItem.objects.filter(
        Q(ends_on__gte=since, ends_on__lt=day),
        ~Exists(looked_back),
        library=library,
        kind=PlanItem.Kind.CAMPAIGN,
    )
    rows = rows.current().exclude(status=PlanItem.Status.DROPPED).with_everything()
    items = list(rows.order_by("ends_on", "title", "pk"))
    came = beside.outcomes(items)
    return [
        _at(number, _result(each, came.get(each.id)))
        for number, each in enumerate(plan.entries(items))
    ]


def _result(entry: Entry, outcome: Outcome | None) -> Point:
    """A campaign that is over, with what was measured and learned where somebody keeps that."""
    point = _about(Section.RESULTS, f"result:{entry.id}", entry)
    if outcome is None:
        return point
    said = "\n".join(filter(None, [point.evidence, outcome.said, outcome.lesson]))
    return replace(point, evidence=said[:EVIDENCE], address=outcome.address or point.address)


def _about(section: str, source: str, entry: Entry) -> Point:
    address = reverse("planning:item", args=[entry.id])
    return Point(section, source, entry.title, capfirst(_when_and_who(entry)), address)


def _when_and_who(entry: Entry) -> str:
    when = period_in_words(entry.starts_on, entry.ends_on, entry.start_time, entry.end_time)
    who = ", ".join(discipline_in_words(each) for each in entry.disciplines)
    return f"{when} · {who}" if who else when


def _at(number: int, point: Point) -> Point:
    return replace(point, position=number)
