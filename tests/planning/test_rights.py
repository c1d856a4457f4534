"""The querysets are a gate of their own: here the fence of the database is out of the way."""

import pytest
from django.db import models

from planning import tenancy
from planning.models import Branch, BranchGroup, Library, Membership
from tests import make
from tests.conftest import acting_as


@pytest.fixture
def groups(library: Library, stranger_library: Library) -> None:
    for each in (library, stranger_library):
        make.branch(each)
        with tenancy.library_scope(each):
            BranchGroup.objects.create(library=each, name="Stad")


@pytest.mark.parametrize("model", [Branch, BranchGroup, Membership])
def test_an_administrator_edits_what_is_of_the_own_library(
    groups: None, library: Library, stranger_library: Library, model: type[models.Model]
) -> None:
    admin = make.member(library, role=Membership.Role.ADMIN)
    make.member(stranger_library)

    with acting_as("owner"):
        rows = model._default_manager.editable_by(admin)  # type: ignore[attr-defined]
        assert {row.library_id for row in rows} == {library.pk}


@pytest.mark.parametrize("model", [Branch, BranchGroup, Membership])
@pytest.mark.parametrize("role", ["staff", "manager"])
def test_others_edit_nothing(
    groups: None, library: Library, model: type[models.Model], role: str
) -> None:
    member = make.member(library, role=role)

    with acting_as("owner"):
        assert not model._default_manager.editable_by(member).exists()  # type: ignore[attr-defined]


def test_a_person_has_the_memberships_that_were_accepted(
    library: Library, stranger_library: Library
) -> None:
    member = make.member(library)
    asked = make.membership(stranger_library, member.user)
    make.member(library)

    with acting_as("owner"):
        Membership.objects.filter(pk=asked.pk).update(accepted_at=None)
        assert list(Membership.objects.of(member.user)) == [member]
