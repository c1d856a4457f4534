"""The demonstration's files about books agree with its loans, and hold what is planted."""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from segments.demonstration import library
from segments.demonstration.export import write_export
from tests.segments.demo_truth import Reading, read_export

UNTIL = date(2026, 8, 31)
MADE_ON = UNTIL + timedelta(days=1)  # the day of the files about books
BRANCHES = {branch.code for branch in library.BRANCHES}
GENRES = {rubriek.code for rubriek in library.RUBRIEKEN}
Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("boeken")
    write_export(out, rows=40_000, seed=11, until=UNTIL, bad_per_million=3_000)
    return out


@pytest.fixture(scope="module")
def reading(folder: Path) -> Reading:
    return read_export(folder / "uitleningen.csv", last_day=UNTIL, branches=BRANCHES, genres=GENRES)


def table(folder: Path, name: str) -> Rows:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def day_of(text: str) -> date:
    day, month, year = map(int, text.split("-"))
    return date(year, month, day)


def genre_of(folder: Path) -> dict[str, str]:
    return {row["PPN"]: row["RUBRIEK"] for row in table(folder, "titels.csv")}


def test_titles_say_what_was_lent(folder: Path) -> None:
    lent, last = Counter[str](), dict[str, date]()
    with (folder / "uitleningen.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            try:
                day = day_of(row["UITL_DATUM"][:10])
            except (TypeError, ValueError):
                continue  # spoiled on purpose
            if row["ACTIE"] == "1" and row["PPN"]:
                lent[row["PPN"]] += day > UNTIL - timedelta(days=365)
                last[row["PPN"]] = max(day, last.get(row["PPN"], day))

    titles = table(folder, "titels.csv")

    assert len({row["PPN"] for row in titles}) == len(titles)
    assert set(lent) <= {row["PPN"] for row in titles}
    # Of some hundred spoiled lines a loan may be left out here or there.
    different = [
        row["PPN"]
        for row in titles
        if int(row["UITLENINGEN"]) != lent[row["PPN"]]
        or (row["LAATSTE_UITLEENDATUM"] and day_of(row["LAATSTE_UITLEENDATUM"]) != last[row["PPN"]])
    ]
    assert len(different) < 120
    never = sum(not row["LAATSTE_UITLEENDATUM"] for row in titles)
    assert 0.03 < never / len(titles) < 0.3


def test_every_branch_has_books_and_nothing_came_in_later(folder: Path) -> None:
    holdings = table(folder, "bezit.csv")

    copies = Counter[str]()
    for row in holdings:
        copies[row["VESTIGING"]] += int(row["EXEMPLAREN"])
    assert set(copies) == BRANCHES
    assert min(copies.values()) > 400
    assert max(day_of(row["AANSCHAFDATUM"]) for row in holdings) <= MADE_ON
    assert len({(row["PPN"], row["VESTIGING"]) for row in holdings}) == len(holdings)
    assert {row["PPN"] for row in holdings} <= set(genre_of(folder))


def test_travel_stands_in_the_first_branch_and_dutch_is_scarce(
    folder: Path, reading: Reading
) -> None:
    genres, copies = genre_of(folder), defaultdict[str, Counter[str]](Counter)
    for row in table(folder, "bezit.csv"):
        copies[genres[row["PPN"]]][row["VESTIGING"]] += int(row["EXEMPLAREN"])
    waiting = Counter[str]()
    for row in table(folder, "reserveringen.csv"):
        waiting[genres[row["PPN"]]] += int(row["RESERVERINGEN"])

    travel = copies["REIS"]
    assert travel["CEN"] > 0.8 * travel.total()
    assert set(copies["NL"]) == {"CEN"}
    assert waiting["NL"] > copies["NL"].total()
    assert all(waiting[genre] < copies[genre].total() for genre in copies if genre != "NL")


def test_new_books_are_of_the_last_two_months_or_still_to_come(folder: Path) -> None:
    acquisitions = table(folder, "aanwinsten.csv")

    days = [day_of(row["AANSCHAFDATUM"]) for row in acquisitions]

    assert min(days) > UNTIL - timedelta(days=60)
    assert any(day > MADE_ON for day in days)
    assert days == sorted(days)
    held = {row["PPN"] for row in table(folder, "bezit.csv")}
    came = {row["PPN"] for row, day in zip(acquisitions, days, strict=True) if day <= MADE_ON}
    assert came <= held


def test_the_weeding_list_holds_what_nobody_takes_and_some_that_are_loved(folder: Path) -> None:
    lent = {row["PPN"]: int(row["UITLENINGEN"]) for row in table(folder, "titels.csv")}
    held = {(row["PPN"], row["VESTIGING"]) for row in table(folder, "bezit.csv")}

    weeding = table(folder, "saneren.csv")

    assert {(row["PPN"], row["VESTIGING"]) for row in weeding} <= held
    loans = [lent[ppn] for ppn in {row["PPN"] for row in weeding}]
    assert sum(each <= 1 for each in loans) > 0.5 * len(loans)
    assert sum(each >= 8 for each in loans) >= 4
