"""simulate_campaigns: is what is said of a campaign true, where the truth is known?"""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

if TYPE_CHECKING:
    from segments.simulating.campaigns import Case, Outcome

COLUMNS = (
    "uplift",
    "expected",
    "bias",
    "coverage_90",
    "coverage_error",
    "called_effective",
    "too_little",
)


class Command(BaseCommand):
    help = """Invent campaigns with a known effect and hold what is measured against it.

Each in a collection of its own with a season and trend per genre, titles that drift and have good
and bad months, titles chosen for their loans, for want of them, because they are new or good, and
with up to all extra loans taken from the same genres.

  uplift            the true one, per cent more than without a campaign
  expected          loans that were expected on average
  bias              of the estimate, in points, over campaigns with a verdict
  coverage_90       per cent of these whose 90 % interval holds the truth
  coverage_error    what chance does to it over so many campaigns: one standard error
  called_effective  per cent of all campaigns
  too_little        per cent of which nothing is said"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--runs", type=int, default=500, help="campaigns per case")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--processes", type=int, default=2)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        from segments.simulating.campaigns import CASES

        asked = [(case, options["runs"], options["seed"]) for case in CASES]
        with ProcessPoolExecutor(options["processes"]) as pool:
            found = list(pool.map(_simulate, asked))
        if options["json"]:
            answer = {"runs": options["runs"], "seed": options["seed"]}
            self.stdout.write(json.dumps(answer | {"cases": [asdict(each) for each in found]}))
            return
        self.stdout.write(f"{'':28}" + "".join(f"{name:>17}" for name in COLUMNS))
        for outcome in found:
            told = [getattr(outcome, name) for name in COLUMNS]
            row = "".join(f"{'–' if each is None else each:>17}" for each in told)
            self.stdout.write(f"{outcome.name:28}{row}")


def _simulate(asked: "tuple[Case, int, int]") -> "Outcome":
    from segments.simulating.campaigns import simulate

    case, runs, seed = asked
    return simulate(case, runs, seed=seed)
