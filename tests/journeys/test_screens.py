"""A screen in Chromium: plays on without a server, drops what ended, comes back by itself."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from socket import SHUT_RDWR, socket
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from campaigns.actions import screens, slides
from campaigns.models import Screen, Slide
from planning import tenancy
from planning.models import Library
from tests import make
from tests.campaigns import make_screens as ms
from tests.make_campaigns import make_campaign

pytestmark = pytest.mark.browser
SIZE = {"width": 1280, "height": 720}


class SameAddress(LiveServerThread):
    """A server that may begin again where one has just ended."""

    def _create_server(self, connections_override: Any = None) -> Any:
        return self.server_class(
            (self.host, self.port),
            QuietWSGIRequestHandler,
            allow_reuse_address=True,
            connections_override=connections_override,
        )


class Stage:
    """A library with a screen in a hall, and the server that may go away."""

    def __init__(self) -> None:
        self.library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
        self.branch = make.branch(self.library, "CEN", "Centrum")
        ms.books(self.library, self.branch)
        ms.covers(self.library, [1])
        self.screen = ms.screen(self.library, branch=self.branch)
        self.token = ms.address(self.screen)
        self.server: LiveServerThread | None = None
        self.port = 0
        self.lines: list[socket] = []

    def start(self) -> str:
        """Begin to answer, again at the same address."""
        self.server = SameAddress("localhost", StaticFilesHandler, port=self.port)
        self.server.daemon = True
        self.server.start()
        self.server.is_ready.wait()
        if self.server.error:
            raise self.server.error
        self.port = self.server.port or 0
        take = self.server.httpd.get_request

        def taken() -> tuple[socket, Any]:
            line, address = take()
            self.lines.append(line)
            return line, address

        self.server.httpd.get_request = taken  # type: ignore[method-assign]
        return f"http://localhost:{self.port}/scherm/{self.token}/"

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.join()
            self.server = None
        # A browser keeps its lines open, and the threads behind them go on answering.
        for line in self.lines:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)
        self.lines.clear()

    def forget_seen(self) -> None:
        """So that what is written next is written by what comes next."""
        with tenancy.library_scope(self.library):
            Screen.objects.update(seen_at=None)

    def seen(self) -> Screen:
        with tenancy.library_scope(self.library):
            found: Screen = Screen.objects.get(pk=self.screen.pk)
            return found


@pytest.fixture
def stage(committed: None) -> Iterator[Stage]:
    found = Stage()
    yield found
    found.stop()


@pytest.fixture
def hall(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=SIZE)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    yield context
    context.close()


def opened(hall: BrowserContext, address: str) -> Page:
    page = hall.new_page()
    page.clock.install(time=datetime.now())  # noqa: DTZ005 - as the clock on the wall says
    page.goto(address)
    # What it needs without a server is with its worker.
    page.wait_for_function(
        """async () => {
            await navigator.serviceWorker.ready;
            const names = await caches.keys();
            const kept = names.length ? await (await caches.open(names[0])).keys() : [];
            return kept.length >= 6;
        }"""
    )
    return page


def playing(page: Page) -> str:
    return str(page.locator(".slide.on").get_attribute("id"))


def shown_in_a_while(page: Page, seconds: int = 60) -> set[str]:
    """The slides that came by in this time of the screen's clock."""
    found = set()
    for _step in range(seconds // 4):
        ran(page, 4)
        found.add(playing(page))
    return found


def ran(page: Page, seconds: int) -> None:
    """Time goes by on the screen; its server answers in time of its own, so that gets some."""
    page.clock.run_for(seconds * 1_000)
    page.wait_for_timeout(50)


def ran_until(page: Page, condition: Callable[[], bool], *, seconds: int = 60) -> None:
    """At most so long by the clock of the screen, until something is so."""
    for _second in range(seconds):
        if condition():
            return
        ran(page, 1)
    assert condition()


def test_a_screen_plays_for_a_day_without_a_server_and_recovers_within_a_minute(
    stage: Stage, hall: BrowserContext
) -> None:
    short = make_campaign(stage.library, "Vandaag nog", titles=[1], starts_on=ms.today(), days=1)
    long = make_campaign(
        stage.library, "Deze maand", titles=[1, 2, 3], starts_on=ms.today(), days=20
    )
    for each in (short, long):
        ms.place(each, stage.screen)
    ms.renew(stage.library)
    foreign: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"http://localhost:{stage.port}/", "data:")):
            foreign.append(request.url)

    hall.on("request", on_request)
    page = opened(hall, stage.start())
    both = {f"campaign-{short.pk}-0", f"campaign-{long.pk}-0"}
    assert shown_in_a_while(page) == both
    expect(page.locator("#offline")).to_be_hidden()

    stage.stop()
    ran_until(page, page.locator("#offline").is_visible)
    assert shown_in_a_while(page) == both
    page.clock.fast_forward(24 * 3600 * 1000)
    # The campaign of yesterday has ended, and nobody told the screen.
    assert shown_in_a_while(page) == {f"campaign-{long.pk}-0"}
    # Somebody pulls the plug and puts it back: the same page, without any server.
    page.reload()
    assert page.locator(".slide.on h1").is_visible()
    assert shown_in_a_while(page) == {f"campaign-{long.pk}-0"}
    expect(page.locator("img").first).to_have_js_property("naturalWidth", 400)

    stage.forget_seen()
    stage.start()
    ran_until(page, page.locator("#offline").is_hidden)
    assert stage.seen().seen_at is not None
    assert foreign == []
    assert hall.cookies() == []


def test_a_revoked_address_shows_nothing_of_the_library_within_a_minute(
    stage: Stage, hall: BrowserContext
) -> None:
    with tenancy.library_scope(stage.library):
        slides.add_slide(stage.library, by=None, kind="message", heading="Van ons")
    ms.renew(stage.library)
    address = stage.start()
    page = opened(hall, address)
    expect(page.get_by_text("Van ons")).to_be_visible()

    with tenancy.library_scope(stage.library):
        screens.revoke_address(stage.screen)
    ran_until(page, lambda: page.get_by_text("Van ons").count() == 0)

    assert playing(page) == "rest"
    assert page.get_by_text("Van ons").count() == 0
    # Nor after a new start: nothing of it was kept.
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_text("Geen scherm van een bibliotheek")).to_be_visible()


def test_what_is_added_and_taken_away_is_on_the_screen_within_a_minute(
    stage: Stage, hall: BrowserContext
) -> None:
    page = opened(hall, stage.start())
    assert shown_in_a_while(page, 12) == {"rest"}

    added = ms.slide(stage.library, heading="Net nieuw")
    ms.renew(stage.library)
    ran_until(page, page.get_by_text("Net nieuw").is_visible)
    with tenancy.library_scope(stage.library):
        slides.archive_slide(Slide.objects.get(pk=added.pk))
    ms.renew(stage.library)
    ran_until(page, lambda: page.get_by_text("Net nieuw").count() == 0)

    assert playing(page) == "rest"


def test_one_in_front_comes_back_after_every_other(stage: Stage, hall: BrowserContext) -> None:
    keys = [
        f"slide-{ms.slide(stage.library, heading=name, is_first=name == 'Eerst').pk}"
        for name in ("Eerst", "Twee", "Drie")
    ]
    ms.renew(stage.library)
    page = opened(hall, stage.start())

    order = [playing(page)]
    for _step in range(60):
        page.clock.run_for(1_000)
        if playing(page) != order[-1]:
            order.append(playing(page))

    first, two, three = keys
    assert order[:5] in ([first, two, first, three, first], [first, three, first, two, first])


def test_every_night_the_page_is_loaded_anew_and_only_with_a_server(
    stage: Stage, hall: BrowserContext
) -> None:
    page = hall.new_page()
    evening = datetime.now().replace(hour=23, minute=50) + timedelta(days=1)  # noqa: DTZ005
    page.clock.install(time=evening)
    page.goto(stage.start())
    page.evaluate("window.isOld = true")

    page.clock.run_for(3 * 3600 * 1000)
    assert page.evaluate("window.isOld") is True
    page.clock.fast_forward(2 * 3600 * 1000)
    page.wait_for_function("() => { return window.isOld === undefined }")

    assert page.locator(".slide.on").count() == 1


def test_nothing_moves_for_who_asked_for_that(stage: Stage, chromium: Browser) -> None:
    ms.slide(stage.library, heading="Welkom")
    ms.renew(stage.library)
    address = stage.start()
    context = chromium.new_context(reduced_motion="reduce")
    still = context.new_page()
    still.goto(address)
    moving = chromium.new_page()
    moving.goto(address)

    lasts = "getComputedStyle(document.querySelector('.slide.on')).transitionDuration"
    assert still.evaluate(lasts) == "0s"
    assert float(moving.evaluate(lasts).split(",")[0].rstrip("s")) <= 0.4
    context.close()
    moving.close()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920)])
def test_nothing_falls_off_any_template(
    stage: Stage, chromium: Browser, width: int, height: int
) -> None:
    long = "Een tamelijk lange kop die nog net op de dia past, wel waar?"
    text = "Dit is een tekst die precies zo lang is als er op een dia mag staan en geen woord meer"
    tip = ms.tip(stage.library, f"{text}. {text}.", for_lovers_of="lange treinreizen door Europa")
    link = "https://www.bibliotheeknoorderveld.example/reis/zomer"
    for kind in Slide.Kind:
        titles = {"book": [2], "books": [1, 2, 3], "theme": [1, 2]}.get(kind, [])
        ms.slide(
            stage.library,
            kind,
            heading=long,
            text=text,
            titles=titles,
            tip=tip if kind == "tip" else None,
            link=link,
            where="Kast Reizen, eerste verdieping",
        )
    ms.renew(stage.library)
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(stage.start())

    found = page.evaluate(
        """() => {
            const bad = [];
            for (const slide of document.querySelectorAll(".slide")) {
                const body = slide.querySelector(".body").getBoundingClientRect();
                const words = slide.querySelector(".words").getBoundingClientRect();
                const books = slide.querySelector(".books")?.getBoundingClientRect();
                for (const each of slide.querySelectorAll("h1, p, dl, .cover, .qr")) {
                    const box = each.getBoundingClientRect();
                    const inside = box.left >= -1 && box.right <= innerWidth + 1
                        && box.top >= -1 && box.bottom <= innerHeight + 1;
                    if (!inside) bad.push([slide.id, each.tagName, each.className, "outside"]);
                }
                if (words.bottom > body.bottom + 1) bad.push([slide.id, "words", "too long"]);
                const lies = books && books.top < words.bottom - 1 && books.left < words.right - 1;
                if (lies) bad.push([slide.id, "books", "over words"]);
            }
            return bad;
        }"""
    )
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("h1, p, b, span, dt, dd, blockquote")].map(each => [
            each.tagName, parseFloat(getComputedStyle(each).fontSize)
                / Math.min(innerWidth, innerHeight) * 100])"""
    )
    page.close()

    assert found == []
    assert [each for each in sizes if each[1] < (6 if each[0] == "H1" else 3.59)] == []


def test_names_are_of_one_library_only(stage: Stage, hall: BrowserContext) -> None:
    elsewhere: Library = make.library(slug="elders", name="Bibliotheek Elders")
    ms.slide(elsewhere, heading="Van elders")
    ms.renew(elsewhere)
    page = opened(hall, stage.start())

    shown_in_a_while(page)

    assert "elders" not in page.content().lower()
