"""Items as things on a timeline or in a list: what stands there, where it leads, how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planning.entries import CONSULTATION, Entry
from planning.lettering import width
from planning.models import NationalCampaign
from planning.views import plan_words as words
from planning.views.plan_facts import Shown

SIZE = 14  # of a label, in pixels; static/css/plan.css has the same
BADGE, SIGN, MARK, AIR = 26, 18, 24, 8


@dataclass(frozen=True)
class Bar:
    """One thing, ready to be drawn: `panel` opens it, `said` is what its name does not say."""

    panel: str
    name: str
    said: str
    letter: str
    look: str
    numbers: Sequence[int]
    first: date
    last: date
    is_done: bool = False
    is_open: bool = False
    note: str = ""
    version: str = ""
    when: str = ""
    of: str = ""  # its campaign and channels

    @property
    def first_iso(self) -> str:
        return self.first.isoformat()

    @property
    def last_iso(self) -> str:
        return self.last.isoformat()

    @property
    def anchor(self) -> str:
        return self.panel.replace(":", "-")

    @property
    def pixels(self) -> int:
        """Room for badge, name, note and marks."""
        text = f"{self.name} · {self.note}" if self.note else self.name
        marks = MARK * len(self.numbers) + (SIGN if self.is_done else 0)
        return BADGE + width(text, SIZE) + marks + AIR


def bar(entry: Entry, shown: Shown) -> Bar:
    """An item of the plan."""
    if entry.id not in shown.drawn:
        shown.drawn[entry.id] = _bar(entry, shown)
    drawn: Bar = shown.drawn[entry.id]
    return drawn


def _bar(entry: Entry, shown: Shown) -> Bar:
    numbers = shown.numbers_of_items.get(entry.id, [])
    panel, of = f"item:{entry.id}", words.belongs(entry, shown)
    return Bar(
        panel=panel,
        name=entry.title,
        said=words.said(entry, numbers, of),
        letter=letter(entry),
        look=" ".join([colour(entry), *_states(entry, shown.today)]),
        numbers=numbers,
        first=entry.starts_on,
        last=entry.ends_on,
        is_done=entry.status == "done",
        is_open=shown.selection.panel == panel,
        # Text: a version of 1000 is no number with a separator.
        version=str(entry.version),
        when=words.hours(entry),
        of=of,
    )


def national_bar(national: NationalCampaign, shown: Shown) -> Bar:
    """A national campaign, with whether we join."""
    numbers = shown.numbers_of_nationals.get(national.pk, [])
    panel = f"national:{national.pk}"
    states = ["national", national.answer]
    if national.ends_on < shown.today:
        states.append("past")
    return Bar(
        panel=panel,
        name=national.name,
        said=words.said_national(national, numbers),
        letter="L",
        look=" ".join(states),
        numbers=numbers,
        first=national.starts_on,
        last=national.ends_on,
        is_done=national.answer == NationalCampaign.Answer.JOIN,
        is_open=shown.selection.panel == panel,
        note=words.answer(national),
    )


def letter(entry: Entry) -> str:
    """What stands on its badge; a badge is never only a colour."""
    if entry.lane == CONSULTATION:
        return "O"
    if entry.is_joint:
        return "S"
    return words.LETTERS[entry.disciplines[0]] if entry.disciplines else "?"


def colour(entry: Entry) -> str:
    """The class of its discipline."""
    if entry.lane == CONSULTATION:
        return CONSULTATION
    if entry.is_joint:
        return "joint"
    return entry.disciplines[0] if entry.disciplines else "other"


def _states(entry: Entry, today: date) -> list[str]:
    states = []
    if entry.starts_on == entry.ends_on:
        states.append("pin")
    if entry.status in ("proposed", "dropped"):
        states.append(entry.status)
    if entry.ends_on < today:
        states.append("past")
    return states
