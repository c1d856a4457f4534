"""worker: the Celery process that imports, as the database role worker."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from planning import tenancy


class Command(BaseCommand):
    help = "Run a Celery worker; start as many as you like, on any host."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", default="1")

    def handle(self, *args: Any, **options: Any) -> None:
        tenancy.refuse_powerful_role()
        arguments = ["worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        arguments += ["--concurrency", options["concurrency"]]
        os.execv(
            sys.executable, [sys.executable, "-m", "celery", "-A", "config.celery", *arguments]
        )
