"""A word in every text of a library, so that a leak into another library's pages is seen."""

from typing import Any

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from planning.models import Library, Membership, User
from tests.authz_world import World
from tests.conftest import acting_as

CANARY = "KANARIE"
# Filled by SQL: tables of a library that have no model.
TABLES = """
SELECT table_name, column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL
FROM information_schema.columns
JOIN pg_class ON relname = table_name AND relkind = 'r' AND NOT relispartition
WHERE table_schema = 'public' AND table_name IN (
    SELECT table_name FROM information_schema.columns WHERE column_name = 'library_id'
) ORDER BY table_name, ordinal_position
"""
FILLERS: dict[str, Any] = {
    "text": CANARY,
    "character varying": CANARY,
    "jsonb": f'{{"{CANARY}": "{CANARY}"}}',
    "bytea": CANARY.encode().ljust(16),
    "uuid": "00000000-0000-0000-0000-000000000001",
    "date": "2026-01-01",
    "timestamp with time zone": "2026-01-01",
    "boolean": False,
    "ARRAY": [],
}


def plant(world: World) -> None:
    """Put the canary in every text of the first library, as the owner of the tables."""
    with acting_as("owner"):
        Library.objects.filter(pk=world.library.pk).update(name=f"{CANARY} library")
        users = Membership.objects.filter(library=world.library).values_list("user_id", flat=True)
        for number in users:
            User.objects.filter(pk=number).update(
                name=f"{CANARY} {number}", email=f"{CANARY}{number}@example.org".lower()
            )
        for model in _tenant_models():
            rows = model._default_manager.filter(library=world.library)
            if not rows.exists():
                _create(model, world.library)
            for number, pk in enumerate(rows.values_list("pk", flat=True)):
                rows.filter(pk=pk).update(**_texts(model, number))
        _plant_in_tables_without_model(world.library)


def _tenant_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if model is not Membership and any(f.name == "library" for f in model._meta.fields)
    ]


def _texts(model: type[models.Model], number: int) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for each in model._meta.concrete_fields:
        if isinstance(each, models.JSONField):
            texts[each.name] = {CANARY: CANARY}
        elif isinstance(each, models.CharField | models.TextField) and not each.choices:
            texts[each.name] = f"{CANARY}{number or ''}{each.name}"[: each.max_length]
    return texts


def _create(model: type[models.Model], library: Library) -> models.Model:
    """One row, with whatever it cannot do without."""
    values: dict[str, Any] = _texts(model, 0)
    for each in model._meta.concrete_fields:
        if each.name == "library":
            values["library"] = library
        elif (
            (each.primary_key and not each.is_relation)
            or each.null
            or each.has_default()
            or each.name in values
        ):
            continue
        elif each.related_model is User:
            values[each.name] = User.objects.filter(membership__library=library).first()
        elif isinstance(each, models.ForeignKey):
            parents = each.related_model._default_manager.filter(library=library)
            values[each.name] = parents.first() or _create(each.related_model, library)
        elif isinstance(each, models.DateTimeField):
            values[each.name] = timezone.now()
        elif isinstance(each, models.DateField):
            values[each.name] = timezone.localdate()
        elif not each.choices:
            values[each.name] = 1
    return model._default_manager.create(**values)


def _can_be_left_out(each: Any) -> bool:
    is_number = each.primary_key and not each.is_relation
    return is_number or each.null or each.has_default()


def _plant_in_tables_without_model(library: Library) -> None:
    known = {model._meta.db_table for model in apps.get_models()}
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind, is_optional in cursor.fetchall():
            is_text = kind in ("text", "character varying", "jsonb")
            if table not in known and (is_text or not is_optional):
                columns.setdefault(table, []).append((column, kind))
        for table, fields in columns.items():
            names = ", ".join(f'"{name}"' for name, _ in fields)
            marks = ", ".join("%s" for _ in fields)
            values = [
                library.pk if name == "library_id" else FILLERS.get(kind, 1)
                for name, kind in fields
            ]
            cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
