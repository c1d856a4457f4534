"""The year plan in a browser: filter, go back, look inside, another view, a phone, a mouse."""

import itertools
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.models import Holiday, Library, NationalCampaign, PlanItem
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
BOTH = [("collection", None), ("marketing", None)]
YEAR = timezone.localdate().year
NAMES = (
    "Reistafel",
    "Boekenweektafel met gedichten",
    "Back to school met alle basisscholen van de gemeente",
    "Kast Gezond opnieuw",
    "Aanwinsten",
)


@pytest.fixture
def library(address: str) -> Library:
    return make.library(slug="noorderveld", name="Bibliotheek Noorderveld")


def plan_of(library: Library, page: Page, address: str, *, items: int) -> None:
    """A plan of so many items through the year, seen by a member of staff."""
    person = make.member(library, "alice").user
    make.branch(library, "CEN", "Centrum")
    make.branch(library, "OOS", "Oost")
    kinds = ("campaign", "activity", "moment", "activity", "task")
    sides: list[Any] = [BOTH[:1], BOTH[1:], BOTH, BOTH[:1], BOTH[1:]]
    for number in range(items):
        make_plan.item(
            library,
            f"{NAMES[number % 5]} {number}",
            kind=kinds[number % 5],
            starts_on=date(YEAR, 1, 4) + timedelta(days=number * 347 // items),
            days=1 + number * 7 % 23,
            involved=sides[number * 3 % 5],
        )
    days = {"starts_on": date(YEAR, 4, 24), "ends_on": date(YEAR, 5, 2), "library": library}
    with tenancy.library_scope(library):
        NationalCampaign.objects.create(code="x", name="Voorleesdagen", year=YEAR, **days)
        Holiday.objects.create(kind="school", region="north", name="Meivakantie", **days)
    session = make.client(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/jaarplan/")


def check_accessibility(page: Page) -> None:
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """The rectangles of the texts that are seen, each with its text."""
    found: list[dict[str, float]] = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())
        .map(e => { const r = e.getBoundingClientRect();
          return {left: r.left, right: r.right, top: r.top, bottom: r.bottom, text: e.textContent,
                  cut: e.scrollWidth - e.clientWidth} })""",
        selector,
    )
    return found


def overlapping(found: list[dict[str, float]]) -> list[tuple[float, float]]:
    return [
        (one["text"], other["text"])
        for one, other in itertools.combinations(found, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    ]


@pytest.mark.parametrize(("query", "width"), [("", 1280), ("", 1500), ("?zoom=quarter", 1280)])
def test_no_text_touches_another_with_160_items(
    page: Page, address: str, library: Library, query: str, width: int
) -> None:
    plan_of(library, page, address, items=160)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/jaarplan/{YEAR}/{query}")
    page.evaluate("document.fonts.ready")

    texts = boxes(page, ".lanes .it .name, .lanes .moment .t, .lanes .off li, .lanes .mark")
    links = boxes(page, ".lanes .it > a, .lanes .dot > a, .months a")

    assert len(texts) > 40
    assert overlapping(texts) == []
    names = boxes(page, ".lanes .it .name, .lanes .moment .t b")
    assert [each["text"] for each in names if each["cut"] > 0] == []
    small = [e["text"] for e in links if min(e["right"] - e["left"], e["bottom"] - e["top"]) < 24]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_filter_and_back(page: Page, address: str, library: Library) -> None:
    plan_of(library, page, address, items=20)
    everything = page.locator(".lanes .track a").count()
    page.screenshot()  # leaves empty style attributes, as dragging does: the policy minds a copy

    page.get_by_label("Vak", exact=True).focus()
    page.get_by_label("Vak", exact=True).select_option("marketing")
    page.wait_for_url("**discipline=marketing**")
    expect(page.locator(".chip").first).to_contain_text("Marketing")
    expect(page.get_by_label("Vak", exact=True)).to_be_focused()
    page.get_by_role("link", name="Kwartaal").click()
    page.wait_for_url("**zoom=quarter**discipline=marketing**")
    expect(page).to_have_title(re.compile("^Jaarplan kwartaal . van .* – Samenplan$"))
    check_accessibility(page)

    page.go_back()
    expect(page.get_by_role("link", name="Jaar", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator(".lanes .track a").count() == everything


def test_panel_opens_moves_and_gives_the_focus_back(
    page: Page, address: str, library: Library
) -> None:
    plan_of(library, page, address, items=12)
    item = page.locator(".lanes .it a", has_text="Reistafel 0")

    item.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    expect(item).to_have_attribute("aria-current", "true")
    check_accessibility(page)
    page.get_by_role("button", name="1 week later").click()
    expect(page.locator("#item-move")).to_contain_text("11 jan")
    page.get_by_role("button", name="Verplaats", exact=True).click()
    expect(page.locator("#item-undo")).to_contain_text("11 jan")
    expect(page.locator("#item-panel")).to_have_count(1)

    page.get_by_role("link", name="Sluit het paneel").click()
    expect(page.locator("#item-panel")).to_have_count(0)
    assert "panel" not in page.url


def test_dragging_a_bar_moves_the_item_by_weeks(page: Page, address: str, library: Library) -> None:
    plan_of(library, page, address, items=5)
    bar = page.locator(".lanes .it", has_text="Reistafel 0")
    pk = int((bar.get_attribute("id") or "").removeprefix("item-"))
    line = bar.locator(".line").bounding_box()
    track = page.locator("#lane-collection .track").bounding_box()
    assert line
    assert track

    page.mouse.move(line["x"] + 3, line["y"] + 2)
    page.mouse.down()
    page.mouse.move(line["x"] + 3 + 2 * track["width"] / 53, line["y"] + 2, steps=4)
    page.mouse.up()

    expect(page.locator("#item-panel")).to_contain_text("18 jan")
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(pk=pk)
    assert (item.starts_on, item.version) == (date(YEAR, 1, 18), 2)


def test_table_agenda_month_and_week_are_accessible(
    page: Page, address: str, library: Library
) -> None:
    plan_of(library, page, address, items=20)
    check_accessibility(page)

    for name in ("Tabel", "Agenda", "Tijdlijn", "Maand", "Week"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("link", name=name, exact=True)).to_have_attribute(
            "aria-current", "true"
        )
        check_accessibility(page)


@pytest.mark.parametrize("width", [320, 390])
def test_phone_gets_the_agenda(page: Page, address: str, library: Library, width: int) -> None:
    plan_of(library, page, address, items=20)
    make_plan.item(library, "Hieperdepiep" * 9, starts_on=date(YEAR, 5, 12))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/jaarplan/")

    expect(page.locator("#lanes")).to_be_hidden()
    expect(page.locator("#agenda")).to_be_visible()
    check_accessibility(page)
    page.get_by_role("link", name="mei", exact=True).click()
    expect(page.locator("#agenda-5")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_role("link", name="Tijdlijn").click()
    expect(page.locator("#lanes")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("view", ["lanes", "agenda"])
def test_a_campaign_we_do_not_join_stays_in_its_place(
    page: Page, address: str, library: Library, view: str
) -> None:
    plan_of(library, page, address, items=1)
    with tenancy.library_scope(library):
        NationalCampaign.objects.update(answer="skip", reason="Geen uren")

    page.goto(f"{address}/jaarplan/{YEAR}/?view={view}")

    name = page.locator("#plan .bar, #plan li").filter(has_text="Voorleesdagen").last.bounding_box()
    first_lane = page.locator(".lane, .week-list").locator("visible=true").first.bounding_box()
    assert name is not None
    assert first_lane is not None
    assert name["y"] >= first_lane["y"]


def test_view_is_kept_and_one_click_away(page: Page, address: str, library: Library) -> None:
    plan_of(library, page, address, items=5)
    page.goto(f"{address}/jaarplan/{YEAR}/?discipline=marketing&view=table")

    page.get_by_role("button", name="Mijn weergaven").click()
    page.get_by_role("link", name="Bewaar weergave").click()
    check_accessibility(page)
    page.get_by_label("Naam").fill("Alles van marketing")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Wis alles").click()
    expect(page.get_by_role("link", name="Wis alles")).to_have_count(0)
    page.get_by_role("button", name="Mijn weergaven").click()
    page.get_by_role("link", name="Alles van marketing").click()

    page.wait_for_url("**discipline=marketing**")
    expect(page.locator("#table")).to_be_visible()


def test_without_javascript_everything_is_a_link_or_a_form(
    page: Page, address: str, library: Library
) -> None:
    plan_of(library, page, address, items=10)
    assert page.context.browser
    state = page.context.storage_state()
    plain = page.context.browser.new_context(java_script_enabled=False, storage_state=state)
    bare = plain.new_page()
    bare.goto(f"{address}/jaarplan/")

    bare.get_by_label("Vak", exact=True).select_option("marketing")
    bare.get_by_role("button", name="Toepassen").click()
    expect(bare.locator(".chip").first).to_contain_text("Marketing")
    bare.locator(".lanes .it[data-version] a").first.click()
    expect(bare.locator("#item-panel")).to_be_visible()
    plain.close()
