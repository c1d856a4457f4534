"""demo --check: the main job once through the web, with a small export, as a browser would."""

import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.utils import timezone

from planning.models import Membership
from segments.demonstration.export import write_export

Say = Callable[[str], None]
ROWS, SEED = 2_000, 7
NEW = "2.000"  # the same, as a Dutch page says it
PATIENCE = 120.0
WAITING = 'hx-trigger="every'


class CheckFailed(Exception):
    """A page was not what it should be."""


@dataclass
class Form:
    """One form of a page: where it goes and what a browser would send."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Collects the forms of a page with the values that are filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: list[tuple[str, str, bool]] | None = None
        self._name = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("checkbox", "radio", "file", "submit") or "checked" in given:
                self._form.values.append((name, value))
        elif tag == "button":
            self._form.buttons.append((name, value))
        elif tag == "select":
            self._select, self._name = [], name
        elif tag == "option" and self._select is not None:
            self._select.append((self._name, value, "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select is not None and self._form is not None:
            chosen = [each[:2] for each in self._select if each[2]]
            self._form.values += chosen or [each[:2] for each in self._select[:1]]
            self._select = None


class Visitor:
    """A person with a browser: keeps cookies, follows redirects, fills in forms."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.page = ""

    def go(self, path: str) -> str:
        return self._load(Request(urljoin(self.address, path)))  # noqa: S310 - our own address

    def send(self, part: str, *, file: Path | None = None, **values: str) -> str:
        """Submit the form whose action holds `part`, with these values over its own."""
        for form in Forms(self.page).forms:
            action = form.action or urlsplit(self.address).path
            if form.method == "post" and part in action:
                pressed = [button for button in form.buttons if button[0]][:1]
                filled = [pair for pair in form.values + pressed if pair[0] not in values]
                return self._post(action, [*filled, *values.items()], file)
        raise CheckFailed(f"no form for {part} on {self.address}")

    def wait_while(self, waiting: str) -> str:
        """Look again until a text is gone from the page."""
        deadline = time.monotonic() + PATIENCE
        while waiting in self.go(self.address):
            if time.monotonic() > deadline:
                raise CheckFailed(f"{self.address} still says {waiting}")
            time.sleep(0.3)
        return self.page

    def _post(self, action: str, values: list[tuple[str, str]], file: Path | None) -> str:
        if file is None:
            return self._load(Request(urljoin(self.address, action), urlencode(values).encode()))  # noqa: S310
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in values
        ]
        head = f'name="file"; filename="{file.name}"\r\nContent-Type: text/csv'
        parts.append(f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n")
        body = "".join(parts).encode() + file.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._load(Request(urljoin(self.address, action), body, kind))  # noqa: S310

    def _load(self, request: Request) -> str:
        request.add_header("Referer", self.address)
        try:
            with self._open(request, timeout=PATIENCE) as response:
                self.address, self.page = response.geturl(), response.read().decode()
        except HTTPError as answer:
            with answer:
                raise CheckFailed(f"{answer.url} answers {answer.code}") from None
        return self.page


def check(port: int, *, say: Say) -> None:
    """Log in, read a file in, look at the answer, take the file out again; says the seconds."""
    visitor = Visitor(port)
    with TemporaryDirectory() as folder:
        write_export(Path(folder), rows=ROWS, seed=SEED, until=timezone.localdate())
        file = Path(folder) / "uitleningen.csv"
        steps: list[tuple[str, Callable[[], object]]] = [
            ("log in", lambda: _log_in(visitor)),
            ("upload", lambda: _upload(visitor, file)),
            ("columns and check", lambda: _to_check(visitor)),
            ("import", lambda: _import(visitor)),
            ("explorer", lambda: _explore(visitor)),
            ("undo", lambda: _undo(visitor)),
        ]
        report = ""
        for name, step in steps:
            started = time.perf_counter()
            try:
                found = step()
            except (CheckFailed, OSError) as problem:
                sys.exit(f"demo --check: {name}: {problem}")
            report = str(found) if name == "import" else report
            if name == "explorer":
                visitor.go(report)
            say(f"{name}: {time.perf_counter() - started:.2f} s")
    say("demo --check: all well")


def _log_in(visitor: Visitor) -> None:
    visitor.go("/demonstratie/")
    admins = Membership.objects.filter(
        library__slug="noorderveld", role=Membership.Role.ADMIN, user__email__endswith="invalid"
    )
    admin = admins.order_by("pk").first()
    if admin is None:
        raise CheckFailed("nobody of the demonstration is an administrator")
    visitor.send("/demonstratie/", person=str(admin.pk))


def _upload(visitor: Visitor, file: Path) -> None:
    visitor.go("/beheer/import/nieuw/")
    visitor.send("/beheer/import/nieuw/", file=file)


def _to_check(visitor: Visitor) -> None:
    if "/kolommen/" in visitor.address:
        visitor.send("/kolommen/")
    visitor.wait_while(WAITING)
    if "/controle/" not in visitor.address:
        raise CheckFailed(f"the check ended at {visitor.address}")


def _import(visitor: Visitor) -> str:
    visitor.send("/controle/")
    visitor.wait_while(WAITING)
    if "/rapport/" not in visitor.address:
        raise CheckFailed(f"the import ended at {visitor.address}")
    if NEW not in visitor.page:
        raise CheckFailed(f"{visitor.address} does not speak of {NEW} new rows")
    return visitor.address


def _explore(visitor: Visitor) -> None:
    if "<table" not in visitor.go("/doelgroepen/segmenten/"):
        raise CheckFailed("the explorer shows no table")


def _undo(visitor: Visitor) -> None:
    visitor.go(urljoin(visitor.address, "../terugdraaien/"))
    visitor.send("/terugdraaien/")
    visitor.wait_while(WAITING)
