"""Members per segment, area and age, more than borrow: some have a card and do not use it."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .scheme import SEGMENTS, segment_positions
from .world import World

HEADER = ("segment", "gebied", "leeftijdsgroep", "leden", "nulleners", "veelleners")
ADULT = 18
# Of 100 who borrow, so many more have a card and do not; per segment S1 to S11.
_IDLE = (34, 22, 18, 55, 41, 27, 30, 48, 24, 20, 63)
_MUCH = 12  # of 100 who borrow
Key = tuple[int, int, bool]  # segment, area (-1: elsewhere), adult


def write_memberships(path: Path, world: World) -> None:
    """leden-per-segment.csv: everywhere first, then per area."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(_rows(world))


def _rows(world: World) -> Iterator[tuple[object, ...]]:
    areas, counts = world.streets.areas, _borrowers(world)
    lines = {key: _line(key[0], count) for key, count in sorted(counts.items())}
    everywhere: dict[tuple[int, bool], list[int]] = {}
    for (segment, _area, is_adult), line in lines.items():
        total = everywhere.setdefault((segment, is_adult), [0, 0, 0])
        everywhere[segment, is_adult] = [a + b for a, b in zip(total, line, strict=True)]
    for (segment, is_adult), total in everywhere.items():
        yield SEGMENTS[segment].code, "", _age(is_adult=is_adult), *total
    for (segment, area, is_adult), line in lines.items():
        if area >= 0:
            yield SEGMENTS[segment].code, areas[area], _age(is_adult=is_adult), *line


def _borrowers(world: World) -> Counter[Key]:
    people, streets, owners = world.people, world.streets, segment_positions()
    area_of = dict(zip(streets.postcodes, streets.area.tolist(), strict=True))
    year = world.order.until.year
    return Counter(
        (owners[code], area_of.get("".join(postcode.split()).upper(), -1), year - born >= ADULT)
        for code, postcode, born in zip(
            people.subsegment.tolist(), people.postcodes, people.birth_year.tolist(), strict=True
        )
    )


def _line(segment: int, borrowers: int) -> tuple[int, int, int]:
    idle = borrowers * _IDLE[segment] // 100
    return borrowers + idle, idle, borrowers * _MUCH // 100


def _age(*, is_adult: bool) -> str:
    return "volwassenen" if is_adult else "jeugd"
