"""The sentence on top: what stands out in this measure, and no more than the figures say."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from segments.forms.explorer import Options, Selection
from segments.queries import figures
from segments.queries.figures import Figure
from segments.queries.loans import Matrix
from segments.suppression import State
from segments.views import explorer_words as words

STANDS_OUT = 120  # an index from which something is said about it
LEAST_LOANS = 50


def answer(now: Matrix, before: Matrix | None, selection: Selection, options: Options) -> str:
    """One or two sentences with the row that counts marked."""
    if now.total.state is State.NONE:
        return format_html(_("Nothing was borrowed here in {period}."), period=_period(selection))
    shown = [f for f in figures.cells(now, before) if f.state is State.SHOWN]
    if not shown:
        return _("Everything here is too small to show. Choose a longer period, or all branches.")
    if selection.measure == "change":
        return _change(now, before, shown, selection)
    if selection.measure in ("loans", "per_borrower"):
        return _most(now, selection)
    return _standouts(shown, selection, options)


def _standouts(shown: list[Figure], selection: Selection, options: Options) -> str:
    found = standouts(shown)
    base = words.base(selection, options)
    if not found:
        return format_html(_("Nothing here stands out: all borrow about as {base} do."), base=base)
    first = format_html(
        _PATTERNS[selection.rows](),
        row=format_html("<mark>{}</mark>", found[0].row.name),
        genre=found[0].genre.name,
        times=words.decimal((found[0].index or 0) / 100),
        base=base,
    )
    if len(found) == 1:
        return first
    second = format_html(
        _("Also: {genre} with {row}, {times}×."),
        row=found[1].row.name,
        genre=found[1].genre.name,
        times=words.decimal((found[1].index or 0) / 100),
    )
    return format_html("{} {}", first, second)


_PATTERNS = {
    "segment": lambda: _("{genre} is a {times}× as large part of what {row} borrows as of {base}."),
    "age": lambda: _("{genre} is a {times}× as large part of what {row} borrow as of {base}."),
    "area": lambda: _(
        "{genre} is a {times}× as large part of what readers from {row} borrow as of {base}."
    ),
    "branch": lambda: _(
        "{genre} is a {times}× as large part of what is borrowed in {row} as of {base}."
    ),
}


def standouts(shown: list[Figure], count: int = 2) -> list[Figure]:
    """Cells far above what is expected, those with most loans above it first; each row once."""
    candidates = [
        figure
        for figure in shown
        if figure.index is not None
        and figure.index >= STANDS_OUT
        and (figure.loans or 0) >= LEAST_LOANS
        and figure.row.position
        and figure.genre.position
    ]
    candidates.sort(key=_loans_above_expected, reverse=True)
    chosen: list[Figure] = []
    for figure in candidates:
        if len(chosen) < count and figure.row not in [other.row for other in chosen]:
            chosen.append(figure)
    return chosen


def _loans_above_expected(figure: Figure) -> float:
    return (figure.loans or 0) * (1 - 100 / (figure.index or 100))


def _most(now: Matrix, selection: Selection) -> str:
    total, *_rest = reversed(figures.totals(now))
    rows = [f for f in figures.totals(now) if f.row.position > 0 and f.state is State.SHOWN]
    name = selection.measure
    write = words.count if name == "loans" else words.decimal
    ends = [f for f in rows if getattr(f, name) is not None]
    if getattr(total, name) is None or not ends:
        return format_html(_("Too small to show for {period}."), period=_period(selection))
    most = max(ends, key=lambda f: getattr(f, name))
    pattern = (
        _("{total} loans in {period}, most of them with {row}: {most}.")
        if name == "loans"
        else _("{total} loans per borrower in {period}, most with {row}: {most}.")
    )
    return format_html(
        pattern,
        total=write(getattr(total, name)),
        period=_period(selection),
        row=format_html("<mark>{}</mark>", most.row.name),
        most=write(getattr(most, name)),
    )


def _change(now: Matrix, before: Matrix | None, shown: list[Figure], selection: Selection) -> str:
    total = figures.totals(now, before)[-1]
    changed = [f for f in shown if f.change is not None and f.row.position and f.genre.position]
    if total.change is None or not changed or not selection.compare:
        return _("There are too few loans to compare with.")
    most = max(changed, key=lambda f: abs(f.change or 0) * (f.loans or 0))
    pattern = (
        _("{change} fewer loans than in {before}. The largest change: {genre} with {row}, {most}.")
        if total.change < 0
        else _(
            "{change} more loans than in {before}. The largest change: {genre} with {row}, {most}."
        )
    )
    return format_html(
        pattern,
        change=words.whole_percent(abs(total.change)),
        before=selection.compare.label(),
        genre=most.genre.name,
        row=format_html("<mark>{}</mark>", most.row.name),
        most=words.signed_percent(most.change or 0),
    )


def _period(selection: Selection) -> str:
    return selection.period.label()
