"""The points of an agenda as the page shows them, by section, with their forms."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.text import capfirst

from planning.actions import meetings as actions
from planning.forms.meetings import DecisionForm, OutcomeForm
from planning.models import AgendaItem, Consultation, Decision, Library, Membership
from planning.queries import items, meetings


@dataclass(frozen=True)
class Refused:
    """What was typed at a point and did not go through; `theirs` is what stands there now."""

    pk: int
    form: forms.Form
    theirs: str = ""


@dataclass(frozen=True)
class Line:
    """A point as the page shows it; the forms are there while the consultation is going on."""

    point: AgendaItem
    decisions: list[Decision]
    is_running: bool
    is_before: bool
    outcome_form: OutcomeForm | None = None
    decision_form: DecisionForm | None = None
    theirs: str = ""

    @property
    def can_be_removed(self) -> bool:
        # What the plan put there comes back by itself.
        own = self.point.added_by_id is not None and self.point.carried_from_id is None
        return self.is_before and own


@dataclass
class Group:
    code: str
    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Company:
    """Who can be asked to do something."""

    people: list[Membership]
    disciplines: list[str]


def sections(
    consultation: Consultation,
    points: list[AgendaItem],
    *,
    refused: Refused | None = None,
) -> list[Group]:
    """The agenda by section, each point with its forms while the consultation is going on."""
    is_running = bool(consultation.started_at) and not consultation.closed_at
    company = company_of(consultation.library) if is_running else None
    groups: dict[str, Group] = {}
    for point in points:
        group = groups.setdefault(
            point.section, Group(point.section, capfirst(point.get_section_display()))
        )
        group.lines.append(_line(consultation, point, company, refused))
    return list(groups.values())


def _line(
    consultation: Consultation,
    point: AgendaItem,
    company: Company | None,
    refused: Refused | None,
) -> Line:
    decisions = sorted(point.decisions.all(), key=lambda each: each.pk)
    if company is None:
        is_before = consultation.started_at is None
        return Line(point, decisions, is_running=False, is_before=is_before)
    mine = refused if refused is not None and refused.pk == point.pk else None
    outcome = mine.form if mine and isinstance(mine.form, OutcomeForm) else None
    decision = mine.form if mine and isinstance(mine.form, DecisionForm) else None
    return Line(
        point,
        decisions,
        is_running=True,
        is_before=False,
        outcome_form=outcome or _outcome_form(point),
        decision_form=decision or decision_form(point, company),
        theirs=mine.theirs if mine else "",
    )


def _outcome_form(point: AgendaItem) -> OutcomeForm:
    initial = {"seen": actions.digest_of(point.outcome), "outcome": point.outcome}
    return OutcomeForm(initial=initial, auto_id=ids(point))


def decision_form(point: AgendaItem, company: Company, data: Any = None) -> DecisionForm:
    """What can be agreed about a point, and by whom it can be done."""
    return DecisionForm(
        data,
        people=company.people,
        disciplines=company.disciplines,
        is_about_signal=point.source.startswith("signal:"),
        auto_id=ids(point),
    )


def company_of(library: Library) -> Company:
    """Everybody of the library, and the disciplines of which nobody has to be named yet."""
    people = items.colleagues(library)
    present = {each.discipline for each in people}
    return Company(people, [each for each in meetings.SIDES if each in present])


def ids(point: AgendaItem) -> str:
    """How the fields of a point are called on a page that has many."""
    return f"id_%s_{point.pk}"
