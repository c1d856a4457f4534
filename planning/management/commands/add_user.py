"""add_user EMAIL --library SLUG --role ROLE --discipline D [--name N] [--password P]"""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planning import actions, tenancy
from planning.models import Library, Membership


class Command(BaseCommand):
    help = "Add a person to a library. Without --password one is made and printed once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--library", required=True)
        parser.add_argument("--role", choices=Membership.Role.values, default="staff")
        parser.add_argument(
            "--discipline", choices=Membership.Discipline.values, default="collection"
        )
        parser.add_argument("--name", default="")
        parser.add_argument("--password", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(f"there is no library {options['library']}")
        email = options["email"]
        password = options["password"] or secrets.token_urlsafe(12)
        try:
            with tenancy.library_scope(library):
                membership = actions.add_member(
                    library,
                    email=email,
                    name=options["name"] or email.partition("@")[0],
                    role=options["role"],
                    discipline=options["discipline"],
                    password=password,
                )
        except actions.CannotAdd as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{membership.user.email}: {membership.role} of {library.slug}")
        if not options["password"]:
            self.stdout.write(f"password: {password}")
