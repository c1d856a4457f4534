"""Django's migrate, followed by what the roles may do with the tables."""

from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connection

GRANTS = Path(__file__).resolve().parents[2] / "sql" / "grants.sql"


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        with connection.cursor() as cursor:
            cursor.execute(GRANTS.read_text())
