"""What rows of the demonstration plan look like, for whom they are and where they are shown."""

from dataclasses import dataclass

GROUPS = {
    "families": (
        "Drukke gezinnen",
        "Ouders met kinderen tot twaalf jaar, weinig tijd, veel prentenboeken.",
        "Wie jong komt, blijft vaak komen.",
    ),
    "seniors": (
        "Rustige lezers thuis",
        "Zestigplussers die graag romans en streekverhalen lenen.",
        "Ze lenen veel en kennen ons aanbod maar half.",
    ),
    "young": (
        "Jongeren die net afhaken",
        "Twaalf tot zestien jaar, tussen kinderboek en volwassen boek.",
        "Hier verliezen we de meeste lezers.",
    ),
    "newcomers": (
        "Nieuw in het Nederlands",
        "Volwassenen die de taal leren, vaak in een klas of aan een taaltafel.",
        "",
    ),
}
DISPLAYS = (
    ("table", "CEN", "Tafel bij de ingang", "table"),
    ("window", "CEN", "Etalage Binnenwal", "window"),
    ("corner", "DRP", "Voorleeshoek", "shelf"),
    ("screen", "OOS", "Scherm in de hal", "screen"),
)


@dataclass(frozen=True)
class Row:
    """`week` is an ISO week with a weekday, or the days after today in `around`."""

    title: str
    week: int
    days: int
    who: str  # c, m, p: in it from the start, in this order
    kind: str = "activity"
    group: str = ""
    channels: str = ""
    branches: str = ""
    display: str = ""
    hours: tuple[int, int] = (0, 0)  # collection, marketing
    euros: int = 0
    weekday: int = 1
    national: str = ""
    status: str = ""
    time: str = ""
    made: int = 0  # days before its start; 0: with the plan
