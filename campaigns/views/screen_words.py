"""Why a slide plays or does not, in words."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import programme
from campaigns.composing import Line
from campaigns.programme import Piece
from campaigns.queries import pieces
from planning.models import Library
from segments.queries import books

HELD = {
    pieces.REVIEW: gettext_lazy("its review is open or asks for changes"),
    pieces.PROPOSED: gettext_lazy("it is still a proposal"),
    pieces.CLOSED: gettext_lazy("it is closed"),
    pieces.ARCHIVED: gettext_lazy("it was taken out of the plan"),
    pieces.APART: gettext_lazy("its days on this screen lie outside its own days"),
    pieces.GONE: gettext_lazy("the newest holdings file says that no copy is left"),
    pieces.AWAITED: gettext_lazy("no copy yet in the newest holdings file"),
    pieces.EMPTY: gettext_lazy("it has no message, no titles, no tips and no slides yet"),
    pieces.TAKEN_BACK: gettext_lazy("the tip was taken back"),
}


@dataclass(frozen=True)
class Words:
    """A slide of a screen: what it is, of what, and the reason for now."""

    heading: str
    of: str
    url: str
    why: str
    plays: bool
    is_front: bool
    seconds: int


def why_held(code: str, library: Library) -> str:
    """Why something is on no screen, and of which day the file is that says so."""
    day = books.holdings_day(library) if code == pieces.AWAITED else None
    if day is None:
        return str(HELD[code])
    return _("no copy yet in the holdings file of %(day)s") % {"day": date_format(day, "j F Y")}


def line_words(line: Line, moment: datetime) -> Words:
    piece = line.piece
    campaign = piece.content["campaign"]
    name = piece.content["name"]
    of = {
        programme.CAMPAIGN: _("campaign %(name)s") % {"name": name},
        programme.MESSAGE: _("message of the library"),
        programme.TIP: _("book tip of %(name)s") % {"name": name},
    }[piece.source]
    return Words(
        heading=piece.content["heading"] or name,
        of=of,
        url=reverse("campaigns:campaign_screens", args=[campaign]) if campaign else "",
        why=_why(line, moment),
        plays=line.plays,
        is_front=line.is_front,
        seconds=round(line.slide["seconds"]) if line.slide else 0,
    )


def _why(line: Line, moment: datetime) -> str:
    """From when to when, between which times, and whose turn it is."""
    piece = line.piece
    if line.code == programme.LATER:
        return _("begins on %(day)s") % {"day": _day(_first(piece))}
    if line.code == programme.OVER:
        return _("was until %(day)s") % {"day": _day(_last(piece) or moment.date())}
    parts = [_days(piece), _times(piece)]
    if line.code == programme.CLOSED:
        parts.append(_("the branch is closed"))
    elif line.code == programme.NOT_NOW:
        parts.append(_("not at this time"))
    else:
        parts.append(_("in front: after every other one") if line.is_front else _("equal turn"))
    return ", ".join(part for part in parts if part)


def _days(piece: Piece) -> str:
    last = _last(piece)
    if last is None:
        return _("since %(day)s") % {"day": _day(_first(piece))}
    return f"{_day(_first(piece))} – {_day(last)}"


def _times(piece: Piece) -> str:
    if piece.from_time is None or piece.until_time is None:
        return _("all day")
    told = {"from": _clock(piece.from_time), "until": _clock(piece.until_time)}
    return _("daily %(from)s – %(until)s") % told


def _first(piece: Piece) -> date:
    return max(piece.first_on, piece.within[0]) if piece.within else piece.first_on


def _last(piece: Piece) -> date | None:
    ends = [each for each in (piece.last_on, piece.within and piece.within[1]) if each]
    return min(ends, default=None)


def _day(day: date) -> str:
    return str(date_format(day, "D j b"))


def _clock(moment: time) -> str:
    return str(time_format(moment, "H:i"))
