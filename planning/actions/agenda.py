"""What can stand on an agenda: it fills itself until the consultation starts."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.models import AgendaItem, Consultation, Library, PlanItem, User
from planning.queries import agenda_reasons, meetings
from planning.queries.agenda_reasons import EVIDENCE, SOURCE, TITLE, Point

Section, State = AgendaItem.Section, AgendaItem.State
FILLED = ("section", "title", "evidence", "address", "position")


class CannotAdd(Exception):
    """The consultation is over; what is new goes to another one."""


def consultation_of(item: PlanItem) -> Consultation:
    """The agenda and notes of a consultation in the plan; made when somebody first opens it."""
    found: Consultation
    found, _is_new = Consultation.objects.get_or_create(
        item=item, defaults={"library_id": item.library_id}
    )
    return found


@transaction.atomic
def fill_agenda(consultation: Consultation, *, today: date) -> None:
    """Put on what there is a reason for, and take off what has none any more.

    What somebody put there, or what was left from last time, stays. After the start, and when its
    day is over, nothing changes. Twice is the same as once.
    """
    if consultation.started_at:
        return  # who only looks on waits for nobody who writes
    consultation = _locked(consultation)
    if consultation.started_at or consultation.item.starts_on < today:
        return
    _take_left_over(consultation, today=today)
    wanted = {each.source: each for each in agenda_reasons.reasons(consultation, today=today)}
    present = {each.source: each for each in consultation.agenda.exclude(source="")}
    filled = {source: each for source, each in present.items() if is_untouched(each)}
    gone = [each.pk for source, each in filled.items() if source not in wanted]
    AgendaItem.objects.filter(pk__in=gone).delete()
    changed = [
        row
        for source, row in filled.items()
        if source in wanted and _take_over(row, wanted[source])
    ]
    AgendaItem.objects.bulk_update(changed, FILLED)
    AgendaItem.objects.bulk_create(
        _row(consultation, point) for source, point in wanted.items() if source not in present
    )


def is_untouched(point: AgendaItem) -> bool:
    """Whether only the plan itself has anything to do with a point."""
    by_itself = point.added_by_id is None and point.carried_from_id is None
    return by_itself and point.state == State.OPEN and not point.outcome


def put_on_agenda(
    library: Library,
    *,
    title: str,
    evidence: str,
    address: str,
    source: str,
    section: str,
    by: User,
    today: date | None = None,
) -> AgendaItem | None:
    """Put something on the next consultation that has not started; None where none is planned.

    What stands there already by itself now also stays when its reason goes.
    """
    item = meetings.next_item(library, today=today or timezone.localdate())
    if item is None:
        return None
    with transaction.atomic():
        consultation = _locked(consultation_of(item))
        source = source[:SOURCE]
        found: AgendaItem | None = consultation.agenda.filter(source=source).first()
        if found is None:
            point = Point(section, source, title[:TITLE], evidence[:EVIDENCE], address)
            found = _row(consultation, point)
        found.added_by = found.added_by or by
        found.save()
    return found


@transaction.atomic
def add_point(consultation: Consultation, *, title: str, by: User) -> AgendaItem:
    """Somebody's own point, under any other business; until the end of the consultation."""
    consultation = _locked(consultation)
    if consultation.closed_at:
        raise CannotAdd(title)
    return AgendaItem.objects.create(
        library_id=consultation.library_id,
        consultation=consultation,
        title=title,
        position=consultation.agenda.filter(section=Section.OTHER).count(),
        added_by=by,
    )


def remove_point(point: AgendaItem) -> None:
    """Take off what somebody put on; the plan puts its own points back by itself."""
    point.delete()


@transaction.atomic
def carry_over(consultation: Consultation, *, today: date) -> PlanItem | None:
    """Hand what is left to the next consultation; None where none is planned yet."""
    target = meetings.following(consultation.item, today=today)
    if target is not None:
        rows = consultation.agenda.filter(state=State.CARRIED)
        _carry(list(rows.order_by("pk")), _locked(consultation_of(target)))
    return target


def _take_left_over(consultation: Consultation, *, today: date) -> None:
    """What found no consultation to go to when its own was closed, comes to the next one."""
    upcoming = meetings.next_item(consultation.library, today=today)
    if upcoming is not None and upcoming.pk == consultation.pk:
        _carry(meetings.left_over(consultation.library), consultation)


def _carry(points: list[AgendaItem], target: Consultation) -> None:
    for number, point in enumerate(points):
        source = point.source or f"carried:{point.pk}"
        there = target.agenda.filter(source=source).first()
        row = there or _row(target, Point(Section.CARRIED, source, point.title))
        row.section, row.position, row.carried_from = Section.CARRIED, number, point
        row.evidence, row.address = _with_outcome(point), point.address
        row.added_by_id = point.added_by_id
        row.save()


def _with_outcome(point: AgendaItem) -> str:
    if not point.outcome:
        return point.evidence
    said = _("Last time: %(outcome)s") % {"outcome": point.outcome}
    return f"{point.evidence}\n{said}".strip()[:EVIDENCE]


def _locked(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=["self"]).select_related("item", "library")
    found: Consultation = rows.get(pk=consultation.pk)
    return found


def _row(consultation: Consultation, point: Point) -> AgendaItem:
    values: dict[str, Any] = {name: getattr(point, name) for name in FILLED}
    return AgendaItem(
        library_id=consultation.library_id,
        consultation=consultation,
        source=point.source,
        **values,
    )


def _take_over(row: AgendaItem, point: Point) -> bool:
    """Write a point as the plan has it now; whether anything is different."""
    changed = [name for name in FILLED if getattr(row, name) != getattr(point, name)]
    for name in changed:
        setattr(row, name, getattr(point, name))
    return bool(changed)
