"""The slides of a campaign as they would play, and what to say of each before it does. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns import composing, programme, slides
from campaigns.programme import Piece

# From the beginning of time to its end: a preview plays whatever the day is.
ALWAYS = [
    (datetime(2000, 1, 1, tzinfo=programme.ZONE), datetime(2999, 1, 1, tzinfo=programme.ZONE))
]


@dataclass(frozen=True)
class Checked:
    """A slide with how long it is, and what makes it hard to read."""

    piece: Piece
    name: str  # its id on the stage
    heading: str
    words: int
    seconds: int
    remarks: Sequence[str]
    bare: str  # of which book there is no picture


def public(about: Mapping[str, Any], pieces: Iterable[Piece]) -> dict[str, Any]:
    """A programme in which these slides play all the time; `about` is for the rest slide."""
    found = [composing.public_slide(piece, ALWAYS) for piece in pieces]
    return {**about, "open": None, "until": 0, "slides": found}


def checked(piece: Piece) -> Checked:
    content = piece.content
    return Checked(
        piece=piece,
        name=piece.key.replace(":", "-"),
        heading=content["heading"] or str(content.get("text", "")),
        words=content["words"],
        seconds=round(content["seconds"]),
        remarks=list(_remarks(content)),
        bare=_bare(content),
    )


def _remarks(content: Mapping[str, Any]) -> Iterable[str]:
    if str(content.get("text", "")).endswith(" …"):
        yield _("The text was too long and is shortened.")
    elif content["words"] > slides.MOST_WORDS:
        yield _("More than 30 words: nobody reads that in passing.")
    if len(content.get("address", "")) > slides.LONGEST_ADDRESS:
        yield _("The address is long to type over; a shorter one helps.")


def _bare(content: Mapping[str, Any]) -> str:
    names = [book["title"] for book in content.get("books", ()) if not book["file"]]
    said = _("Without a picture: %(titles)s. A cover in letters takes its place.")
    return said % {"titles": ", ".join(names)} if names else ""
