"""Reach as a table, on the page and in files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planning.spreadsheet import Column, Value
from segments.forms.reach import Selection
from segments.queries.names import Entry
from segments.queries.reach import EVERY, Reached
from segments.views import explorer_words as words
from segments.views.reach_page import Reaches, panel_of


@dataclass(frozen=True)
class Line:
    name: str
    code: str
    url: str
    cells: Sequence[str]
    is_told: bool
    is_open: bool
    is_total: bool = False


@dataclass(frozen=True)
class ReachTable:
    heads: Sequence[str]
    lines: Sequence[Line]


def heads(found: Reaches) -> list[str]:
    names = [_("Households"), _("Borrowers"), _("per 100"), _("between"), _("Potential")]
    return [*names, *([_("Members per 100")] if found.members else [])]


def table(
    lines: Iterable[Reached], found: Reaches, selection: Selection, *, place: Entry
) -> ReachTable:
    """All segments of a place, and them together."""
    total = found.borrowers.lines[EVERY.position, place.position]
    made = [_line(line, found, selection) for line in lines if line.households]
    return ReachTable(heads(found), [*made, _line(total, found, selection)])


def _line(line: Reached, found: Reaches, selection: Selection) -> Line:
    is_total = line.segment.position == EVERY.position
    members = found.member_line(line)
    cells = [
        words.count(line.households),
        _number(line.borrowers.borrowers),
        _rate(line.per_hundred),
        f"{_rate(line.low)}–{_rate(line.high)}" if line.low is not None else "",
        "" if is_total or not line.potential else f"+{words.count(line.potential)}",
    ]
    if found.members:
        cells.append(_rate(members.per_hundred if members else None))
    panel = panel_of(line)
    return Line(
        _("all segments") if is_total else line.segment.name,
        line.segment.code,
        selection.address(panel=panel),
        cells,
        is_told=line.per_hundred is not None,
        is_open=panel == selection.panel,
        is_total=is_total,
    )


def _number(count: int | None) -> str:
    return "" if count is None else words.count(count)


def _rate(rate: float | None) -> str:
    return "" if rate is None else words.decimal(rate)


def file_columns(found: Reaches) -> list[Column]:
    """Names and codes, both measures side by side, and what an empty figure means."""
    return [
        Column(_("Code")),
        Column(_("Segment"), width=28),
        Column(_("Place"), width=28),
        Column(_("Households"), "count"),
        Column(_("Borrowers"), "count"),
        Column(_("Borrowers per 100 households"), "decimal"),
        Column(_("at least"), "decimal"),
        Column(_("at most"), "decimal"),
        Column(_("Reference"), "decimal"),
        Column(_("Potential"), "count"),
        *(
            [
                Column(_("Members"), "count"),
                Column(_("Members per 100 households"), "decimal"),
            ]
            if found.members
            else []
        ),
        Column(_("Meaning"), width=26),
    ]


def file_row(line: Reached, found: Reaches, *, remark: str = "") -> list[Value]:
    """One line with all its figures; what is hidden is empty, and says so."""
    members = found.member_line(line)
    row: list[Value] = [
        line.segment.code,
        line.segment.name or _("all segments"),
        line.place.name or _("everywhere"),
        line.households,
        line.borrowers.borrowers,
        line.per_hundred,
        line.low,
        line.high,
        line.reference,
        line.potential,
    ]
    if found.members:
        row += [members.borrowers.borrowers, members.per_hundred] if members else [None, None]
    return [*row, remark or _meaning(line)]


def _meaning(line: Reached) -> str:
    if not line.households:
        return _("no households")
    if not line.borrowers.is_shown:
        return _("too small to show")
    return "" if line.per_hundred is not None else _("too few households")
