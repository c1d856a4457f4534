"""What the campaigns of the demonstration are called and say; all of it invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`weeks_ago` and `length` in weeks, from a Monday; `hours` of collection and marketing."""

    title: str
    group: str
    weeks_ago: int
    length: int
    message: str
    goal: str
    goal_number: int
    goal_text: str
    no: tuple[str, str]
    branches: tuple[str, ...]
    channels: tuple[str, ...]
    hours: tuple[int, int]
    euros: int
    genre: str = ""
    titles: int = 0
    start: str = "empty"
    status: str = "agreed"


LINK = "https://noorderveld.invalid"
WORKED = Row(
    "Spanning aan de keukentafel",
    "Rustige lezers thuis",
    15,
    6,
    "Een goede detective lees je samen uit.",
    "borrow",
    120,
    "Honderdtwintig keer een thriller van de tafel bij de ingang.",
    ("Advertentie in de krant", "Kost meer dan het hele budget en bereikt iedereen een beetje."),
    (),  # everywhere
    ("Nieuwsbrief", "Pers"),
    (14, 12),
    180,
)
SMALL = Row(
    "Een roman op de vensterbank",
    "Rustige lezers thuis",
    9,
    3,
    "Eén roman bij de koffie.",
    "borrow",
    20,
    "",
    ("Voorleesavond", "Daar is dit voorjaar geen avond meer voor."),
    ("DRP",),
    ("Balie",),
    (4, 3),
    0,
    genre="Literatuur",
    titles=5,
    start="first",
)
RUNNING = Row(
    "Verhalen van het land",
    "Rustige lezers thuis",
    1,
    5,
    "Streekromans en familieverhalen, tien minuten van huis.",
    "borrow",
    90,
    "In Dorp lenen zestigplussers weer evenveel als twee jaar geleden.",
    ("Instagram", "Deze lezers kijken daar weinig; de nieuwsbrief lezen ze van begin tot eind."),
    ("DRP", "CEN"),
    ("Nieuwsbrief", "Pers", "Balie"),
    (16, 12),
    250,
    genre="Streek- en familieromans",
    titles=10,
    start="table",
)
COMING = Row(
    "Samen op de bank",
    "Drukke gezinnen",
    -6,
    4,
    "Een prentenboek voor het slapen: kies er drie in vijf minuten.",
    "visit",
    120,
    "",
    ("Kleurwedstrijd", "Die trekt vooral wie al komt."),
    ("OOS",),
    ("Nieuwsbrief", "Facebook"),
    (10, 14),
    120,
    genre="Prentenboeken",
    titles=6,
    start="table",
)
LESSON = (
    "Thrillers gaan mee als ze bij de ingang liggen. Volgend jaar drie weken eerder, voor de "
    "zomervakantie, en ook in Dorp een tafel."
)
TIPS = (
    ("Je ruikt de klei en hoort de buren praten. Ik las het in twee avonden uit.",
     "dorpsverhalen", "Els, bibliotheek Dorp"),
    ("Drie zussen, één boerderij en een brief die nooit verstuurd is.",
     "familiegeheimen", "Bram, collectie"),
    ("Voor wie denkt dat een streekroman niets voor hem is. Begin bij hoofdstuk twee.",
     "", "Noor, marketing"),
)  # fmt: skip
# Screens: branch, name, orientation.
SCREENS = (
    ("CEN", "Scherm bij de ingang", "landscape"),
    ("DRP", "Scherm naast de balie", "portrait"),
)
OPEN = [
    ["13:00", "18:00"],
    ["10:00", "18:00"],
    ["10:00", "20:00"],
    ["10:00", "18:00"],
    ["10:00", "18:00"],
    ["10:00", "16:00"],
    [],
]
