"""A writer's name as people say it, from the way in which a catalogue files it. Pure."""

import re

# Catalogues file them with the last name and often with a capital: "Van Elzerhem, Hanneke".
PARTICLES = frozenset(
    (
        *("aan", "bij", "in", "onder", "op", "over", "tot", "uit", "van", "von", "voor", "du"),
        *("de", "den", "der", "des", "het", "'s", "'t", "’s", "’t", "te", "ten", "ter"),
    )
)
BETWEEN = re.compile(r"\s*;\s*|\s+/\s+")
YEARS = re.compile(r"[\s,]*\(?\b\d{4}\s*-[\s\d.]*\)?\.?$")
FULL_STOP = re.compile(r"(?<=\w\w)\.$")


def said(author: str) -> str:
    """Hanneke van Elzerhem, for "Van Elzerhem, Hanneke"; of more than one writer, each."""
    names = [_said(each) for each in BETWEEN.split(author)]
    return ", ".join(name for name in names if name)


def _said(author: str) -> str:
    author = FULL_STOP.sub("", YEARS.sub("", author.strip()))
    last, comma, first = author.partition(",")
    if not comma or "," in first or not first.strip():
        return author
    before, name = _parted(last.split())
    given = first.split()
    # "Anna De" of "Vries, Anna De"; one word alone is a first name, whatever it looks like.
    while len(given) > 1 and given[-1].lower() in PARTICLES:
        before.insert(0, given.pop().lower())
    return " ".join([*given, *before, *name])


def _parted(last: list[str]) -> tuple[list[str], list[str]]:
    """The particles in front of a last name, in small letters, and the name itself."""
    count = 0
    while count < len(last) - 1 and last[count].lower() in PARTICLES:
        count += 1
    return [word.lower() for word in last[:count]], last[count:]
