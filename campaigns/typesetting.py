"""Words on an image: letters that we ship, lines that fit, and never one that is cut off. Pure.

The letters are Source Sans 3 and Source Serif 4 under the SIL Open Font License (static/fonts),
at fixed weights, with Latin and Latin Extended. What they cannot draw, an emoji or another script,
is left out of an image, and `undrawable` says so.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont
from wcwidth import iter_graphemes

FOLDER = settings.BASE_DIR / "static" / "fonts"
SANS, STRONG, SERIF = "sans-400", "sans-600", "serif-500"
NOWHERE = "\uffff"  # no font has it: what is drawn instead is the sign for "missing"
HYPHEN = "-"
SMALLEST = 12


@dataclass(frozen=True)
class Words:
    """Lines in one letter and size, as wide and as high as they are drawn."""

    face: str
    size: int
    lines: tuple[str, ...]
    leading: int

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        return max((round(width(line, self.face, self.size)) for line in self.lines), default=0)


@lru_cache(maxsize=64)
def letter(face: str, size: int) -> FreeTypeFont:
    return ImageFont.truetype(str(FOLDER / f"samenplan-{face}.ttf"), size)


def width(text: str, face: str, size: int) -> float:
    return letter(face, size).getlength(text)


def drawable(text: str) -> str:
    """The text without what our letters lack; a letter loses its accent rather than itself."""
    kept = []
    for seen in iter_graphemes(unicodedata.normalize("NFC", text)):
        plain = unicodedata.normalize("NFKD", seen)[:1]
        if all(_has(sign) or sign.isspace() for sign in seen):
            kept.append(seen)
        elif plain.isalpha() and _has(plain):
            kept.append(plain)
    return " ".join("".join(kept).split())


def undrawable(text: str) -> str:
    """What is not on the image, each once."""
    lost = [
        seen
        for seen in iter_graphemes(unicodedata.normalize("NFC", text))
        if not all(_has(sign) or sign.isspace() for sign in seen)
    ]
    return " ".join(dict.fromkeys(lost))


@lru_cache(maxsize=4096)
def _has(sign: str) -> bool:
    return all(_mask(sign, face) != _mask(NOWHERE, face) for face in (SANS, SERIF))


@lru_cache(maxsize=4096)
def _mask(sign: str, face: str) -> bytes:
    return bytes(letter(face, 32).getmask(sign))


@dataclass(frozen=True)
class Room:
    """Where words may stand, and in which sizes, from large to small."""

    width: int
    height: int
    largest: int
    smallest: int
    leading: float = 1.2


def fitted(text: str, face: str, room: Room) -> Words:
    """The text as large as it fits, words whole; only in the smallest size a word is broken."""
    text = drawable(text)
    for size in range(room.largest, room.smallest - 1, -2):
        leading = round(size * room.leading)
        lines = _wrapped(text, face, size, room.width)
        if lines is not None and leading * len(lines) <= room.height:
            return Words(face, size, _balanced(lines, face, size, room.width), leading)
    # Smaller than is wished, before anything is lost.
    for size in range(room.smallest, SMALLEST - 1, -2):
        found = _in_parts(text, face, size, room)
        if found is not None:
            return found
    return _shortened(text, face, room)


def _in_parts(text: str, face: str, size: int, room: Room) -> Words | None:
    """The text in this size with words broken where they must be, or None where it is too high."""
    leading = round(size * room.leading)
    lines = _wrapped(_broken(text, face, size, room.width), face, size, room.width)
    if lines is None or leading * len(lines) > room.height:
        return None
    return Words(face, size, lines, leading)


def _shortened(text: str, face: str, room: Room) -> Words:
    """As much as fits in the smallest letters, with an ellipsis: on a cover of a few pixels."""
    for length in range(len(text) - 1, 0, -1):
        found = _in_parts(text[:length].rstrip() + "…", face, SMALLEST, room)
        if found is not None:
            return found
    return Words(face, SMALLEST, (), round(SMALLEST * room.leading))


def _wrapped(text: str, face: str, size: int, most: int) -> tuple[str, ...] | None:
    """Lines of whole words, or None where a word is wider than a line."""
    lines: list[str] = []
    for word in text.split():
        if width(word, face, size) > most:
            return None
        if lines and width(f"{lines[-1]} {word}", face, size) <= most:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(lines: tuple[str, ...], face: str, size: int, most: int) -> tuple[str, ...]:
    """As many lines as there were, of about the same width: no single word on the last one."""
    if len(lines) < 2:
        return lines
    text = " ".join(lines)
    low, high = most // 2, most
    while high - low > 8:
        middle = (low + high) // 2
        tried = _wrapped(text, face, size, middle)
        low, high = (low, middle) if tried and len(tried) <= len(lines) else (middle, high)
    return _wrapped(text, face, size, high) or lines


def _broken(text: str, face: str, size: int, most: int) -> str:
    """The same words, those that are wider than a line in parts that are not."""
    parts = []
    for word in text.split():
        rest = word
        while width(rest, face, size) > most:
            cut = max(
                (n for n in range(1, len(rest)) if width(rest[:n] + HYPHEN, face, size) <= most),
                default=1,
            )
            parts.append(rest[:cut] + HYPHEN)
            rest = rest[cut:]
        parts.append(rest)
    return " ".join(parts)
