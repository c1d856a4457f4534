"""A programme as a page shows it: its slides as they are drawn, and what plays now. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Public = Mapping[str, Any]
LARGE, MEDIUM = 22, 40  # characters of a heading that still fits in letters of that size


def stage(public: Public, *, digest: str, covers: str) -> dict[str, Any]:
    """What `campaigns/_stage.html` needs; `covers` is where its pictures are."""
    return {
        "public": public,
        "digest": digest,
        "open": None if public["open"] is None else spells(public["open"]),
        "slides": [_drawn(slide) for slide in public["slides"]],
        "covers": covers,
    }


def now_playing(public: Public, moment: datetime) -> list[Mapping[str, Any]]:
    """The slides that take turns at a moment, what is in front first; none while it is closed."""
    now = int(moment.timestamp() * 1000)
    if public["open"] is not None and not _holds(public["open"], now):
        return []
    valid = [slide for slide in public["slides"] if _holds(slide["plays"], now)]
    front = max(valid, key=lambda each: each["front"], default=None)
    if front is None or not front["front"]:
        return valid
    return [front, *(each for each in valid if each is not front)]


def spells(found: Sequence[Sequence[int]]) -> str:
    """As an attribute holds them: 1-5 8-9."""
    return " ".join(f"{begins:d}-{ends:d}" for begins, ends in found)


def _holds(found: Sequence[Sequence[int]], now: int) -> bool:
    return any(begins <= now < ends for begins, ends in found)


def _drawn(slide: Mapping[str, Any]) -> dict[str, Any]:
    length = len(slide["heading"])
    size = "large" if length <= LARGE else "medium" if length <= MEDIUM else "small"
    return {
        **slide,
        "size": size,
        "spells": spells(slide["plays"]),
        # A long address breaks after a stroke.
        "address_parts": slide.get("address", "").split("/"),
        "name": slide["key"].replace(":", "-"),
        # Point and not comma, whatever the language: an attribute that a script reads.
        "lasts": f"{slide['seconds']:.2f}",
        "is_front": f"{slide['front']:.3f}" if slide["front"] else "",
    }


def version_of(content: Mapping[str, Any]) -> str:
    """Twelve characters that change with a content."""
    written = json.dumps(content, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:12]
