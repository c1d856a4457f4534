"""Django's migrate, followed by the table of the cache and what the roles may do with all."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

GRANTS = Path(__file__).resolve().parents[2] / "sql" / "grants.sql"


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        call_command("createcachetable", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute(GRANTS.read_text())
