"""The titles that a segment takes, on the command line: the same query, the same numbers."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from planning import spreadsheet, tenancy
from planning.models import Library
from segments.lattice import READERS
from segments.queries import names, title_readers
from segments.queries.names import Entry
from segments.queries.title_readers import MOST, OWN, TitleReaders, TopTitles

COLUMNS = [
    *(spreadsheet.Column(name) for name in ("key", "isbn", "title", "author", "genre")),
    spreadsheet.Column("loans", "count"),
    spreadsheet.Column("borrowers", "count"),
    spreadsheet.Column("share", "percent"),
    spreadsheet.Column("index", "count"),
    spreadsheet.Column("is_at_least"),
]


class Command(BaseCommand):
    help = "Print the titles that the readers of a segment took most, or took before others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--library", required=True, help="short name of the library")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--readers", default="adults", choices=["adults", "youth"])
        parser.add_argument("--segment", default="", help="code of a segment; without it all")
        parser.add_argument("--genre", default="", help="name of a genre")
        parser.add_argument("--order", default=MOST, choices=[MOST, OWN])
        parser.add_argument("--limit", default=20, type=int)
        parser.add_argument("--format", default="json", choices=["json", "csv"])

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(_("There is no library “%(slug)s”.") % {"slug": options["library"]})
        with tenancy.library_scope(library):
            segments = names.segments(library, years=[options["year"]])
            found = title_readers.top_titles(
                library,
                options["year"],
                age=READERS[options["readers"]],
                segment=_chosen(segments, options["segment"]),
                genre=_chosen(names.genres(library), options["genre"]),
                order=options["order"],
                limit=options["limit"],
            )
        written = _as_csv(found) if options["format"] == "csv" else _as_json(found, options)
        self.stdout.write(written)


def _chosen(entries: list[Entry], code: str) -> int | None:
    """The position of what is called so; CommandError where there is none."""
    if not code:
        return None
    for entry in entries:
        if entry.code.casefold() == code.casefold():
            return entry.position
    known = ", ".join(entry.code for entry in entries)
    raise CommandError(
        _("There is no “%(code)s” here. Choose from: %(known)s.") % {"code": code, "known": known}
    )


def _as_record(line: TitleReaders) -> dict[str, Any]:
    return {
        "key": line.key,
        "isbn": line.isbn,
        "title": line.title,
        "author": line.author,
        "genre": line.genre.code if line.genre else None,
        "loans": line.loans,
        "borrowers": line.borrowers,
        "share": line.share,
        "index": line.index,
        "is_at_least": line.is_at_least,
    }


def _as_json(found: TopTitles, options: dict[str, Any]) -> str:
    answer = {
        "period": str(found.year),
        "base": {
            "readers": options["readers"],
            "segment": found.segment.code if found.segment else None,
            "genre": found.genre.code if found.genre else None,
        },
        "shown": found.shown,
        "too_small": found.too_small,
        "titles": [_as_record(line) for line in found.lines],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _as_csv(found: TopTitles) -> str:
    records = [_as_record(line) for line in found.lines]
    rows = [[record[column.title] for column in COLUMNS] for record in records]
    return spreadsheet.csv_bytes(spreadsheet.Table("", COLUMNS, rows)).decode("utf-8")
