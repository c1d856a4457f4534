"""On which screens a tip is to be seen, or why on none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from campaigns import composing
from campaigns.models import BookTip, Programme, Screen
from campaigns.programme import DAY, Piece, at, spells
from campaigns.queries import pieces, programmes
from campaigns.queries import tips as queries
from campaigns.queries.programmes import HORIZON, TIP_DAYS

# Why on none, beside the reasons of `pieces`.
NO_SCREENS, LEFT_OUT, OLD, BEHIND, LATER = ("no_screens", "left_out", "old", "behind", "later")


@dataclass(frozen=True)
class Seen:
    """The screens that show a tip today, and else the reason that none does."""

    screens: Sequence[str] = ()
    code: str = ""


@dataclass(frozen=True)
class _Given:
    """What one screen has of a tip: slides, and the reason where it is held back."""

    screen: Screen
    pieces: Sequence[Piece]
    held: str


def to_be_seen(tip: BookTip, *, today: date) -> Seen:
    """As the screens will have it: of a tip that was written just now."""
    found = programmes.material(tip.library, today=today)
    given = []
    for screen in found.screens:
        answer = pieces.given(screen, found)
        held = next((each.code for each in answer.held if each.tip == tip.pk), "")
        given.append(_Given(screen, answer.pieces, held))
    return _told(tip, given, today=today)


def seen(tip: BookTip, *, today: date) -> Seen:
    """As the screens have it: of what they were given last, which costs next to nothing."""
    given = []
    for screen in programmes.screens(tip.library):
        known: Programme | None = getattr(screen, "programme", None)
        content: dict[str, Any] = known.content if known else {"pieces": [], "held": []}
        held = (each["code"] for each in content["held"] if each.get("tip") == tip.pk)
        own = [composing.read_back(each) for each in content["pieces"]]
        given.append(_Given(screen, own, next(held, "")))
    return _told(tip, given, today=today)


def _told(tip: BookTip, given: Sequence[_Given], *, today: date) -> Seen:
    if tip.taken_back_at:
        return Seen(code=pieces.TAKEN_BACK)
    keys = {f"tip:{tip.pk}"} | {f"slide:{slide.pk}" for slide in queries.slides_with(tip)}
    own = [(each, [piece for piece in each.pieces if piece.key in keys]) for each in given]
    if shown := [each.screen.name for each, mine in own if _plays(mine, today, today + DAY)]:
        return Seen(shown)
    if any(_plays(mine, today, today + HORIZON) for _each, mine in own):
        return Seen(code=LATER)
    held = next((each.held for each in given if each.held), "")
    return Seen(code=held or _why_not(tip, [each.screen for each in given], today=today))


def _plays(found: Sequence[Piece], first: date, last: date) -> bool:
    return any(spells(piece, at(first), at(last)) for piece in found)


def _why_not(tip: BookTip, screens: Sequence[Screen], *, today: date) -> str:
    if not screens:
        return NO_SCREENS
    titles = programmes.titles(tip.library, [tip.title], today=today) if tip.title else {}
    if lacking := pieces.why_lacking(tip.title, titles):
        return lacking
    if not any(screen.shows_tips for screen in screens):
        return LEFT_OUT
    since = today - timedelta(days=TIP_DAYS)
    return OLD if timezone.localdate(tip.written_at) < since else BEHIND
