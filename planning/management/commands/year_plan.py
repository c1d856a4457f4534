"""The year plan on the command line: the items that the page shows."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from planning import exports, spreadsheet, tenancy
from planning.calendar import calendar_bytes
from planning.models import Library
from planning.queries import feeds, plan
from planning.queries.signals import signals


class Command(BaseCommand):
    help = "Print the plan of a year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--library", required=True, help="short name of the library")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--format", default="json", choices=["json", "csv", "ics"])

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(_("There is no library “%(slug)s”.") % {"slug": options["library"]})
        if not 2000 < options["year"] < 2100:
            raise CommandError(_("A year is a number like 2027."))
        with tenancy.library_scope(library):
            written = _written(library, options["year"], options["format"])
        self.stdout.write(written, ending="")


def _written(library: Library, year: int, wanted: str) -> str:
    first, last = plan.year_of(year)
    if wanted == "ics":
        agenda = feeds.agenda(library, first, last, keep=lambda _entry: True, address=_address)
        name = _("Year plan %(year)s") % {"year": year}
        return calendar_bytes(name, agenda.singles, agenda.series).decode()
    entries = [
        each for each in plan.entries_between(library, first, last) if each.status != "dropped"
    ]
    said = exports.signals_by_item(signals(library, year, today=timezone.localdate()))
    if wanted == "csv":
        table = exports.table(entries, said, name=_("Year plan"), notes=[])
        return spreadsheet.csv_bytes(table).decode()
    answer = {"library": library.slug, "year": year, "items": exports.values(entries, said)}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _address(pk: int) -> str:
    # A command knows no host; the path is enough to find the item.
    return f"/momenten/{pk}/"
