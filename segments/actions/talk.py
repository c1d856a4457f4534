"""Bespreek samen: a question with the figure that raised it, on the next agenda."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from planning.actions import agenda, items, overlays
from planning.entries import COLLECTION, MARKETING
from planning.models import AgendaItem, Library, Membership, PlanItem
from segments.frozen import Figure


def talk_together(
    library: Library, figure: Figure, *, question: str, by: Membership
) -> AgendaItem | None:
    """Put the question on the next consultation; None where none is planned. Twice is once."""
    return agenda.put_on_agenda(
        library,
        title=question,
        evidence=figure.text,
        address=figure.kept_address,
        source=figure.kept_source,
        section=AgendaItem.Section.QUESTIONS,
        by=by.user,
    )


@transaction.atomic
def plan_and_talk(
    library: Library, figure: Figure, *, question: str, on: date, by: Membership
) -> AgendaItem | None:
    """Plan a consultation of both disciplines for that day, and put the question on its agenda."""
    overlays.begin_year(library, on.year, by=by.user)
    others = [each for each in (COLLECTION, MARKETING) if each != by.discipline]
    items.create_item(
        library,
        by=by.user,
        fields={
            "kind": PlanItem.Kind.CONSULTATION,
            "title": _("Consultation of collection and marketing"),
            "starts_on": on,
            "ends_on": on,
        },
        involved=[(by.discipline, by.user), *((each, None) for each in others)],
    )
    return talk_together(library, figure, question=question, by=by)
