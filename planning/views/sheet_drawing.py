"""The timeline of a sheet as shapes: numbers are millimetres, written as SVG reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from planning import sheet, spans
from planning.entries import CONSULTATION, JOINT, LANES, OTHER, PROGRAMMING, Entry
from planning.models import Holiday, NationalCampaign
from planning.sheet import Lane, Layout, Paper, Piece, Placed, Timeline
from planning.spans import Span
from planning.views import plan_words as words
from planning.views.sheet_shapes import Drawing, Rect, Row, Shape, Stroke, Text, Thing, mm
from planning.wording import discipline_in_words

FREE, NATIONAL = "free", "national"
# Not there while nothing is in it.
OPTIONAL = (PROGRAMMING, OTHER)
LETTERS = {**words.LETTERS, JOINT: "S", CONSULTATION: "O", NATIONAL: "L"}
MONTHS, WEEKS = 4.6, 9.0  # where the writing of the axis stands
BASE, LINE, THICK = 2.5, 3.1, 0.8  # in a row: where letters stand, and the line below them
SQUARE = 2.9


def drawing(
    paper: Paper,
    span: Span,
    entries: Sequence[Entry],
    nationals: Iterable[NationalCampaign],
    holidays: Sequence[Holiday],
) -> Drawing:
    """Everything between the strip at the top and the band at the bottom."""
    on = Timeline(span.first, span.last, paper.label, paper.inside - paper.label)
    lanes: dict[str, list[Piece[Thing]]] = {
        FREE: [_piece(_holiday(each), badge=0) for each in holidays],
        NATIONAL: [_piece(_national(each)) for each in nationals],
    }
    lanes = {name: given for name, given in lanes.items() if given} | _lanes(entries)
    laid = sheet.layout(lanes, on, paper.lanes)
    rows, y = [], paper.axis
    for lane in laid.lanes:
        rows.append(_row(lane, y, laid, on))
        y += lane.rows * laid.row + laid.padding
    return Drawing(
        width=mm(paper.inside),
        height=mm(paper.axis + paper.lanes),
        months=_months(span, on),
        weeks=_weeks(span, on),
        ticks=[mm(on.start(day)) for day in _firsts(span)[1:]],
        behind=_behind(holidays, on, paper.axis, y),
        left=mm(on.left),
        top=mm(paper.axis),
        rows=rows,
        others=[each.thing for lane in laid.lanes for each in lane.left],
    )


def _piece(thing: Thing, *, rank: int = 0, badge: float = sheet.BADGE) -> Piece[Thing]:
    return sheet.piece(thing, thing.name, thing.first, thing.last, rank=rank, badge=badge)


def _lanes(entries: Sequence[Entry]) -> dict[str, list[Piece[Thing]]]:
    lanes: dict[str, list[Piece[Thing]]] = {
        name: [] for name in LANES if name not in OPTIONAL or any(e.lane == name for e in entries)
    }
    told: set[tuple[int, str, str]] = set()
    for entry in entries:
        key = (entry.series_id or 0, entry.lane, entry.title)
        is_again = entry.series_id is not None and key in told
        told.add(key)
        # Of things that come back the first one says what it is; the others say when.
        name = words.day(entry.starts_on, "j b") if is_again else entry.title
        lanes[entry.lane].append(_piece(_entry(entry, name), rank=_rank(entry, is_again)))
    return lanes


def _rank(entry: Entry, is_again: bool) -> int:  # noqa: FBT001
    """Campaigns and what is done together first; small things and repetitions last."""
    if is_again or entry.kind in ("task", "post", "placement"):
        return 2
    return 0 if entry.kind == "campaign" or entry.is_joint else 1


def _entry(entry: Entry, name: str) -> Thing:
    css = f"{entry.lane} {entry.status}"
    said = f"{entry.title}, {words.said(entry, [])}"
    days = entry.starts_on, entry.ends_on
    return Thing(name, entry.title, said, entry.lane, css, LETTERS[entry.lane], *days)


def _national(each: NationalCampaign) -> Thing:
    answers = {
        NationalCampaign.Answer.JOIN: _("we join"),
        NationalCampaign.Answer.SKIP: _("not joining"),
        NationalCampaign.Answer.OPEN: _("still to choose"),
    }
    answer = answers[NationalCampaign.Answer(each.answer)]
    name = f"{each.name} · {answer}"
    said = f"{each.name}, {words.said_national(each, [])}"
    css = f"{NATIONAL} {each.answer}"
    days = each.starts_on, each.ends_on
    return Thing(name, name, said, NATIONAL, css, LETTERS[NATIONAL], *days)


def _holiday(each: Holiday) -> Thing:
    said = f"{each.name}, {words.days(each.starts_on, each.ends_on)}"
    days = each.starts_on, each.ends_on
    return Thing(each.name, each.name, said, FREE, f"{FREE} {each.kind}", "", *days)


def lane_name(lane: str) -> str:
    """What a lane is called."""
    names = {
        FREE: _("Days off"),
        NATIONAL: pgettext("lane", "National"),
        JOINT: pgettext("lane", "Together"),
        CONSULTATION: pgettext("lane", "Consultation"),
    }
    return names.get(lane) or discipline_in_words(lane).capitalize()


def _row(lane: Lane[Thing], top: float, laid: Layout[Thing], on: Timeline) -> Row:
    height = lane.rows * laid.row + laid.padding
    first = top + laid.padding / 2
    lines = sheet.wrap(lane_name(lane.name), on.left - sheet.BADGE - 1)
    count = len(lane.placed) + len(lane.left)
    below = first + BASE + 3.3 * len(lines)
    # A lane of one row has no second line for a number.
    said = ngettext("%(count)d item", "%(count)d items", count) % {"count": count}
    has_count = lane.name not in (FREE, NATIONAL) and below < top + height
    return Row(
        css=lane.name,
        name=lane_name(lane.name),
        letter=LETTERS.get(lane.name, ""),
        label=[
            Text(mm(sheet.BADGE), mm(first + BASE + 3.3 * number), line)
            for number, line in enumerate(lines)
        ],
        count=Text(mm(sheet.BADGE), mm(below), said if has_count else ""),
        badge=_square(0, first),
        initial=_letter(0, first, LETTERS.get(lane.name, "")),
        bottom=mm(top + height),
        shapes=[_shape(each, first, laid.row) for each in lane.placed],
    )


def _shape(each: Placed[Thing], top: float, row: float) -> Shape:
    thing, y = each.piece.thing, top + each.row * row
    x = each.x + (sheet.BADGE if thing.letter else 0)
    bottom = y + (len(each.piece.lines) - 1) * row + LINE
    sides = ("collection", "marketing") if thing.lane == JOINT else (thing.lane,)
    thick = THICK / len(sides)
    strokes = [_stroke(side, each, bottom + at * thick, thick) for at, side in enumerate(sides)]
    return Shape(
        css=thing.css,
        letter=thing.letter,
        said=thing.said,
        texts=[
            Text(mm(x), mm(y + BASE + number * row), text)
            for number, text in enumerate(each.piece.lines)
        ],
        badge=_square(each.x, y),
        initial=_letter(each.x, y, thing.letter),
        strokes=strokes,
    )


def _stroke(css: str, each: Placed[Thing], y: float, thick: float) -> Stroke:
    rect = Rect(css, mm(each.bar), mm(y), mm(each.bar_length), mm(thick))
    return Stroke(css, rect, mm(each.bar + each.bar_length), mm(y + thick / 2))


def _square(x: float, y: float) -> Rect:
    return Rect("", mm(x + 0.1), mm(y + 0.1), mm(SQUARE), mm(SQUARE))


def _letter(x: float, y: float, letter: str) -> Text:
    return Text(mm(x + 0.1 + SQUARE / 2), mm(y + 2.42), letter)


def _firsts(span: Span) -> list[date]:
    months = range(span.first.month, span.last.month + 1)
    return [date(span.year, month, 1) for month in months]


def _months(span: Span, on: Timeline) -> list[Text]:
    return [Text(mm(on.start(day) + 1), mm(MONTHS), words.day(day, "F")) for day in _firsts(span)]


def _weeks(span: Span, on: Timeline) -> list[Text]:
    """Every ISO week in the middle of those of its days that are on the sheet."""
    found = []
    for monday in spans.mondays(span.first, span.last):
        first, last = max(monday, span.first), min(monday + timedelta(days=6), span.last)
        middle = (on.start(first) + on.end(last)) / 2
        if on.end(last) - on.start(first) >= 3:
            found.append(Text(mm(middle), mm(WEEKS), str(monday.isocalendar().week)))
    return found


def _behind(holidays: Sequence[Holiday], on: Timeline, top: float, bottom: float) -> list[Rect]:
    return [
        Rect(
            each.kind,
            mm(on.start(each.starts_on)),
            mm(top),
            mm(on.end(each.ends_on) - on.start(each.starts_on)),
            mm(bottom - top),
        )
        for each in holidays
    ]


def by_lane(things: Iterable[Thing]) -> Mapping[str, list[Thing]]:
    """Things that found no room, under the name of their lane."""
    found: dict[str, list[Thing]] = {}
    for thing in sorted(things, key=lambda each: (each.first, each.last)):
        found.setdefault(lane_name(thing.lane), []).append(thing)
    return found
