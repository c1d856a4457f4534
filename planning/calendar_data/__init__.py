"""The calendar that ships: national campaigns and days off, each row with its source.

The files beside this module hold what is known of a year. For a year that they do not hold, the
campaigns follow from their rules and stand as expected, and so do the school holidays.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from planning.calendar_data import rules

HERE = Path(__file__).parent
REGIONS = {"north": "Noord", "middle": "Midden", "south": "Zuid"}
SCHOOL, PUBLIC = "school", "public"
# The same holiday of another year is further away than this, whatever was made of it.
NEARBY = timedelta(days=60)


@dataclass(frozen=True)
class NationalRow:
    code: str
    year: int
    name: str
    starts_on: date
    ends_on: date
    is_confirmed: bool
    theme: str
    organiser: str
    audience: str
    source: str


@dataclass(frozen=True)
class HolidayRow:
    kind: str
    region: str
    name: str
    starts_on: date
    ends_on: date
    is_confirmed: bool
    source: str


def national_campaigns(year: int) -> list[NationalRow]:
    """The national campaigns of a year, in order of their days."""
    known = _national_file()
    rows = [row for row in known if row.year == year]
    if not rows:
        last = max(row.year for row in known)
        rows = [_expected(row, year) for row in known if row.year == last]
    return sorted(rows, key=lambda row: (row.starts_on, row.name))


def holidays(year: int) -> list[HolidayRow]:
    """The public and school holidays with a day in a year, in order of their days."""
    known = [row for row in _school_file() if year in (row.starts_on.year, row.ends_on.year)]
    school = known + [row for row in _expected_school(year) if not is_among(row, known)]
    return sorted(
        [*_public(year), *school],
        key=lambda row: (row.starts_on, row.ends_on, row.name, row.region),
    )


def is_among(row: HolidayRow, others: Iterable[Any]) -> bool:
    """Whether this holiday, perhaps on other days, is one of the others."""
    return any(
        (row.kind, row.region, row.name) == (each.kind, each.region, each.name)
        and abs(row.starts_on - each.starts_on) <= NEARBY
        for each in others
    )


@cache
def channels() -> tuple[str, ...]:
    """The channels that nearly every library has."""
    return tuple(row["name"] for row in _rows("channels.csv"))


def _expected(row: NationalRow, year: int) -> NationalRow:
    first, last = rules.days_of(row.code, year)
    source = (
        row.source if not row.is_confirmed else f"Verwacht, naar {row.year}. {row.source}"[:200]
    )
    return NationalRow(
        code=row.code,
        year=year,
        name=row.name,
        starts_on=first,
        ends_on=last,
        is_confirmed=False,
        theme="",
        organiser=row.organiser,
        audience=row.audience,
        source=source,
    )


def _public(year: int) -> list[HolidayRow]:
    import holidays as packaged

    days = packaged.country_holidays(
        "NL", years=year, language="nl", categories=("public", "optional")
    )
    return [_public_row(day, name) for day, name in sorted(days.items())]


def _public_row(day: date, name: str) -> HolidayRow:
    source = "Algemene termijnenwet"
    if name == "Bevrijdingsdag":
        source = "Nationale feestdag; niet overal een vrije dag"
    if name == "Goede vrijdag":
        source = "Algemene termijnenwet; niet overal een vrije dag"
    return HolidayRow(PUBLIC, "", name, day, day, is_confirmed=True, source=source)


def _expected_school(year: int) -> list[HolidayRow]:
    source = "Verwacht, naar de regeling 2025-2030 (Staatscourant 2024, 19237)"
    return [
        HolidayRow(SCHOOL, region, name, first, last, is_confirmed=False, source=source)
        for region in REGIONS
        for name, first, last in rules.school_breaks(REGIONS[region], year)
    ]


@cache
def _national_file() -> tuple[NationalRow, ...]:
    return tuple(
        NationalRow(
            code=row["code"],
            year=int(row["year"]),
            name=row["name"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            is_confirmed=row["is_confirmed"] == "yes",
            theme=row["theme"],
            organiser=row["organiser"],
            audience=row["audience"],
            source=row["source"],
        )
        for row in _rows("national_campaigns.csv")
    )


@cache
def _school_file() -> tuple[HolidayRow, ...]:
    return tuple(
        HolidayRow(
            kind=SCHOOL,
            region=row["region"],
            name=row["name"],
            starts_on=date.fromisoformat(row["starts_on"]),
            ends_on=date.fromisoformat(row["ends_on"]),
            is_confirmed=row["is_confirmed"] == "yes",
            source=row["source"],
        )
        for row in _rows("school_holidays.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
