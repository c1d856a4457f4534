"""Who is spoken to in a comment: "@Noor" and "@Noor de Vries". Pure: text and names in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Piece:
    """A part of a comment; `person` is who is named in it, or None for the words between."""

    text: str
    person: int | None = None


def pieces(body: str, people: Mapping[int, str]) -> list[Piece]:
    """A comment in parts; `people` are the names by number of who can be spoken to.

    The first name is enough while only one of them has it. Longer names win: "@Noor de Vries" is
    not "@Noor" with something behind it.
    """
    names = _names(people)
    if not names:
        return [Piece(body)] if body else []
    wanted = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    found, at = [], 0
    for match in re.finditer(rf"(?<!\w)@({wanted})(?!\w)", body, re.IGNORECASE):
        if match.start() > at:
            found.append(Piece(body[at : match.start()]))
        found.append(Piece(match.group(), names[match.group(1).lower()]))
        at = match.end()
    return [*found, Piece(body[at:])] if at < len(body) else found


def mentioned(body: str, people: Mapping[int, str]) -> set[int]:
    """The numbers of who is spoken to."""
    return {each.person for each in pieces(body, people) if each.person is not None}


@dataclass(frozen=True)
class Unknown:
    """A name that is nobody's, or more than one person's; `meant` is who it may be."""

    name: str
    meant: tuple[str, ...] = ()
    is_shared: bool = False


def unknown(body: str, people: Mapping[int, str]) -> list[Unknown]:
    """Who is spoken to and cannot be found, each once; with the names that come near."""
    said = [
        name
        for piece in pieces(body, people)
        if piece.person is None
        for name in re.findall(r"(?<!\w)@(\w[\w’'-]*)", piece.text)
    ]
    once = {name.lower(): name for name in reversed(said)}
    return [_judged(name, people) for name in reversed(once.values())]


def _judged(name: str, people: Mapping[int, str]) -> Unknown:
    same = [each for each in people.values() if name.lower() in _called(each)]
    if len(same) > 1:
        return Unknown(name, tuple(sorted(same)), is_shared=True)
    near = get_close_matches(
        name.lower(), [word for each in people.values() for word in _called(each)]
    )
    meant = [each for each in people.values() if set(near) & set(_called(each))]
    return Unknown(name, tuple(dict.fromkeys(sorted(meant))))


def _called(name: str) -> list[str]:
    """What somebody may be called by one word: the first name, or the last."""
    words = name.lower().split()
    return [words[0], words[-1]] if words else []


def _names(people: Mapping[int, str]) -> dict[str, int]:
    """What each can be called, in small letters; what two are called alike is nobody."""
    full: dict[str, list[int]] = {}
    first: dict[str, list[int]] = {}
    for number, name in people.items():
        words = name.lower().split()
        if words:
            full.setdefault(" ".join(words), []).append(number)
            first.setdefault(words[0], []).append(number)
    both = first | full
    return {name: numbers[0] for name, numbers in both.items() if len(numbers) == 1}
