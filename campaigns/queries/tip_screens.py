"""On which screens a tip is to be seen, or why on none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from campaigns.models import BookTip
from campaigns.programme import DAY, at, spells
from campaigns.queries import pieces, programmes
from campaigns.queries import tips as queries
from campaigns.queries.programmes import HORIZON, TIP_DAYS, Material

# Why on none, beside the reasons of `pieces`.
NO_SCREENS, LEFT_OUT, OLD, BEHIND, LATER = ("no_screens", "left_out", "old", "behind", "later")


@dataclass(frozen=True)
class Seen:
    """The screens that show a tip today, and else the reason that none does."""

    screens: Sequence[str] = ()
    code: str = ""


def seen(tip: BookTip, *, today: date) -> Seen:
    """By the one rule that makes the programmes of screens."""
    if tip.taken_back_at:
        return Seen(code=pieces.TAKEN_BACK)
    found = programmes.material(tip.library, today=today)
    keys = {f"tip:{tip.pk}"} | {f"slide:{slide.pk}" for slide in queries.slides_with(tip)}
    shown, is_later, held = [], False, ""
    for screen in found.screens:
        answer = pieces.given(screen, found)
        mine = [piece for piece in answer.pieces if piece.key in keys]
        if any(spells(piece, at(today), at(today + DAY)) for piece in mine):
            shown.append(screen.name)
        is_later = is_later or any(spells(each, at(today), at(today + HORIZON)) for each in mine)
        held = held or next((each.code for each in answer.held if each.tip == tip.pk), "")
    if shown:
        return Seen(shown)
    return Seen(code=LATER if is_later else held or _why_not(tip, found))


def _why_not(tip: BookTip, found: Material) -> str:
    if not found.screens:
        return NO_SCREENS
    if lacking := pieces.why_lacking(tip.title, found.titles):
        return lacking
    if not any(screen.shows_tips for screen in found.screens):
        return LEFT_OUT
    since = found.today - timedelta(days=TIP_DAYS)
    return OLD if timezone.localdate(tip.written_at) < since else BEHIND
