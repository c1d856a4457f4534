"""What published figures say: index, share, loans per borrower, change, and what stands out.

Everything is computed from counts that are rounded to 5 already, so nothing here can say more than
the page does; a measure is None where its base is under 50, since rounding would be most of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from segments.suppression import Cell, Label, PublishedTable, State

LEAST_BASE = 50
LEAST_MULTIPLE = 20  # an index under it is told as so many times as small
UNKNOWN: Label = 0
# Genres that look like plurals and are not: koken is, reizen is.
_ACTIVITIES = (
    *("bewegen", "breien", "fietsen", "haken", "klussen", "koken", "leren", "lezen", "naaien"),
    *("opvoeden", "reizen", "schrijven", "sporten", "tekenen", "tuinieren", "wandelen", "werken"),
    "wonen",
)


@dataclass(frozen=True)
class Band:
    """One of five classes of the index; they are never rescaled by a filter."""

    least: int
    glyph: str
    css: str
    wording: str | Promise


BANDS = (
    Band(150, "▲▲", "b1", gettext_lazy("much larger share")),
    Band(120, "▲", "b2", gettext_lazy("larger share")),
    Band(80, "•", "b3", gettext_lazy("about as large a share")),
    Band(50, "▼", "b4", gettext_lazy("smaller share")),
    Band(0, "▼▼", "b5", gettext_lazy("much smaller share")),
)


def band_of(index: int) -> Band:
    """The class of a whole index of 0 or more."""
    return next(band for band in BANDS if index >= band.least)


def index(cell: Cell, row_total: Cell, column_total: Cell, total: Cell) -> int | None:
    """The cell's share of its row as a percentage of the column's share of everything."""
    row, column, everything = _base(row_total), _base(column_total), _base(total)
    if cell.loans is None or row is None or column is None or everything is None:
        return None
    return _whole(100 * cell.loans * everything, row * column)


def share(cell: Cell, whole: Cell) -> float | None:
    """Percent of the loans of a row that are in this cell, to one decimal."""
    base = _base(whole)
    if cell.loans is None or base is None:
        return None
    return _whole(1000 * cell.loans, base) / 10


def loans_per_borrower(cell: Cell) -> float | None:
    """Loans for each distinct borrower of this cell, to one decimal."""
    if cell.loans is None or cell.borrowers is None or cell.borrowers < LEAST_BASE:
        return None
    return _whole(10 * cell.loans, cell.borrowers) / 10


def change(now: Cell, before: Cell) -> int | None:
    """Percent more or fewer loans than in the earlier period; a true zero now is -100."""
    base = _base(before)
    loans = 0 if now.state is State.NONE else now.loans
    if loans is None or base is None:
        return None
    more = loans - base
    return _whole(100 * more, base) if more >= 0 else -_whole(-100 * more, base)


def _base(total: Cell) -> int | None:
    return total.loans if total.loans is not None and total.loans >= LEAST_BASE else None


def _whole(numerator: int, denominator: int) -> int:
    """The nearest whole number of a quotient of positive numbers, half upwards."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True)
class Figure:
    """One cell of a table with all that can be said about it."""

    row: Label
    column: Label
    cell: Cell
    index: int | None
    share: float | None
    loans_per_borrower: float | None
    change: int | None

    @property
    def band(self) -> Band | None:
        return None if self.index is None else band_of(self.index)


def figures(
    table: PublishedTable, earlier: PublishedTable | None = None
) -> tuple[tuple[Figure, ...], ...]:
    """All cells of a table, measured; `earlier` is the same question about an earlier period."""
    before = {} if earlier is None else dict(_cells(earlier))
    return tuple(
        tuple(
            Figure(
                row=row,
                column=column,
                cell=cell,
                index=index(cell, row_total, column_total, table.total),
                share=share(cell, row_total),
                loans_per_borrower=loans_per_borrower(cell),
                change=change(cell, before[row, column]) if (row, column) in before else None,
            )
            for column, cell, column_total in zip(
                table.columns, cells, table.column_totals, strict=True
            )
        )
        for row, cells, row_total in zip(table.rows, table.cells, table.row_totals, strict=True)
    )


def _cells(table: PublishedTable) -> Iterator[tuple[tuple[Label, Label], Cell]]:
    for row, cells in zip(table.rows, table.cells, strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            yield (row, column), cell


@dataclass(frozen=True)
class Standout:
    """Something worth saying: which cell, about what (index or change), its value, a sentence."""

    kind: str
    row: Label
    column: Label
    value: int
    text: str


@dataclass(frozen=True)
class Wording:
    """What rows and columns are called, what the rows are, and when the earlier period was."""

    rows: Mapping[Label, str]
    columns: Mapping[Label, str]
    kind: str = "segment"  # segment, part, age, area or branch, as in segments.lattice.ROWS
    earlier: str = ""


def standouts(
    table: PublishedTable, wording: Wording, earlier: PublishedTable | None = None
) -> list[Standout]:
    """Up to five things that stand out: two largest and two smallest indices, the largest change.

    Only cells with enough volume count: 50 loans, or 50 expected where there are fewer; unknown
    rows and columns (label 0) never do. No row or column is twice among the largest, nor among
    the smallest.
    """
    said: list[Standout] = []
    known = [
        f for line in figures(table, earlier) for f in line if UNKNOWN not in (f.row, f.column)
    ]
    for kind, most, ranked in _rankings(known, _expected(table)):
        alike: list[Figure] = []
        for figure in ranked:
            repeats = any(figure.row == one.row or figure.column == one.column for one in alike)
            if len(alike) < most and not repeats:
                alike.append(figure)
        said += [_standout(kind, figure, wording) for figure in alike]
    return said


def _rankings(
    known: list[Figure], expected: Mapping[tuple[Label, Label], float]
) -> list[tuple[str, int, list[Figure]]]:
    """What kind of sentence, how many of it, and its cells, most deserving first."""
    indexed = [(f.index, f) for f in known if f.index is not None]
    changed = [(f.change, f) for f in known if f.change is not None and abs(f.change) >= 20]
    high = [(-i, f) for i, f in indexed if i >= 120 and (f.cell.loans or 0) >= LEAST_BASE]
    low = [(i, f) for i, f in indexed if i < 80 and expected[f.row, f.column] >= LEAST_BASE]
    moved = [(-abs(percent), f) for percent, f in changed]
    return [
        (kind, most, [f for _, f in sorted(found, key=lambda pair: (pair[0], -_volume(pair[1])))])
        for kind, most, found in (("index", 2, high), ("index", 2, low), ("change", 1, moved))
    ]


def _volume(figure: Figure) -> int:
    return figure.cell.loans or 0


def _expected(table: PublishedTable) -> dict[tuple[Label, Label], float]:
    """The loans each cell would have if its row borrowed like everybody, 0 where unknown."""
    everything = table.total.loans or 1
    return {
        (row, column): (row_total.loans or 0) * (column_total.loans or 0) / everything
        for row, row_total in zip(table.rows, table.row_totals, strict=True)
        for column, column_total in zip(table.columns, table.column_totals, strict=True)
    }


def _standout(kind: str, figure: Figure, wording: Wording) -> Standout:
    value = (figure.index if kind == "index" else figure.change) or 0
    row, column = wording.rows[figure.row], wording.columns[figure.column]
    text = index_sentence(value, row, column, wording.kind)
    if kind == "change":
        text = change_sentence(value, row, column, wording)
    return Standout(kind, figure.row, figure.column, value, text)


def index_sentence(index: int, row: str, column: str, kind: str = "segment") -> str:
    """How many times as large a part of what the row borrows, compared with everybody."""
    readers = ngettext("what %(row)s borrows", "what %(row)s borrow", _number(row))
    what = {
        **dict.fromkeys(("segment", "part"), readers),
        "age": _("what readers of %(row)s borrow"),
        "area": _("what readers in %(row)s borrow"),
        "branch": _("what is borrowed in %(row)s"),
    }[kind] % {"row": row}
    pattern, times = _compared(index, _number(column))
    return pattern % {"column": column, "times": times, "what": what}


def _compared(index: int, number: int) -> tuple[str, str]:
    """How many times as large a part; of little, how many times as small."""
    if index < LEAST_MULTIPLE:
        pattern = ngettext(
            "%(column)s is an about %(times)s times as small part of %(what)s",
            "%(column)s are an about %(times)s times as small part of %(what)s",
            number,
        )
        if index:
            return pattern, number_format(_whole(100, index), 0)
        return ngettext(
            "%(column)s is hardly any part of %(what)s",
            "%(column)s are hardly any part of %(what)s",
            number,
        ), ""
    pattern = ngettext(
        "%(column)s is a %(times)s× as large part of %(what)s",
        "%(column)s are a %(times)s× as large part of %(what)s",
        number,
    )
    return pattern, number_format(_whole(index * 10, 100) / 10, 1)


def change_sentence(change: int, row: str, column: str, wording: Wording) -> str:
    """Prentenboeken: 35 % meer uitleningen aan Drukke gezinnen, vergeleken met heel 2024."""
    whom = {
        **dict.fromkeys(("segment", "part"), _("to %(row)s")),
        "age": _("to readers of %(row)s"),
        "area": _("to readers in %(row)s"),
        "branch": _("in %(row)s"),
    }[wording.kind] % {"row": row}
    more, fewer = (
        _("%(column)s: %(percent)s%% more loans %(whom)s, compared with %(earlier)s"),
        _("%(column)s: %(percent)s%% fewer loans %(whom)s, compared with %(earlier)s"),
    )
    return (more if change > 0 else fewer) % {
        "column": column,
        "percent": abs(change),
        "whom": whom,
        "earlier": wording.earlier or _("the earlier period"),
    }


def _number(name: str) -> int:
    """1 for a name that takes a singular verb in Dutch, 2 for a plural one, by its last word."""
    last = name.lower().split()[-1] if name.strip() else ""
    is_plural = last.endswith(("en", "s")) and not last.endswith("is") and last not in _ACTIVITIES
    return 2 if is_plural else 1
