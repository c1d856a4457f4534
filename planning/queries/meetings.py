"""What can be asked about consultations: which comes next, what stands on it, what came out."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q

from planning.entries import COLLECTION, MARKETING, PROGRAMMING
from planning.models import (
    AgendaItem,
    Consultation,
    Decision,
    Library,
    Membership,
    PlanItem,
    User,
)
from planning.models.plan import PlanItemQuerySet

State = AgendaItem.State
SECTIONS = {section: position for position, section in enumerate(AgendaItem.Section.values)}
MOST_PAST = 12
SIDES = (COLLECTION, MARKETING, PROGRAMMING)


@dataclass(frozen=True)
class Past:
    """A consultation that was held, and what was agreed."""

    item: PlanItem
    decisions: list[Decision] = field(default_factory=list)


def planned(library: Library) -> PlanItemQuerySet:
    """Every consultation in the plan, in the order of their days."""
    rows = PlanItem.objects.filter(library=library, kind=PlanItem.Kind.CONSULTATION).current()
    return rows.exclude(status=PlanItem.Status.DROPPED).order_by("starts_on", "start_time", "pk")


def waiting(library: Library, *, today: date) -> PlanItemQuerySet:
    """Those of today and later that have not started."""
    return planned(library).filter(starts_on__gte=today, consultation__started_at=None)


def next_item(library: Library, *, today: date) -> PlanItem | None:
    """The consultation whose agenda fills itself now."""
    return waiting(library, today=today).first()


def following(item: PlanItem, *, today: date) -> PlanItem | None:
    """Where what is left goes: the next one of the series, else the next one."""
    later = waiting(item.library, today=today).filter(
        Q(starts_on__gt=item.starts_on)
        | Q(starts_on=item.starts_on, start_time__gt=item.start_time or "00:00")
    )
    in_series = later.filter(series=item.series_id).first() if item.series_id else None
    return in_series or later.first()


def coming(library: Library, *, today: date) -> list[PlanItem]:
    """Those that are still to come, and the one that is going on."""
    rows = planned(library).filter(consultation__closed_at=None)
    rows = rows.filter(Q(starts_on__gte=today) | Q(consultation__started_at__isnull=False))
    return list(rows.select_related("consultation").prefetch_related("involvements__person"))


def past(library: Library) -> list[Past]:
    """The last ones that were held with what was decided, newest first; two queries."""
    items = list(
        planned(library)
        .filter(consultation__closed_at__isnull=False)
        .order_by("-starts_on", "-start_time", "-pk")[:MOST_PAST]
    )
    rows = Decision.objects.filter(consultation__in=[item.pk for item in items])
    decisions: dict[int, list[Decision]] = {}
    for each in rows.order_by("decided_at", "pk"):
        decisions.setdefault(each.consultation_id, []).append(each)
    return [Past(item, decisions.get(item.pk, [])) for item in items]


def unnoted(library: Library, *, today: date) -> list[PlanItem]:
    """The last ones whose day is over and that nobody started here, newest first."""
    rows = planned(library).filter(starts_on__lt=today, consultation__started_at=None)
    return list(rows.order_by("-starts_on", "-start_time", "-pk")[:MOST_PAST])


def agenda(consultation: Consultation) -> list[AgendaItem]:
    """The points in their order, with what was agreed; three queries whatever the number."""
    rows = consultation.agenda.select_related("added_by").prefetch_related(
        "decisions__task__involvements__person"
    )
    return sorted(rows, key=lambda each: (SECTIONS[each.section], each.position, each.pk))


def open_points(consultation: Consultation) -> int:
    """How much there still is to talk about."""
    return consultation.agenda.filter(state=State.OPEN).count()


def left_over(library: Library) -> list[AgendaItem]:
    """What went to the next time, and stands on no agenda yet."""
    taken = AgendaItem.objects.filter(
        carried_from=OuterRef("pk"), consultation__item__archived_at=None
    )
    rows = AgendaItem.objects.filter(
        library=library, state=State.CARRIED, consultation__closed_at__isnull=False
    )
    return list(rows.exclude(Exists(taken)).order_by("pk"))


def last_closed_on(library: Library) -> date | None:
    """The day of the last consultation that was held to its end."""
    held = Consultation.objects.filter(library=library, closed_at__isnull=False)
    return held.order_by("-item__starts_on").values_list("item__starts_on", flat=True).first()


def recipients(consultation: Consultation) -> list[User]:
    """Who reads the notes: who is in it, and everybody of both disciplines."""
    involved = list(consultation.item.involvements.values_list("discipline", "person_id"))
    sides = {COLLECTION, MARKETING, *(discipline for discipline, _person in involved)}
    people = {person for _discipline, person in involved if person}
    rows = Membership.objects.accepted().filter(
        Q(discipline__in=sides) | Q(user__in=people),
        library=consultation.library_id,
        user__is_active=True,
    )
    return [each.user for each in rows.select_related("user").order_by("user__email")]


def decisions_about(item: PlanItem) -> list[Decision]:
    """What was agreed about an item, or made it: newest first."""
    rows = Decision.objects.filter(Q(item=item) | Q(task=item))
    return list(rows.select_related("consultation__item").order_by("-decided_at", "-pk"))
