"""Write a believable export of an invented library, and the truth about it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone


class Command(BaseCommand):
    help = (
        "Writes uitleningen.csv, indeling.csv, postcodes.csv, huishoudens.csv, leden.csv, "
        "leden-per-segment.csv, titels.csv, bezit.csv, aanwinsten.csv, reserveringen.csv, "
        "saneren.csv and "
        "waarheid.json: loans of an invented library, the same bytes for the same arguments."
    )
    # It writes files and asks nothing of this installation.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--rows", type=int, required=True, help="rows of uitleningen.csv, bad ones included"
        )
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument(
            "--out", type=Path, required=True, help="folder; made where it is not there"
        )
        parser.add_argument(
            "--bad-per-million", type=int, default=0, help="rows that an import must reject"
        )
        parser.add_argument(
            "--bad-kinds", default="", help="only these reasons, with commas between; default all"
        )
        parser.add_argument("--months", type=int, default=24)
        parser.add_argument(
            "--until", type=date.fromisoformat, help="last day of the loans; default yesterday"
        )
        parser.add_argument(
            "--members", type=int, help="default: as many as give 14 loans a year each"
        )
        parser.add_argument("--titles", type=int, help="default: one for every 25 rows")
        parser.add_argument("--branches", type=int, default=6)
        parser.add_argument(
            "--with-names", action="store_true", help="add a column that must not come in"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from segments.demonstration.export import write_order
        from segments.demonstration.world import Order

        try:
            order = Order(
                rows=options["rows"],
                seed=options["seed"],
                # Yesterday, as an export made at night: today's loans may lie after the hour of the
                # import.
                until=options["until"] or timezone.localdate() - timedelta(days=1),
                months=options["months"],
                members=options["members"],
                titles=options["titles"],
                branches=options["branches"],
                bad_per_million=options["bad_per_million"],
                bad_kinds=tuple(filter(None, options["bad_kinds"].split(","))),
                with_names=options["with_names"],
            )
            truth = write_order(options["out"], order)
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{options['out']}: {truth.rows} rows, {len(truth.bad)} of them bad, "
            f"{truth.bytes} bytes, {truth.totals.members} members, "
            f"{truth.first_day} to {truth.until}"
        )
