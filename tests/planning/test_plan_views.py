"""Ways of looking at the plan that people keep, share, rename and throw away."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode
from pytest_django.fixtures import DjangoAssertNumQueries

from planning import tenancy
from planning.models import Library, SavedView, User
from tests import make

QUERY = "zoom=quarter&period=2&discipline=marketing"


def kept(of: Library, owner: User, name: str = "Marketing", **fields: Any) -> SavedView:
    with tenancy.library_scope(of):
        return SavedView.objects.create(
            library=of, owner=owner, name=name, **{"query": QUERY, **fields}
        )


def names(of: Library) -> list[tuple[str, str, bool]]:
    with tenancy.library_scope(of):
        rows = SavedView.objects.order_by("pk")
        return list(rows.values_list("name", "query", "is_shared"))


def test_view_is_kept_without_what_is_not_part_of_it(as_alice: Client, library: Library) -> None:
    address = reverse("planning:view_add")
    query = {"query": f"{QUERY}&panel=item:3&undo=2&x=<b>", "year": "2027"}

    response = as_alice.post(f"{address}?{urlencode(query)}", {"name": " Mijn kwartaal "})

    assert response.headers["Location"] == f"/jaarplan/2027/?{QUERY}"
    assert names(library) == [("Mijn kwartaal", QUERY, False)]


def test_view_needs_a_name_that_is_new(as_alice: Client, library: Library, alice: User) -> None:
    kept(library, alice)
    address = reverse("planning:view_add")

    assert as_alice.post(address, {"name": ""}).status_code == 422
    again = as_alice.post(address, {"name": "marketing"})

    assert again.status_code == 422
    assert "Je hebt al een weergave met deze naam." in again.text
    assert len(names(library)) == 1


def test_view_can_be_renamed_and_shared(as_alice: Client, library: Library, alice: User) -> None:
    view = kept(library, alice)

    response = as_alice.post(
        reverse("planning:view_edit", args=[view.pk]), {"name": "Marketing", "is_shared": "on"}
    )

    assert response.headers["Location"] == reverse("planning:view_list")
    assert names(library) == [("Marketing", QUERY, True)]


def test_view_can_be_thrown_away(as_alice: Client, library: Library, alice: User) -> None:
    view = kept(library, alice)

    as_alice.post(reverse("planning:view_remove", args=[view.pk]))

    assert names(library) == []


@pytest.mark.parametrize(("is_shared", "is_seen"), [(True, True), (False, False)])
def test_colleague_sees_only_what_is_shared(
    as_alice: Client, library: Library, adam: User, *, is_shared: bool, is_seen: bool
) -> None:
    view = kept(library, adam, "Van Adam", is_shared=is_shared)

    assert ("Van Adam" in as_alice.get("/jaarplan/2027/").text) is is_seen
    assert ("Van Adam" in as_alice.get(reverse("planning:view_list")).text) is is_seen
    assert as_alice.get(reverse("planning:view_edit", args=[view.pk])).status_code == 404
    assert as_alice.post(reverse("planning:view_remove", args=[view.pk])).status_code == 404


def test_stranger_sees_and_changes_none(as_charlie: Client, library: Library, alice: User) -> None:
    view = kept(library, alice, is_shared=True)

    assert "Marketing<" not in as_charlie.get(reverse("planning:view_list")).text
    assert as_charlie.post(reverse("planning:view_remove", args=[view.pk])).status_code == 404
    assert names(library) == [("Marketing", QUERY, True)]


def test_list_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    library: Library,
    alice: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    as_alice.get(
        reverse("planning:view_list")
    )  # the first page of a session notes where it is from
    counts = []
    for view_count in (1, 3):
        for number in range(view_count):
            kept(library, alice, f"Weergave {view_count}-{number}")
        # session, user, memberships and two scopes (12), what every page asks; the views
        with django_assert_max_num_queries(20) as queries:
            as_alice.get(reverse("planning:view_list"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_kept_view_opens_with_its_filters(as_alice: Client, library: Library, alice: User) -> None:
    make.branch(library)
    kept(library, alice)

    text = as_alice.get("/jaarplan/2027/").text

    assert f'href="/jaarplan/2027/?{QUERY.replace("&", "&amp;")}"' in text
