"""What a page of the plan is made of: read once, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from planning import queries, spans
from planning.clashes import Signal
from planning.entries import Entry
from planning.forms.plan import Named, PlanForm, Selection
from planning.models import Holiday, Library, NationalCampaign
from planning.queries import items, overlays, plan
from planning.queries.signals import LOOK_BACK, signals


@dataclass(frozen=True)
class Shown:
    """The year as it is, and the part of it that is asked for."""

    selection: Selection
    today: date
    entries: Sequence[Entry]
    kept: Sequence[Entry]
    nationals: Sequence[NationalCampaign]
    holidays: Sequence[Holiday]
    signals: Sequence[Signal]
    # What each item is called that another one belongs to.
    names: Mapping[int, str] = field(default_factory=dict)
    # Lanes and agenda show the same things: each is put into words once.
    drawn: dict[int, Any] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.selection.span.year

    @cached_property
    def of_year(self) -> list[Entry]:
        """Everything with a day in the year that was not dropped, whatever the filters."""
        first, last = plan.year_of(self.year)
        return [e for e in self.entries if e.status != "dropped" and e.overlaps(first, last)]

    @cached_property
    def left_out(self) -> int:
        """How many tasks, posts and placements a whole year does not show."""
        return sum(not self.selection.keeps_detail(entry) for entry in self.kept)

    @cached_property
    def open_signals(self) -> list[Signal]:
        return [each for each in self.signals if not each.is_accepted]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Open signals are numbered through the year, so that zooming changes no number."""
        return {each.key: number for number, each in enumerate(self.open_signals, start=1)}

    @cached_property
    def numbers_of_items(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for signal in self.open_signals:
            for pk in signal.item_ids:
                found.setdefault(pk, []).append(self.numbers[signal.key])
        return found

    @cached_property
    def numbers_of_nationals(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for signal in self.open_signals:
            if signal.national_id:
                found.setdefault(signal.national_id, []).append(self.numbers[signal.key])
        return found

    def signals_in(self, first: date, last: date) -> list[Signal]:
        """Open ones with a day from `first` to `last`."""
        inside = (each for each in self.open_signals if each.starts_on <= last)
        return [each for each in inside if each.ends_on >= first]


def form(library: Library, given: Mapping[str, str]) -> PlanForm:
    """The address as a question."""
    branches = [Named(each.code, each.name, each.pk) for each in queries.branches(library)]
    groups = [Named(str(each.pk), each.name, each.pk) for each in items.target_groups(library)]
    filled = PlanForm(given, branches=branches, groups=groups)
    filled.is_valid()
    return filled


def read(library: Library, selection: Selection, branch_id: int | None, today: date) -> Shown:
    """Everything a page of the plan shows."""
    span = selection.span
    first, last = plan.year_of(span.year)
    look_back = first - LOOK_BACK
    # Whole weeks: those of a month or of week 1 may begin in another year.
    monday, sunday = spans.monday_of(first), spans.monday_of(last) + timedelta(days=6)
    entries = plan.entries_between(library, min(look_back, span.first), max(sunday, span.last))
    around = [entry for entry in entries if entry.ends_on >= min(monday, span.first)]
    shown = _days(span)
    return Shown(
        selection=selection,
        today=today,
        entries=around,
        kept=[e for e in around if e.overlaps(*shown) and selection.keeps(e, branch_id)],
        nationals=list(overlays.national_campaigns(library, span.year)),
        names=plan.parents(library, around, known=entries),
        holidays=list(overlays.holidays(library, monday, sunday)),
        signals=signals(
            library,
            span.year,
            today=today,
            entries=[entry for entry in entries if entry.overlaps(look_back, last)],
        ),
    )


def _days(span: spans.Span) -> tuple[date, date]:
    if span.zoom != spans.MONTH:
        return span.first, span.last
    return spans.monday_of(span.first), spans.monday_of(span.last) + timedelta(days=6)
