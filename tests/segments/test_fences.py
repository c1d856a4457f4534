"""The fence around tables that are made while the product runs, tried as the web process would."""

from pathlib import Path

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from planning import tenancy
from planning.models import Library
from segments import keys
from segments.models import LoanImport
from tests import make
from tests.conftest import acting_as
from tests.planning.test_tenancy import _tables_of_tenants
from tests.segments.loan_files import loans, read_in, write

ABOUT_READERS = ("member", "segment", "area", "band", "loan_key", "row_digest")


@pytest.fixture
def towns(committed: None, tmp_path: Path) -> list[Library]:
    towns = [make.library(slug=slug) for slug in ("noorderveld", "elders")]
    for town in towns:
        read_in(town, write(tmp_path / f"{town.slug}.csv", loans(60)))
    return towns


def months() -> list[str]:
    return [name for name, *_ in _tables_of_tenants() if name.startswith("segments_loan_")]


def refused(statement: str) -> bool:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except ProgrammingError:
            return True
    return False


def test_a_month_made_by_an_import_is_fenced(towns: list[Library]) -> None:
    made = {name: fence for name, *fence in _tables_of_tenants()}
    expected = {f"segments_loan_{town.pk}_{2025 * 12 + 2}" for town in towns}

    assert expected <= set(made)
    assert {name for name, fence in made.items() if fence != [True, True, 1]} == (
        tenancy.WITHOUT_POLICY
    )


def test_a_month_is_not_read_directly(towns: list[Library]) -> None:
    month = f"segments_loan_{towns[0].pk}_{2025 * 12 + 2}"
    with tenancy.library_scope(towns[0]):
        assert refused(f"SELECT count(*) FROM {month}")
    with acting_as("worker"), connection.cursor() as cursor:
        with tenancy.library_scope(towns[1]):
            cursor.execute(f"SELECT count(*) FROM {month}")
            assert cursor.fetchone() == (0,)
        with tenancy.library_scope(towns[0]):
            cursor.execute(f"SELECT count(*) FROM {month}")
            assert cursor.fetchone() == (60,)


def test_a_web_process_sees_books_and_no_readers(towns: list[Library]) -> None:
    with tenancy.library_scope(towns[0]), connection.cursor() as cursor:
        cursor.execute("SELECT branch, sum(loans) FROM segments_loan GROUP BY branch ORDER BY 1")
        assert cursor.fetchall() == [(1, 20), (2, 20), (3, 20)]
        assert {name for name in ABOUT_READERS if refused(f"SELECT {name} FROM segments_loan")} == {
            *ABOUT_READERS
        }
        assert refused("SELECT * FROM segments_loan")


@pytest.mark.parametrize("role", ["web", "worker"])
def test_nobody_writes_for_another_library(towns: list[Library], role: str) -> None:
    here, elsewhere = (town.pk for town in towns)
    statements = [
        "INSERT INTO planning_branch (library_id, code, name, kind, position)"
        f" VALUES ({elsewhere}, 'X', 'X', 'branch', 99)",
        f"UPDATE planning_branch SET library_id = {elsewhere}",
        "INSERT INTO segments_wipedyear (library_id, year, wiped_at)"
        f" VALUES ({elsewhere}, 2020, now())",
        f"INSERT INTO segments_member VALUES ({elsewhere}, 999, decode('00', 'hex'))",
    ]
    with acting_as(role), tenancy.library_scope(here):
        assert [refused(statement) for statement in statements] == [True] * 4
    with tenancy.library_scope(elsewhere), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM planning_branch")
        assert cursor.fetchone() == (3,)


def test_functions_with_the_owners_power_are_for_workers_and_find_only_our_tables(
    db: None,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, has_function_privilege('samenplan_web', oid, 'EXECUTE'),"
            " has_function_privilege('samenplan_worker', oid, 'EXECUTE') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname"
        )
        found = cursor.fetchall()

    assert [name for name, *_ in found] == [
        "segments_attach_stage",
        "segments_create_stage",
        "segments_drop_stages",
        "segments_key_stage",
    ]
    assert {(*config, web, worker) for _, config, web, worker in found} == {
        ("search_path=public, pg_temp", False, True)
    }


def test_a_month_is_not_attached_for_another_library_nor_outside_a_scope(
    towns: list[Library],
) -> None:
    with tenancy.library_scope(towns[0]):
        mine = LoanImport.objects.get().pk
    with acting_as("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT segments_create_stage(%s, 24400)", [mine])
        cursor.execute("SELECT segments_key_stage(%s, 24400)", [mine])
        attach = f"SELECT segments_attach_stage({mine}, 24400, {{}})"

        def fails(statement: str) -> bool:
            try:
                with transaction.atomic():
                    cursor.execute(statement)
            except DatabaseError:
                return True
            return False

        assert fails(attach.format(towns[0].pk))
        with tenancy.library_scope(towns[1]):
            assert fails(attach.format(towns[0].pk))
            assert fails(attach.format(towns[1].pk))
        with tenancy.library_scope(towns[0]):
            assert not fails(attach.format(towns[0].pk))
        assert fails(f"SELECT segments_create_stage({mine}, 7)")
        assert fails("SELECT segments_create_stage(999999, 24400)")


def test_a_web_process_gets_no_key_to_make_codes_with(library: Library) -> None:
    with pytest.raises(keys.NoKey):
        keys.library_key(library.pk)

    with acting_as("worker"):
        assert len(keys.library_key(library.pk)) == keys.SIZE
