"""Branches, the code that stays once used, and groups as a partition."""

import pytest
from django.test import Client
from django.urls import reverse

from planning import actions, tenancy
from planning.models import Branch, BranchGroup, Library
from tests import make
from tests.conftest import acting_as


def groups_of(library: Library) -> dict[str, str]:
    with tenancy.library_scope(library):
        branches = Branch.objects.filter(library=library).select_related("group")
        return {branch.code: branch.group.name if branch.group else "" for branch in branches}


def is_stale(library: Library) -> bool:
    library.refresh_from_db()
    return library.rollups_stale_at is not None


def test_a_branch_is_added_and_listed(as_adam: Client, library: Library) -> None:
    fields = {"name": "Oost", "code": "OOS", "kind": "service_point", "group": ""}

    page = as_adam.post(reverse("planning:branch_add"), fields, follow=True)

    with tenancy.library_scope(library):
        branch = Branch.objects.get(library=library)
    assert (branch.name, branch.code, branch.position) == ("Oost", "OOS", 1)
    assert "servicepunt" in page.text
    assert not is_stale(library)


@pytest.mark.parametrize("code", ["OOS", "oos", " OOS "])
def test_a_code_is_used_once(as_adam: Client, library: Library, code: str) -> None:
    make.branch(library, "OOS")

    fields = {"name": "Nog een", "code": code, "kind": "branch", "group": ""}
    response = as_adam.post(reverse("planning:branch_add"), fields)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["code"]


def test_a_code_changes_until_there_are_loans(as_adam: Client, library: Library) -> None:
    branch = make.branch(library, "OOS", "Oost")
    url = reverse("branch_edit", args=[branch.pk])
    as_adam.post(url, {"name": "Oost", "code": "OST", "kind": "branch", "group": ""})
    assert list(groups_of(library)) == ["OST"]

    _give_loans(branch)
    as_adam.post(url, {"name": "Oosterpoort", "code": "ANDERS", "kind": "branch", "group": ""})

    with tenancy.library_scope(library):
        branch.refresh_from_db()
    assert (branch.name, branch.code) == ("Oosterpoort", "OST")
    assert "Er zijn uitleningen met deze code" in as_adam.get(url).text


def _give_loans(branch: Branch) -> None:
    with acting_as("worker"), tenancy.library_scope(branch.library):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO segments_rollup VALUES (%s, 2, 2026, %s, 10, 0, 0, '{1}', '{1}')",
                [branch.library_id, branch.position],
            )


def test_a_branch_is_in_one_group_at_most(as_adam: Client, library: Library) -> None:
    east, west, port = (make.branch(library, code) for code in ("OOS", "WES", "HAV"))
    add = reverse("planning:group_add")
    as_adam.post(add, {"name": "Stad", "branches": [east.pk, west.pk]})
    assert is_stale(library)
    Library.objects.update(rollups_stale_at=None)

    page = as_adam.get(add)
    assert "(nu in Stad)" in page.text
    as_adam.post(add, {"name": "Water", "branches": [west.pk, port.pk]})

    assert groups_of(library) == {"OOS": "Stad", "WES": "Water", "HAV": "Water"}
    assert is_stale(library)


def test_a_new_name_alone_leaves_the_answers_as_they_are(as_adam: Client, library: Library) -> None:
    east = make.branch(library, "OOS")
    with tenancy.library_scope(library):
        group = actions.save_group(BranchGroup(), name="Stad", branches=[east], library=library)
    Library.objects.update(rollups_stale_at=None)

    edit = reverse("planning:group_edit", args=[group.pk])
    as_adam.post(edit, {"name": "De stad", "branches": [east.pk]})
    branch = reverse("branch_edit", args=[east.pk])
    fields = {"name": "Oosterpoort", "code": "OOS", "kind": "branch", "group": group.pk}
    as_adam.post(branch, fields)

    assert groups_of(library) == {"OOS": "De stad"}
    assert not is_stale(library)


def test_a_dissolved_group_leaves_its_branches(as_adam: Client, library: Library) -> None:
    east = make.branch(library, "OOS")
    with tenancy.library_scope(library):
        group = actions.save_group(BranchGroup(), name="Stad", branches=[east], library=library)
    Library.objects.update(rollups_stale_at=None)

    as_adam.post(reverse("planning:group_remove", args=[group.pk]))

    assert groups_of(library) == {"OOS": ""}
    assert is_stale(library)


def test_a_branch_of_another_library_cannot_be_grouped(
    as_adam: Client, library: Library, stranger_library: Library
) -> None:
    elsewhere = make.branch(stranger_library, "ELD")

    response = as_adam.post(
        reverse("planning:group_add"), {"name": "Kaap", "branches": [elsewhere.pk]}
    )

    assert response.status_code == 422
    assert groups_of(stranger_library) == {"ELD": ""}


def test_without_branches_the_page_says_what_belongs_there(as_adam: Client) -> None:
    page = as_adam.get(reverse("planning:branch_list"))

    assert "Nog geen vestigingen" in page.text
    assert reverse("planning:branch_add") in page.text
