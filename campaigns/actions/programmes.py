"""What each screen is given: made of all there is, stored, and then only handed out.

This side may ask about books and files. What hands it out (campaigns.player) can not: all that a
screen needs stands in the programme, with the moments from which and until which it holds.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from campaigns import composing, programme
from campaigns.models import Programme, Screen
from campaigns.queries import pieces, programmes
from campaigns.queries.programmes import HORIZON, Material
from planning import tenancy
from planning.models import Library


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
    with_spells = [(piece, programme.spells(piece, first, last)) for piece in given.pieces]
    shown = [(piece, spells) for piece, spells in with_spells if spells]
    opening = programme.opening(screen.opening_hours, found.closed, first, last)
    public = {
        **about(screen, found.library),
        "open": None if opening is None else composing.moments(opening),
        "until": composing.in_milliseconds(last),
        "slides": [composing.public_slide(piece, spells) for piece, spells in shown],
    }
    return {
        "public": public,
        "pictures": composing.pictures(piece for piece, _spells in shown),
        "pieces": [composing.stored(piece) for piece in given.pieces],
        "held": [asdict(each) for each in given.held],
    }


def about(screen: Screen, library: Library) -> dict[str, Any]:
    """What stands on the rest slide."""
    return {
        "library": library.name,
        "screen": screen.name,
        "branch": screen.branch.name,
        "orientation": screen.orientation,
        "hours": composing.hours_in_words(screen.opening_hours),
    }


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
