"""demo --check against servers that are not what they should be: one sentence, and not 0."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from config import demo_check
from planning import actions, tenancy
from planning.models import Library
from tests.conftest import acting_as

NO_FORM = "<html><body><form action='/elders/' method='post'></form></body></html>"


class _Answers(BaseHTTPRequestHandler):
    status, page = 200, NO_FORM

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.page.encode())

    def log_message(self, *args: object) -> None:
        """Keep the output of the tests clean."""


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), type("Answers", (_Answers,), {})) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield httpd
        httpd.shutdown()
        thread.join()


@pytest.fixture
def admin(library: Library) -> None:
    with tenancy.library_scope(library):
        actions.add_member(
            library, email="t@demo.invalid", name="T", role="admin", discipline="other"
        )


def ending(port: int) -> str:
    """The sentence that a check ends with; Python prints it and exits 1."""
    with acting_as("owner"), pytest.raises(SystemExit) as ended:  # demo works as the owner
        demo_check.check(port, say=print)
    return str(ended.value.code)


def test_a_failing_page_is_one_sentence(admin: None, server: HTTPServer) -> None:
    server.RequestHandlerClass.status = 500  # type: ignore[attr-defined]

    sentence = ending(server.server_port)

    address = f"http://127.0.0.1:{server.server_port}/demonstratie/"
    assert sentence == f"demo --check: log in: {address} answers 500"


def test_a_page_without_its_form_is_one_sentence(admin: None, server: HTTPServer) -> None:
    address = f"http://127.0.0.1:{server.server_port}/demonstratie/"

    sentence = ending(server.server_port)

    assert sentence == f"demo --check: log in: no form for /demonstratie/ on {address}"


def test_a_demonstration_without_people_is_one_sentence(
    library: Library, server: HTTPServer
) -> None:
    sentence = ending(server.server_port)

    assert sentence == "demo --check: log in: nobody of the demonstration is an administrator"
