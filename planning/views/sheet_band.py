"""The words around the timeline of a sheet: columns that hold so many lines, and what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from planning import sheet
from planning.entries import CONSULTATION, Entry
from planning.models import Initiative, Membership
from planning.queries.sheet import Around
from planning.sheet import Paper
from planning.views import plan_words as words
from planning.wording import discipline_in_words

LINE = 3.4  # as sheet.css has it
HEADING = 7.5
ROOM = {  # of each column, in millimetres
    "a3": {"declined": 112, "stopped": 84, "consultations": 74, "people": 84, "focus": 150},
    "a4": {"declined": 84, "stopped": 58, "consultations": 46, "people": 56, "focus": 92},
}
FOCUS_LINES = 3


@dataclass(frozen=True)
class Line:
    """The first words are heavier."""

    name: str
    more: str = ""

    @property
    def text(self) -> str:
        return f"{self.name} {self.more}".strip()


@dataclass(frozen=True)
class Column:
    css: str
    title: str
    lines: Sequence[Line]
    left: Sequence[Line]
    empty: str = ""


@dataclass(frozen=True)
class Words:
    groups: Column
    points: Column
    columns: Sequence[Column]

    @property
    def left(self) -> list[Column]:
        """The columns of which something goes to the next page; consultations have their lane."""
        columns = (self.groups, self.points, *self.columns)
        return [each for each in columns if each.left and each.css != "consultations"]


def words_around(paper: Paper, around: Around, entries: Sequence[Entry]) -> Words:
    """What stands in the strip and in the band of a sheet."""
    room = ROOM[paper.name]
    most = int((paper.band - HEADING) / LINE)

    def column(
        css: str,
        title: str,
        lines: Iterable[Line],
        empty: str,
        *,
        width: str = "",
        most: int = most,
    ) -> Column:
        inside = room[width or css]
        fits, left = sheet.that_fit(list(lines), lambda line: _lines(line, inside), most)
        return Column(css, title, fits, left, empty)

    return Words(
        groups=column(
            "groups",
            _("For whom"),
            map(Line, around.focus_groups),
            _("No focus groups chosen yet."),
            width="people",
            most=FOCUS_LINES,
        ),
        points=column(
            "points",
            _("Focus points"),
            map(Line, around.focus_points),
            _("No focus points yet."),
            width="focus",
            most=FOCUS_LINES,
        ),
        columns=[
            column(
                "declined",
                _("We do not do"),
                map(_no, around.declined),
                _("Nothing has been decided that we do not do."),
            ),
            column(
                "stopped",
                _("Here we stop"),
                map(_no, around.stopped),
                _("Nothing has been decided that we stop."),
            ),
            column(
                "consultations",
                pgettext("lane", "Consultation"),
                _consultations(entries),
                _("No consultation is planned."),
            ),
            column("people", _("Who is who"), map(_person, around.people), ""),
        ],
    )


def _lines(line: Line, room: float) -> int:
    # Bold is wider than what counts the letters knows of.
    return len(sheet.wrap(line.text, room * 0.93))


def _no(initiative: Initiative) -> Line:
    reason = initiative.reason or str(initiative.get_reason_code_display())
    return Line(initiative.title, f"– {reason}")


def _person(member: Membership) -> Line:
    said = discipline_in_words(member.discipline)
    if member.ask_me_about:
        said = _("%(discipline)s, ask about %(what)s") % {
            "discipline": said,
            "what": member.ask_me_about,
        }
    return Line(str(member.user), said)


def _consultations(entries: Sequence[Entry]) -> list[Line]:
    """Each consultation once, with all its days."""
    days: dict[str, list[date]] = {}
    for entry in entries:
        if entry.kind == CONSULTATION:
            days.setdefault(entry.title, []).append(entry.starts_on)
    return [
        Line(title, ", ".join(words.day(day, "j b") for day in found))
        for title, found in days.items()
    ]
