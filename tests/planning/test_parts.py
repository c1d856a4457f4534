"""Parts stay out of sight until an administrator switches them on."""

import pytest
from django.test import Client
from django.urls import reverse

from planning import tenancy
from planning.actions.parts import switch_part
from planning.models import Library
from planning.queries.parts import parts


def on(library: Library) -> frozenset[str]:
    with tenancy.library_scope(library):
        return parts(library)


def test_parts_are_switched_on_and_off_and_keep_their_order(library: Library) -> None:
    assert on(library) == frozenset()

    with tenancy.library_scope(library):
        switch_part(library, "release", is_on=True)
        row = switch_part(library, "choices", is_on=True)
        assert row.parts == ["choices", "release"]
        switch_part(library, "choices", is_on=True)
        row = switch_part(library, "release", is_on=False)

    assert row.parts == ["choices"]
    assert on(library) == frozenset({"choices"})


def test_parts_of_another_library_are_its_own(library: Library, stranger_library: Library) -> None:
    with tenancy.library_scope(stranger_library):
        switch_part(stranger_library, "choices", is_on=True)

    assert on(library) == frozenset()


def test_part_list_says_what_is_on_and_switches(as_adam: Client, library: Library) -> None:
    assert "staan er 0 onderdelen in het menu" in as_adam.get(reverse("planning:part_list")).text

    answer = as_adam.post(
        reverse("planning:part_list"), {"part": "choices", "state": "on"}, follow=True
    )

    assert on(library) == frozenset({"choices"})
    assert "Keuzes staat nu in het menu." in answer.text
    assert "staat er 1 onderdeel in het menu" in answer.text


def test_an_offer_goes_back_to_where_it_stood(as_adam: Client, library: Library) -> None:
    values = {"part": "choices", "state": "on", "next": "/keuzes/2027/"}
    assert as_adam.post(reverse("planning:part_list"), values).headers["Location"] == values["next"]

    values["next"] = "https://elders.example/"
    answer = as_adam.post(reverse("planning:part_list"), values)

    assert answer.headers["Location"] == reverse("planning:part_list")


@pytest.mark.parametrize("values", [{}, {"part": "alles", "state": "on"}, {"part": "choices"}])
def test_a_wrong_part_is_refused(as_adam: Client, library: Library, values: dict[str, str]) -> None:
    assert as_adam.post(reverse("planning:part_list"), values).status_code == 422
    assert on(library) == frozenset()


def test_staff_may_not_switch(as_alice: Client, library: Library) -> None:
    values = {"part": "choices", "state": "on"}

    assert as_alice.post(reverse("planning:part_list"), values).status_code == 403
    assert on(library) == frozenset()
