"""The titles of the library: believable, Dutch, written by nobody; with PPN, ISBN and copies."""

import csv
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import words
from .draws import Floats, For, Ints, bits, part
from .library import RUBRIEKEN
from .people import padded

LOANS_PER_TITLE = 25
MOST_TITLES = 400_000
LEAST_TITLES = 600
NEW_PER_YEAR = 0.1
RECENT = 0.3  # the part of the loans that goes to the newest titles
MOST_COPIES = 8  # of a title in one branch; eight fit in the barcode
ZIPF = 0.85
ZIPF_SHIFT = 20.0
# Copies are older than any loan, also than the loans before the file that a renewal belongs to.
SETTLED_DAYS = 200
OLDEST_DAYS = 4_300
_EPOCH = np.datetime64("1970-01-01", "D")


class Cells(NamedTuple):
    """A title as files tell of it; the day it came in as jjjj-mm-dd."""

    ppn: str
    isbn: str
    title: str
    author: str
    genre: str
    material: str
    audience: str
    acquired: str


@dataclass(frozen=True)
class Catalogue:
    """Titles lie per rubriek in order of acquisition; the arrays have one entry per rubriek."""

    start: Ints  # number of the rubriek's first title
    settled: Ints  # titles that were there before the export
    growing: Ints  # titles that come in during it
    stride: Ints  # walks through the settled titles so that a popular one may be of any age
    block: NDArray[
        np.uint8
    ]  # (titles, width): PPN;ISBN;TITEL;AUTEUR;RUBRIEK;MATERIAAL;DOELPUBLIEK;AANSCHAFDATUM;

    def pick(
        self, genre: Ints, passed: Floats, recent: NDArray[np.bool_], chance: Floats
    ) -> tuple[Ints, Ints]:
        """Titles of these rubrieken and their ranks (0 = most lent), `passed` (0..1) on the way."""
        settled, growing = self.settled[genre], self.growing[genre]
        available = settled + (growing * np.clip(passed, 0.0, 1.0)).astype(np.int64)
        window = np.minimum(available, growing // 2 + 20)
        rank = zipf_rank(chance, np.where(recent, window, settled))
        return self.start[genre] + np.where(
            recent, available - 1 - rank, self.classic(genre, rank)
        ), rank

    def classic(self, genre: Ints | int, rank: Ints) -> Ints:
        """Where in its rubriek a settled title of this rank lies: a popular one has any age."""
        place: Ints = (rank * self.stride[genre] + 11) % self.settled[genre]
        return place

    def cells(self) -> list["Cells"]:
        """All titles as the cells of a table."""
        lines = (row.tobytes().rstrip(b"\0").decode() for row in self.block)
        return [_cells_of_row(row) for row in csv.reader(lines, delimiter=";")]


def _cells_of_row(row: list[str]) -> Cells:
    ppn, isbn, title, author, genre, material, audience, day, _end = row
    acquired = f"{day[6:]}-{day[3:5]}-{day[:2]}"
    return Cells(ppn, isbn, title, author, genre, material, audience, acquired)


def zipf_rank(chance: Floats, count: Ints) -> Ints:
    """A rank below `count`, drawn by a shifted power law (inverse of its distribution)."""
    low = ZIPF_SHIFT ** (1.0 - ZIPF)
    high = (count + ZIPF_SHIFT) ** (1.0 - ZIPF)
    rank = (low + chance * (high - low)) ** (1.0 / (1.0 - ZIPF)) - ZIPF_SHIFT
    whole: Ints = np.clip(rank.astype(np.int64), 0, count - 1)
    return whole


def ppn(number: int) -> str:
    """Nine characters, the last a check digit modulo 11 that may be X."""
    digits = f"4{number:07}"
    check = (
        -sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True))
        % 11
    )
    return digits + ("X" if check == 10 else str(check))


def isbn(number: int) -> str:
    """A right check digit in the range 979-9, which is given to nobody."""
    digits = f"9799{number:08}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return f"{digits}{check}"


def quoted(text: str) -> str:
    """The cell as a CSV writer would give it, with quotes only where needed."""
    if '"' in text or ";" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


def title_text(code: str, drawn: int) -> str:
    """A title of this rubriek, out of 64 random bits."""

    def one(options: tuple[str, ...]) -> str:
        nonlocal drawn
        drawn, place = divmod(drawn, len(options))
        return options[place]

    pattern = one(words.PATTERNS[code])
    dish, craft, animals = one(words.DISHES), one(words.CRAFTS), one(words.ANIMALS)
    text = pattern.format(
        place=one(words.PLACES),
        person=one(words.FIRST_NAMES),
        surname=one(words.SURNAMES),
        country=one(words.COUNTRIES),
        adjective=one(words.ADJECTIVES),
        noun=one(words.NOUNS),
        creature=one(words.CREATURES),
        subject=one(words.SUBJECTS),
        season=one(words.SEASON_NAMES),
        number=2 + drawn % 38,
        level=1 + drawn % 2,
        dish=dish,
        dish_capital=dish.capitalize(),
        craft=craft,
        craft_capital=craft.capitalize(),
        animals=animals,
        animals_capital=animals.capitalize(),
    )
    return text[0].upper() + text[1:]


def _author(number: int) -> str:
    surname = words.SURNAMES[number % len(words.SURNAMES)]
    return f"{surname}, {words.FIRST_NAMES[number // len(words.SURNAMES) % len(words.FIRST_NAMES)]}"


def _material(code: str, chance: int) -> str:
    """One in ten is not an ordinary book; `chance` is 0 to 255."""
    if chance >= 26 or code.startswith("J") or code == "NL":
        return "BOEK"
    if code in {"ROM", "STREEK", "SPAN", "LIT", "BIO"}:
        return "GLB" if chance < 16 else "LUIS"
    return "DVD" if code in {"REIS", "GES", "PK"} and chance < 10 else "BOEK"


def _acquired(settled: int, growing: int, first_day: int, days: int) -> list[str]:
    """The day each title of a rubriek came in, as dd-mm-jjjj; `first_day` counts from 1970."""
    ages = (np.arange(settled, 0, -1) / settled) ** 1.6
    before = first_day - SETTLED_DAYS - (ages * OLDEST_DAYS).astype(np.int64)
    during = first_day + np.arange(1, growing + 1) * days // max(growing, 1)
    moments = (
        (_EPOCH + np.concatenate([before, during])).astype("datetime64[D]").astype(str).tolist()
    )
    return [f"{day[8:]}-{day[5:7]}-{day[:4]}" for day in moments]


def _cells(seed: int, place: int, first: int, dates: list[str]) -> list[str]:
    """The rows of one rubriek's titles, numbered from `first`."""
    rubriek = RUBRIEKEN[place]
    audience = "J" if rubriek.is_youth else "V"
    count = len(dates)
    numbers = np.arange(first, first + count)
    drawn = part(bits(seed, For.WORK, numbers), 0, 48).tolist()
    wording = bits(seed, For.WORK_WORDS, numbers).tolist()
    authors = max(5, count // 4)
    scattered = ((numbers * 7_654_321 + seed * 31 % 10_000_000) % 10_000_000).tolist()
    cells = []
    for number, chance, text, day in zip(scattered, drawn, wording, dates, strict=True):
        material = _material(rubriek.code, chance & 255)
        title = quoted(title_text(rubriek.code, text))
        code = isbn(number * 9 + place % 9) if chance >> 8 & 31 and material != "DVD" else ""
        author = _author((chance >> 16) % authors + 131 * place) if chance >> 13 & 31 else ""
        cells.append(
            f"{ppn(number)};{code};{title};{author};{rubriek.code};{material};{audience};{day};"
        )
    return cells


def cells_of(seed: int, place: int, first: int, days: list[str]) -> list[Cells]:
    """Titles of one rubriek beside the catalogue, numbered from `first`; days as jjjj-mm-dd."""
    dates = [f"{day[8:]}-{day[5:7]}-{day[:4]}" for day in days]
    rows = csv.reader(_cells(seed, place, first, dates), delimiter=";")
    return [_cells_of_row(row) for row in rows]


def default_titles(rows: int) -> int:
    """As many titles as this many loans keep in use."""
    return int(np.clip(rows // LOANS_PER_TITLE, LEAST_TITLES, MOST_TITLES))


def make_catalogue(seed: int, total: int, shares: Floats, first_day: int, days: int) -> Catalogue:
    """Some `total` titles over `days` days; `shares` is each rubriek's part of the loans."""
    # Small rubrieken are kept broader than their loans: a shelf of five books is no rubriek.
    breadth = np.sqrt(shares)
    counts = np.maximum(12, total * breadth / breadth.sum()).astype(np.int64)
    growing = np.maximum(1, counts * min(0.5, NEW_PER_YEAR * days / 365.0)).astype(np.int64)
    settled = counts - growing
    stride = np.array([_coprime(int(count * 0.618) | 1, int(count)) for count in settled])
    start = np.concatenate([[0], np.cumsum(counts)])[:-1]
    cells: list[NDArray[np.uint8]] = []
    for place in range(len(RUBRIEKEN)):
        dates = _acquired(int(settled[place]), int(growing[place]), first_day, days)
        cells.append(padded(_cells(seed, place, int(start[place]), dates)))
    width = max(block.shape[1] for block in cells)
    block = np.zeros((int(counts.sum()), width), np.uint8)
    for place, rows_of_place in enumerate(cells):
        first = start[place]
        block[first : first + len(rows_of_place), : rows_of_place.shape[1]] = rows_of_place
    return Catalogue(start=start, settled=settled, growing=growing, stride=stride, block=block)


def _coprime(stride: int, count: int) -> int:
    while np.gcd(stride, count) != 1:
        stride += 1
    return stride
