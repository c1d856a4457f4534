"""Bibliotheek Noorderveld: its branches, villages, rubrieken and materials, all invented."""

from dataclasses import dataclass

LIBRARY_NAME = "Bibliotheek Noorderveld"


@dataclass(frozen=True)
class DemoBranch:
    """A branch, the four neighbourhoods around it, and how common each segment S1..S11 is there."""

    code: str
    name: str
    neighbourhoods: tuple[str, str, str, str]
    segment_weights: tuple[int, ...]
    closed_on: frozenset[int]  # 0 = Monday


@dataclass(frozen=True)
class Rubriek:
    """A genre code as the library system writes it, with the loans each reader group takes of it.

    `appetite` is per cent of the loans of readers of 0-6, 7-12, 13-17, 18-44, 45-59 and 60+.
    """

    code: str
    label: str
    is_youth: bool
    appetite: tuple[float, float, float, float, float, float]


MONDAY, TUESDAY, THURSDAY, FRIDAY, SUNDAY = 0, 1, 3, 4, 6

# Only Centrum opens on Sundays, so the one Sunday peak of the file is a real one.
BRANCHES: tuple[DemoBranch, ...] = (
    DemoBranch(
        "CEN",
        "Centrum",
        ("Noorderveld Centrum", "Binnenwal", "Stationshof", "Singelkwartier"),
        (18, 8, 4, 7, 20, 9, 5, 1, 7, 9, 12),
        frozenset(),
    ),
    DemoBranch(
        "DRP",
        "Dorp",
        ("Zandwolde", "Kraaienhorst", "Nieuw-Leemte", "Oudedrift"),
        (4, 11, 27, 1, 1, 8, 17, 20, 3, 7, 1),
        frozenset({MONDAY, THURSDAY, SUNDAY}),
    ),
    DemoBranch(
        "OOS",
        "Oost",
        ("Oosterbleek", "Hoge Kamp", "Lindekwartier", "De Vlinderstroom"),
        (9, 16, 16, 4, 3, 11, 14, 7, 7, 10, 3),
        frozenset({MONDAY, SUNDAY}),
    ),
    DemoBranch(
        "WES",
        "West",
        ("Westerkolk", "Molenschans", "Rozenakker", "De Reigerhof"),
        (9, 12, 12, 8, 4, 9, 11, 5, 14, 4, 12),
        frozenset({FRIDAY, SUNDAY}),
    ),
    DemoBranch(
        "ZUI",
        "Zuid",
        ("Zuiderlanen", "Parkzicht-Zuid", "Beukenstede", "Villapark Eikendaal"),
        (6, 13, 17, 1, 3, 10, 16, 5, 2, 24, 3),
        frozenset({TUESDAY, SUNDAY}),
    ),
    DemoBranch(
        "HAV",
        "Haven",
        ("Havenkade", "Scheepswerf", "Sluisbuurt", "Buitenhaven"),
        (14, 12, 17, 9, 8, 7, 9, 6, 8, 5, 5),
        frozenset({MONDAY, SUNDAY}),
    ),
)

# More than six branches: villages round Noorderveld, for exports of a large library.
MORE_PLACES: tuple[tuple[str, str], ...] = (
    ("AKK", "Akkerwolde"),
    ("BLE", "Bleekerzand"),
    ("DUI", "Duinderloo"),
    ("ELZ", "Elzerhem"),
    ("FLI", "Flierdijk"),
    ("GAG", "Gagelsterp"),
    ("HEI", "Heidermeet"),
    ("IEP", "Ieperveen"),
    ("KOL", "Kolkerzijl"),
    ("LIS", "Lissenwold"),
    ("MEE", "Meerbrinke"),
    ("NES", "Nesserhorn"),
    ("OTT", "Otterbroek"),
    ("PLA", "Plasserga"),
    ("RIE", "Rietermond"),
    ("SLI", "Slikkerhoek"),
    ("TUR", "Turfmade"),
    ("VEN", "Vennehaar"),
    ("WIL", "Wilgenterp"),
)
MOST_BRANCHES = len(BRANCHES) + len(MORE_PLACES)


def branches_of(count: int) -> tuple[DemoBranch, ...]:
    """The first `count` branches, 1 to MOST_BRANCHES; villages follow the six of Noorderveld."""
    if not 1 <= count <= MOST_BRANCHES:
        raise ValueError(f"branches must be 1 to {MOST_BRANCHES}")
    villages = tuple(
        DemoBranch(
            code,
            place,
            (f"{place} Kern", f"{place} Buiten", f"{place} Noordeind", f"{place} Zuideind"),
            BRANCHES[1 + number % 5].segment_weights,
            frozenset({number % 5, SUNDAY}),
        )
        for number, (code, place) in enumerate(MORE_PLACES)
    )
    return (BRANCHES + villages)[:count]


RUBRIEKEN: tuple[Rubriek, ...] = (
    Rubriek("ROM", "Romans", False, (1, 1, 7, 14, 18, 17)),
    Rubriek("LIT", "Literatuur", False, (0.2, 0.3, 4, 9, 9, 8)),
    Rubriek("SPAN", "Thrillers en detectives", False, (0.5, 0.5, 5, 12, 17, 16)),
    Rubriek("STREEK", "Streek- en familieromans", False, (0.1, 0.1, 0.3, 2, 6, 15)),
    Rubriek("FAN", "Fantasy en sciencefiction", False, (0.2, 0.8, 9, 5, 2, 1)),
    Rubriek("BIO", "Biografieën", False, (0.1, 0.2, 1, 2, 4, 6)),
    Rubriek("REIS", "Reis", False, (0.4, 0.5, 1, 6, 8, 7)),
    Rubriek("KOOK", "Koken", False, (0.4, 0.6, 2, 7, 6, 4)),
    Rubriek("TUIN", "Tuin en natuur", False, (0.2, 0.3, 0.4, 2, 4, 5)),
    Rubriek("GEZ", "Gezondheid", False, (0.2, 0.2, 1, 6, 6, 5)),
    Rubriek("GES", "Geschiedenis", False, (0.1, 0.4, 2, 3, 5, 7)),
    Rubriek("KUN", "Kunst en foto", False, (0.1, 0.2, 1, 3, 3, 3)),
    Rubriek("HOB", "Hobby en handwerk", False, (0.3, 0.8, 1.5, 4, 4, 3)),
    Rubriek("MENS", "Mens en maatschappij", False, (0.2, 0.2, 1.5, 5, 4, 3)),
    Rubriek("STRIP", "Strips voor volwassenen", False, (0.3, 1.5, 6, 4, 2, 0.6)),
    Rubriek("NL", "Nederlands leren", False, (0.6, 0.8, 1.2, 3, 1.5, 0.4)),
    Rubriek("PK", "Prentenboeken", True, (46, 4, 0.5, 6, 1, 3)),
    Rubriek("VL", "Voorleesboeken", True, (16, 3, 0.3, 2.5, 0.6, 1.5)),
    Rubriek("J E", "Eerste lezers", True, (14, 8, 0.3, 1, 0.3, 0.4)),
    Rubriek("J A", "Leesboeken tot 9 jaar", True, (9, 22, 2, 1, 0.3, 0.4)),
    Rubriek("J B", "Leesboeken 9-12 jaar", True, (1.5, 27, 14, 1, 0.3, 0.3)),
    Rubriek("J C", "Leesboeken 12-15 jaar", True, (0.2, 5, 24, 1, 0.3, 0.2)),
    Rubriek("J INF", "Jeugd informatief", True, (7, 12, 7, 1.5, 0.4, 0.6)),
    Rubriek("J STRIP", "Strips voor de jeugd", True, (3, 14, 9, 0.8, 0.2, 0.2)),
)

MATERIALS: dict[str, str] = {
    "BOEK": "Boek",
    "GLB": "Groteletterboek",
    "LUIS": "Luisterboek",
    "DVD": "Dvd",
}
AUDIENCES: dict[str, str] = {"V": "Volwassenen", "J": "Jeugd"}
