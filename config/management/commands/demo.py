"""demo: everything on this machine, with a library that does not exist."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import demo, processes
from config.demo_check import check


class Command(BaseCommand):
    help = "Start Samenplan with demonstration data, at http://localhost:8000."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--rows", type=int, default=300_000, help="loans in the demonstration")
        parser.add_argument(
            "--check", action="store_true", help="do the main job once through the web, and stop"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        port = options["port"]
        try:
            processes.refuse_taken_port(port)
            call_command("migrate", verbosity=0)
            demo.collect_static()
            with processes.running(port) as watched:
                self._say(f"Samenplan staat klaar op http://localhost:{port}", started)
                demo.fill(rows=options["rows"], say=lambda text: self._say(text, started))
                if options["check"]:
                    check(port, say=self.stdout.write)
                    return
                self._say("Stoppen: Ctrl+C", started)
                watched.wait()
        except (processes.CannotStart, demo.CannotFill) as problem:
            raise CommandError(str(problem)) from problem
        sys.stdout.flush()

    def _say(self, text: str, started: float) -> None:
        self.stdout.write(f"{text}  ({time.perf_counter() - started:.1f} s)")
        self.stdout.flush()
