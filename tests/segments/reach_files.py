"""The files of a small town of which it is known who reads where."""

import random
from pathlib import Path

from planning import tenancy
from planning.models import Branch, Library
from segments.actions import insights, stale
from segments.models import Area, Municipality
from tests.conftest import acting_as
from tests.segments.loan_files import FIELDS, read_in, write
from tests.segments.test_editions import table

SCHEME = [("A", "Lezers", ""), ("B", "Gezinnen", ""), ("C", "Reizigers", "")]
POSTCODES = {
    f"{area}000A{code}": (code, name)
    for area, name in enumerate(("Kern", "Dorp", "Veld"), start=1)
    for code in "ABC"
}
POSTCODES["4000AB"] = ("B", "Buiten")
HOMES = {("Kern", "A"): 300, ("Kern", "B"): 400, ("Kern", "C"): 200}
HOMES |= {("Dorp", "A"): 500, ("Dorp", "B"): 700, ("Dorp", "C"): 300}
HOMES |= {("Veld", "A"): 400, ("Veld", "B"): 500, ("Veld", "C"): 100}
HOMES |= {("Buiten", "B"): 40, ("Buiten", "C"): 900}
ADULT, CHILD = "1980", "2016"
OWN = "T90"  # a title that only segment C takes


def readers() -> list[tuple[str, str, str]]:
    """Number, postcode and birth year: few of C in Veld and of B in Buiten."""
    many = {"1000AA": 60, "1000AB": 80, "1000AC": 45, "2000AA": 40, "2000AB": 35, "2000AC": 24}
    many |= {"3000AA": 50, "3000AB": 45, "3000AC": 3, "4000AB": 6}
    found = []
    for postcode, count in many.items():
        for number in range(count):
            born = CHILD if number % 4 == 0 else ADULT
            found.append((f"{postcode}{number:03}", postcode, born))
    return found


def lent() -> list[dict[str, str]]:
    draw = random.Random(4)
    rows: list[dict[str, str]] = []
    for member, postcode, born in readers():
        for year in (2024, 2025):
            times = 30 if member.endswith("007") else 5
            for number in range(times):
                title = OWN if postcode == "1000AC" and not number else f"T{draw.randrange(8)}"
                rows.append(
                    {
                        "loan_id": str(len(rows) + 1),
                        "loaned_at": f"{year}-0{1 + draw.randrange(9)}-1{draw.randrange(10)}",
                        "branch": "B1" if postcode.startswith("1") else "B2",
                        "title_id": title,
                        "title": f"Boek {title}",
                        "genre": "Reis" if title == OWN else f"G{int(title[1:]) % 2}",
                        "member": member,
                        "birth_year": born,
                        "postcode": postcode,
                    }
                )
    return rows


def read_files(library: Library, folder: Path) -> None:
    posted = [(code, *found) for code, found in POSTCODES.items()]
    homes = [(*found, count) for found, count in HOMES.items()]
    members = [("A", 120, 20, 60), ("B", 300, 100, 30), ("C", 80, 4, 30)]
    files = {
        "scheme": table(folder / "s.csv", "code name parent", *SCHEME),
        "postcodes": table(folder / "p.csv", "postcode code area", *posted),
        "households": table(folder / "h.csv", "area code households", *homes),
        "memberships": table(
            folder / "m.csv", "code members zero_borrowers heavy_borrowers", *members
        ),
        "loans": write(folder / "l.csv", lent(), fields=[*FIELDS, "postcode"]),
    }
    for kind, path in files.items():
        done = read_in(library, path, kind=kind)
        assert (done.status, done.reason) == ("done", ""), kind
    with acting_as("worker"), tenancy.library_scope(library):
        town = Municipality.objects.create(library=library, name="Oost", position=1)
        Area.objects.exclude(code="Kern").update(municipality=town)
        Area.objects.update(catchment=Branch.objects.get(code="B1"))
        Area.objects.filter(code="Dorp").update(catchment=Branch.objects.get(code="B2"))
        stale.mark_all(library)
    with acting_as("worker"):
        insights.renew(library.pk)
