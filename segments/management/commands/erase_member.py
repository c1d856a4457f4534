"""erase_member --library SLUG: the number is typed or piped in, and never in the command line."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from planning.models import Library
from segments.actions import erasure


class Command(BaseCommand):
    help = "Forget a member: asks for the number, or reads it from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--library", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(f"there is no library {options['library']}")
        # Not as an argument: those are in the shell's history and in the list of processes.
        ask = getpass.getpass if sys.stdin.isatty() else lambda _prompt: sys.stdin.readline()
        number = ask(_("Number of the member: ")).strip()
        if not number:
            raise CommandError(_("No number was given."))
        try:
            loans = erasure.erase_member(library, number)
        except erasure.CannotErase:
            raise CommandError(
                _("A file is being read in. The number is noted and goes by itself within a day.")
            ) from None
        self.stdout.write(
            _("Forgotten: %(loans)d loans have no member any more.") % {"loans": loans}
            if loans
            else _("There are no loans with this number. Files that come later bring none either.")
        )
