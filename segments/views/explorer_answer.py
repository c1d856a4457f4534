"""The sentence on top: what stands out in this measure, and no more than the figures say."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from segments import measures
from segments.forms.explorer import Options, Selection
from segments.measures import Standout, Wording
from segments.queries import figures
from segments.queries.loans import ANY, Matrix
from segments.queries.names import Entry
from segments.suppression import State
from segments.views import explorer_words as words
from segments.views.explorer_matrix import panel_of

IN_ONE_BREATH = 2  # statements in the sentence on top; the others stand below the table
LINK = (
    '<a href="{url}" hx-get="{url}" hx-target="#explorer" hx-swap="outerMorph"'
    ' hx-push-url="true">{text}</a>'
)


def standouts(now: Matrix, before: Matrix | None, selection: Selection) -> list[Standout]:
    """What stands out, the most telling first; changes only where an earlier period is chosen."""
    wording = Wording(
        rows={row.position: row.name for row in now.all_rows},
        columns={genre.position: genre.name for genre in now.all_genres},
        kind=selection.rows,
        earlier=selection.compare.label() if selection.compare else "",
    )
    found = measures.standouts(now.published, wording, before.published if before else None)
    wanted = "change" if selection.measure == "change" else "index"
    return sorted(found, key=lambda standout: standout.kind != wanted)


def answer(
    now: Matrix,
    before: Matrix | None,
    selection: Selection,
    options: Options,
    found: Sequence[Standout],
) -> str:
    """One or two sentences, safe to show, with the row that counts marked."""
    period = options.label(selection.period)
    if now.total.state is State.NONE:
        return _("Nothing was borrowed here in %(period)s.") % {"period": period}
    shown = sum(cell.is_shown for line in now.published.cells for cell in line)
    if not shown:
        return _("Everything here is too small to show. Choose a longer period, or all branches.")
    if selection.measure in ("loans", "per_borrower"):
        return _most(now, selection, period)
    if selection.measure == "change" and before:
        return _change(now, before, selection, found)
    if not found:
        return _nothing(is_scarce=shown < now.published.suppressed)
    said = [(_marked(each, now, selection),) for each in found[:IN_ONE_BREATH]]
    return format_html_join(" ", "{}", said)


def others(now: Matrix, selection: Selection, found: Sequence[Standout]) -> list[str]:
    """What else stands out, each leading to its own figure."""
    return [
        format_html(LINK, url=_address(each, now, selection), text=each.text)
        for each in found[IN_ONE_BREATH:]
    ]


def _row(standout: Standout, now: Matrix) -> Entry:
    return next(row for row in now.all_rows if row.position == standout.row)


def _address(standout: Standout, now: Matrix, selection: Selection) -> str:
    panel = panel_of(_row(standout, now).code, int(standout.column))
    return f"{selection.address(panel='')}&panel={panel}"


def _nothing(*, is_scarce: bool) -> str:
    said = _("Nothing stands out here that has enough loans to say something about.")
    if not is_scarce:
        return said
    return said + " " + _("Choose a longer period, or all branches, to see more.")


def _marked(standout: Standout, now: Matrix, selection: Selection) -> str:
    """The sentence, in which the name of the row leads to the figure."""
    name = _row(standout, now).name
    before, _name, after = standout.text.rpartition(name)
    mark = format_html("<mark>{}</mark>", name)
    link = format_html(LINK, url=_address(standout, now, selection), text=mark)
    return format_html("{}{}{}.", before, link, after)


def _change(now: Matrix, before: Matrix, selection: Selection, found: Sequence[Standout]) -> str:
    change = measures.change(now.total, before.total)
    if change is None:
        return _("There are too few loans to compare with.")
    pattern = (
        _("{change} fewer loans than in {before}.")
        if change < 0
        else _("{change} more loans than in {before}.")
    )
    earlier = before.ask.period.label()
    first = format_html(pattern, change=words.whole_percent(abs(change)), before=earlier)
    changes = [each for each in found if each.kind == "change"][:1]
    said = [first, *(_marked(each, now, selection) for each in changes)]
    return format_html_join(" ", "{}", ((each,) for each in said))


def _most(now: Matrix, selection: Selection, period: str) -> str:
    name = selection.measure
    *others, total = figures.totals(now)
    rows = [f for f in others if f.row.position > 0 and getattr(f, name) is not None]
    if getattr(total, name) is None or not rows:
        return _("Too small to show for %(period)s.") % {"period": period}
    most = max(rows, key=lambda f: getattr(f, name) or 0)
    pattern = (
        _("{total} loans in {period}, most of them with {row}: {most}.")
        if name == "loans"
        else _("{total} loans per borrower in {period}, most with {row}: {most}.")
    )
    write = words.count if name == "loans" else words.decimal
    return format_html(
        pattern,
        total=write(getattr(total, name)),
        period=period,
        row=format_html(
            LINK,
            url=f"{selection.address(panel='')}&panel={panel_of(most.row.code, ANY)}",
            text=format_html("<mark>{}</mark>", most.row.name),
        ),
        most=write(getattr(most, name)),
    )
