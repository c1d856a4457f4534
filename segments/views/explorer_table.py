"""The same figures as a long table, on the page and in files."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning.spreadsheet import Column, Value
from segments import measures
from segments.forms.explorer import Options, Selection
from segments.queries import figures
from segments.queries.figures import Figure
from segments.queries.loans import ANY
from segments.suppression import State
from segments.views import explorer_words as words
from segments.views.explorer_matrix import Measured, panel_of

SORTS = ("row", "genre", "index", "share", "loans", "borrowers", "per_borrower", "change")
DEFAULT_SORT = {"index": "-index", "loans": "-loans", "share": "-share"}


@dataclass(frozen=True)
class Head:
    name: str
    label: str
    css: str
    url: str
    order: str  # ascending, descending, or empty


@dataclass(frozen=True)
class TableRow:
    figure: Figure
    url: str
    cells: list[str]
    css: str
    glyph: str
    said: str
    is_open: bool


def columns(selection: Selection) -> list[str]:
    """Which figures the table has: all of them, and the change where it was asked for."""
    return [s for s in SORTS if s != "change" or selection.measure == "change"]


def in_order(measured: Measured, selection: Selection) -> list[Figure]:
    """All cells in the order that is asked for, by default the measure's own, high to low."""
    sort = selection.sort if selection.sort.removeprefix("-") in SORTS else default_sort(selection)
    return figures.in_order(figures.cells(measured.now, measured.before), sort)


def default_sort(selection: Selection) -> str:
    return f"-{selection.measure}"


def heads(selection: Selection) -> list[Head]:
    """The column heads, each a link that sorts, and the other way round when it is sorted by."""
    sort = selection.sort or default_sort(selection)
    made = []
    for name in columns(selection):
        is_text = name in ("row", "genre")
        first, second = (name, f"-{name}") if is_text else (f"-{name}", name)
        order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        made.append(
            Head(
                name,
                label(name, selection),
                "" if is_text else "number",
                selection.address(sort=second if sort == first else first, page=""),
                order,
            )
        )
    return made


def label(name: str, selection: Selection) -> str:
    """What a column is called."""
    return {
        "row": str(words.ROW_WORDS[selection.rows]),
        "genre": _("Genre"),
        "index": _("Index"),
        "share": _("Share"),
        "loans": _("Loans"),
        "borrowers": _("Borrowers"),
        "per_borrower": _("Loans per borrower"),
        "change": pgettext("measure", "Change"),
    }[name]


def row(figure: Figure, selection: Selection) -> TableRow:
    """A line of the page's table."""
    band = None if figure.index is None else measures.band_of(figure.index)
    panel = panel_of(figure.row.code, figure.genre.position)
    return TableRow(
        figure=figure,
        url=f"{selection.address(panel='')}&panel={panel}",
        is_open=panel == quote(selection.panel, safe=":"),
        cells=[_text(figure, name) for name in columns(selection)[2:]],
        css=band.css if band else "",
        glyph=band.glyph if band else "",
        said=_said(figure),
    )


def _said(figure: Figure) -> str:
    if figure.state is State.SUPPRESSED:
        return _("too small to show")
    if figure.state is State.NONE:
        return _("nothing borrowed")
    if figure.index is None:
        return _("too few loans for an index")
    return str(measures.band_of(figure.index).wording)


def _text(figure: Figure, name: str) -> str:
    number = getattr(figure, name)
    if number is None or figure.state is not State.SHOWN:
        return ""
    if name == "share":
        return words.percent(number)
    if name == "change":
        return words.signed_percent(number)
    return words.decimal(number) if name == "per_borrower" else words.count(number)


def file_columns(selection: Selection) -> list[Column]:
    """The columns of a file: names and codes, all figures, and what a figure means."""
    kinds = {"share": "percent", "per_borrower": "decimal", "change": "percent"}
    numbers = [
        Column(label(name, selection), kinds.get(name, "count")) for name in columns(selection)[2:]
    ]
    return [
        Column(_("Code")),
        Column(label("row", selection), width=28),
        Column(_("Genre"), width=28),
        *numbers,
        Column(_("Meaning"), width=26),
    ]


def file_rows(measured: Measured, selection: Selection) -> list[list[Value]]:
    """All cells and totals, in the order of the heatmap."""
    found = figures.cells(measured.now, measured.before)
    found += figures.totals(measured.now, measured.before)
    return [_file_row(figure, selection) for figure in found]


def _file_row(figure: Figure, selection: Selection) -> list[Value]:
    is_total = ANY in (figure.row.position, figure.genre.position)
    numbers = [getattr(figure, name) for name in columns(selection)[2:]]
    said = _("total") if is_total and figure.state is State.SHOWN else _said(figure)
    return [
        figure.row.code,
        figure.row.name or words.readers(selection),
        figure.genre.name or _("all genres"),
        *numbers,
        said,
    ]


def notes(
    selection: Selection, options: Options, source: str, definitions: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What stands on the second sheet: what was asked, of whom, and what the words mean."""
    asked = [
        (_("Figures"), source),
        (_("Period"), selection.period.label()),
        (_("Readers"), words.readers(selection)),
        (_("Branch"), words.place(selection, options)),
        (_("Base"), words.base(selection, options)),
    ]
    if selection.measure == "change" and selection.compare:
        asked.append((_("Compared with"), selection.compare.label()))
    return [*asked, *definitions]
