"""bench pages: pages over HTTP, from a web server of its own, and what they weigh."""

import gzip
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.urls import reverse

from planning import tenancy
from planning.models import Library, Membership, User
from segments.benching import insight_pages, subject
from segments.benching.subject import Size
from segments.benching.timing import percentile, timed
from segments.lattice import MONTH, QUARTER, YEAR, Period
from segments.queries import loans

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BASELINE = "log-in page"
TURNS = 7
PATIENCE = 60.0
SHEET = re.compile(rb'(?:href|src)="(/static/[^"]+\.(css|js))"')


def measure(asked_size: Size, *, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Fill a library, start a web server, and ask for every kind of page in turn."""
    size = asked_size.with_titles()
    with subject.export(size) as files, subject.library(files) as library:
        say("importing")
        subject.read_in(library, files.loans)
        say("making insights")
        insights = timed(lambda: insight_pages.fill(library, files))
        with tenancy.library_scope(library):
            periods = loans.known_periods(library)
        asked = addresses(periods) | insight_pages.addresses(library, _whole_year(periods))
        found = ask(library, asked, rounds=rounds, say=say, sheets_of="a year")
    return {
        "rows": size.rows,
        "titles": size.titles,
        "seconds of books and insights": round(insights, 1),
        **found,
    }


def ask(
    library: Library,
    asked: Mapping[str, str],
    *,
    rounds: int,
    say: Callable[[str], None],
    sheets_of: str,
) -> dict[str, Any]:
    """Start a web server and ask for each of these pages in turn, as somebody of the library."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with _reader(library) as cookie, _server() as port:
        say("asking")
        visitor = _Visitor(port, cookie)
        seconds: dict[str, list[float]] = {name: [] for name in asked}
        loads = [os.getloadavg()[0]]
        for _ in range(rounds * TURNS):
            for name, address in asked.items():
                seconds[name].append(visitor.timed(address))
            loads.append(os.getloadavg()[0])
        pages = {name: visitor.body(address) for name, address in asked.items()}
        weights = visitor.weights(pages[sheets_of])
    warm = {name: each[1:] for name, each in seconds.items()}
    return {
        "load": {"least": min(loads), "most": max(loads)},
        "pages": {
            name: {
                "address": asked[name],
                "p50 ms": round(percentile(each, 0.5) * 1000, 1),
                "p95 ms": round(percentile(each, 0.95) * 1000, 1),
                "first ms": round(seconds[name][0] * 1000, 1),
                f"p50 ÷ {BASELINE}": round(
                    percentile(each, 0.5) / percentile(warm[BASELINE], 0.5), 1
                ),
                "gzip kB": round(len(gzip.compress(pages[name])) / 1000, 1),
            }
            for name, each in warm.items()
        },
        **weights,
    }


def addresses(periods: list[Period]) -> dict[str, str]:
    """Every kind of page of the explorer, and the page that they are held against."""
    year, quarter, month = (
        str(next(each for each in periods if each.level == level))
        for level in (YEAR, QUARTER, MONTH)
    )
    earlier = str(next(each for each in periods if each.level == MONTH and str(each) != month))
    explorer, csv, xlsx = (
        reverse(f"segments:{name}") for name in ("explorer", "explorer_csv", "explorer_xlsx")
    )
    asked = {
        "a year": {"period": year},
        "a quarter": {"period": quarter},
        "a month": {"period": month},
        "a branch": {"period": year, "branch": "CEN"},
        "a group": {"period": year, "branch": "group:Noord"},
        "an age band": {"period": year, "age": "45-59"},
        "youth": {"period": year, "readers": "youth"},
        "rows are ages": {"period": year, "rows": "age"},
        "rows are areas": {"period": year, "rows": "area"},
        "rows are branches": {"period": year, "rows": "branch"},
        "loans": {"period": year, "measure": "loans"},
        "change": {"period": month, "measure": "change", "compare": earlier},
        "a panel of a row": {"period": year, "panel": "row:S3"},
        "a table": {"period": year, "view": "table"},
    }
    found = {BASELINE: reverse("account_login")}
    found |= {name: f"{explorer}?{urlencode(query)}" for name, query in asked.items()}
    found |= {"CSV": f"{csv}?period={year}", "XLSX": f"{xlsx}?period={year}"}
    return found


def _whole_year(periods: list[Period]) -> str:
    """The last year of which each month is there, as pages have it when nothing is asked."""
    months = {period for period in periods if period.level == MONTH}
    years = [period for period in periods if period.level == YEAR]
    return str(next((year for year in years if months.issuperset(year.months())), years[0]))


class _Visitor:
    """Somebody who is logged in and keeps the connection open."""

    def __init__(self, port: int, cookie: str) -> None:
        self._connection = HTTPConnection("localhost", port, timeout=PATIENCE)
        self._cookie = cookie

    def timed(self, address: str) -> float:
        """Seconds until the last byte of a page is there."""
        started = time.perf_counter()
        self.body(address)
        return time.perf_counter() - started

    def body(self, address: str) -> bytes:
        # The log-in page sends away whoever is logged in.
        is_open = address == reverse("account_login") or address.startswith("/static/")
        headers = {} if is_open else {"Cookie": self._cookie}
        self._connection.request("GET", address, headers=headers)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != 200:
            sys.exit(f"{address} answered {response.status}")
        return body

    def weights(self, page: bytes) -> dict[str, float]:
        """Kilobytes, gzip, of the stylesheets and of the scripts of our own on a page."""
        total = {"css": 0, "js": 0}
        for address, kind in dict(SHEET.findall(page)).items():
            if b"htmx" not in address:
                total[kind.decode()] += len(gzip.compress(self.body(address.decode())))
        return {f"{kind.upper()} gzip kB": round(size / 1000, 1) for kind, size in total.items()}


@contextmanager
def _reader(library: Library) -> Iterator[str]:
    """The cookie of somebody of this library who is logged in, for as long as it is needed."""
    user = User.objects.create_user(email=f"bench-{secrets.token_hex(6)}@example.org")
    try:
        with tenancy.library_scope(library):
            Membership.objects.create(library=library, user=user, discipline="marketing")
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        yield f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        session.delete()
    finally:
        with tenancy.library_scope(library):
            Membership.objects.filter(user=user).delete()
        user.delete()


@contextmanager
def _server() -> Iterator[int]:
    """The web server as the demonstration starts it, on a port that is free."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"localhost:{port}"]
    process = subprocess.Popen(
        [*command, "--config", "config/gunicorn.py", "--log-level", "warning"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "SAMENPLAN_ROLE": "web"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("localhost", port), 1):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("the web server did not start")
