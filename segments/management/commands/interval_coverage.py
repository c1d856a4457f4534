"""Prints how often the intervals beside penetrations hold the truth, in invented towns."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from segments.benching.coverage import coverage
from segments.lattice import READERS

NOMINAL = 95


class Command(BaseCommand):
    help = "Simulate towns and print in how many of 100 the interval holds the true penetration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--towns", type=int, default=1000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        found = {
            readers: coverage(options["towns"], READERS[readers], seed=options["seed"])
            for readers in ("adults", "youth")
        }
        answer = {
            readers: {"figures": each.figures, "held": each.held, "percent": each.percent}
            for readers, each in found.items()
        }
        self.stdout.write(json.dumps({"towns": options["towns"], "nominal": NOMINAL, **answer}))
