"""A small library takes segments and genres together, and goes back."""

import random
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.models import Library
from segments.actions import clusters, upkeep
from segments.lattice import Ask, Period
from segments.models import (
    CollectionPart,
    CollectionPartGenre,
    Genre,
    Segment,
    SegmentScheme,
    WipedYear,
)
from segments.queries import loans, schemes
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import FIELDS, read_in, write
from tests.segments.loan_files import loans as rows
from tests.segments.make_advice import make_advice
from tests.segments.test_editions import table

CODES = ["S1"] * 8 + ["S2", "S2", "S3", "S4"]


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    """Of four segments three have a handful of readers each, of six genres three as well."""
    library = make.library(slug="dorp")
    lines = [(code, f"Segment {code}", "") for code in ("S1", "S2", "S3", "S4")]
    read_in(library, table(tmp_path / "scheme.csv", "code name parent", *lines), kind="scheme")
    draw = random.Random(5)
    given = []
    for row in rows(600):
        member = draw.randrange(96)
        genre = draw.choices(["Romans", "Reis", "Koken", "Tuin"], [9, 5, 1, 1])[0]
        said = {"member": str(member), "segment": CODES[member % 12], "genre": genre}
        given.append({**row, **said, "birth_year": "1970"})
    read_in(library, write(tmp_path / "loans.csv", given, fields=[*FIELDS, "segment"]))
    return library


@pytest.fixture
def as_alice(town: Library) -> Client:
    return make.client(make.member(town, "alice", role="admin").user)


def worked(town: Library) -> None:
    with acting_as("worker"):
        upkeep.catch_up(town.pk)


def seen(town: Library) -> float:
    """The share of loans of adults that stands in cells that are shown."""
    with tenancy.library_scope(town):
        matrix = loans.matrix(town, Ask(Period.parse("2025"), age=11))
    shown = sum(cell.loans or 0 for line in matrix.published.cells for cell in line)
    return shown / 600


def test_a_proposal_is_worked_out_used_and_left_again(as_alice: Client, town: Library) -> None:
    before = seen(town)
    as_alice.post(reverse("segments:clusters_ask"))
    assert "hx-get" in as_alice.get(reverse("segments:clusters")).text
    worked(town)

    page = as_alice.get(reverse("segments:clusters"))
    proposal = page.context["clusters"]
    assert "hx-trigger" not in page.text
    assert proposal.state == "ready"
    assert proposal.before == pytest.approx(100 * before, abs=2)
    assert proposal.after >= 90

    as_alice.post(reverse("segments:clusters_use"))
    waiting = as_alice.get(reverse("segments:explorer"), {"period": "2025"})
    assert [row.code for row in waiting.context["heatmap"].measured.now.rows] == [
        *("S1", "S2", "S3", "S4")
    ]
    assert "De cijfers worden opnieuw geteld" in waiting.text
    worked(town)
    assert seen(town) == pytest.approx(proposal.after / 100, abs=0.02)
    with tenancy.library_scope(town):
        assert schemes.active_clusters(town) is not None
        assert Segment.objects.exclude(shown_as=None).exists()

    as_alice.post(reverse("segments:clusters_leave"))
    worked(town)
    assert seen(town) == before
    with tenancy.library_scope(town):
        assert schemes.active_clusters(town) is None
        assert not Segment.objects.exclude(shown_as=None).exists()


def test_a_proposal_is_used_once_and_only_when_it_is_there(as_alice: Client, town: Library) -> None:
    as_alice.post(reverse("segments:clusters_ask"))

    answer = as_alice.post(reverse("segments:clusters_use"), follow=True)

    assert "Er is geen voorstel om te gebruiken." in answer.text
    with tenancy.library_scope(town):
        assert not SegmentScheme.objects.filter(role="clusters", is_active=True).exists()


def taken_together(town: Library) -> None:
    """Two of its genres become one, and are counted as one."""
    with tenancy.library_scope(town):
        at = dict(Genre.objects.values_list("name", "position"))
        rest = [[position] for name, position in at.items() if name not in ("Koken", "Tuin")]
        scheme = SegmentScheme.objects.create(
            library=town,
            name="",
            role="clusters",
            is_active=False,
            proposal={
                "state": "ready",
                "segments": [[1], [2], [3], [4]],
                "genres": [*rest, [at["Koken"], at["Tuin"]]],
            },
        )
        clusters.use_proposal(scheme)
    worked(town)


def gone_back(town: Library) -> set[str]:
    """What genres there are after the clusters were left."""
    with tenancy.library_scope(town):
        clusters.go_back(town)
    worked(town)
    with tenancy.library_scope(town):
        return set(Genre.objects.values_list("name", flat=True))


def test_genres_that_are_taken_together_are_counted_as_one(town: Library) -> None:
    taken_together(town)

    with tenancy.library_scope(town):
        found = loans.matrix(town, Ask(Period.parse("2025"), rows="branch"))
    assert {genre.name for genre in found.genres} == {"Romans", "Reis", "Koken + Tuin"}
    assert gone_back(town) == {"Romans", "Reis", "Koken", "Tuin"}
    with tenancy.library_scope(town):
        found = loans.matrix(town, Ask(Period.parse("2025"), rows="branch"))
    assert {genre.name for genre in found.genres} == {"Romans", "Reis", "Koken", "Tuin"}


@pytest.mark.parametrize("use", ["part", "decided", "wiped"])
def test_a_larger_genre_that_is_used_stays(town: Library, use: str) -> None:
    taken_together(town)
    with tenancy.library_scope(town):
        larger = Genre.objects.get(name="Koken + Tuin")
        if use == "part":
            part = CollectionPart.objects.create(library=town, name="Keukenkast")
            CollectionPartGenre.objects.create(library=town, part=part, genre=larger)
        elif use == "decided":
            make_advice(town, genre=larger, status="taken")
        else:
            WipedYear.objects.create(library=town, year=2025)

    assert "Koken + Tuin" in gone_back(town)
