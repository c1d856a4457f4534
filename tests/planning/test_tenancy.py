"""The fence: without a scope nothing exists, within one only the library's own."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection, transaction

from planning import tenancy
from planning.models import Branch, Library
from tests import make
from tests.conftest import acting_as


def _tables_of_tenants() -> list[tuple[str, bool, bool, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity,"
            " (SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'tenant')"
            " FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
            " WHERE attname = 'library_id' AND relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        rows: list[tuple[str, bool, bool, int]] = cursor.fetchall()
        return rows


def test_every_table_with_a_library_is_fenced(db: None) -> None:
    tables = _tables_of_tenants()
    open_tables = {name for name, *fence in tables if fence != [True, True, 1]}

    assert open_tables == tenancy.WITHOUT_POLICY
    assert len(tables) > 15


def test_nothing_exists_without_a_scope(library: Library) -> None:
    make.branch(library, "CEN")

    assert Branch.objects.count() == 0
    with tenancy.library_scope(library):
        assert Branch.objects.count() == 1


def test_another_library_does_not_exist(library: Library, stranger_library: Library) -> None:
    make.branch(library, "CEN")
    elsewhere = make.branch(stranger_library, "ELD")

    with tenancy.library_scope(library):
        assert [branch.code for branch in Branch.objects.all()] == ["CEN"]
        assert Branch.objects.filter(pk=elsewhere.pk).update(name="gekaapt") == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Branch.objects.create(library=stranger_library, code="X", name="X", position=9)


def test_an_inner_scope_ends_where_the_outer_goes_on(
    library: Library, stranger_library: Library
) -> None:
    make.branch(library, "CEN")

    with tenancy.library_scope(library):
        with tenancy.library_scope(stranger_library):
            assert Branch.objects.count() == 0
        assert Branch.objects.count() == 1
    assert Branch.objects.count() == 0


def test_a_web_process_cannot_read_codes_nor_write_loans(library: Library) -> None:
    with tenancy.library_scope(library), connection.cursor() as cursor:
        for statement in ("SELECT code FROM segments_member", "DELETE FROM segments_loan"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(statement)


def test_a_role_that_sees_past_the_fence_is_refused(committed: None) -> None:
    tenancy.refuse_powerful_role()
    with acting_as("owner"), pytest.raises(ImproperlyConfigured), connection.cursor():
        # The check closes its connection; the new one is the owner's again.
        tenancy.refuse_powerful_role()


def test_a_powerful_role_is_refused_also_when_the_database_was_away_at_the_start(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make.library()
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", _no_database)
        tenancy.refuse_powerful_role()

    with acting_as("owner"), pytest.raises(ImproperlyConfigured), tenancy.library_scope(library):
        pytest.fail("there is a scope for a role that sees everything")
    with tenancy.library_scope(library):
        assert Branch.objects.count() == 0


def _no_database() -> None:
    raise OperationalError
