"""Writes what a library would hand over: loans, scheme, postcodes, households, members, books."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .book_files import write_books
from .days import LEAD
from .lent import Lent
from .memberships import write_memberships
from .people import Oddity
from .rows import HEADER, NAME_COLUMN, compact, draw_rows, row_bytes
from .scheme import scheme_rows, subsegment_codes
from .spoiling import bad_rows, spoiled
from .truth import BadLine, Tally, Truth
from .world import Order, World, make_world

# Rows in memory at a time; the file is the same for any number.
BLOCK = 65_536
MEMBER_SAMPLE = 200


def write_export(
    out: Path,
    *,
    rows: int,
    seed: int,
    until: date,
    months: int = 24,
    members: int | None = None,
    branches: int = 6,
    bad_per_million: int = 0,
) -> Truth:
    """Write an export of `rows` rows that ends with the day `until` into the folder `out`.

    Raises ValueError where it cannot be made.
    """
    order = Order(
        rows=rows,
        seed=seed,
        until=until,
        months=months,
        members=members,
        branches=branches,
        bad_per_million=bad_per_million,
    )
    return write_order(out, order)


def write_order(out: Path, order: Order) -> Truth:
    """Write all files of an order into the folder `out`; the same order gives the same bytes."""
    bad = bad_rows(order)
    world = make_world(order)
    out.mkdir(parents=True, exist_ok=True)
    write_scheme(out / "indeling.csv")
    write_postcodes(out / "postcodes.csv", world)
    write_households(out / "huishoudens.csv", world)
    write_members(out / "leden.csv", world)
    write_memberships(out / "leden-per-segment.csv", world)
    tally, lent = Tally(world), Lent(world)
    with (out / "uitleningen.csv").open("wb") as file:
        size = sum(file.write(piece) for piece in export_pieces(world, bad, tally, lent))
    write_books(out, world, lent)
    truth = Truth(
        seed=order.seed,
        rows=order.rows,
        months=order.months,
        first_day=world.days.origin + timedelta(days=LEAD),
        until=order.until,
        bytes=size,
        bad=[BadLine(row + 2, reason) for row, reason in bad.items()],
        warnings=tally.odd_members(),
        totals=tally.totals(order, len(bad)),
        promoted=[each.ppns(world.catalogue) for each in order.promotions],
    )
    truth.write(out / "waarheid.json")
    return truth


def export_pieces(
    world: World,
    bad: dict[int, str],
    tally: Tally,
    lent: Lent | None = None,
    *,
    block: int = BLOCK,
) -> Iterator[bytes]:
    """uitleningen.csv in pieces, header first; `tally` counts the good rows on the way."""
    order = world.order
    names = [*HEADER, NAME_COLUMN] if order.with_names else list(HEADER)
    yield (";".join(names) + "\r\n").encode()
    bad_places = np.array(list(bad), np.int64)
    for start in range(0, order.rows, block):
        stop = min(start + block, order.rows)
        rows = draw_rows(world, start, stop)
        table = row_bytes(world, rows)
        here = bad_places[np.searchsorted(bad_places, start) : np.searchsorted(bad_places, stop)]
        good = np.ones(stop - start, bool)
        good[here - start] = False
        tally.add(rows, good)
        if lent:
            lent.add(rows, good)
        done = 0
        for row in here.tolist():
            place = row - start
            yield compact(table[done:place])
            yield spoiled(compact(table[place : place + 1]), bad[row], order.seed, row)
            done = place + 1
        yield compact(table[done:])


def _write_table(path: Path, header: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)


def write_scheme(path: Path) -> None:
    """indeling.csv: 11 segments, each followed by its sub-segments, 59 in all."""
    rows = ((row.code, row.name, row.parent, row.colour) for row in scheme_rows())
    _write_table(path, ("code", "name", "parent", "colour"), rows)


def write_postcodes(path: Path, world: World) -> None:
    """postcodes.csv: one row per invented postcode."""
    streets, codes = world.streets, subsegment_codes()
    columns = (
        streets.postcodes,
        streets.subsegment.tolist(),
        streets.area.tolist(),
        streets.households.tolist(),
    )
    rows = (
        (postcode, codes[code], streets.areas[area], households)
        for postcode, code, area, households in zip(*columns, strict=True)
    )
    _write_table(path, ("postcode", "code", "area", "households"), rows)


def write_households(path: Path, world: World) -> None:
    """huishoudens.csv: the same households, summed per area and sub-segment."""
    _write_table(path, ("area", "code", "households"), iter(world.streets.households_by_area()))


def write_members(path: Path, world: World) -> None:
    """leden.csv: a few members with a usable postcode and birth year, to try that kind of file."""
    people = world.people
    good = np.flatnonzero(people.oddity == Oddity.NONE)[:MEMBER_SAMPLE].tolist()
    rows = (
        (people.numbers[member], people.postcodes[member], int(people.birth_year[member]))
        for member in good
    )
    _write_table(path, ("member", "postcode", "birth_year"), rows)
