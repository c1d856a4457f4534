"""bench ingest|holdings|queries|pages: how fast it is, beside a baseline of the same call."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from segments.benching.subject import Size

LEAST_ROWS = 1000


class Command(BaseCommand):
    help = """Measure on a library of its own, made and filled for it and taken away afterwards.

  bench ingest    a file received until its figures can be asked, and the same file again,
                  beside COPY of the same rows into a plain table
  bench holdings  a file with a row per copy received until its rows are in, and the same file
                  again, beside COPY of the same rows into a plain table
  bench queries   answers of the explorer beside DuckDB over the same file; says whether every
                  figure that is shown, at random points, is what DuckDB counts
  bench pages     every kind of page about readers and books over HTTP beside the log-in page, by
                  its address, and what it weighs; of a large library:
                  bench pages --rows 5000000

Prints one JSON object on standard output. Things are measured in turn, and each figure is the
median of what the rounds give; on a busy machine only the ratios mean something, so the load of
the machine is told as well."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["ingest", "holdings", "queries", "pages"])
        parser.add_argument(
            "--rows", type=int, default=1_000_000, help="rows of the export, or copies"
        )
        parser.add_argument("--months", type=int, default=0, help="default: ingest 1, others 24")
        parser.add_argument("--members", type=int, default=150_000, help="members at most")
        parser.add_argument("--titles", type=int, help="default: pages a twelfth of the rows")
        parser.add_argument("--bad-per-million", type=int, default=200, help="wrong lines in it")
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--points", type=int, default=30, help="random points (queries)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rows"] < LEAST_ROWS:
            raise CommandError(f"--rows: at least {LEAST_ROWS}")
        what, rounds = options["what"], max(1, options["rounds"])
        size = Size(
            rows=options["rows"],
            months=options["months"] or (1 if what == "ingest" else 24),
            members=min(options["members"], options["rows"]),
            bad_per_million=options["bad_per_million"],
            titles=options["titles"],
        )
        answer = self._measure(what, size, rounds, options["points"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))

    def _measure(self, what: str, size: Size, rounds: int, points: int) -> dict[str, Any]:
        # Each brings what the others do not need.
        if what == "ingest":
            from segments.benching import ingest

            return ingest.measure(size, rounds=rounds, say=self.stderr.write)
        if what == "holdings":
            from segments.benching import holdings

            return holdings.measure(size.rows, rounds=rounds, say=self.stderr.write)
        if what == "pages":
            from segments.benching import pages

            return pages.measure(size, rounds=rounds, say=self.stderr.write)
        from segments.benching import queries

        return queries.measure(size, rounds=rounds, points=points, say=self.stderr.write)
