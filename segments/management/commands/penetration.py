"""Penetration and potential on the command line: the same queries and numbers as the pages."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from planning import spreadsheet, tenancy
from planning.models import Library
from segments.lattice import READERS, NotOnTheLattice, Period
from segments.queries import reach
from segments.queries.reach import Reach, ReachAsk, Reached
from segments.reaching import BORROWERS, MEMBERS, PLACE_KINDS

MEASURES = {BORROWERS: "active borrowers per 100 households", MEMBERS: "members per 100 households"}
COLUMNS = [
    spreadsheet.Column("segment"),
    spreadsheet.Column("place"),
    spreadsheet.Column("households", "count"),
    spreadsheet.Column("readers", "count"),
    *(spreadsheet.Column(name, "decimal") for name in ("per_hundred", "low", "high", "reference")),
    spreadsheet.Column("potential", "count"),
    spreadsheet.Column("state"),
]


class Command(BaseCommand):
    help = "Print active borrowers (or members) per 100 households, per segment and place."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--library", required=True, help="short name of the library")
        parser.add_argument("--period", required=True, help="2025, or 2025-Q1 for everywhere")
        parser.add_argument("--readers", default="adults", choices=["adults", "youth"])
        parser.add_argument("--place-kind", default="everywhere", choices=list(PLACE_KINDS))
        parser.add_argument("--measure", default=BORROWERS, choices=list(MEASURES))
        parser.add_argument("--against", default="", help="an earlier period as reference")
        parser.add_argument("--format", default="json", choices=["json", "csv"])

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(_("There is no library “%(slug)s”.") % {"slug": options["library"]})
        try:
            ask = ReachAsk(
                Period.parse(options["period"]),
                age=READERS[options["readers"]],
                place_kind=PLACE_KINDS[options["place_kind"]],
                measure=options["measure"],
                against=Period.parse(options["against"]) if options["against"] else None,
            )
            with tenancy.library_scope(library):
                found = reach.reach(library, ask)
        except NotOnTheLattice as refusal:
            raise CommandError(str(refusal)) from None
        written = _as_csv(found) if options["format"] == "csv" else _as_json(found, options)
        self.stdout.write(written)


def _lines(found: Reach) -> list[Reached]:
    """Per segment, then all together; of each place, then of all places."""
    return [
        found.line(segment.position, place.position)
        for place in [*found.places, reach.EVERY]
        for segment in [*found.segments, reach.EVERY]
    ]


def _as_record(line: Reached) -> dict[str, Any]:
    """A line whose readers are hidden holds its households and nothing else."""
    return {
        "segment": line.segment.code or None,
        "place": line.place.code or None,
        "households": line.households,
        "readers": line.borrowers.borrowers,
        "per_hundred": line.per_hundred,
        "low": line.low,
        "high": line.high,
        "reference": line.reference,
        "potential": line.potential,
        "state": str(line.borrowers.state),
    }


def _as_json(found: Reach, options: dict[str, Any]) -> str:
    answer = {
        "measure": MEASURES[found.ask.measure],
        "period": str(found.ask.period),
        "base": {name: options[name] for name in ("readers", "place_kind")},
        "reference": options["against"] or "average",
        "counted_on": found.counted_on.isoformat() if found.counted_on else None,
        "too_small": found.too_small,
        "lines": [_as_record(line) for line in _lines(found)],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _as_csv(found: Reach) -> str:
    records = [_as_record(line) for line in _lines(found)]
    rows = [[record[column.title] for column in COLUMNS] for record in records]
    return spreadsheet.csv_bytes(spreadsheet.Table("", COLUMNS, rows)).decode("utf-8")
