"""What a review is about beside the line in the plan: the content that an app above this one keeps.

Such an app says by kind of item where to find it, when it starts; here is only who asks. What
stands beside an item is a dict of plain values that JSON can hold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning import snapshots
from planning.models import PlanItem, Review, User
from planning.snapshots import Snapshot
from planning.wording import Difference

Content = Mapping[str, Any]
Days = tuple[date, date]  # the first and the last one
BESIDE = "beside"


@dataclass(frozen=True)
class Outcome:
    """What came of an item that is over: what was learned, what was measured, and where to read."""

    lesson: str = ""
    is_stopped: bool = False  # not again
    said: str = ""
    address: str = ""


@dataclass(frozen=True)
class Beside:
    """Of one kind of item: its content by number, two of them compared, and where it is read."""

    contents: Callable[[Sequence[PlanItem]], Mapping[int, Content]]
    differences: Callable[[Content, Content], list[Difference]]
    address: Callable[[PlanItem], str]
    # What must follow a question or an answer.
    settled: Callable[[PlanItem], None]
    outcomes: Callable[[Sequence[PlanItem]], Mapping[int, Outcome]]
    # What must follow a change of the item itself, which had these days before.
    changed: Callable[[PlanItem, Days, User | None], None]


kinds: dict[str, Beside] = {}


def contents(items: Sequence[PlanItem]) -> dict[int, Snapshot]:
    """Items as a review sees them; as many queries for many of a kind as for one."""
    found = {item.pk: snapshots.of(item) for item in items}
    for kind, source in kinds.items():
        theirs = [item for item in items if item.kind == kind]
        if theirs:
            for number, content in source.contents(theirs).items():
                found[number][BESIDE] = content
    return found


def content_of(item: PlanItem) -> Snapshot:
    """One item as a review sees it."""
    return contents([item])[item.pk]


def digest_of(content: Snapshot) -> str:
    """What a word is bound to: another one as soon as something that matters is different."""
    names = (*snapshots.MATERIAL, BESIDE) if BESIDE in content else snapshots.MATERIAL
    return snapshots.digest([content], names)


def is_same(review: Review, now: Snapshot) -> bool:
    """Whether nothing that matters is different from what a word was given on."""
    if BESIDE not in review.content:  # a word from before there was something beside it
        now = {name: value for name, value in now.items() if name != BESIDE}
    return digest_of(now) == review.digest


def differences(item: PlanItem, before: Snapshot, after: Snapshot) -> list[Difference]:
    """What changed in what stands beside an item; nothing where one of the two has none."""
    source = kinds.get(item.kind)
    if source is None or BESIDE not in before or BESIDE not in after:
        return []
    return source.differences(before[BESIDE], after[BESIDE])


def address_of(item: PlanItem) -> str:
    """Where what is reviewed can be read whole."""
    source = kinds.get(item.kind)
    return source.address(item) if source else item.get_absolute_url()


def outcomes(items: Sequence[PlanItem]) -> dict[int, Outcome]:
    """What came of these items, of which somebody keeps that; the others are not there."""
    found: dict[int, Outcome] = {}
    for kind, source in kinds.items():
        theirs = [item for item in items if item.kind == kind]
        found |= source.outcomes(theirs) if theirs else {}
    return found


def settled(item: PlanItem) -> None:
    """Tell who keeps the content that a question about it was asked or answered."""
    if source := kinds.get(item.kind):
        source.settled(item)


def changed(item: PlanItem, *, before: Days, by: User | None) -> None:
    """Tell who keeps the content of an item that it is another one now."""
    if source := kinds.get(item.kind):
        source.changed(item, before, by)
