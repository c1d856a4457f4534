"""All segments beside each other: how the loans of each went, on one scale."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments import addresses, charts
from segments.forms.explorer import Options, Selection
from segments.forms.profile import Asked
from segments.queries import loans
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.suppression import Cell, State
from segments.views import explorer_page as parts
from segments.views import explorer_trend, profile_page
from segments.views import explorer_words as words
from segments.views.charts import ChartTable, Small, SmallMultiples

PAGE, FRAGMENT = "segments/segment_overview.html", "segments/_segment_overview.html"
HEIGHT, WIDTH, EDGE = 56, 200, 6
LEAST_BASE = 50
STEADY = 5  # per cent; within it nothing went up or down
LEAST_TOP = 150  # of what a line began with


@require_GET
def segment_overview(request: Request) -> HttpResponse:
    form = profile_page.form_of(request.library, request.GET)
    if form is not None and not form.is_valid():
        return render_page(
            request,
            "segments/segment_refused.html",
            fragment="segments/_segment_refused.html",
            context={"form": form, "url": request.path},
            status=422,
        )
    context: dict[str, Any] = {"form": form, "is_admin": request.membership.is_admin}
    if form is not None:
        context |= _shown(request, form.asked(request.GET), form.options)
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


def _shown(request: Request, asked: Asked, options: Options) -> dict[str, Any]:
    periods = explorer_trend.periods(asked.period, options)
    found = loans.matrices(request.library, asked.ask, periods)
    now = found[asked.period]
    rows = [row for row in now.rows if row.position > 0]
    matrices = [found[period] for period in periods]
    chart = multiples(rows, matrices, asked)
    changes = [(_change(_of_first(_cells(row, matrices))), row.name) for row in rows]
    selection = Selection(period=asked.period, readers=asked.readers)
    return {
        "asked": asked,
        "readers": profile_page.readers_of(asked, options),
        "chart": chart,
        "lead": _lead(chart, [(change, name) for change, name in changes if change is not None]),
        "source": parts.source(selection, options, now, parts.last_import(request.library)),
    }


def multiples(rows: Sequence[Entry], matrices: Sequence[Matrix], asked: Asked) -> SmallMultiples:
    """One line for each segment, as a percentage of what it began with."""
    counts = {row.position: _cells(row, matrices) for row in rows}
    lines = {place: _of_first(cells) for place, cells in counts.items()}
    known = [value for line in lines.values() for value in line if value is not None]
    highest = max([LEAST_TOP, *known])
    names = [explorer_trend.short(each.ask.period) for each in matrices]
    heads = [_("Segment"), *(each.ask.period.label() for each in matrices)]
    smalls = [
        _small(row, counts[row.position], lines[row.position], highest, asked) for row in rows
    ]
    baseline = HEIGHT - EDGE - 100 / highest * (HEIGHT - 2 * EDGE)
    return SmallMultiples(
        id="trends",
        title=_("Loans of each segment, from %(first)s to %(last)s")
        % {"first": names[0], "last": names[-1]},
        description=_(
            "All lines are on one scale; the dotted line is where each began. Below a line stand"
            " its loans then and now."
        ),
        smalls=smalls,
        table=ChartTable(
            heads, [[row.name, *(_text(cell) for cell in counts[row.position])] for row in rows]
        ),
        baseline=f"{baseline:.1f}",
        width=WIDTH,
        height=HEIGHT,
        ends=(names[0], names[-1]),
    )


def _cells(row: Entry, matrices: Sequence[Matrix]) -> list[Cell]:
    return [each.cell(row.position) for each in matrices]


def _of_first(cells: Sequence[Cell]) -> list[float | None]:
    """Each count as a percentage of the first that is large enough."""
    first = next((each.loans for each in cells if (each.loans or 0) >= LEAST_BASE), None)
    if first is None:
        return [None] * len(cells)
    return [100 * each.loans / first if each.loans is not None else None for each in cells]


def _small(
    row: Entry, cells: Sequence[Cell], line: Sequence[float | None], highest: float, asked: Asked
) -> Small:
    known = [place for place, value in enumerate(line) if value is not None]
    spark = charts.spark(line, width=WIDTH, height=HEIGHT, edge=EDGE, highest=highest)
    return Small(
        label=row.name,
        code=row.code,
        url=addresses.segment_url(row.code, row.name) + asked.query(),
        first=_text(cells[known[0]]) if spark else "",
        last=_text(cells[known[-1]]) if spark else "",
        said=_said(line, cells[-1]),
        spark=spark,
    )


def _said(line: Sequence[float | None], last: Cell) -> str:
    change = _change(line)
    if change is None:
        return _text(last)
    return words.signed_percent(change) if abs(change) >= STEADY else _("about the same")


def _change(line: Sequence[float | None]) -> int | None:
    """Per cent more or fewer loans now than at first; None where either is not known."""
    known = [value for value in line if value is not None]
    return round(known[-1] - known[0]) if len(known) > 1 and line[-1] is not None else None


def _text(cell: Cell) -> str:
    if cell.state is State.NONE:
        return _("nothing borrowed")
    if cell.state is State.SUPPRESSED:
        return _("too small to show")
    return words.count(cell.loans or 0)


def _lead(chart: SmallMultiples, changes: Sequence[tuple[int, str]]) -> str:
    """Which segment grew most and which fell most."""
    moved = sorted(each for each in changes if abs(each[0]) >= STEADY)
    if not moved:
        return _("No segment borrows clearly more or less than in %(first)s.") % {
            "first": chart.ends[0]
        }
    (down, least), (up, most) = moved[0], moved[-1]
    said = []
    if up > 0:
        pattern = _("<mark>{name}</mark> grew most: {change}.")
        said.append(format_html(pattern, name=most, change=words.signed_percent(up)))
    if down < 0:
        pattern = _("<mark>{name}</mark> fell most: {change}.")
        said.append(format_html(pattern, name=least, change=words.signed_percent(down)))
    return format_html_join(" ", "{}", ((each,) for each in said))
