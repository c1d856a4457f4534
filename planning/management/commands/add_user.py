"""add_user EMAIL --library SLUG --role ROLE --discipline D [--name N] [--password P]"""

import secrets
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from planning import actions, tenancy
from planning.models import Library, Membership, User


class Command(BaseCommand):
    help = (
        "Add a person to a library. Without --password one is made and printed once."
        " Who has an account already keeps the password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--library", required=True, metavar="SLUG")
        parser.add_argument("--role", choices=Membership.Role.values, default="staff")
        parser.add_argument(
            "--discipline", choices=Membership.Discipline.values, default="collection"
        )
        parser.add_argument("--name", default="", help="default: the address up to the @")
        parser.add_argument(
            "--password", default="", help="- asks for it, so that no list of processes shows it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        library = _library(options["library"])
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{options['email']!r} is not an e-mail address") from None
        is_known = User.objects.filter(email__iexact=email).exists()
        given = "" if is_known else _asked(options["password"])
        password = given or secrets.token_urlsafe(12)
        try:
            with tenancy.library_scope(library):
                membership = actions.add_member(
                    library,
                    email=email,
                    name=options["name"].strip() or email.partition("@")[0],
                    role=options["role"],
                    discipline=options["discipline"],
                    password=password,
                )
        except actions.CannotAdd as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{membership.user.email}: {membership.role} of {library.slug}")
        if is_known:
            self.stdout.write("has an account already; its password stays as it is")
        elif given:
            self._warn_of_weak(given, membership.user)
        else:
            self.stdout.write(f"password: {password}")

    def _warn_of_weak(self, password: str, user: User) -> None:
        """The operator decides, and is told."""
        try:
            validate_password(password, user)
        except ValidationError as problem:
            self.stderr.write(f"a weak password: {' '.join(problem.messages)}")


def _library(slug: str) -> Library:
    library = Library.objects.filter(slug=slug).first()
    if library is None:
        known = ", ".join(Library.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"there is no library {slug!r}; there are: {known or 'none yet'}")
    return library


def _asked(password: str) -> str:
    if password != "-":  # noqa: S105 - the sign for "ask me"
        return password
    asked = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not asked:
        raise CommandError("no password was given")
    return asked
