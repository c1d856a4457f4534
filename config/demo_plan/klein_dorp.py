"""The smallest library: two people, no licence, and a supplier's yearly total per age group."""

import csv
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from config.demo_plan.groups import make_parts
from planning.models import Library, TargetGroup
from segments.models import CollectionPart, FloorQuote

# By age group: loans and borrowers of last year; of the year before a little less.
TOTALS = (
    ("0-6", 1480, 96),
    ("7-12", 2310, 148),
    ("13-17", 260, 31),
    ("18-29", 190, 22),
    ("30-44", 1240, 104),
    ("45-59", 690, 71),
    ("60-74", 1680, 118),
    ("75+", 820, 57),
)
BEFORE = 0.94
GROUPS = (
    ("Jonge gezinnen", "Ouders met kinderen op de basisschool.", 0, 12,
     "Ze komen toch al in het dorpshuis.", "Elk kind van groep 3 is lid."),
    ("Senioren", "Wie thuis leest en graag even blijft zitten.", 60, None,
     "Ze lenen veel, en brengen elkaar mee.", ""),
)  # fmt: skip
PARTS = (
    ("Prentenboekenbak", "bookcase", "KD", (), "Jonge gezinnen", "Op kruiphoogte."),
    ("Voorleeshoek", "bookcase", "KD", (), "Jonge gezinnen", ""),
    ("Grote letters", "bookcase", "KD", (), "Senioren", ""),
    ("Streekromans", "bookcase", "KD", (), "Senioren", "Zij vragen er het meest naar."),
    ("Kast bij de deur", "bookcase", "KD", (), "", ""),
    ("Geschiedenis van het dorp", "theme", "KD", (), "", ""),
)


def write_totals(path: Path, *, today: date) -> None:
    """The file as a provincial service sends it: two whole years, per age group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(("periode", "leeftijdsgroep", "uitleningen", "leners"))
        for year, share in ((today.year - 2, BEFORE), (today.year - 1, 1.0)):
            for band, loans, borrowers in TOTALS:
                rows.writerow((year, band, round(loans * share), round(borrowers * share)))


@transaction.atomic
def fill_klein_dorp(library: Library, *, today: date) -> None:
    """Two target groups and six bookcases; a list that somebody began stays as it is."""
    if CollectionPart.objects.filter(library=library).exists():
        return
    by_name = {}
    for name, description, first, last, why, goals in GROUPS:
        group, _is_new = TargetGroup.objects.get_or_create(
            library=library,
            name=name,
            defaults={
                "description": description,
                "why": why,
                "goals": goals,
                "from_age": first,
                "to_age": last,
            },
        )
        by_name[name] = group
    make_parts(library, PARTS, by_name)
    FloorQuote.objects.create(
        library=library,
        target_group=by_name["Senioren"],
        text="Vragen of de krant ook ’s middags op tafel mag.",
        heard_by="Wietske",
        place="balie",
        heard_on=today - timedelta(days=9),
    )
