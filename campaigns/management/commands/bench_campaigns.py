"""bench_campaigns: how fast the pages of a campaign are, beside the log-in page."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from segments.benching.subject import Size

LEAST_ROWS = 1000


class Command(BaseCommand):
    help = (
        "Measure the pages of a campaign in a library made and filled for it and taken away after:"
        " as one JSON object. Suggestions over 400,000 titles: bench_campaigns --rows 5000000"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the export")
        parser.add_argument("--titles", type=int, help="default: a twelfth of the rows")
        parser.add_argument("--members", type=int, default=150_000, help="members at most")
        parser.add_argument("--rounds", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rows"] < LEAST_ROWS:
            raise CommandError(f"--rows: at least {LEAST_ROWS}")
        from campaigns import benching

        size = Size(
            rows=options["rows"],
            months=24,
            members=min(options["members"], options["rows"]),
            titles=options["titles"],
        )
        answer = benching.measure(size, rounds=max(1, options["rounds"]), say=self.stderr.write)
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
