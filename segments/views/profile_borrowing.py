"""What a segment borrows and what not, against last year: bars, a trend, and a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from segments import charts, measures
from segments.forms.profile import Asked
from segments.queries import figures
from segments.queries.figures import Figure
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.suppression import State
from segments.views import explorer_words as words
from segments.views import profile_links as links
from segments.views.charts import Bar, BarChart, ChartTable, ratio_axis

MORE, LESS = 120, 80  # from there on an index stands out
SEEMS = measures.BANDS[0].least  # and from there on also where it rests on few loans
MOST, LEAST = 7, 5  # so many bars above and below
ENOUGH = 50  # loans, or expected loans, to be named in a sentence


@dataclass(frozen=True)
class Borrowing:
    """Of one segment in one period; what has no bars says why."""

    figures: Sequence[Figure]
    chart: BarChart | None
    favourites: Sequence[str]
    hints: Sequence[str] = ()  # as high, on fewer loans than make it sure
    sentence: str = ""  # of the largest and the smallest
    said: str = ""


@dataclass(frozen=True)
class Beside:
    """What the bars are held against: the same segment a year before, or another segment."""

    name: str
    figures: Mapping[int, Figure]  # by position of a genre


def beside(row: Entry, now: Matrix, before: Matrix | None, other: Entry | None) -> Beside | None:
    """The other segment where one is asked for, else the year before where it is known."""
    if other is not None:
        return Beside(other.name, _by_genre(now, other))
    return Beside(before.ask.period.label(), _by_genre(before, row)) if before else None


def _by_genre(matrix: Matrix, row: Entry) -> dict[int, Figure]:
    rows = [each for each in figures.cells(matrix) if each.row.position == row.position]
    return {each.genre.position: each for each in rows}


def borrowing(
    row: Entry,
    asked: Asked,
    now: Matrix,
    before: Matrix | None,
    *,
    held: Beside | None,
    threshold: int,
) -> Borrowing:
    """All that the page shows of what a segment borrows."""
    found = [each for each in figures.cells(now, before) if each.row.position == row.position]
    ranked = figures.in_order([each for each in found if each.index is not None], "-index")
    above = [each for each in ranked if (each.index or 0) >= MORE]
    below = [each for each in ranked if (each.index or 0) < LESS]
    bars = [*above[:MOST], *below[-LEAST:]] or ranked[:MOST]
    return Borrowing(
        figures=found,
        chart=_chart(row, asked, bars, found, held) if bars else None,
        favourites=[each.genre.name for each in above if _is_enough(each, now)],
        hints=[
            each.genre.name
            for each in above
            if (each.index or 0) >= SEEMS and each.genre.position > 0 and not _is_enough(each, now)
        ],
        sentence=_sentence(row, [each for each in [*above, *below] if _is_enough(each, now)]),
        said=_nothing(now, row, found, threshold),
    )


def _is_enough(figure: Figure, now: Matrix) -> bool:
    whole, column = now.cell(figure.row.position).loans, now.cell(genre=figure.genre.position).loans
    expected = (whole or 0) * (column or 0) / (now.total.loans or 1)
    return max(figure.loans or 0, expected) >= ENOUGH and figure.genre.position > 0


def _sentence(row: Entry, ranked: Sequence[Figure]) -> str:
    """What stands out most on either side, in words that say what an index says."""
    ends = [ranked[0], ranked[-1]] if len(ranked) > 1 else ranked
    said = [measures.index_sentence(each.index or 0, row.name, each.genre.name) for each in ends]
    return " ".join(f"{each}." for each in said)


def _nothing(now: Matrix, row: Entry, found: Sequence[Figure], threshold: int) -> str:
    """Why there are no bars; empty where there are."""
    if any(each.index is not None for each in found):
        return ""
    cell = now.cell(row.position)
    if cell.state is State.NONE:
        return _("Nothing was borrowed by this segment in this period.")
    if cell.state is State.SUPPRESSED:
        return words.too_small(threshold)
    return _("There are too few loans for a share or an index: that takes 50.")


def _chart(
    row: Entry,
    asked: Asked,
    shown: Sequence[Figure],
    found: Sequence[Figure],
    held: Beside | None,
) -> BarChart:
    rows = figures.in_order(list(found), "-index")
    heads = [_("Genre"), _("Index"), _("Meaning"), _("Loans"), _("Borrowers")]
    if held:
        heads.append(_("Index of %(what)s") % {"what": held.name})
    bars = [_bar(each, held, asked) for each in shown]
    has_marks = any(bar.mark for bar in bars)
    return BarChart(
        id="borrowing",
        title=_("Index per genre"),
        description=_(
            "Bars to the right are genres that are a larger part of what %(segment)s borrows than"
            " of what all of these readers borrow, bars to the left a smaller part."
        )
        % {"segment": row.name},
        kind="ratio",
        bars=bars,
        axis=ratio_axis(),
        reference=charts.ratio_at(1),
        marks_said=_("the line is %(what)s") % {"what": held.name} if held and has_marks else "",
        table=ChartTable(heads, [_line(each, held) for each in rows]),
    )


def _index_beside(figure: Figure, held: Beside | None) -> int | None:
    other = held.figures.get(figure.genre.position) if held else None
    return other.index if other else None


def _bar(figure: Figure, held: Beside | None, asked: Asked) -> Bar:
    index = figure.index or 0
    band = measures.band_of(index)
    other = _index_beside(figure, held)
    return Bar(
        label=figure.genre.name,
        url=links.titles(asked, segment=figure.row, genre=figure.genre),
        css=band.css,
        text=words.count(index),
        glyph=band.glyph,
        said=str(band.wording),
        span=charts.from_middle(index / 100),
        mark=charts.ratio_at(other / 100) if other is not None else "",
    )


def _line(figure: Figure, held: Beside | None) -> list[str]:
    cells = [
        figure.genre.name,
        words.count(figure.index) if figure.index is not None else "",
        meaning(figure),
        words.count(figure.loans) if figure.loans is not None else "",
        words.count(figure.borrowers) if figure.borrowers is not None else "",
    ]
    if held:
        other = _index_beside(figure, held)
        cells.append(words.count(other) if other is not None else "")
    return cells


def meaning(figure: Figure) -> str:
    """What a figure says, also where there is none."""
    if figure.state is State.SUPPRESSED:
        return _("too small to show")
    if figure.state is State.NONE:
        return _("nothing borrowed")
    if figure.index is None:
        return _("too few loans for an index")
    return str(measures.band_of(figure.index).wording)
