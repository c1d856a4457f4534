"""The library that is measured: made, filled through the real import, taken away."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from planning import actions, tenancy
from planning.models import Library
from segments.actions import jobs, mapping, running, upkeep, uploads
from segments.demonstration.catalogue import LEAST_TITLES, MOST_TITLES
from segments.demonstration.export import write_order
from segments.demonstration.library import BRANCHES, MATERIALS, RUBRIEKEN
from segments.demonstration.truth import Truth
from segments.demonstration.world import Order
from segments.loading import answers
from segments.models import LoanImport

SLUG = "bench"
GROUPS = {"CEN": "Noord", "OOS": "Noord", "DRP": "Zuid", "ZUI": "Zuid"}
LOANS = "uitleningen.csv"
LOANS_PER_TITLE = 12  # of all that a large library has, also of what is hardly borrowed


@dataclass(frozen=True)
class Size:
    """How large an export is asked for."""

    rows: int
    months: int
    members: int
    bad_per_million: int = 0
    titles: int | None = None

    def with_titles(self) -> "Size":
        """The same, with as many titles as a large library has for so many loans."""
        usual = min(MOST_TITLES, max(LEAST_TITLES, self.rows // LOANS_PER_TITLE))
        return self if self.titles else replace(self, titles=usual)


@dataclass(frozen=True)
class Export:
    """The files of an invented library, and what is true of them."""

    folder: Path
    truth: Truth

    @property
    def loans(self) -> Path:
        return self.folder / LOANS


@contextmanager
def export(size: Size) -> Iterator[Export]:
    """An export whose last month is the last whole one before today."""
    until = timezone.localdate().replace(day=1) - timedelta(days=1)
    with TemporaryDirectory() as folder:
        yield Export(Path(folder), write_order(Path(folder), _order(size, until)))


def _order(size: Size, until: date) -> Order:
    return Order(
        rows=size.rows,
        seed=1,
        until=until,
        months=size.months,
        members=size.members,
        branches=len(BRANCHES),
        bad_per_million=size.bad_per_million,
        titles=size.titles,
    )


@contextmanager
def named_library() -> Iterator[Library]:
    """A library with branches, groups, genres and materials, and nothing else."""
    if (left := Library.objects.filter(slug=SLUG).first()) is not None:
        _remove(left)
    made = actions.add_library(SLUG, name="Meting", is_demonstration=True)
    try:
        with tenancy.library_scope(made):
            name_codes(made)
        yield made
    finally:
        _remove(made)


@contextmanager
def library(files: Export) -> Iterator[Library]:
    """A library with branches, groups, a scheme and postcodes, and no loans yet."""
    with named_library() as made:
        read_in(made, files.folder / "indeling.csv", kind="scheme")
        read_in(made, files.folder / "postcodes.csv", kind="postcodes")
        yield made


def name_codes(made: Library) -> None:
    """Everything an export may name, each by its code; whatever else it names is an error in it."""
    for branch in BRANCHES:
        group = GROUPS.get(branch.code, "")
        actions.add_branch(made, code=branch.code, name=branch.name, group=group)
    for rubriek in RUBRIEKEN:
        answers.add_genre_code(made, rubriek.code, rubriek.code, is_youth=rubriek.is_youth)
    for code in MATERIALS:
        answers.add_material(made, code, code)


def _remove(made: Library) -> None:
    Library.objects.filter(pk=made.pk).update(removal_asked_at=timezone.now())
    upkeep.remove_library(made.pk)


def take_out(made: Library, kind: str) -> None:
    """Undo every import of a kind."""
    with tenancy.library_scope(made):
        found = list(LoanImport.objects.current().filter(library=made, kind=kind).order_by("-pk"))
        for loan_import in found:
            jobs.ask(loan_import, "undo", by=None)
    for loan_import in found:
        running.run(made.pk, loan_import.pk)


def arrived(path: Path) -> Path:
    """A copy of a file, as an upload leaves it on disk."""
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    return copy


def read_in(
    made: Library, path: Path, *, kind: str = "loans", source: Path | None = None
) -> LoanImport:
    """Import a file from its receipt to the end, as the wizard would; ends the program if refused.

    source: the copy that may be moved away; one is made when it is not given.
    """
    with tenancy.library_scope(made):
        loan_import = uploads.receive(
            made,
            filename=path.name,
            source=source or arrived(path),
            kind=kind,
            by=None,
            options={"create_unknown": kind != "loans"},
        )
        loan_import = mapping.choose(loan_import, mapping.suggestion(loan_import).profile)
        jobs.ask(loan_import, "load", by=None)
    running.run(made.pk, loan_import.pk)
    with tenancy.library_scope(made):
        ended = LoanImport.objects.get(pk=loan_import.pk)
    if ended.status != LoanImport.Status.DONE:
        sys.exit(f"{path.name} ended as {ended.status}: {ended.reason}")
    return ended
