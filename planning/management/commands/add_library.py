"""add_library SLUG NAME [--branch CODE=NAME …] [--demonstration]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning import actions, tenancy


class Command(BaseCommand):
    help = "Add a library, with its branches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("name")
        parser.add_argument("--branch", action="append", default=[], metavar="CODE=NAME")
        parser.add_argument(
            "--demonstration", action="store_true", help="no second factor for managers and admins"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        branches = [entry.partition("=") for entry in options["branch"]]
        if not all(code.strip() for code, _, _ in branches):
            raise CommandError("--branch wants CODE=NAME")
        try:
            library = actions.add_library(
                options["slug"], name=options["name"], is_demonstration=options["demonstration"]
            )
        except actions.CannotAdd as problem:
            raise CommandError(str(problem)) from problem
        with tenancy.library_scope(library):
            for code, _, name in branches:
                actions.add_branch(library, code=code, name=name)
        self.stdout.write(f"{library.slug}: {library.name}, {len(branches)} branches")
