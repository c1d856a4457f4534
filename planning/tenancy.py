"""A library is a tenant: the scope that row-level security looks at.

Without a scope every tenant table is empty, for reading and for writing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction

from planning.models import Library, User

# Tables that carry a library's id and yet have no policy: ids only, nothing to read in them.
WITHOUT_POLICY = frozenset(
    {
        "campaigns_guestaddress",
        "campaigns_screenaddress",
        "planning_accesstoken",
        "segments_jobticket",
    }
)

TENANT = "nullif(current_setting('app.library_id', true), '')::int"
PERSON = "nullif(current_setting('app.user_id', true), '')::int"


@contextmanager
def library_scope(library: Library | int) -> Iterator[None]:
    """One transaction in which the rows of this library exist."""
    with _scope("app.library_id", int(library.pk if isinstance(library, Library) else library)):
        yield


@contextmanager
def person_scope(user: User) -> Iterator[None]:
    """One transaction in which this person's own memberships exist."""
    with _scope("app.user_id", int(user.pk)):
        yield


@contextmanager
def _scope(name: str, number: int) -> Iterator[None]:
    if _Start.is_unchecked:
        refuse_powerful_role()
    is_inner = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before = ""
        if is_inner:
            cursor.execute("SELECT current_setting(%s, true)", [name])
            before = cursor.fetchone()[0] or ""
        # SET LOCAL and not set_config(): Citus passes only the statement on to its nodes.
        cursor.execute(f"SET LOCAL {name} = '{number:d}'")
        yield
        # The outer transaction goes on, outside this scope; a rollback undoes SET LOCAL by itself.
        if is_inner and not connection.needs_rollback:
            cursor.execute(f"SET LOCAL {name} = '{before}'")


def fence(table: str, *, column: str = "library_id") -> tuple[str, str]:
    """The statements that fence a tenant table, and those that take the fence away."""
    rule = f"({column} = {TENANT})"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY tenant ON {table} USING {rule} WITH CHECK {rule};",
        f"DROP POLICY tenant ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class _Start:
    """Whether the database was away when this process started, and its role is still unknown."""

    is_unchecked = False


def refuse_powerful_role() -> None:
    """Stop a web or worker process whose database role could look past the fence.

    Where there is no database yet, the first scope asks again.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
            is_powerful = bool(cursor.fetchone()[0])
    except OperationalError:
        _Start.is_unchecked = True  # every page says that there is no database
        return
    finally:
        if not connection.in_atomic_block:
            connection.close()
    _Start.is_unchecked = is_powerful
    if is_powerful:
        raise ImproperlyConfigured(
            "The database role of this process may bypass row-level security."
            " Use the roles of config/sql/roles.sql."
        )
