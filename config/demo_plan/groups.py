"""For whom the demonstration library means its bookcases, and of which segments its groups are."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from planning.models import Branch, Library, TargetGroup
from segments.actions import groups, parts
from segments.models import CollectionPart, FloorQuote, Genre, Segment

# Name, codes of segments, ages, and what they want to reach.
GROUPS: tuple[tuple[str, tuple[str, ...], int | None, int | None, str], ...] = (
    ("Drukke gezinnen", ("S2",), None, None,
     "Elk kwartaal honderd gezinnen die voor het eerst prentenboeken meenemen."),
    ("Rustige lezers thuis", ("S7", "S8"), 60, None,
     "In Dorp lenen zestigplussers weer evenveel als twee jaar geleden."),
    ("Jongeren die net afhaken", (), 12, 16, "Vijftig brugklassers blijven lid."),
    ("Nieuw in het Nederlands", ("S4",), 18, None, ""),
)  # fmt: skip
# Name, kind, branch, genres, for whom, and why.
PARTS: tuple[tuple[str, str, str, tuple[str, ...], str, str], ...] = (
    ("Reiskast", "bookcase", "CEN", ("Reis",), "Drukke gezinnen",
     "Een vakantie begint aan de keukentafel."),
    ("Prentenboekenhoek", "bookcase", "CEN", ("Prentenboeken", "Voorleesboeken"),
     "Drukke gezinnen", "Naast de kinderwagens."),
    ("Taalkast", "bookcase", "CEN", ("Nederlands leren",), "Nieuw in het Nederlands", ""),
    ("Thrillerwand", "bookcase", "CEN", ("Thrillers en detectives",), "", ""),
    ("Streekromans bij het raam", "bookcase", "DRP", ("Streek- en familieromans",),
     "Rustige lezers thuis", "Zij zitten daar toch al."),
    ("Voorleeshoek", "bookcase", "DRP", ("Prentenboeken",), "Drukke gezinnen", ""),
    ("Kooktafel", "bookcase", "OOS", ("Koken",), "", ""),
    ("Strips voor tieners", "bookcase", "OOS", ("Strips voor de jeugd", "Leesboeken 12-15 jaar"),
     "Jongeren die net afhaken", ""),
    ("Gezondheid", "part", "", ("Gezondheid",), "", ""),
    ("Literatuur", "part", "", ("Literatuur",), "Rustige lezers thuis", ""),
)  # fmt: skip
# Of whom, what was heard, by whom, where, and how many days ago.
HEARD = (
    ("Rustige lezers thuis", "Vragen vaak naar grote letter.", "Els", "Dorp", 41),
    ("Drukke gezinnen", "Pakken snel iets: de parkeermeter loopt.", "Bram", "Centrum", 12),
)  # fmt: skip
THEME_DAYS = timedelta(days=60)


@transaction.atomic
def choose_for_whom(library: Library, *, today: date) -> None:
    """Once genres and segments are there; a list that somebody began stays as it is."""
    if CollectionPart.objects.filter(library=library).exists():
        return
    by_name = {each.name: each for each in TargetGroup.objects.filter(library=library)}
    positions = dict(Segment.objects.filter(library=library).values_list("code", "position"))
    for name, codes, first, last, goals in GROUPS:
        group = by_name[name]
        rows = TargetGroup.objects.filter(pk=group.pk)
        rows.update(from_age=first, to_age=last, goals=goals)
        groups.choose_segments(group, [positions[code] for code in codes if code in positions])
    make_parts(library, PARTS, by_name)
    theme = {"name": "Lente in de tuin", "kind": "theme", "meant_for": by_name["Drukke gezinnen"]}
    days = {"starts_on": today - timedelta(days=20), "ends_on": today + THEME_DAYS}
    genres = Genre.objects.filter(library=library, name="Tuin en natuur")
    parts.save_part(CollectionPart(library=library), fields=theme | days, genres=genres)
    for name, text, by, place, days_ago in HEARD:
        FloorQuote.objects.create(
            library=library,
            target_group=by_name[name],
            text=text,
            heard_by=by,
            place=place,
            heard_on=today - timedelta(days=days_ago),
        )


def make_parts(
    library: Library,
    rows: Iterable[tuple[str, str, str, tuple[str, ...], str, str]],
    by_name: dict[str, TargetGroup],
) -> None:
    """The rows as parts of the collection."""
    branches = {each.code: each for each in Branch.objects.filter(library=library)}
    for name, kind, branch, genres, group, why in rows:
        fields = {
            "name": name,
            "kind": kind,
            "branch": branches.get(branch),
            "meant_for": by_name.get(group),
            "why": why,
        }
        found = Genre.objects.filter(library=library, name__in=genres)
        parts.save_part(CollectionPart(library=library), fields=fields, genres=found)
