"""A programme as it is written down, and read back to say what plays and why. Pure."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.dates import WEEKDAYS

from campaigns import imaging, programme
from campaigns.programme import Piece, Spell

# Of a slide, what only people of the library may read.
PRIVATE = ("name", "campaign")


@dataclass(frozen=True)
class Line:
    """A slide at a moment, and why it plays or does not (the codes of campaigns.programme)."""

    piece: Piece
    code: str
    is_front: bool = False
    slide: Mapping[str, Any] | None = None  # as it is drawn; not where it plays on no day to come

    @property
    def plays(self) -> bool:
        return self.code == programme.PLAYS


def public_slide(piece: Piece, spells: Sequence[Spell]) -> dict[str, Any]:
    """A slide as a screen gets it."""
    said = {name: value for name, value in piece.content.items() if name not in PRIVATE}
    said["books"] = [_book(book) for book in said.get("books", ())]
    return {
        **said,
        "key": piece.key,
        "number": number_of(piece.key),
        "source": piece.source,
        "plays": moments(spells),
        # Among those in front the one made last is: the player only compares.
        "front": piece.made_at if piece.is_first else 0,
    }


def number_of(key: str) -> int:
    """A slide as a number that stays its own, for the address of its still."""
    return zlib.crc32(key.encode())


def _book(book: Mapping[str, Any]) -> dict[str, Any]:
    # The version in the address: a screen that kept an older picture asks for the new one.
    version = hashlib.sha256(book["file"].encode()).hexdigest()[:8]
    cover = f"{book['number']}.jpg?v={version}" if book["file"] else ""
    tone = imaging.tone_of(book["number"])
    return {"title": book["title"], "author": book["author"], "cover": cover, "tone": tone}


def pictures(shown: Iterable[Piece]) -> dict[str, str]:
    """The file of each picture that stands on one of these slides, by the number of its title."""
    books = [book for piece in shown for book in piece.content.get("books", ())]
    return {str(book["number"]): book["file"] for book in books if book["file"]}


def stored(piece: Piece) -> dict[str, Any]:
    """What says why a slide plays or does not; the slide itself stands among the others."""
    return {
        "key": piece.key,
        "source": piece.source,
        "name": piece.content.get("name", ""),
        "heading": piece.content.get("heading", ""),
        "campaign": piece.content.get("campaign"),
        "first_on": piece.first_on.isoformat(),
        "last_on": piece.last_on.isoformat() if piece.last_on else None,
        "from_time": piece.from_time.isoformat() if piece.from_time else None,
        "until_time": piece.until_time.isoformat() if piece.until_time else None,
        "within": [each.isoformat() for each in piece.within] if piece.within else None,
        "is_first": piece.is_first,
        "made_at": piece.made_at,
    }


def read_back(written: Mapping[str, Any]) -> Piece:
    """The slide of which `stored` wrote this."""
    last, within = written["last_on"], written["within"]
    begins, ends = written["from_time"], written["until_time"]
    return Piece(
        key=written["key"],
        source=written["source"],
        first_on=date.fromisoformat(written["first_on"]),
        last_on=date.fromisoformat(last) if last else None,
        from_time=time.fromisoformat(begins) if begins else None,
        until_time=time.fromisoformat(ends) if ends else None,
        within=(date.fromisoformat(within[0]), date.fromisoformat(within[1])) if within else None,
        is_first=written["is_first"],
        made_at=written["made_at"],
        content={name: written[name] for name in ("name", "heading", "campaign")},
    )


def lines(content: Mapping[str, Any], moment: datetime) -> list[Line]:
    """Every slide of a programme with its reason at a moment: what plays first, in its order."""
    pieces = [read_back(each) for each in content["pieces"]]
    slides = {slide["key"]: slide for slide in content["public"]["slides"]}
    is_open = opened(content["public"], moment)
    playing = programme.playing(pieces, moment)
    front = programme.in_front(playing)
    rest = [piece for piece in pieces if not any(piece is each for each in playing)]
    return [
        Line(
            piece,
            programme.standing(piece, moment, is_open=is_open),
            is_front=piece is front,
            slide=slides.get(piece.key),
        )
        for piece in [*playing, *rest]
    ]


def opened(public: Mapping[str, Any], moment: datetime) -> bool:
    """Whether a screen is on at a moment."""
    return public["open"] is None or _holds(public["open"], moment)


def next_change(public: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first moment after this one at which something else plays; None: not in four weeks."""
    now = in_milliseconds(moment)
    spells = [spell for slide in public["slides"] for spell in slide["plays"]]
    edges = [edge for spell in [*spells, *(public["open"] or ())] for edge in spell]
    later = [edge for edge in edges if now < edge < public["until"]]
    if not later:
        return None
    return datetime.fromtimestamp(min(later) / 1000, programme.ZONE)


def hours_in_words(hours: Sequence[Sequence[str]]) -> list[list[str]]:
    """Days that follow each other and are alike on one line, with their times."""
    found: list[tuple[int, int, list[str]]] = []
    for day, times in enumerate(hours):
        if found and found[-1][2] == list(times):
            found[-1] = (found[-1][0], day, list(times))
        else:
            found.append((day, day, list(times)))
    return [[_days(first, last), " – ".join(times)] for first, last, times in found if times]


def moments(spells: Iterable[Spell]) -> list[list[int]]:
    return [[in_milliseconds(begins), in_milliseconds(ends)] for begins, ends in spells]


def in_milliseconds(moment: datetime) -> int:
    """As the clock of a browser counts."""
    return int(moment.timestamp() * 1000)


def _holds(spells: Iterable[Sequence[int]], moment: datetime) -> bool:
    now = in_milliseconds(moment)
    return any(begins <= now < ends for begins, ends in spells)


def _days(first: int, last: int) -> str:
    return " – ".join(str(WEEKDAYS[day]) for day in dict.fromkeys((first, last)))
