"""A real server on a free port and a real browser, for journeys through the pages."""

import os
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# Playwright keeps an event loop in the thread in which the test asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM_PATH")
    if not path:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    """Where the server listens; what it stores is really stored, and removed afterwards."""
    cache.clear()
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """A page that must not complain, break the content policy or ask another host anything."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            complaints.append(f"foreign request: {request.url}")

    context = chromium.new_context(locale="nl-NL")
    context.set_default_timeout(10_000)
    fresh = context.new_page()
    fresh.on("console", on_console)
    fresh.on("pageerror", lambda error: complaints.append(str(error)))
    fresh.on("request", on_request)
    yield fresh
    context.close()
    assert complaints == []
