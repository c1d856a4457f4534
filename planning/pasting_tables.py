"""A plan out of a table: with a row per thing, or with a column per month. Pure."""

import re
from collections.abc import Sequence

from planning.entries import COLLECTION, DISCIPLINES, MARKETING, PROGRAMMING
from planning.pasting import MOST_ROWS, Found, Pasted, days_in, months_of, row

Cells = Sequence[Sequence[str]]
# What a column is about, by the beginning of its head.
HEADS = {
    "first": ("start", "begin", "van", "datum", "wanneer", "periode", "eerste dag", "date", "dag"),
    "last": ("eind", "tot", "t/m", "laatste dag", "end"),
    "month": ("maand", "month"),
    "week": ("week", "wk"),
    "title": (
        "wat",
        "titel",
        "onderwerp",
        "activiteit",
        "campagne",
        "naam",
        "omschrijving",
        "title",
    ),
    "target_group": ("doelgroep", "voor wie"),
    "discipline": ("vakgebied", "discipline", "afdeling", "team", "domein"),
    "notes": ("opmerking", "toelichting", "kanaal", "kanalen", "waar", "locatie", "wie", "notes"),
}
SIDES = {
    COLLECTION: ("collectie", "c"),
    MARKETING: ("marketing", "marcom", "communicatie", "m"),
    PROGRAMMING: ("programmering", "activiteiten", "p"),
}


def from_table(cells: Cells, year: int) -> list[Pasted]:
    """The rows of a plan; what stands above its head is left out."""
    lines = [[" ".join(cell.split()) if cell else "" for cell in line] for line in cells]
    for number, line in enumerate(lines[:15]):
        if months := months_of(line):
            return _by_month(lines[number + 1 :], months, year)[:MOST_ROWS]
        heads = _heads(line)
        if "title" in heads and heads.keys() & {"first", "month", "week"}:
            return _by_head(lines[number + 1 :], heads, year)[:MOST_ROWS]
    return _without_head(lines, year)[:MOST_ROWS]


def _heads(line: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(line):
        text = cell.casefold()
        for field, begins in HEADS.items():
            if (
                field not in found
                and text
                and any(re.match(rf"{b}(?:s?datum|dag)?\b", text) for b in begins)
            ):
                found[field] = place
                break
    return found


def _by_head(lines: Cells, heads: dict[str, int], year: int) -> list[Pasted]:
    rows = []
    for line in lines:
        cell = {name: line[place] if place < len(line) else "" for name, place in heads.items()}
        if not cell["title"]:
            continue
        found = _days_of(cell, year)
        discipline = side_of(cell.get("discipline", ""))
        rows.append(
            row(
                cell["title"],
                found,
                discipline=discipline,
                target_group=cell.get("target_group", "")[:60],
                notes=cell.get("notes", "")[:1000],
            )
        )
    return rows


def _days_of(cell: dict[str, str], year: int) -> Found | None:
    first = days_in(cell.get("first", ""), year)
    if first:
        last = days_in(cell.get("last", ""), year)
        end = last.last if last and last.last >= first.first else first.last
        return Found(first.first, end, "")
    if cell.get("week"):
        text = cell["week"]
        return days_in(text if re.match(r"\D", text) else f"week {text}", year)
    return days_in(cell.get("month", ""), year)


def _by_month(lines: Cells, months: dict[int, int], year: int) -> list[Pasted]:
    rows, side = [], ""
    for line in lines:
        label = next((cell for place, cell in enumerate(line) if cell and place not in months), "")
        side = side_of(label) or side
        for place, month in months.items():
            text = line[place] if place < len(line) else ""
            for part in filter(None, (each.strip(" •-") for each in re.split(r"[;\n]", text))):
                named = days_in(part, year)
                found = named if named and named.rest else days_in(f"1-{month}-{year}", year)
                whole = days_in(_MONTH_NAMES[month - 1], year)
                if not (named and named.rest) and whole:
                    found = Found(whole.first, whole.last, part)
                rows.append(row(found.rest if found else part, found, discipline=side))
    return rows


_MONTH_NAMES = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def _without_head(lines: Cells, year: int) -> list[Pasted]:
    rows = []
    for line in lines:
        filled = [cell for cell in line if cell]
        if not filled:
            continue
        dated = [(cell, found) for cell in filled if (found := days_in(cell, year))]
        days = [found for _cell, found in dated]
        only = [cell for cell, found in dated if not found.rest]
        texts = [found.rest for _cell, found in dated if found.rest]
        texts += [cell for cell in filled if cell not in [each for each, _found in dated]]
        if not texts:
            continue
        found = Found(days[0].first, max(each.last for each in days[:2]), "") if days else None
        if len(only) < 2 and days:
            found = Found(days[0].first, days[0].last, "")
        title = max(texts, key=len)
        notes = ", ".join(text for text in texts if text != title)[:1000]
        side = next(filter(None, map(side_of, filled)), "")
        rows.append(row(title, found, notes=notes, discipline=side))
    return rows


def side_of(text: str) -> str:
    """The discipline that a word names, or nothing."""
    word = text.strip(" .:").casefold()
    for discipline in DISCIPLINES:
        for name in SIDES.get(discipline, ()):
            if word == name or (len(name) > 1 and word.startswith(name)):
                return discipline
    return ""
