"""The smallest library: two people, a yearly total per age group and nothing else."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from config.demo_plan import klein_dorp
from planning import tenancy
from planning.models import Library, TargetGroup
from segments.models import CollectionPart
from tests import make
from tests.segments.test_supplied import keep

TODAY = date(2026, 3, 2)


@pytest.fixture
def small(library: Library) -> Library:
    """As the demonstration fills it."""
    make.branch(library, "KD", "Klein Dorp")
    with tenancy.library_scope(library):
        klein_dorp.fill_klein_dorp(library, today=TODAY)
    bands = {band: number for number, band in enumerate(("0-6", "7-12", "13-17", "18-29"), 1)}
    bands |= {"30-44": 5, "45-59": 6, "60-74": 7, "75+": 8}
    keep(
        library,
        [
            {"branch": 0, "band": bands[band], "loans": loans, "borrowers": borrowers}
            for band, loans, borrowers in klein_dorp.TOTALS
        ],
    )
    return library


@pytest.mark.parametrize(
    "name",
    ["explorer", "chances", "collection", "collection_parts", "titles", "acquisitions", "signals"],
)
def test_no_page_is_empty_or_a_dead_end(as_alice: Client, small: Library, name: str) -> None:
    page = as_alice.get(reverse(f"segments:{name}"))

    assert page.status_code == 200
    assert "heatmap" not in page.text
    assert "bestand" in page.text  # the one that would tell more


def test_its_pages_say_what_the_totals_say(as_alice: Client, small: Library) -> None:
    with tenancy.library_scope(small):
        seniors = TargetGroup.objects.get(name="Senioren")
        letters = CollectionPart.objects.get(name="Grote letters")
    said = "Van de 8.670 uitleningen in heel 2025 waren er 2.500 van 60-74 jaar en 75+ jaar."

    explorer = as_alice.get(reverse("segments:explorer")).text
    cards = as_alice.get(reverse("planning:target_groups")).text
    group = as_alice.get(reverse("planning:target_group", args=[seniors.pk])).text
    part = as_alice.get(reverse("segments:collection_part", args=[letters.pk])).text
    parts = as_alice.get(reverse("segments:collection_parts")).text

    assert "gingen de meeste naar 7-12 jaar: 27\N{NO-BREAK SPACE}%." in explorer
    assert "2.500 uitleningen in heel 2025" in cards
    assert said in group
    assert said in part
    assert "Bedoeld voor Senioren." in part
    assert "4 van 6 onderdelen hebben een groep." in parts
    assert "Het meest geleend door" not in parts  # a column of nothing


def test_the_demonstration_fills_it_once(small: Library, tmp_path: Path) -> None:
    with tenancy.library_scope(small):
        klein_dorp.fill_klein_dorp(small, today=TODAY)
        counts = CollectionPart.objects.count(), TargetGroup.objects.count()
    klein_dorp.write_totals(tmp_path / "jaartotalen.csv", today=TODAY)

    with (tmp_path / "jaartotalen.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert counts == (6, 2)
    assert len(rows) == 2 * len(klein_dorp.TOTALS)
    assert {row["periode"] for row in rows} == {"2024", "2025"}
