"""A title in all branches together and in each: segments_book, added up in numpy.

One row per title for all branches (0), and for each branch that has it, lent it or waits for it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from config import sql
from planning.models import Library
from segments.loading import store
from segments.loading.copying import NULL_DAY
from segments.loading.insights import rewriting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Rows = dict[str, Ints]

SQL = Path(__file__).resolve().parents[2] / "sql"
TABLE = "segments_book"
EPOCH = date(2000, 1, 1)
LATE = np.iinfo(np.int32).max  # a day that is not there, where the first one is asked
# What is not known is -infinity, which is NULL_DAY in a column of numpy.
STOCK = (
    "SELECT branch, title, copies, coalesce(first_on, '-infinity') AS first_on,"
    " coalesce(acquired_on, '-infinity') AS acquired_on"
    " FROM segments_stock WHERE library_id = %s AND title > 0"
)
STOCK_TYPES = {
    "branch": "int2",
    "title": "int4",
    "copies": "int4",
    "first_on": "date",
    "acquired_on": "date",
}
LENT = "SELECT year, branch, title, loans, last_on FROM segments_title_year WHERE library_id = %s"
LENT_TYPES = {"year": "int2", "branch": "int2", "title": "int4", "loans": "int4", "last_on": "date"}
WAITING_TYPES = {"title": "int4", "branch": "int2", "reservations": "int4"}
SAID_TYPES = {"title": "int4", "loans": "int4", "last_on": "date"}
TITLES = "SELECT number, genre_code, published FROM segments_title WHERE library_id = %s"
TITLE_TYPES = {"number": "int4", "genre_code": "int2", "published": "int2"}
PLACES = "SELECT title AS number, place FROM segments_book WHERE library_id = %s AND branch = 0"
PLACE_TYPES = {"number": "int4", "place": "int4"}
COUNTS = ("copies", "branches", "loans", "loans_before", "reservations")
VALUES = {
    "genre_code": "int2",
    "place": "int4",
    "copies": "int4",
    "branches": "int2",
    "loans": "int4",
    "loans_before": "int4",
    "reservations": "int4",
    "last_on": "date",
    "first_on": "date",
    "acquired_on": "date",
    "published": "int2",
    "is_sleeper": "bool",
}
KEY = {"branch": "int2", "title": "int4"}


@dataclass(frozen=True)
class Known:
    """Which year books are counted for, and how far back loans are known."""

    year: int
    is_said: bool
    is_long: bool
    stock_year: int


def renew(library: Library, known: Known, *, is_renamed: bool) -> None:
    """is_renamed: whether a text of a title changed, so that the alphabet is to be told anew."""
    rows = _whole(_parts(library, known))
    rows = _named(library, rows, _places(library, is_renamed=is_renamed))
    rows["is_sleeper"] = _is_sleeper(rows, known).astype(np.int8)
    rows["library_id"] = np.full(len(rows["title"]), library.pk)
    _store(library, rows)


def _parts(library: Library, known: Known) -> "list[Rows]":
    """What each table adds to a title in a branch or in all; what it does not tell is left out."""
    stock = _out(STOCK, [library.pk], STOCK_TYPES)
    lent = _out(LENT, [library.pk], LENT_TYPES)
    waiting = _read(library, "stock_waiting.sql", WAITING_TYPES)
    said = _read(library, "stock_said.sql", SAID_TYPES)
    titles = _out(TITLES, [library.pk], TITLE_TYPES)
    year = lent.pop("year")
    lent["loans_before"] = np.where(year == known.year - 1, lent["loans"], 0)
    lent["loans"] = np.where(year == known.year, lent["loans"], 0)
    stock["branches"] = (stock["branch"] > 0).astype(np.int64)
    if not known.is_said:
        del said["loans"]
    return [
        *(_where(stock, stock["branch"] > 0), _everywhere(stock)),
        *(lent, _where(waiting, waiting["branch"] > 0), _everywhere(waiting)),
        *(_everywhere(said), _everywhere({"title": titles["number"]})),
    ]


def _out(query: str, given: list[int], types: dict[str, str]) -> "Rows":
    rows = store.copy_out(query, given, types)
    return {name: column.astype(np.int64) for name, column in rows.items()}


def _read(library: Library, name: str, types: dict[str, str]) -> "Rows":
    query = sql.text(SQL / name).replace("%(library_id)s", str(int(library.pk)))
    return _out(query, [], types)


def _where(rows: "Rows", kept: "NDArray[np.bool_]") -> "Rows":
    return {name: column[kept] for name, column in rows.items()}


def _everywhere(rows: "Rows") -> "Rows":
    return rows | {"branch": np.zeros_like(rows["title"])}


def _whole(parts: "list[Rows]") -> "Rows":
    """One row per branch and title, in this order."""
    width = 1 + max(int(part["title"].max(initial=0)) for part in parts)
    keys = [part["branch"] * width + part["title"] for part in parts]
    # A place for every title in every branch costs less than putting millions of keys in order.
    is_there = np.zeros(1 + max(int(key.max(initial=0)) for key in keys), np.bool_)
    for key in keys:
        is_there[key] = True
    known = np.flatnonzero(is_there)
    number = np.cumsum(is_there, dtype=np.int32) - 1
    at = [number[key] for key in keys]
    rows = {"branch": known // width, "title": known % width}
    for name in COUNTS:
        rows[name] = np.zeros(len(known), np.int64)
    for name in ("last_on", "acquired_on"):
        rows[name] = np.full(len(known), NULL_DAY, np.int64)
    rows["first_on"] = np.full(len(known), LATE, np.int64)
    for part, place in zip(parts, at, strict=True):
        for name in set(part) & set(COUNTS):
            rows[name] += np.bincount(place, part[name], len(known)).astype(np.int64)
        for name in set(part) & {"last_on", "acquired_on"}:
            np.maximum.at(rows[name], place, part[name])
        if "first_on" in part:
            first = part["first_on"]
            np.minimum.at(rows["first_on"], place, np.where(first == NULL_DAY, LATE, first))
    rows["first_on"] = np.where(rows["first_on"] == LATE, NULL_DAY, rows["first_on"])
    is_any = rows["copies"] + rows["loans"] + rows["loans_before"] + rows["reservations"] > 0
    return _where(rows, (rows["branch"] == 0) | is_any)


def _places(library: Library, *, is_renamed: bool) -> "Rows":
    """The place of each title in the alphabet: as it was, where no text changed."""
    if not is_renamed:
        places = _out(PLACES, [library.pk], PLACE_TYPES)
        if len(places["number"]):
            return places
    query = sql.text(SQL / "stock_places.sql").replace("%(library_id)s", str(int(library.pk)))
    return _out(query, [], PLACE_TYPES)


def _named(library: Library, rows: "Rows", places: "Rows") -> "Rows":
    """The same rows with what is known of their titles; a title that nobody knows is left out."""
    titles = _out(TITLES, [library.pk], TITLE_TYPES)
    width = 1 + max(int(column.max(initial=0)) for column in (titles["number"], rows["title"]))
    for name in ("genre_code", "published"):
        told = np.zeros(width, np.int64)
        told[titles["number"]] = titles[name]
        rows[name] = told[rows["title"]]
    told = np.zeros(width, np.int64)
    told[places["number"]] = places["place"]
    rows["place"] = told[rows["title"]]
    is_title = np.zeros(width, np.bool_)
    is_title[titles["number"]] = True
    return _where(rows, is_title[rows["title"]])


def _is_sleeper(rows: "Rows", known: Known) -> "NDArray[np.bool_]":
    """There for two years, and nobody took it. No day of a last loan says so only where all are."""
    since = (date(max(known.year - 1, 1), 1, 1) - EPOCH).days
    # NULL_DAY is before any day, so a copy without a day was there.
    is_old = rows["first_on"] < since
    is_unlent = rows["last_on"] < since
    if not known.is_long:
        is_unlent &= rows["last_on"] != NULL_DAY
    return (rows["copies"] > 0) & (known.year > 0) & is_old & is_unlent


def _store(library: Library, rows: "Rows") -> None:
    fresh = rewriting.start(TABLE)
    rewriting.fill(fresh, rows, {"library_id": "int4", **KEY, **VALUES})
    rewriting.replace(TABLE, library, list(KEY), list(VALUES))
