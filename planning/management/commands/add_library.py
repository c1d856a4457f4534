"""add_library SLUG NAME [--branch CODE=NAME …] [--demonstration]"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.text import slugify

from planning import actions, tenancy
from planning.models import Branch, Library


class Command(BaseCommand):
    help = "Add a library, with its branches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name, such as noorderveld")
        parser.add_argument("name", help='such as "Bibliotheek Noorderveld"')
        parser.add_argument(
            "--branch",
            action="append",
            default=[],
            metavar="CODE=NAME",
            help="with the code of the library system; may be given more than once",
        )
        parser.add_argument(
            "--demonstration", action="store_true", help="no second factor for managers and admins"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        slug, name = slugify(options["slug"]), options["name"].strip()
        if not 0 < len(slug) <= _room(Library, "slug"):
            raise CommandError(f"SLUG wants 1 to {_room(Library, 'slug')} letters and digits")
        if not 0 < len(name) <= _room(Library, "name"):
            raise CommandError(f"NAME wants 1 to {_room(Library, 'name')} characters")
        branches = _branches(options["branch"])
        try:
            library = actions.add_library(
                slug, name=name, is_demonstration=options["demonstration"]
            )
        except actions.CannotAdd as problem:
            raise CommandError(str(problem)) from problem
        with tenancy.library_scope(library):
            for code, title in branches.items():
                actions.add_branch(library, code=code, name=title)
        self.stdout.write(f"{library.slug}: {library.name}, {len(branches)} branches")


def _room(model: type[Library | Branch], field: str) -> int:
    return int(model._meta.get_field(field).max_length)  # type: ignore[union-attr, arg-type]


def _branches(entries: list[str]) -> dict[str, str]:
    """Names by code; a code alone is its own name."""
    branches: dict[str, str] = {}
    for entry in entries:
        code, _, name = (part.strip() for part in entry.partition("="))
        if not 0 < len(code) <= _room(Branch, "code") or len(name) > _room(Branch, "name"):
            raise CommandError(f"--branch wants CODE=NAME, not {entry!r}")
        if code in branches:
            raise CommandError(f"--branch {code} is there twice")
        branches[code] = name
    return branches
