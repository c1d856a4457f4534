"""Words of books as they are looked up: small letters, no accents, and numbers as a word too."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Hardly any title is found by these; they count only where nothing else was asked.
COMMON = frozenset(
    [
        *(
            "a",
            "an",
            "and",
            "de",
            "den",
            "der",
            "des",
            "die",
            "een",
            "en",
            "for",
            "het",
            "in",
            "la",
        ),
        *("le", "met", "of", "op", "te", "the", "to", "van", "voor"),
    ]
)
LONGEST_WORD = 60
MOST_WORDS = 8  # of one question
SHORT = 3  # a shorter word is meant as a whole
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\b[0-9](?:[- ]?[0-9]){8,11}[- ]?[0-9Xx]\b")
_IN_THIRTEEN = re.compile(r"978[0-9]{10}")
_BEFORE_ANY, _AFTER_ALL = "\x01", "\U0010ffff"  # of what may follow in a word
_BARE = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l"})


@dataclass(frozen=True)
class Range:
    """Words from the first on and before the second, by their code points."""

    start: str
    end: str


def folded(text: str) -> str:
    """The text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_BARE))
    return apart if apart.isascii() else "".join(c for c in apart if not unicodedata.combining(c))


def words(texts: Iterable[str]) -> set[str]:
    """The different words of these texts."""
    return {word[:LONGEST_WORD] for text in texts for word in _WORD.findall(folded(text))}


def codes(key: str, isbn: str) -> set[str]:
    """The number of a title, and its ISBN in thirteen and in ten signs, as words."""
    found = {bare for code in (key, isbn) if "|" not in code and (bare := _bare(code))}
    return found | {_in_ten_signs(code) for code in found if _IN_THIRTEEN.fullmatch(code)}


def asked(text: str) -> list[Range]:
    """What the words of a question may begin with; a number with its dashes is one word."""
    numbers = [_bare(found) for found in _CODE.findall(text)]
    found = sorted(words([_CODE.sub(" ", text)]), key=lambda word: (-len(word), word))
    telling = [word for word in found if word not in COMMON] or found
    ranges = [_range(word, is_whole=True) for word in numbers]
    ranges += [_range(word, is_whole=len(word) < SHORT) for word in telling]
    return ranges[:MOST_WORDS]


def _range(word: str, *, is_whole: bool) -> Range:
    return Range(word, word + (_BEFORE_ANY if is_whole else _AFTER_ALL))


def _bare(code: str) -> str:
    return "".join(_WORD.findall(folded(code)))[:LONGEST_WORD]


def _in_ten_signs(isbn: str) -> str:
    digits = isbn[3:12]
    check = -sum(int(digit) * (10 - at) for at, digit in enumerate(digits)) % 11
    return digits + ("x" if check == 10 else str(check))
