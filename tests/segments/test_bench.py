"""What is measured is really asked, and the measuring says what went wrong."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from planning import tenancy
from planning.models import BranchGroup, Library
from segments.benching import pages, timing
from segments.lattice import Period
from segments.queries import loans
from tests.segments.explored import explored_library


def test_ratios_are_of_the_same_round() -> None:
    rounds = [{"a": 1.0, "b": 2.0}, {"a": 10.0, "b": 10.0}, {"a": 2.0, "b": 8.0}]

    assert timing.ratios(rounds, "a") == {"b ÷ a": 2.0}
    assert timing.medians(rounds) == {"a": 2.0, "b": 8.0}


def test_percentile_is_a_value_that_was_seen() -> None:
    assert timing.percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert timing.percentile([5, 1, 4, 2, 3], 0.95) == 5


def test_every_page_that_is_measured_can_be_asked(as_alice: Client, library: Library) -> None:
    explored_library(library)
    with tenancy.library_scope(library):
        BranchGroup.objects.create(library=library, name="Noord")
        periods = loans.known_periods(library)
    months = [Period(0, 2025 * 12 + month) for month in range(2)]
    addresses = pages.addresses([*periods, *months])
    del addresses[pages.BASELINE]  # sends away whoever is logged in

    answers = {name: as_alice.get(address).status_code for name, address in addresses.items()}

    assert len(answers) > 14
    assert {name: status for name, status in answers.items() if status != 200} == {}


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(CommandError, match="1000"):
        call_command("bench", "queries", rows=10)
