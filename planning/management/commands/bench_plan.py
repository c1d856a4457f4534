"""bench_plan: what a year plan of many items costs, measured here; nothing of it stays."""

import gc
import gzip
import json
import statistics
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning import tenancy
from planning.actions import items
from planning.models import Library, Membership, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
VIEWS = {
    "year": "",
    "year, table": "?view=table",
    "year, agenda": "?view=agenda",
    "quarter": "?zoom=quarter&period=2",
    "month": "?zoom=month&period=5",
}
KINDS = ("campaign", "activity", "moment", "activity", "post", "campaign", "task")
SIDES = (
    [("collection", None)],
    [("marketing", None)],
    [("collection", None), ("marketing", None)],
)


class Command(BaseCommand):
    help = "Time the pages of a year plan: milliseconds, queries and bytes, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--items", type=int, nargs="+", default=[10, 160])
        parser.add_argument("--rounds", type=int, default=40)

    def handle(self, *args: Any, **options: Any) -> None:
        year = timezone.localdate().year
        answer = {}
        with _library(1, year) as browser:  # everything is loaded, as in a web process that runs
            browser.get(f"/jaarplan/{year}/")
        gc.collect()
        gc.freeze()  # as config/gunicorn.py does
        for count in options["items"]:
            with _library(count, year) as browser:
                pages = {
                    name: _measured(browser, f"/jaarplan/{year}/{query}", options["rounds"])
                    for name, query in VIEWS.items()
                }
            answer[f"{count} items"] = pages
        self.stdout.write(json.dumps(answer, indent=2))


@contextmanager
def _library(count: int, year: int) -> Iterator[Client]:
    """Somebody who is logged in at a library with so many items; rolled back afterwards."""
    with transaction.atomic():
        library = Library.objects.create(slug="bench-plan", name="Meting", is_demonstration=True)
        user = User.objects.create_user("bench-plan@demo.invalid", name="Meting")
        with tenancy.library_scope(library):
            Membership.objects.create(library=library, user=user)
            for number in range(count):
                _item(library, user, number, date(year, 1, 4) + timedelta(number * 347 // count))
        browser = Client()
        browser.force_login(user, BACKEND)
        yield browser
        transaction.set_rollback(True)


def _item(library: Library, user: User, number: int, day: date) -> None:
    fields = {
        "kind": KINDS[number % len(KINDS)],
        "title": f"Een tafel met een gewone naam {number}",
        "starts_on": day,
        "ends_on": day + timedelta(days=number * 7 % 23),
    }
    items.create_item(library, by=user, fields=fields, involved=SIDES[number * 5 % 3])


def _measured(browser: Client, address: str, rounds: int) -> dict[str, float]:
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(address)
        count = len(queries)  # now: the next request empties the log
    walls, works = [], []
    for _ in range(rounds):
        wall, work = time.perf_counter(), time.process_time()
        browser.get(address)
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    return {
        "status": response.status_code,
        "ms p50": round(statistics.median(walls), 1),
        "ms p95": round(statistics.quantiles(walls, n=20)[-1], 1),
        "cpu ms p50": round(statistics.median(works), 1),
        "queries": count,
        "bytes, gzip": len(gzip.compress(response.content)),
    }
