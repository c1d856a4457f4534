"""Writes what a library would hand over about its books, in agreement with its loans."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from .catalogue import Cells
from .draws import For, Ints, bits, part
from .holdings import AT_FIRST_BRANCH, SCARCE, Stock, make_stock
from .lent import Lent
from .library import RUBRIEKEN
from .world import World

NEW_DAYS = 60
NEW_SHELF = "Nieuw binnen"
SHORTEST_LIST, LONGEST_LIST = 4, 20
POPULAR = ("ROM", "SPAN", "LIT", "BIO", "J B")
STILL_LOVED = (AT_FIRST_BRANCH, "TUIN", "GES", "STREEK", "SPAN", "PK")
LOVED_EACH = 2
OLD_YEARS = 5
OTHER_LANGUAGES = ("en", "en", "en", "fy", "de", "fr", "pl", "ar", "tr", "uk")
ONE_DAY = date(1970, 1, 1)
_PRICES = {"PK": 1_595, "VL": 1_695, "J E": 1_250, "J A": 1_450, "J STRIP": 1_095, "KUN": 3_995}
WORK = ("PPN", "ISBN", "TITEL", "AUTEUR")


def write_books(out: Path, world: World, lent: Lent) -> Stock:
    """Write titels.csv, bezit.csv, aanwinsten.csv, reserveringen.csv and saneren.csv."""
    stock = make_stock(world, lent)
    files = {
        "titels.csv": (
            (*WORK, "RUBRIEK", "MATERIAAL", "TAAL", "DOELPUBLIEK", "JAAR_VAN_UITGAVE",
             "UITLENINGEN", "LAATSTE_UITLEENDATUM"),
            _titles(world, stock, lent),
        ),
        "bezit.csv": (
            (*WORK, "VESTIGING", "KAST", "EXEMPLAREN", "AANSCHAFDATUM", "PRIJS"),
            _holdings(world, stock),
        ),
        "aanwinsten.csv": (
            ("AANSCHAFDATUM", *WORK, "RUBRIEK", "VESTIGING", "EXEMPLAREN", "PRIJS"),
            _acquisitions(world, stock),
        ),
        "reserveringen.csv": ((*WORK, "VESTIGING", "RESERVERINGEN"), _reservations(world, stock)),
        "saneren.csv": ((*WORK, "VESTIGING", "EXEMPLAREN"), _weeding(world, stock)),
    }  # fmt: skip
    for name, (header, rows) in files.items():
        with (out / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(header)
            writer.writerows(rows)
    return stock


def _titles(world: World, stock: Stock, lent: Lent) -> Iterator[tuple[Any, ...]]:
    drawn = _drawn(world, For.TITLE_FACTS, len(stock.cells)).tolist()
    for number, cell in enumerate(stock.cells):
        is_lent = number < len(lent.last_year) and lent.last_day[number] >= 0
        last = world.days.origin + timedelta(days=int(lent.last_day[number])) if is_lent else None
        # A book comes in soon after it came out, and an old one is seldom a reprint.
        published = int(cell.acquired[:4]) - (drawn[number] % 16 == 0)
        yield (
            *_work(cell),
            cell.genre,
            cell.material,
            _language(cell, drawn[number]),
            cell.audience,
            min(published, world.order.until.year),
            int(lent.last_year[number]) if number < len(lent.last_year) else 0,
            _day(last) if last else "",
        )


def _language(cell: Cells, drawn: int) -> str:
    if cell.genre in ("ROM", "LIT", "SPAN", "PK") and drawn % 12 == 0:
        return OTHER_LANGUAGES[drawn // 12 % len(OTHER_LANGUAGES)]
    return "nl"


def _holdings(world: World, stock: Stock) -> Iterator[tuple[Any, ...]]:
    codes = [branch.code for branch in world.branches]
    is_new = _is_new(world, stock)
    prices = _prices(world, stock)
    made_on = (world.order.until - ONE_DAY).days + 1  # in the morning after the last loans
    for title, branch in zip(*(at.tolist() for at in stock.copies.nonzero()), strict=True):
        if stock.acquired[title] > made_on:  # still to come
            continue
        cell = stock.cells[title]
        shelf = NEW_SHELF if is_new[title] else RUBRIEKEN[int(stock.genre[title])].label
        copies = int(stock.copies[title, branch])
        day = _dutch(cell.acquired)
        yield *_work(cell), codes[branch], shelf, copies, day, prices[title]


def _acquisitions(world: World, stock: Stock) -> Iterator[tuple[Any, ...]]:
    codes = [branch.code for branch in world.branches]
    is_new, prices = _is_new(world, stock), _prices(world, stock)
    order = np.argsort(stock.acquired, kind="stable")
    for title in order[is_new[order]].tolist():
        cell = stock.cells[title]
        for branch in np.flatnonzero(stock.copies[title]).tolist():
            copies = int(stock.copies[title, branch])
            row = (codes[branch], copies, prices[title])
            yield _dutch(cell.acquired), *_work(cell), cell.genre, *row


def _reservations(world: World, stock: Stock) -> Iterator[tuple[Any, ...]]:
    """Long lists for what is scarce, shorter ones for what is new, and a few for the rest."""
    codes = [branch.code for branch in world.branches]
    drawn = _drawn(world, For.RESERVATION, len(stock.cells))
    is_new = _is_new(world, stock)
    genres = [RUBRIEKEN[place].code for place in stock.genre.tolist()]
    for title, cell in enumerate(stock.cells):
        chance = int(drawn[title])
        if genres[title] == SCARCE and (is_new[title] or chance % 10 < 3):
            waiting = SHORTEST_LIST + chance // 10 % (LONGEST_LIST - SHORTEST_LIST)
        elif is_new[title] and genres[title] in POPULAR:
            waiting = chance % 15
        else:
            waiting = 1 + chance % 3 if chance % 40 == 0 and stock.lent[title] else 0
        for branch, people in enumerate(_spread(waiting, chance, len(codes))):
            if people:
                yield *_work(cell), codes[branch], people


def _spread(waiting: int, chance: int, branches: int) -> list[int]:
    """People over the branches where they want to collect it; one branch after the other."""
    found = [0] * branches
    for number in range(waiting):
        found[(chance + number * 7 + number // 3) % branches] += 1
    return found


def _weeding(world: World, stock: Stock) -> Iterator[tuple[Any, ...]]:
    """What nobody takes, and a few old ones that somebody still loves."""
    codes = [branch.code for branch in world.branches]
    drawn = _drawn(world, For.WEEDING, len(stock.cells))
    old = (world.order.until - ONE_DAY).days - OLD_YEARS * 365
    is_old = stock.acquired < old
    asleep = np.zeros(len(stock.cells), bool)
    asleep[stock.sleepers] = True
    chosen = is_old & ((asleep & (drawn % 5 < 3)) | ((stock.lent <= 1) & (drawn % 4 == 0)))
    for place, rubriek in enumerate(RUBRIEKEN):
        if rubriek.code in STILL_LOVED:
            of_genre = np.flatnonzero(is_old & (stock.genre == place))
            chosen[of_genre[np.argsort(-stock.lent[of_genre], kind="stable")[:LOVED_EACH]]] = True
    for title in np.flatnonzero(chosen).tolist():
        for branch in np.flatnonzero(stock.copies[title]).tolist():
            row = (codes[branch], int(stock.copies[title, branch]))
            yield *_work(stock.cells[title]), *row


def _is_new(world: World, stock: Stock) -> Any:
    until = (world.order.until - ONE_DAY).days
    return stock.acquired > until - NEW_DAYS


def _prices(world: World, stock: Stock) -> list[str]:
    """A price per title, with a decimal comma."""
    drawn = _drawn(world, For.PRICE, len(stock.cells)).tolist()
    base = [_PRICES.get(RUBRIEKEN[place].code, 2_199) for place in stock.genre.tolist()]
    cents = [each + 100 * (chance % 9) - 400 for each, chance in zip(base, drawn, strict=True)]
    return [f"{each // 100},{each % 100:02}" for each in cents]


def _drawn(world: World, purpose: For, count: int) -> Ints:
    return part(bits(world.order.seed, purpose, np.arange(count)), 0, 20)


def _work(cell: Cells) -> tuple[str, str, str, str]:
    return cell.ppn, cell.isbn, cell.title, cell.author


def _dutch(day: str) -> str:
    return f"{day[8:]}-{day[5:7]}-{day[:4]}"


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"
