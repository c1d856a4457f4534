from datetime import UTC, date, datetime

import time_machine
from django.test import Client
from django.urls import reverse

from planning import actions, tenancy
from planning.actions import overlays
from planning.models import Holiday, Library
from segments.models import LoanImport
from tests import make, make_plan


def tiles(browser: Client) -> dict[str, str]:
    page = browser.get(reverse("manage"))
    for tile in page.context["tiles"]:
        assert tile.url in page.text
    return {tile.title: tile.sentence for tile in page.context["tiles"]}


def test_each_tile_says_how_things_stand(as_adam: Client, library: Library) -> None:
    assert tiles(as_adam) == {
        "Inlezen": "Er is nog niets ingelezen.",
        "Mensen": "1 collega.",
        "Vestigingen": "Nog geen vestigingen.",
        "Segmentindeling": "Er is nog geen segmentindeling ingelezen.",
        "Werkgebied": "Er zijn nog geen gebieden bekend.",
        "Presentaties": "Nog geen tafels, etalages of schermen.",
        "Kanalen": "Nog geen kanalen.",
        "Landelijke campagnes": "Nog geen kalender.",
        "Vakanties en vrije dagen": "Schoolvakanties van regio Noord.",
        "Drempels": "Groepen onder 10 leners blijven verborgen."
        " De bewaartermijn voor codes van leners is 24 maanden.",
        "Onderdelen": "Alleen het jaarplan. De rest komt wanneer je wilt.",
        "Voorbeeldgegevens": "Alles hier is verzonnen. Haal het weg als je genoeg hebt gezien.",
    }

    make.member(library)
    with time_machine.travel(datetime(2026, 3, 12, 12, tzinfo=UTC)), tenancy.library_scope(library):
        LoanImport.objects.create(
            library=library, kind="loans", status="failed", filename="a.csv", digest="0" * 64
        )
    with tenancy.library_scope(library):
        actions.add_branch(library, code="OOS", name="Oost", group="Stad")
        actions.add_branch(library, code="WES", name="West", group="Stad")

    assert tiles(as_adam)["Inlezen"] == "Laatste bestand op 12 maart: a.csv, mislukt."
    assert tiles(as_adam)["Mensen"] == "2 collega’s."
    assert tiles(as_adam)["Vestigingen"] == "2 vestigingen in 1 groep."


def test_tiles_of_the_plan_say_what_was_brought_in(as_adam: Client, library: Library) -> None:
    branch = make.branch(library)
    make_plan.display(library, branch)
    with tenancy.library_scope(library):
        overlays.begin_year(library, 2027, by=None)
        days = {"starts_on": date(2027, 6, 7), "ends_on": date(2027, 6, 8), "kind": "closed"}
        Holiday.objects.create(library=library, name="Verbouwing", **days)

    found = tiles(as_adam)

    assert found["Presentaties"] == "1 plek."
    assert found["Kanalen"] == "6 kanalen."
    assert found["Landelijke campagnes"] == "15 in 2027, waarvan 14 met verwachte data."
    assert found["Vakanties en vrije dagen"] == "Schoolvakanties van regio Noord. 1 keer gesloten."
