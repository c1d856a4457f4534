"""bench pages, beside the explorer: files about groups and books read in, and their pages."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse

from planning import tenancy
from planning.models import Branch, Library
from segments.actions import insights
from segments.actions.service_area import Place, save_places
from segments.addresses import segment_url
from segments.benching import subject
from segments.benching.subject import Export
from segments.demonstration.library import BRANCHES
from segments.lattice import YEAR
from segments.loading.insights import statistics
from segments.models import Area
from segments.queries import loans, names

BEFORE = {"households": "huishoudens.csv", "titles": "titels.csv", "holdings": "bezit.csv"}
AFTER = {
    "acquisitions": "aanwinsten.csv",
    "reservations": "reserveringen.csv",
    "weeding": "saneren.csv",
}


def fill(library: Library, files: Export) -> None:
    """Everything beside the loans, the areas in their places, and what is made of all of it."""
    for kind, name in (BEFORE | AFTER).items():
        subject.read_in(library, files.folder / name, kind=kind)
    with tenancy.library_scope(library):
        _place_areas(library)
    if not insights.renew(library.pk):
        raise RuntimeError("the library is busy")
    _settle()


def _settle() -> None:
    """What the server does by itself in the minutes after so large an import."""
    with connection.cursor() as cursor:
        for table in statistics.TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _place_areas(library: Library) -> None:
    branches = {branch.code: branch for branch in Branch.objects.filter(library=library)}
    branch_of = {name: each.code for each in BRANCHES for name in each.neighbourhoods}
    places = {}
    for area in Area.objects.filter(library=library):
        code = branch_of.get(area.name.removesuffix(" (fictief)"), BRANCHES[0].code)
        places[area.pk] = Place(f"Gemeente {code}", branches[code])
    save_places(library, places)


def addresses(library: Library, period: str) -> dict[str, str]:
    """Every kind of these pages, by what it is called in the answer."""
    with tenancy.library_scope(library):
        segment = names.segments(library)[2]
        genre = next(each for each in names.genres(library) if not each.group)
        periods = loans.known_periods(library)
    oldest = str(min(each.number for each in periods if each.level == YEAR))
    cell = {"panel": f"cell:{segment.code}:{genre.position}", "period": period}
    titles = {"period": period, "segment": segment.code, "genre": genre.code}
    asked: list[tuple[str, str, Mapping[str, str]]] = [
        ("a panel of a cell", "explorer", cell),
        ("titles behind a cell", "figure_titles", titles),
        ("titles behind a genre", "figure_titles", {"period": period, "genre": genre.code}),
        ("titles behind a segment", "figure_titles", {"period": period, "segment": segment.code}),
        ("chances", "chances", {"period": period}),
        ("chances by area", "chances", {"period": period, "kind": "area"}),
        ("chances as visitors", "chances", {"period": period, "who": "visitor"}),
        ("reach", "reach", {"period": period}),
        ("reach of a place", "reach", {"period": period, "kind": "catchment", "place": "DRP"}),
        ("collection", "collection", {}),
        ("collection by branch", "collection", {"view": "branches"}),
        ("collection, the oldest year", "collection", {"year": oldest}),
        ("titles", "titles", {}),
        ("titles of a genre", "titles", {"genre": genre.code}),
        ("titles of a segment", "titles", {"segment": segment.code}),
        ("titles by a word", "titles", {"q": "zee"}),
        ("titles by a word of every third", "titles", {"q": "van"}),
        ("titles by two frequent words", "titles", {"q": "over zandwolde"}),
        ("titles, the oldest year", "titles", {"year": oldest}),
        ("acquisitions", "acquisitions", {}),
        ("weeding", "weeding", {}),
        ("signals", "signals", {}),
    ]
    found = {
        name: f"{reverse(f'segments:{route}')}?{urlencode(query)}" for name, route, query in asked
    }
    profile = segment_url(segment.code, segment.name)
    found["a segment"] = profile
    # What comes after it, by requests of its own.
    later = {"over time": "verloop", "its places": "plaatsen", "its parts": "delen"}
    for name, part in (later | {"its supply": "aanbod"}).items():
        found[f"a segment, {name}"] = f"{profile}{part}/"
    found["a title"] = reverse("segments:title", args=[1])
    return found
