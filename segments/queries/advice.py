"""Advice for pages: open and decided, by direction, segment, genre, branch or title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from planning.models import Library
from segments.models import Advice, Area
from segments.queries import advice_figures, names, shelves
from segments.queries.names import Entry

Status = Advice.Status
OUTDATED = "outdated"
MEASURED = "measured"


@dataclass(frozen=True)
class Wanted:
    """What of the advice is asked for; empty is all. Segment and branch by code, genre by name."""

    kind: str = ""
    addressee: str = ""
    segment: str = ""
    genre: str = ""
    branch: str = ""
    title: int = 0
    readers: str = ""
    status: str = Status.OPEN


def advice(library: Library, wanted: Wanted | None = None) -> QuerySet[Advice]:
    """In the order of the board: much data before little, then by rank; decided: newest first.

    Open advice that the newest figures do not give any more is not open: it is `outdated`.
    """
    wanted = wanted or Wanted()
    rows = Advice.objects.filter(library=library).filter(_of_status(wanted.status))
    asked: Mapping[str, Any] = {
        "kind": wanted.kind,
        "addressee": wanted.addressee,
        "readers": wanted.readers,
        "segment__code": wanted.segment,
        "genre__name": wanted.genre,
        "branch__code": wanted.branch,
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if wanted.title:
        rows = rows.filter(titles__contains=[wanted.title])
    little = Case(When(certainty="little", then=1), default=0, output_field=IntegerField())
    rows = rows.select_related("segment", "genre", "branch", "owner", "decided_by")
    return rows.annotate(is_little=little).order_by(
        F("decided_at").desc(nulls_first=True), "is_little", "rank", "readers", "pk"
    )


def _of_status(status: str) -> Q:
    if status == Status.OPEN:
        return Q(status=Status.OPEN, is_current=True)
    if status == OUTDATED:
        return Q(status=Status.OPEN, is_current=False)
    if status == MEASURED:
        return Q(outcome__isnull=False)
    return Q(status=status) if status else ~Q(status=Status.OPEN, is_current=False)


def open_advice(
    library: Library, *, segment: str = "", genre: str = "", branch: str = "", title: int = 0
) -> list[Advice]:
    """What is open about this segment, genre, branch or title, in order."""
    return list(advice(library, Wanted(segment=segment, genre=genre, branch=branch, title=title)))


def open_counts(library: Library) -> dict[str, int]:
    """How many of each direction are open, `all` of them together, and `much` with much data."""
    rows = advice(library).order_by().values_list("kind", "certainty")
    counts = dict.fromkeys([*Advice.Kind.values, "all", "much"], 0)
    for kind, certainty in rows:
        counts[kind] += 1
        counts["all"] += 1
        counts["much"] += certainty == Advice.Certainty.MUCH
    return counts


def history(found: Advice) -> list[Advice]:
    """What was decided about the same thing before, newest first."""
    rows = Advice.objects.filter(library=found.library_id, key=found.key).exclude(pk=found.pk)
    decided = rows.exclude(status=Status.OPEN).select_related("decided_by", "owner")
    return list(decided.order_by("-decided_at", "-pk"))


def subjects(library: Library) -> tuple[list[Entry], list[Entry]]:
    """The segments and the branches that there is advice about, to choose from."""
    segments = set(_about(library, "segment"))
    branches = set(_about(library, "branch"))
    return (
        [entry for entry in names.segments(library) if entry.position in segments],
        [entry for entry in names.branches(library) if entry.position in branches],
    )


def _about(library: Library, what: str) -> QuerySet[Advice, int]:
    rows = Advice.objects.filter(library=library).exclude(**{what: None})
    return rows.values_list(f"{what}__position", flat=True).distinct().order_by()


def missing(library: Library) -> str | None:
    """What to read in before there can be advice: loans, holdings or homes; None where all is."""
    if advice_figures.whole_year(library) is None:
        return "loans"
    if not shelves.shelf(library).has_copies:
        return "holdings"
    if not Area.objects.filter(library=library).exclude(catchment=None).exists():
        return "homes"
    return None
