"""planted_truths: is what is planted in invented towns found, and nothing else?"""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

TRUTHS = 4
FIRST_PLACEBO = 10_000  # so that more towns never change which placebo towns there are


class Command(BaseCommand):
    help = """Make small towns, read their files in, and hold the advice against the truth.

  planted   a segment that loves travel and has no travel shelf nearby; a large segment that hardly
            borrows; a genre in demand with a fifth of the usual copies; a title of one segment
  placebo   towns whose segments differ in size, homes and age and in nothing else, with copies in
            proportion to what is borrowed at each branch: no advice may be sure there

A truth is found when it is first on its page and the first sure advice of its kind. Each town is a
library of its own, made and taken away. Exits 1 unless all is found and no town gives an alarm."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--towns", type=int, default=5, help="with planted truths")
        parser.add_argument("--placebo", type=int, default=20, help="without")
        parser.add_argument("--seed", type=int, default=1, help="of the first town")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        first = options["seed"]
        planted = range(first, first + options["towns"])
        placebo = range(FIRST_PLACEBO + first, FIRST_PLACEBO + first + options["placebo"])
        missed = {seed: names for seed in planted if (names := self._missed(seed))}
        alarms = {seed: raised for seed in placebo if (raised := self._alarms(seed))}
        answer = {
            "planted": TRUTHS * len(planted),
            "found": TRUTHS * len(planted) - sum(map(len, missed.values())),
            "placebo_towns": len(placebo),
            "false_alarms": sum(map(len, alarms.values())),
            "missed": missed,
            "alarms": alarms,
        }
        self._say(answer, as_json=options["json"])
        if missed or alarms:
            sys.exit(1)

    def _missed(self, seed: int) -> list[str]:
        """The truths of a planted town that were not found, and what they lack."""
        from segments.planting import checking, library, town

        made = town.make_town(seed, year=_year(), is_planted=True)
        with library.library(made) as there:
            found = checking.truths(there, made)
        lacking = [each for each in found if not each.is_found]
        self.stderr.write(f"town {seed}: {len(found) - len(lacking)} of {len(found)}")
        return [each.lacking for each in lacking]

    def _alarms(self, seed: int) -> list[str]:
        """The sure advice of a town in which there is nothing to advise."""
        from segments.planting import checking, library, town

        with library.library(town.make_town(seed, year=_year(), is_planted=False)) as there:
            raised = checking.alarms(there)
        self.stderr.write(f"placebo town {seed}: {len(raised)} false alarms")
        return raised

    def _say(self, answer: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for name, value in answer.items():
            self.stdout.write(f"{name}: {value}")


def _year() -> int:
    return timezone.localdate().year - 1
