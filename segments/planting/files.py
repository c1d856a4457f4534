"""The files of a town, as its library system would write them."""

import csv
from collections.abc import Iterable
from pathlib import Path

from segments.planting.town import AREAS, SEGMENTS, Town, postcode

LOANS = (
    *("TRANSACTIENR", "UITL_DATUM", "ACTIE", "VESTIGING", "EXEMPLAAR", "PPN", "ISBN", "TITEL"),
    *("AUTEUR", "RUBRIEK", "MATERIAAL", "PASNUMMER", "POSTCODE", "GEBOORTEJAAR"),
)
WORK = ("PPN", "ISBN", "TITEL", "AUTEUR")
# In the order in which they are read in: postcodes before loans, books in any order.
KINDS = {
    "indeling.csv": "scheme",
    "postcodes.csv": "postcodes",
    "huishoudens.csv": "households",
    "bezit.csv": "holdings",
    "reserveringen.csv": "reservations",
    "uitleningen.csv": "loans",
}


def code(segment: int) -> str:
    return f"T{segment + 1}"


def write(town: Town, folder: Path) -> None:
    """All files of KINDS."""
    places = [area for areas in AREAS.values() for area in areas]
    _table(
        folder / "indeling.csv",
        ("code", "name", "parent", "colour"),
        ((code(number), name, "", "") for number, name in enumerate(SEGMENTS)),
    )
    _table(
        folder / "postcodes.csv",
        ("postcode", "code", "area", "households"),
        (
            (postcode(segment, area), code(segment), area, town.households[segment, area])
            for segment in range(len(SEGMENTS))
            for area in places
        ),
    )
    _table(
        folder / "huishoudens.csv",
        ("area", "code", "households"),
        (
            (area, code(segment), households)
            for (segment, area), households in town.households.items()
        ),
    )
    _books(town, folder)
    _table(folder / "uitleningen.csv", LOANS, _loans(town))


def _books(town: Town, folder: Path) -> None:
    titles = {title.ppn: title for title in town.titles}
    _table(
        folder / "bezit.csv",
        (*WORK, "RUBRIEK", "VESTIGING", "KAST", "EXEMPLAREN", "AANSCHAFDATUM"),
        (
            (ppn, "", titles[ppn].name, "", titles[ppn].genre, branch, "", copies, "01-06-2020")
            for (ppn, branch), copies in sorted(town.copies.items())
        ),
    )
    _table(
        folder / "reserveringen.csv",
        (*WORK, "RESERVERINGEN"),
        (
            (ppn, "", titles[ppn].name, "", waiting)
            for ppn, waiting in sorted(town.reservations.items())
        ),
    )


def _loans(town: Town) -> Iterable[tuple[object, ...]]:
    for number, loan in enumerate(town.loans):
        title, member = loan.title, loan.member
        yield (
            f"{town.seed}{number:06}",
            loan.day.strftime("%d-%m-%Y"),
            "uitlening",
            loan.branch,
            f"E{number:06}",
            title.ppn,
            "",
            title.name,
            "",
            title.genre,
            "BOEK",
            member.number,
            member.postcode,
            member.born,
        )


def _table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows(rows)
