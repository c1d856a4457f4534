"""All segments beside each other: how the loans of each went, on one scale."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments import addresses, charts, measures
from segments.forms.explorer import Options, Selection
from segments.forms.profile import Asked
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.suppression import Cell, State
from segments.views import explorer_page as parts
from segments.views import explorer_trend, profile_page, profile_trend
from segments.views import explorer_words as words
from segments.views.charts import ChartTable, Small, SmallMultiples

PAGE, FRAGMENT = "segments/segment_overview.html", "segments/_segment_overview.html"
HEIGHT, WIDTH, EDGE = 56, 200, 6
STEADY = 5  # per cent; within it nothing went up or down
LEAST_TOP = 130  # per cent of the period that is compared with


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
        context |= _shown(request, form.asked(), form.options)
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


def _shown(request: Request, asked: Asked, options: Options) -> dict[str, Any]:
    periods = profile_trend.periods(asked, options)
    matrices = profile_trend.matrices(request.library, asked, periods)
    now, compared = matrices[-1], matrices[profile_trend.base(periods)]
    rows = [row for row in now.rows if row.position > 0]
    selection = Selection(period=periods[-1], readers=asked.readers)
    return {
        "asked": asked,
        "readers": profile_page.readers_of(asked, options),
        "chart": multiples(rows, matrices, compared, asked),
        "lead": _lead(rows, now, compared),
        "source": parts.source(selection, options, now, parts.last_import(request.library)),
    }


def multiples(
    rows: Sequence[Entry], matrices: Sequence[Matrix], compared: Matrix, asked: Asked
) -> SmallMultiples:
    """One line for each segment, as a percentage of the period that it is compared with."""
    lines = {row.position: _line(row, matrices, compared) for row in rows}
    known = [value for line in lines.values() for value in line if value is not None]
    highest = max([LEAST_TOP, *known])
    periods = [each.ask.period for each in matrices]
    ends = explorer_trend.short(periods[0]), explorer_trend.short(periods[-1])
    return SmallMultiples(
        id="trends",
        title=_("Loans of each segment, from %(first)s to %(last)s")
        % {"first": ends[0], "last": ends[1]},
        description=_(
            "All lines are on one scale; the dotted line is the level of %(period)s. Below a line"
            " stand the loans at both its ends, and the change since that period."
        )
        % {"period": compared.ask.period.label()},
        smalls=[
            _small(row, matrices, compared, lines[row.position], highest, asked) for row in rows
        ],
        table=ChartTable(
            [_("Segment"), *(period.label() for period in periods)],
            [[row.name, *(_text(each.cell(row.position)) for each in matrices)] for row in rows],
        ),
        baseline=f"{HEIGHT - EDGE - 100 / highest * (HEIGHT - 2 * EDGE):.1f}",
        width=WIDTH,
        height=HEIGHT,
        ends=ends,
    )


def _line(row: Entry, matrices: Sequence[Matrix], compared: Matrix) -> list[float | None]:
    """Loans of each period as a percentage; nothing where the compared one is too small."""
    base = compared.cell(row.position).loans or 0
    loans = [each.cell(row.position).loans for each in matrices]
    is_enough = base >= measures.LEAST_BASE
    return [100 * n / base if n is not None and is_enough else None for n in loans]


def _small(
    row: Entry,
    matrices: Sequence[Matrix],
    compared: Matrix,
    line: Sequence[float | None],
    highest: float,
    asked: Asked,
) -> Small:
    known = [each for each, value in zip(matrices, line, strict=True) if value is not None]
    spark = charts.spark(line, width=WIDTH, height=HEIGHT, edge=EDGE, highest=highest)
    return Small(
        label=row.name,
        code=row.code,
        url=addresses.segment_url(row.code, row.name) + asked.query(),
        first=_text(known[0].cell(row.position)) if spark else "",
        last=_text(known[-1].cell(row.position)) if spark else "",
        said=_said(matrices[-1].cell(row.position), compared.cell(row.position)),
        spark=spark,
    )


def _said(now: Cell, compared: Cell) -> str:
    change = measures.change(now, compared)
    if change is None or now is compared:
        return _text(now)
    return words.signed_percent(change) if abs(change) >= STEADY else _("about the same")


def _text(cell: Cell) -> str:
    if cell.state is State.NONE:
        return _("nothing borrowed")
    if cell.state is State.SUPPRESSED:
        return _("too small to show")
    return words.count(cell.loans or 0)


def _lead(rows: Sequence[Entry], now: Matrix, compared: Matrix) -> str:
    """Which segment grew most and which fell most since the period that is compared with."""
    earlier = compared.ask.period.label()
    if now is compared:
        return _("From one period alone nothing is to be seen yet of going up or down.")
    changes = [(_since(row, now, compared), row.name) for row in rows]
    moved = sorted((n, name) for n, name in changes if n is not None and abs(n) >= STEADY)
    if not moved:
        said = _("No segment borrows clearly more or less than in %(period)s.")
        return said % {"period": earlier}
    (down, least), (up, most) = moved[0], moved[-1]
    sentences = []
    if up > 0:
        pattern = _("Since {period} <mark>{name}</mark> grew most: {change}.")
        sentences.append((pattern, most, up))
    if down < 0:
        pattern = (
            _("<mark>{name}</mark> fell most: {change}.")
            if sentences
            else _("Since {period} <mark>{name}</mark> fell most: {change}.")
        )
        sentences.append((pattern, least, down))
    written = [
        format_html(pattern, period=earlier, name=name, change=words.signed_percent(change))
        for pattern, name, change in sentences
    ]
    return format_html_join(" ", "{}", ((each,) for each in written))


def _since(row: Entry, now: Matrix, compared: Matrix) -> int | None:
    return measures.change(now.cell(row.position), compared.cell(row.position))
