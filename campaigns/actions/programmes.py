"""What each screen is given: made of all there is, stored, and then only handed out.

This side may ask about books and files. What hands it out (campaigns.player) can not: all that a
screen needs stands in the programme, with the moments from which and until which it holds.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.dates import WEEKDAYS

from campaigns import imaging, programme
from campaigns.models import Programme, Screen
from campaigns.programme import Piece, Spell
from campaigns.queries import pieces, programmes
from campaigns.queries.programmes import HORIZON, Material
from planning import tenancy
from planning.models import Library

# Of a slide, what only people of the library may read.
PRIVATE = ("name", "campaign")


@dataclass(frozen=True)
class _Renewal:
    """One library to look at after the commit; equal ones are the same one."""

    library_id: int

    def __call__(self) -> None:
        with tenancy.library_scope(self.library_id):
            make_programmes(Library.objects.get(pk=self.library_id))


def renew(library: Library) -> None:
    """Something changed that may show: give the screens what is true now, after the commit.

    Often in one transaction costs as much as once; the sweep of the minute repairs a failure.
    """
    renewal = _Renewal(library.pk)
    if not any(waiting[1] == renewal for waiting in connection.run_on_commit):
        transaction.on_commit(renewal, robust=True)


def renew_all() -> None:
    """All libraries: days begin and end, and files grow old, also where nobody changes anything."""
    for library in Library.objects.order_by("pk"):
        with tenancy.library_scope(library):
            make_programmes(library)


def make_programmes(library: Library) -> list[Programme]:
    """Make the programme of each screen, within the scope; what is the same is not written."""
    if not Screen.objects.filter(library=library, archived_at=None).exists():
        return []
    found = programmes.material(library, today=timezone.localdate())
    # A screen hangs in a library, whatever language somebody of it works in.
    with translation.override(settings.LANGUAGE_CODE):
        return [_keep(screen, content(screen, found)) for screen in found.screens]


def content(screen: Screen, found: Material) -> dict[str, Any]:
    """All that a screen needs for four weeks, and what its people want to know of it."""
    first = programme.at(found.today)
    last = first + HORIZON
    given = pieces.given(screen, found)
    found_spells = [(piece, programme.spells(piece, first, last)) for piece in given.pieces]
    shown = [(piece, spells) for piece, spells in found_spells if spells]
    opening = programme.opening(screen.opening_hours, found.closed, first, last)
    public = {
        "library": found.library.name,
        "screen": screen.name,
        "branch": screen.branch.name,
        "orientation": screen.orientation,
        "hours": hours_in_words(screen.opening_hours),
        "open": None if opening is None else _moments(opening),
        "until": _moment(last),
        "slides": [_slide(piece, spells) for piece, spells in shown],
    }
    return {
        "public": public,
        "pictures": dict(_pictures(piece for piece, _spells in shown)),
        "pieces": [_stored(piece) for piece in given.pieces],
        "held": [asdict(each) for each in given.held],
    }


def hours_in_words(hours: Sequence[Sequence[str]]) -> list[list[str]]:
    """Days that follow each other and are alike on one line, with their times."""
    lines: list[list[Any]] = []
    for day, times in enumerate(hours):
        if lines and lines[-1][2] == list(times):
            lines[-1][1] = day
        else:
            lines.append([day, day, list(times)])
    return [[_days(first, last), " – ".join(times)] for first, last, times in lines if times]


def _days(first: int, last: int) -> str:
    names = [str(WEEKDAYS[day]) for day in dict.fromkeys((first, last))]
    return " – ".join(names)


def _slide(piece: Piece, spells: Sequence[Spell]) -> dict[str, Any]:
    said = {name: value for name, value in piece.content.items() if name not in PRIVATE}
    said["books"] = [_book(book) for book in said.get("books", ())]
    return {
        **said,
        "key": piece.key,
        "number": number_of(piece.key),
        "source": piece.source,
        "plays": _moments(spells),
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


def _pictures(shown: Iterable[Piece]) -> Iterable[tuple[str, str]]:
    for piece in shown:
        for book in piece.content.get("books", ()):
            if book["file"]:
                yield str(book["number"]), book["file"]


def _stored(piece: Piece) -> dict[str, Any]:
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


def _moments(spells: Iterable[Spell]) -> list[list[int]]:
    return [[_moment(begins), _moment(ends)] for begins, ends in spells]


def _moment(moment: datetime) -> int:
    """In milliseconds, as the clock of a browser counts."""
    return int(moment.timestamp() * 1000)


def digest_of(public: Mapping[str, Any]) -> str:
    """What a screen says it plays."""
    return hashlib.sha256(json.dumps(public, sort_keys=True).encode()).hexdigest()


def _keep(screen: Screen, made: dict[str, Any]) -> Programme:
    known: Programme | None = getattr(screen, "programme", None)
    if known and known.content == made:
        return known
    kept, _is_new = Programme.objects.update_or_create(
        screen=screen,
        defaults={
            "library_id": screen.library_id,
            "content": made,
            "digest": digest_of(made["public"]),
            "made_at": timezone.now(),
        },
    )
    return kept
