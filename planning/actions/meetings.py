"""What can happen to a consultation: it is held, points come out somewhere, and it is closed."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.actions import agenda, items
from planning.actions import signals as signal_actions
from planning.models import (
    AgendaItem,
    Consultation,
    Decision,
    Initiative,
    PlanItem,
    User,
)
from planning.queries import agenda_reasons
from planning.wording import day_in_words

Section, State = AgendaItem.Section, AgendaItem.State
# What comes back by itself while its reason lasts need not be carried when nobody got to it.
BY_ITSELF = (Section.SIGNALS, Section.UPCOMING, Section.CHOICES)
REASON_LENGTH = 300  # of an accepted signal


class CannotHold(Exception):
    """The consultation has not started, or is over, or somebody else did this just now."""


class WrittenMeanwhile(Exception):
    """Somebody else wrote what came out of this point; `theirs` is what stands there now."""

    def __init__(self, theirs: str) -> None:
        super().__init__(theirs)
        self.theirs = theirs


@dataclass(frozen=True)
class Agreed:
    """What was agreed about a point: a decision, or an action that somebody does before a day."""

    kind: str
    text: str
    discipline: str = ""
    person: User | None = None
    before: date | None = None
    is_signal_accepted: bool = False


@transaction.atomic
def set_template(consultation: Consultation, *, template: str) -> Consultation:
    """Which fixed points the agenda begins with, as long as it has not started."""
    consultation = locked(consultation)
    if consultation.started_at:
        raise CannotHold(str(consultation))
    consultation.template = template
    consultation.save(update_fields=["template"])
    return consultation


@transaction.atomic
def start(consultation: Consultation, *, today: date) -> Consultation:
    """Fill the agenda for the last time and begin; who comes second just joins."""
    consultation = locked(consultation)
    if consultation.closed_at:
        raise CannotHold(str(consultation))
    if consultation.started_at is None:
        agenda.fill_agenda(consultation, today=today)
        consultation.started_at = timezone.now()
        consultation.save(update_fields=["started_at"])
    return consultation


@transaction.atomic
def put_off(consultation: Consultation) -> Consultation:
    """It had not begun after all; what was written stays, and the agenda fills itself again."""
    consultation = running(consultation)
    consultation.started_at = None
    consultation.save(update_fields=["started_at"])
    return consultation


def digest_of(text: str) -> str:
    """What a form remembers of the text that it was made with."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def write_point(point: AgendaItem, *, seen: str, outcome: str, state: str = "") -> AgendaItem:
    """Tick a point off or hand it to the next time, and write what came out.

    Who ticks and who writes do not wait for each other: text that somebody else wrote since `seen`
    stops this, unless it is the same, and a form whose text did not change leaves theirs.
    """
    running(point.consultation)
    point = AgendaItem.objects.select_for_update(of=["self"]).get(pk=point.pk)
    is_mine = digest_of(outcome) != seen
    is_theirs = digest_of(point.outcome) != seen
    if is_mine and is_theirs and outcome != point.outcome:
        raise WrittenMeanwhile(point.outcome)
    if is_mine:
        point.outcome = outcome
    point.state = state or point.state
    point.save(update_fields=["outcome", "state"])
    return point


@transaction.atomic
def agree(point: AgendaItem, agreed: Agreed, *, by: User, today: date) -> Decision:
    """Write down what was agreed, also where it belongs.

    An action becomes a task in the plan; a decision knows the item or proposal it is about, and a
    signal that people decide to live with is accepted with the decision as its reason.
    """
    consultation = running(point.consultation)
    about = _item_about(point)
    decision = Decision(
        library_id=consultation.library_id,
        consultation=consultation,
        agenda_item=point,
        kind=agreed.kind,
        text=agreed.text,
        item=about,
        initiative=_initiative_about(point),
        decided_by=by,
    )
    if agreed.kind == Decision.Kind.ACTION:
        decision.task = _task(consultation, agreed, about, by=by)
    decision.save()
    if agreed.is_signal_accepted:
        _accept(point, agreed.text, by=by, today=today)
    return decision


@transaction.atomic
def take_back(decision: Decision, *, by: User) -> None:
    """It was not agreed after all; the task that it made goes to the bin."""
    running(decision.consultation)
    if decision.task is not None and decision.task.archived_at is None:
        items.archive_item(decision.task, by=by)
    decision.delete()


@transaction.atomic
def close(consultation: Consultation, *, by: User, remarks: str, today: date) -> PlanItem | None:
    """End it: what is not done goes to the next one, which is the answer; the item is done.

    What was decided about is done, ticked or not. None when nothing is planned after it: what is
    left waits for the next one that is.
    """
    consultation = running(consultation)
    decided = Decision.objects.filter(agenda_item=OuterRef("pk"))
    rows = consultation.agenda.filter(state=State.OPEN)
    for point in rows.annotate(is_decided=Exists(decided)):
        if point.is_decided:
            point.state = State.DONE
        elif point.section not in BY_ITSELF or not agenda.is_untouched(point):
            point.state = State.CARRIED
        point.save(update_fields=["state"])
    consultation.remarks = remarks
    consultation.closed_at = timezone.now()
    consultation.save(update_fields=["remarks", "closed_at"])
    # Locked: that it is done stands beside whatever somebody else changes of it just now.
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=consultation.pk)
    fields = {"status": PlanItem.Status.DONE}
    items.change_item(item, by=by, base=item.version, fields=fields)
    return agenda.carry_over(consultation, today=today)


@transaction.atomic
def claim_mail(consultation: Consultation) -> Consultation | None:
    """The consultation whose notes have yet to be mailed; asking means to do it, so only once."""
    consultation = locked(consultation)
    if consultation.closed_at is None or consultation.mailed_at is not None:
        return None
    consultation.mailed_at = timezone.now()
    consultation.save(update_fields=["mailed_at"])
    return consultation


def locked(consultation: Consultation) -> Consultation:
    """The row itself; whoever changes the same consultation waits here."""
    rows = Consultation.objects.select_for_update(of=["self"]).select_related("item", "library")
    found: Consultation = rows.get(pk=consultation.pk)
    return found


def running(consultation: Consultation) -> Consultation:
    """The same, when it has started and is not over."""
    found = locked(consultation)
    if found.started_at is None or found.closed_at is not None:
        raise CannotHold(str(found))
    return found


def _task(
    consultation: Consultation, agreed: Agreed, about: PlanItem | None, *, by: User
) -> PlanItem:
    said = _("Agreed on %(day)s in ‘%(title)s’: %(text)s") % {
        "day": day_in_words(consultation.item.starts_on),
        "title": consultation.item.title,
        "text": agreed.text,
    }
    fields = {
        "kind": PlanItem.Kind.TASK,
        "title": agreed.text[:120],
        "notes": said,
        "starts_on": agreed.before,
        "ends_on": agreed.before,
        "parent": about if about and about.kind != PlanItem.Kind.TASK else None,
    }
    return items.create_item(
        consultation.library,
        by=by,
        fields=fields,
        involved=[(agreed.discipline, agreed.person)],
    )


def _accept(point: AgendaItem, reason: str, *, by: User, today: date) -> None:
    library = point.library
    signal = agenda_reasons.signal_of(library, point.source, today=today)
    if signal is not None:
        signal_actions.accept_signal(library, signal=signal, reason=reason[:REASON_LENGTH], by=by)


def _number_in(point: AgendaItem, *kinds: str) -> int | None:
    """The 31 of "result:31"."""
    kind, _colon, rest = point.source.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind in kinds and number.isdecimal() else None


def _item_about(point: AgendaItem) -> PlanItem | None:
    number = _number_in(point, "upcoming", "result", "item")
    rows = PlanItem.objects.filter(library=point.library_id).current()
    return rows.filter(pk=number).first() if number else None


def _initiative_about(point: AgendaItem) -> Initiative | None:
    number = _number_in(point, "initiative")
    rows = Initiative.objects.filter(library=point.library_id)
    return rows.filter(pk=number).first() if number else None
