"""Tests run as the roles of production: web unless a test says worker."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from config import services
from planning.models import Library, Membership, User
from tests import halves, make

# A busy machine is no finding.
hypothesis_settings.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("steady")
NAME = "test_samenplan"
ROLES = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'samenplan_test') THEN
        CREATE ROLE samenplan_test LOGIN NOINHERIT;
    END IF;
END $$;
GRANT samenplan_owner, samenplan_web, samenplan_worker TO samenplan_test WITH SET TRUE;
"""
_role = "web"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep one half of the tests where the check asks for it."""
    wanted = os.environ.get("SAMENPLAN_HALF")
    if not wanted:
        return
    modules = [item.nodeid.partition("::")[0] for item in items]
    needs_browser = [item.get_closest_marker("browser") is not None for item in items]
    half_of = halves.half_of(zip(modules, needs_browser, strict=True))
    kept = [half_of[module] == int(wanted) for module in modules]
    config.hook.pytest_deselected(
        items=[item for item, keep in zip(items, kept, strict=True) if not keep]
    )
    items[:] = [item for item, keep in zip(items, kept, strict=True) if keep]


def _set_role(**kwargs: object) -> None:
    wrapper = kwargs["connection"]
    with wrapper.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"SET ROLE samenplan_{_role}")


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    """Work as another database role: owner, web or worker."""
    global _role  # noqa: PLW0603
    before, _role = _role, role
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE samenplan_{role}")
    try:
        yield
    finally:
        _role = before
        if not connection.needs_rollback:  # undone by the rollback itself
            with connection.cursor() as cursor:
                cursor.execute(f"SET ROLE samenplan_{before}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A fresh database, migrated as the owner; connections then work as the web role."""
    server = {"host": str(services.run_dir()), "user": "postgres"}
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:  # type: ignore[arg-type]
        admin.execute(ROLES)
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {NAME} OWNER samenplan_owner")
    from django.core.management import call_command

    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict.update(NAME=NAME, USER="samenplan_test")
        connection_created.connect(_set_role)
        with acting_as("owner"):
            call_command("migrate", verbosity=0)
        connection.close()
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For tests whose rows other connections must see: real commits, everything removed after."""
    with django_db_blocker.unblock():
        yield
        with acting_as("owner"):
            _empty_everything()
        connection.close()


def _empty_everything() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relname ~ '^segments_(loan_[0-9]+_[0-9]+|stage_.*)$' FROM pg_class"
            " WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
            " AND relname NOT IN ('django_migrations', 'django_content_type')"
        )
        tables = cursor.fetchall()
        for name, is_month in tables:
            if is_month:
                cursor.execute(f'DROP TABLE "{name}"')
        names = ", ".join(f'"{name}"' for name, is_month in tables if not is_month)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


@pytest.fixture(autouse=True)
def _own_folders(settings: object, tmp_path: Path) -> None:
    for name in ("UPLOAD_DIR", "KEY_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir()
        setattr(settings, name, folder)
    settings.FILE_UPLOAD_TEMP_DIR = settings.UPLOAD_DIR  # type: ignore[attr-defined]
    # A password that is slow to guess is slow to make: not hundreds of times.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    # Only a test that asks for it starts a browser to print.
    settings.CHROMIUM_PATH = ""  # type: ignore[attr-defined]
    # Pages are made without collectstatic.
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {"staticfiles": {"BACKEND": plain}}  # type: ignore[attr-defined]


@pytest.fixture
def library(db: None) -> Library:
    return make.library(slug="noorderveld", name="Bibliotheek Noorderveld")


@pytest.fixture
def stranger_library(db: None) -> Library:
    return make.library(slug="elders", name="Bibliotheek Elders")


@pytest.fixture
def alice(library: Library) -> User:
    """Alice is a member of staff."""
    return make.member(library, "alice").user


@pytest.fixture
def adam(library: Library) -> User:
    """Adam is the administrator."""
    return make.member(library, "adam", role=Membership.Role.ADMIN).user


@pytest.fixture
def charlie(stranger_library: Library) -> User:
    """Charlie works for another library."""
    return make.member(stranger_library, "charlie", role=Membership.Role.ADMIN).user


@pytest.fixture
def as_alice(alice: User) -> Client:
    return make.client(alice)


@pytest.fixture
def as_adam(adam: User) -> Client:
    return make.client(adam)


@pytest.fixture
def as_charlie(charlie: User) -> Client:
    return make.client(charlie)
