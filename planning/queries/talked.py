"""What was said at consultations about something that a page shows, so that it returns to it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from planning.models import AgendaItem, Library


@dataclass(frozen=True)
class Said:
    """Something that came out of a consultation, and the consultation."""

    on: date
    text: str
    consultation: int


@dataclass
class Talked:
    """What was said, the newest first, and the agenda on which it stands now."""

    said: list[Said]
    waiting: Said | None = None


def talked(library: Library, *, beginning: str) -> dict[str, Talked]:
    """By the stem of the source (what stands before its "|"), one query for a whole page."""
    rows = (
        AgendaItem.objects.filter(
            library=library, source__startswith=beginning, consultation__item__archived_at=None
        )
        .order_by("-consultation__item__starts_on", "-pk", "decisions__decided_at", "decisions__pk")
        .values_list(
            "source",
            "consultation__item__starts_on",
            "consultation_id",
            "title",
            "outcome",
            "decisions__text",
            "consultation__closed_at",
            "state",
        )
    )
    found: dict[str, Talked] = defaultdict(lambda: Talked([]))
    for source, on, consultation, title, outcome, decided, closed_at, state in rows:
        about = found[source.partition("|")[0]]
        if decided or outcome:
            about.said.append(Said(on, decided or outcome, consultation))
        if closed_at is None and state == AgendaItem.State.OPEN:
            about.waiting = Said(on, title, consultation)
    return dict(found)
