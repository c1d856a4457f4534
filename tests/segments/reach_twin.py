"""Reach and titles counted by DuckDB from the files, to compare with what is told."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from segments.lattice import ADULTS, BANDS_OF, YOUTH, Period
from segments.queries import names, reach, title_readers
from segments.queries.reach import Reach, ReachAsk
from segments.reaching import LEAST_HOUSEHOLDS, PLACE_KINDS
from segments.suppression import rounded

REACHED = """
    SELECT segment, area, count(DISTINCT member) FROM loan
    WHERE year(day) = $year AND band IN (SELECT unnest($bands::int[])) GROUP BY CUBE (segment, area)
"""
PLACED = """
    SELECT segment, place, count(DISTINCT member) FROM loan
    JOIN (SELECT unnest($areas::text[]) AS code, unnest($places::text[]) AS place) ON code = area
    WHERE year(day) = $year AND band IN (SELECT unnest($bands::int[]))
    GROUP BY CUBE (segment, place)
"""
TAKEN = """
    SELECT segment, title, count(*), count(DISTINCT member) FROM loan
    WHERE year(day) = $year AND band IN (SELECT unnest($bands::int[])) GROUP BY segment, title
    UNION ALL
    SELECT '*', title, count(*), count(DISTINCT member) FROM loan
    WHERE year(day) = $year AND band IN (SELECT unnest($bands::int[])) GROUP BY title
"""
HOMES = """
    SELECT coalesce(nullif(scheme.parent, ''), scheme.code), area, sum(households::int)
    FROM read_csv($homes, delim = ';', all_varchar = true) AS homes
    JOIN read_csv(getvariable('scheme'), delim = ';', all_varchar = true) AS scheme USING (code)
    GROUP BY 1, 2
"""
EVERY = "*"
At = tuple[str, str]  # segment and place


@dataclass(frozen=True)
class Twin:
    """The database, and by kind of place the name of the place that each area lies in."""

    database: Any
    folder: Path
    places: Mapping[str, Mapping[str, str]]

    def readers(self, year: int, age: int, kind: str) -> dict[At, int]:
        where = self.places.get(kind, {})
        asked = {"year": year, "bands": list(BANDS_OF[age])}
        found = self.database.execute(REACHED, asked).fetchall()
        if kind not in ("everywhere", "area"):
            asked |= {"areas": list(where), "places": list(where.values())}
            found = self.database.execute(PLACED, asked).fetchall()
        return {(segment or EVERY, place or EVERY): count for segment, place, count in found}

    def homes(self, kind: str) -> dict[At, int]:
        where = self.places.get(kind, {})
        found: dict[At, int] = {}
        homes = str(self.folder / "huishoudens.csv")
        for segment, area, count in self.database.execute(HOMES, {"homes": homes}).fetchall():
            for at in {(segment, where.get(area, area)), (segment, EVERY)}:
                found[at] = found.get(at, 0) + count
        return found

    def taken(self, year: int, age: int) -> dict[At, tuple[int, int]]:
        found = self.database.execute(TAKEN, {"year": year, "bands": list(BANDS_OF[age])})
        return {(segment, title): (lent, read) for segment, title, lent, read in found.fetchall()}


def asks(points: int) -> Iterator[tuple[ReachAsk, str]]:
    """Random questions about reach, the same ones every time."""
    chosen = random.Random(7)
    for _ in range(points):
        kind = chosen.choice(list(PLACE_KINDS))
        year, age = chosen.choice([2025, 2026]), chosen.choice([ADULTS, YOUTH])
        yield ReachAsk(Period(2, year), age, PLACE_KINDS[kind]), kind


def differences(found: Reach, twin: Twin, kind: str) -> tuple[int, list[str]]:
    """How many penetrations are told, and those that are not what DuckDB makes of the files."""
    readers = twin.readers(found.ask.period.year, found.ask.age, kind)
    homes, told, wrong = twin.homes(kind), 0, []
    reference = _average(found, readers, homes)
    for line in found.lines.values():
        at = line.segment.code or EVERY, line.place.code or EVERY
        if line.segment is reach.EVERY or not line.borrowers.is_shown:
            continue
        count, households = rounded(readers.get(at, 0)), homes.get(at, 0)
        own = round(100 * count / households, 1) if households >= LEAST_HOUSEHOLDS else None
        more = None
        if own is not None and reference is not None:
            more = rounded(int(max(0.0, reference - own) * households / 100 + 0.5))
        wanted = (count, households, own, more)
        mine = (line.borrowers.borrowers, line.households, line.per_hundred, line.potential)
        told += own is not None
        if mine != wanted:
            wrong.append(f"{found.ask}: {at}: {mine} and not {wanted}")
    return told, wrong


def _average(found: Reach, readers: Mapping[At, int], homes: Mapping[At, int]) -> float | None:
    shown = [
        (segment.code, EVERY)
        for segment in found.segments
        if found.line(segment.position).borrowers.is_shown
        and homes.get((segment.code, EVERY), 0) >= LEAST_HOUSEHOLDS
    ]
    households = sum(homes[at] for at in shown)
    return (
        round(100 * sum(rounded(readers[at]) for at in shown) / households, 1)
        if households
        else None
    )


def title_differences(library: Any, twin: Twin, year: int, age: int) -> tuple[int, list[str]]:
    """The same of the titles of every segment, and of all of them together."""
    taken, told, wrong = twin.taken(year, age), 0, []
    for segment in [*names.segments(library), None]:
        at = segment.position if segment else None
        found = title_readers.top_titles(library, year, age=age, segment=at, limit=1000)
        for line in found.lines:
            lent, readers = taken[segment.code if segment else EVERY, line.key]
            told += 1
            if (line.loans, line.borrowers) != (rounded(lent), rounded(readers)) or readers < 10:
                wrong.append(f"{year} {age} {segment}: {line} and not {lent}, {readers}")
    return told, wrong
