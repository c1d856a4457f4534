"""A town as a library of this installation: read in, counted, advised, and taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from django.utils import timezone

from planning import actions, tenancy
from planning.models import Branch, Library
from segments.actions import insights, upkeep
from segments.benching.subject import read_in
from segments.loading import answers
from segments.models import Area
from segments.planting import files
from segments.planting.town import ADULT, AREAS, BRANCHES, YOUTH, Town

SLUG = "geplant"


@contextmanager
def library(town: Town) -> Iterator[Library]:
    """The library of a town, with its insights and its advice; gone when we leave."""
    slug = f"{SLUG}-{town.seed}"
    for left in Library.objects.filter(slug=slug):
        _remove(left)
    made = actions.add_library(slug, name=f"Bibliotheek {town.seed}", is_demonstration=True)
    try:
        with tenancy.library_scope(made):
            _name_things(made)
        with TemporaryDirectory() as folder:
            files.write(town, Path(folder))
            for name, kind in files.KINDS.items():
                read_in(made, Path(folder) / name, kind=kind)
                if kind == "households":
                    _draw_catchments(made)
        while not insights.renew(made.pk):  # a worker of this installation may be at it
            sleep(1)
        yield made
    finally:
        _remove(made)


def _name_things(made: Library) -> None:
    for code, name in BRANCHES.items():
        actions.add_branch(made, code=code, name=name)
    for code in (*ADULT, *YOUTH):
        answers.add_genre_code(made, code, code, is_youth=code in YOUTH)
    answers.add_material(made, "BOEK", "BOEK")


def _draw_catchments(made: Library) -> None:
    """Which branch an area belongs to, as an administrator says it."""
    with tenancy.library_scope(made):
        for code, areas in AREAS.items():
            branch = Branch.objects.get(library=made, code=code)
            Area.objects.filter(library=made, name__in=areas).update(catchment=branch)


def _remove(made: Library) -> None:
    Library.objects.filter(pk=made.pk).update(removal_asked_at=timezone.now())
    upkeep.remove_library(made.pk)
