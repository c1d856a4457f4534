"""Counting again after a change of groups, and taking a demonstration away."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Branch, BranchGroup, Library, Membership, User
from segments.actions import upkeep
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import contents, loans, read_in, write


@pytest.fixture
def town(committed: None, tmp_path: Path) -> Library:
    library = make.library(slug="noorderveld")
    read_in(library, write(tmp_path / "loans.csv", loans(120)))
    return library


def branches_counted(library: Library) -> set[int]:
    with tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT branch FROM segments_rollup")
        return {branch for (branch,) in cursor.fetchall()}


def test_a_new_group_is_counted(town: Library) -> None:
    with tenancy.library_scope(town):
        group = BranchGroup.objects.create(library=town, name="Noord")
        Branch.objects.filter(code__in=["B0", "B1"]).update(group=group)
    Library.objects.filter(pk=town.pk).update(rollups_stale_at=timezone.now())
    assert branches_counted(town) == {0, 1, 2, 3}

    with acting_as("worker"):
        assert upkeep.count_again(town.pk)

    assert branches_counted(town) == {0, 1, 2, 3, -group.pk}
    assert Library.objects.get(pk=town.pk).rollups_stale_at is None


def test_counting_again_changes_nothing_by_itself(town: Library) -> None:
    before = contents(town)

    with acting_as("worker"):
        upkeep.count_again(town.pk)

    assert contents(town) == before


def test_a_demonstration_goes_away_whole(town: Library, tmp_path: Path) -> None:
    other = make.library(slug="elders")
    read_in(other, write(tmp_path / "other.csv", loans(50)))
    gone, stays = (make.member(town, name).user for name in ("bram", "noor"))
    for person in (gone, stays):
        person.email = f"{person.pk}@demo.invalid"
        person.save()
    make.membership(other, stays)
    real = make.member(town, "alice").user
    kept = contents(other)
    Library.objects.filter(pk=town.pk).update(removal_asked_at=timezone.now())

    with acting_as("worker"):
        assert upkeep.remove_library(town.pk)

    assert not Library.objects.filter(pk=town.pk).exists()
    assert contents(town) == ([], [])
    assert contents(other) == kept
    with acting_as("owner"):
        assert not Membership.objects.filter(library_id=town.pk).exists()
    people = set(User.objects.filter(pk__in=[gone.pk, stays.pk, real.pk]))
    assert people == {stays, real}


def test_a_real_library_is_never_taken_away(committed: None) -> None:
    library = make.library(slug="echt", is_demonstration=False)
    Library.objects.filter(pk=library.pk).update(removal_asked_at=timezone.now())

    with acting_as("worker"):
        assert not upkeep.remove_library(library.pk)

    assert Library.objects.filter(pk=library.pk).exists()
