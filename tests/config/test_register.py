"""The register of processing says what holds for this library, in Dutch, and no small number."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from planning.models import Library
from segments.models import WipedYear
from tests import make
from tests.conftest import acting_as
from tests.segments.loan_files import loans, read_in, write


def register(library: Library, **options: str) -> str:
    out = io.StringIO()
    with acting_as("worker"):
        call_command("processing_register", library=library.slug, stdout=out, **options)
    return out.getvalue()


def test_the_register_says_what_holds_for_this_library(committed: None, tmp_path: Path) -> None:
    library = make.library(slug="noorderveld", name="Bibliotheek 't Noorderveld & Zn")
    Library.objects.update(retention_months=36, threshold=12)
    library.refresh_from_db()
    make.member(library)
    read_in(library, write(tmp_path / "loans.csv", loans(123)))
    with acting_as("owner"):
        WipedYear.objects.create(library=library, year=2021)

    text = register(library)

    assert text.startswith("# Verwerkingsregister: Bibliotheek 't Noorderveld & Zn\n")
    for said in (
        "36 maanden na het eind van het kalenderjaar",
        "minstens 12 leners",
        "120 uitleningen, 5 lezers met een code. Jaren waarvan de codes gewist zijn: 2021.",
        "1 persoon met een rol in deze bibliotheek.",
    ):
        assert said in text, said


def test_the_register_is_there_in_english_too(library: Library) -> None:
    assert register(library, language="en").startswith("# Register of processing: ")


def test_an_unknown_library_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="there is no library nergens"):
        call_command("processing_register", library="nergens")
