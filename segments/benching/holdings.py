"""bench holdings: a file of copies from its receipt to its rows, beside a bare COPY of those."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.benching import subject
from segments.benching.timing import medians, ratios, timed
from segments.demonstration.catalogue import isbn, ppn
from segments.demonstration.library import BRANCHES, RUBRIEKEN

BASELINE = "text COPY"
COLUMNS = "library_id, import_id, title, branch, place, acquired_on, copies, cents"
HEADER = "PPN;ISBN;VESTIGING;KAST;EXEMPLAREN;AANSCHAFDATUM;PRIJS\r\n"
FIRST_DAY, DAYS = date(2008, 1, 1), 6_500
MEGABYTE = 1 << 20


def measure(copies: int, *, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Import, the same file again, COPY as text and as binary: round after round."""
    found: list[dict[str, float]] = []
    with _files(copies) as (titles, holdings), subject.named_library() as library:
        say("titles")
        subject.read_in(library, titles, kind="titles")
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            found.append(_round(library, holdings))
        megabytes = holdings.stat().st_size // 1_000_000
        titles_known = _titles_of(copies)
    return {
        "copies": copies,
        "titles": titles_known,
        "rounds": rounds,
        "file MB": megabytes,
        **ratios(found, BASELINE),
        "seconds": medians(found),
    }


def _round(library: Library, holdings: Path) -> dict[str, float]:
    seconds = {}
    first, second = subject.arrived(holdings), holdings.with_suffix(".second")
    seconds["import"] = timed(
        lambda: subject.read_in(library, holdings, kind="holdings", source=first)
    )
    subject.arrived(holdings).rename(second)
    seconds["unchanged file again"] = timed(
        lambda: subject.read_in(library, holdings, kind="holdings", source=second)
    )
    for name, way in ((BASELINE, "text"), ("binary COPY", "binary")):
        blob = _copied_out(library, way)
        seconds[name] = _bare_copy(blob, way)
    subject.take_out(library, "holdings")
    return seconds


def _copied_out(library: Library, way: str) -> bytes:
    query = f"COPY (SELECT {COLUMNS} FROM segments_holding) TO STDOUT (FORMAT {way})"  # noqa: S608
    with (
        tenancy.library_scope(library),
        connection.cursor() as cursor,
        cursor.copy(query) as copy,
    ):
        return b"".join(bytes(part) for part in copy)


def _bare_copy(blob: bytes, way: str) -> float:
    """Rows made ready before into a plain table without a key, until they are safe on disk."""
    with _owner() as owner, owner.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_holding")
        cursor.execute(
            "CREATE TABLE bare_holding (library_id int, import_id int, title int,"
            " branch smallint, place text, acquired_on date, copies int, cents int)"
        )

        def copied() -> None:
            with cursor.copy(f"COPY bare_holding ({COLUMNS}) FROM STDIN (FORMAT {way})") as copy:
                for start in range(0, len(blob), MEGABYTE):
                    copy.write(blob[start : start + MEGABYTE])

        seconds = timed(copied)
        cursor.execute("DROP TABLE bare_holding")
    return seconds


def _owner() -> Any:
    """A worker may make no table; whoever measures has the owner's address, or embedded servers."""
    if url := os.environ.get("OWNER_DATABASE_URL"):
        return psycopg.connect(url, autocommit=True)
    given = connection.settings_dict
    return psycopg.connect(
        host=given["HOST"], dbname=given["NAME"], user="samenplan_owner", autocommit=True
    )


@contextmanager
def _files(copies: int) -> Iterator[tuple[Path, Path]]:
    """A list of titles, and one with a row per copy: every title in most of the branches."""
    with TemporaryDirectory() as folder:
        titles, holdings = Path(folder) / "titels.csv", Path(folder) / "bezit.csv"
        _write(titles, holdings, copies)
        yield titles, holdings


def _titles_of(copies: int) -> int:
    return max(1, copies // (len(BRANCHES) - 1))


def _write(titles: Path, holdings: Path, copies: int) -> None:
    numbers = range(_titles_of(copies))
    works = [f"{ppn(number)};{isbn(number)}" for number in numbers]
    lines = [f"{work};Titel {number};Auteur, {number % 4_000}" for number, work in enumerate(works)]
    titles.write_text("PPN;ISBN;TITEL;AUTEUR\r\n" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    days = [f"{FIRST_DAY + timedelta(days=each):%d-%m-%Y}" for each in range(DAYS)]
    codes, shelves = [each.code for each in BRANCHES], [each.label for each in RUBRIEKEN]
    with holdings.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        for copy in range(copies):
            title, turn = copy // (len(BRANCHES) - 1), copy % (len(BRANCHES) - 1)
            title %= len(works)
            branch = codes[(title + turn) % len(codes)]
            file.write(
                f"{works[title]};{branch};{shelves[title % len(shelves)]};1;"
                f"{days[copy * 7_919 % DAYS]};{8 + copy * 31 % 52},95\r\n"
            )
