"""processing_register --library SLUG: what is processed about people, as Markdown."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import number_format

from planning import tenancy
from planning.models import Library, Membership
from segments.models import WipedYear


class Command(BaseCommand):
    help = "Print the register of processing of a library."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--library", required=True)
        parser.add_argument("--language", default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(f"there is no library {options['library']}")
        with translation.override(options["language"]), tenancy.library_scope(library):
            context = {
                "library": library,
                "facts": _facts(library),
                "today": timezone.localdate(),
                "version": settings.VERSION,
            }
            self.stdout.write(render_to_string("config/processing_register.txt", context))


def _facts(library: Library) -> dict[str, Any]:
    wiped = WipedYear.objects.filter(library=library).order_by("year")
    with connection.cursor() as cursor:
        # Rounded: the register is no way around the threshold.
        cursor.execute(
            "SELECT (SELECT count(*) / 5 * 5 FROM segments_loan WHERE library_id = %(library)s),"
            " (SELECT count(DISTINCT member) / 5 * 5 FROM segments_loan"
            "  WHERE library_id = %(library)s AND member > 0)",
            {"library": library.pk},
        )
        loans, members = cursor.fetchone()
    return {
        "loans": number_format(loans),
        "members": number_format(members),
        "years": ", ".join(str(each.year) for each in wiped) or "–",
        "people": Membership.objects.filter(library=library).count(),
    }
