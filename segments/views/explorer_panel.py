"""What opens beside the table: one figure, in full sentences, with what came before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from segments import measures
from segments.forms.explorer import MEASURES, Options, Selection
from segments.queries.figures import EVERY
from segments.queries.loans import ANY, Matrix
from segments.queries.names import UNKNOWN, Entry
from segments.suppression import Cell, State
from segments.views import explorer_bars, explorer_trend, onward
from segments.views import explorer_words as words
from segments.views.explorer_bars import Bars
from segments.views.explorer_matrix import Measured, Value, panel_of
from segments.views.explorer_trend import Trend
from segments.views.onward import About, Step

SHORT = 5  # bars of a row beside one of its cells


@dataclass(frozen=True)
class Opened:
    """A row, a genre, the cell where they meet, or (both ANY) everything."""

    row: Entry
    genre: Entry

    @property
    def is_cell(self) -> bool:
        return ANY not in (self.row.position, self.genre.position)


@dataclass(frozen=True)
class Asked:
    """What goes to a consultation when somebody wants to talk about what is open."""

    question: str
    evidence: str
    address: str
    source: str


@dataclass(frozen=True)
class Panel:
    kind: str
    title: str
    value: Value
    unit: str  # what the large figure counts; empty for a figure of the measure itself
    sentences: list[str]
    counts: str
    bars_title: str
    bars: Bars
    links: list[tuple[str, str]]  # text and address
    close: str
    asked: "Asked | None"  # None where there is no figure to talk about
    titles_url: str  # the titles behind it, short and long; empty where they have no name
    all_titles_url: str
    steps: Sequence[Step]


def opened(panel: str, matrix: Matrix) -> Opened | None:
    """What the address asks to open; None where this matrix does not have it."""
    kind, _colon, rest = panel.partition(":")
    code, _colon, position = rest.rpartition(":") if kind == "cell" else (rest, "", rest)
    row = next((row for row in matrix.rows if row.code == code), None)
    genre = next((g for g in matrix.genres if str(g.position) == position), None)
    found = {"cell": (row, genre), "row": (row, EVERY), "genre": (EVERY, genre)}
    pair = (EVERY, EVERY) if panel == "total" else found.get(kind, (None, None))
    return Opened(pair[0], pair[1]) if pair[0] and pair[1] else None


def panel(
    opened: Opened, measured: Measured, selection: Selection, options: Options, *, threshold: int
) -> Panel:
    """The panel of what was opened."""
    row, genre = opened.row, opened.genre
    cell = measured.now.cell(row.position, genre.position)
    value = measured.value(row.position, genre.position)
    is_count = not opened.is_cell and selection.measure == "index"
    is_count |= selection.measure == "share" and genre is EVERY
    address = f"{selection.address(panel='')}&panel="
    parts = [row.code if selection.rows == "segment" and row.position else ""]
    parts += [words.readers(selection).lower()]
    parts += [words.place(selection, options) if selection.branch else ""]
    parts += [options.label(selection.period)]
    base = words.base(selection, options)
    sentences = _sentences(opened, measured.now, cell, base, threshold=threshold)
    said = " ".join([*sentences, _counts(cell)])
    about = _about(opened, selection, options)
    has_titles = UNKNOWN not in (row.code, genre.code)
    return Panel(
        kind=" · ".join(filter(None, parts)),
        title=_title(opened, selection),
        value=value,
        unit=_("loans") if is_count and value.number is not None else "",
        sentences=sentences,
        counts=_counts(cell),
        bars_title=_bars_title(opened, selection),
        bars=_bars(opened, measured, address),
        links=_links(opened, address),
        close=selection.address(panel=""),
        asked=_asked(opened, value, selection, said) if cell.is_shown else None,
        titles_url=onward.behind(about) if has_titles else "",
        all_titles_url=onward.titles(about) if has_titles else "",
        steps=onward.next_steps(about, why=f"{_title(opened, selection)}: {said}")
        if cell.is_shown and has_titles
        else [],
    )


def _about(opened: Opened, selection: Selection, options: Options) -> About:
    """The same figure for the pages where one goes on from it."""
    row, is_branch = opened.row, selection.rows == "branch" and opened.row is not EVERY
    is_place = is_branch or (selection.rows == "area" and row is not EVERY)
    where = words.place(selection, options) if selection.branch else ""
    return About(
        readers=selection.readers,
        period=str(selection.period),
        segment=row if selection.rows == "segment" and row is not EVERY else None,
        genre=opened.genre if opened.genre is not EVERY else None,
        branch=row.code if is_branch else selection.branch,
        place=row.name if is_place else where,
    )


def _asked(opened: Opened, value: Value, selection: Selection, said: str) -> Asked:
    title = _title(opened, selection)
    measure = str(MEASURES[selection.measure])
    figure = f"{measure} {value.text}. " if value.number is not None else ""
    parts = [selection.rows, opened.row.code, str(opened.genre.position)]
    parts += [selection.readers, selection.age, selection.branch]
    return Asked(
        question=_("What do we do with %(figure)s?") % {"figure": title},
        evidence=f"{title}: {figure}{said}",
        address=reverse("segments:explorer") + selection.address(),
        source=f"explorer:{':'.join(parts)}|{selection.period}",
    )


def _title(opened: Opened, selection: Selection) -> str:
    if opened.is_cell:
        pattern = (
            _("%(genre)s in %(row)s")
            if selection.rows in ("area", "branch")
            else _("%(genre)s with %(row)s")
        )
        return pattern % {"genre": opened.genre.name, "row": opened.row.name}
    return opened.row.name or opened.genre.name or words.readers(selection)


def _sentences(opened: Opened, now: Matrix, cell: Cell, base: str, *, threshold: int) -> list[str]:
    if cell.state is State.NONE:
        return [_("Nothing was borrowed here in this period.")]
    if cell.state is State.SUPPRESSED:
        return [words.too_small(threshold)]
    if opened.is_cell:
        return _shares(opened, now, cell, base)
    share = measures.share(cell, now.total)
    if share is None or cell is now.total:
        return [_("Everything borrowed by %(base)s.") % {"base": base}]
    return [
        _("That is %(share)s of everything borrowed by %(base)s.")
        % {"share": words.percent(share), "base": base}
    ]


def _shares(opened: Opened, now: Matrix, cell: Cell, base: str) -> list[str]:
    genre = opened.genre
    own = measures.share(cell, now.cell(opened.row.position))
    usual = measures.share(now.cell(genre=genre.position), now.total)
    if own is None or usual is None:
        return [_("There are too few loans for a share or an index: that takes 50.")]
    return [
        _("Of the loans of %(row)s, %(share)s is %(genre)s.")
        % {"row": opened.row.name, "share": words.percent(own), "genre": genre.name},
        _("With %(base)s that is %(share)s.") % {"base": base, "share": words.percent(usual)},
    ]


def _counts(cell: Cell) -> str:
    parts = []
    if cell.loans is not None:
        parts.append(_("%(count)s loans") % {"count": words.count(cell.loans)})
    if cell.borrowers is not None:
        parts.append(_("%(count)s borrowers") % {"count": words.count(cell.borrowers)})
    if (each := measures.loans_per_borrower(cell)) is not None:
        parts.append(_("%(count)s loans per borrower") % {"count": words.decimal(each)})
    return " · ".join(parts)


def _bars_title(opened: Opened, selection: Selection) -> str:
    measure = str(MEASURES[selection.measure])
    if opened.is_cell:
        return _("%(measure)s: highest with %(row)s") % {"measure": measure, "row": opened.row.name}
    return measure


def _bars(opened: Opened, measured: Measured, address: str) -> Bars:
    if opened.row is not EVERY:
        bars = explorer_bars.of_row(measured, opened.row, address=address)
        return bars.first(SHORT) if opened.is_cell else bars
    if opened.genre is not EVERY:
        return explorer_bars.of_genre(measured, opened.genre.position, address=address)
    return explorer_bars.of_totals(measured, address=address)


def _links(opened: Opened, address: str) -> list[tuple[str, str]]:
    if not opened.is_cell:
        return []
    ends = [(opened.row.name, panel_of(opened.row.code, ANY))]
    ends.append((opened.genre.name, panel_of("", opened.genre.position)))
    return [(_("All of %(name)s") % {"name": name}, address + panel) for name, panel in ends]


def trend(opened: Opened, matrices: Sequence[Matrix], selection: Selection) -> Trend | None:
    """The figure over earlier periods of the same length, each published on its own."""
    measure = selection.measure if selection.measure != "change" else "index"
    values = [
        (
            matrix.ask.period,
            Measured(measure, matrix).value(opened.row.position, opened.genre.position),
        )
        for matrix in matrices
    ]
    has_average = measure == "index" and opened.is_cell
    title = str(MEASURES[measure]) if opened.is_cell or measure == "per_borrower" else _("Loans")
    return explorer_trend.trend(title, values, has_average=has_average)
