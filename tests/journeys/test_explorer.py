"""Looking at who borrows what: open, close, filter, go back, by mouse, keyboard and phone."""

import pytest
from playwright.sync_api import Page, expect

from planning.models import Library
from tests import make
from tests.journeys.examined import examined
from tests.segments.explored import explored_library

pytestmark = pytest.mark.browser
PATH = "/doelgroepen/segmenten/"


@pytest.fixture
def explorer(page: Page, address: str) -> Page:
    """The explorer of a library of which everything is known, as a member of staff sees it."""
    library: Library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    explored_library(library)
    session = make.client(make.member(library, "alice").user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page.goto(address + PATH)
    return page


def check_accessibility(page: Page) -> None:
    found = examined(page)
    assert found.violations_count == 0, found.generate_report()


def test_cell_opens_a_panel_and_gets_the_focus_back(explorer: Page) -> None:
    cell = explorer.locator("tbody tr").nth(3).locator("td a").nth(3)
    name = cell.text_content()

    cell.press("Enter")
    expect(explorer.locator("#panel-title")).to_be_focused()
    check_accessibility(explorer)
    assert "panel=cell:S4:" in explorer.url

    explorer.get_by_role("link", name="Sluit het paneel").press("Enter")
    expect(explorer.locator("#panel")).to_have_count(0)
    assert "panel" not in explorer.url
    assert explorer.evaluate("document.activeElement.textContent") == name


def test_filters_are_in_the_address_and_back_works(explorer: Page) -> None:
    first = explorer.locator("#source .meta").first.text_content()

    explorer.get_by_label("Vestiging").focus()
    explorer.get_by_label("Vestiging").select_option("OOS")
    expect(explorer.locator("#source")).to_contain_text("Oos")
    expect(explorer.get_by_label("Vestiging")).to_be_focused()
    assert "branch=OOS" in explorer.url
    explorer.get_by_role("link", name="Jeugd").click()
    expect(explorer.locator("#source")).to_contain_text("Jeugd")

    explorer.go_back()
    expect(explorer.locator("#source")).to_contain_text("Volwassenen · Oos")
    expect(explorer.get_by_label("Vestiging")).to_have_value("OOS")
    explorer.go_back()
    expect(explorer.locator("#source .meta").first).to_have_text(first or "")
    expect(explorer.locator("h1")).to_have_count(1)


def test_table_sorts_and_the_file_comes(explorer: Page) -> None:
    explorer.get_by_role("link", name="Tabel").click()
    explorer.get_by_role("link", name="Leners", exact=True).click()
    expect(explorer.locator("[aria-sort=descending]")).to_have_text("Leners")
    check_accessibility(explorer)

    with explorer.expect_download() as download:
        explorer.get_by_role("link", name="Download als Excel").click()
    assert download.value.suggested_filename == "samenplan-segmenten-2025-q1-volwassenen.xlsx"


def test_phone_shows_one_row_as_bars(explorer: Page) -> None:
    explorer.set_viewport_size({"width": 390, "height": 800})
    expect(explorer.locator("table.heatmap")).to_be_hidden()

    explorer.get_by_label("Segment").select_option("S3")
    expect(explorer.locator("#bars")).to_be_visible()
    explorer.wait_for_url("**row=S3**")
    expect(explorer.get_by_label("Segment")).to_have_value("S3")
    explorer.locator("#bars ol a").first.click()
    expect(explorer.locator("#panel-title")).to_contain_text("Rustige buiten")
    check_accessibility(explorer)
    width = explorer.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_folded_filters_on_a_phone_stay_as_they_were_left(explorer: Page) -> None:
    explorer.set_viewport_size({"width": 390, "height": 800})
    measure = explorer.get_by_label("Maat")
    expect(measure).to_be_hidden()

    explorer.locator("#filters summary").press("Enter")
    measure.focus()
    measure.select_option("share")
    explorer.wait_for_url("**measure=share**")
    expect(measure).to_be_focused()
    expect(explorer.locator("#filters summary")).to_contain_text("Aandeel")
    check_accessibility(explorer)

    explorer.locator("#filters summary").press("Enter")
    explorer.get_by_label("Segment").select_option("S2")
    explorer.wait_for_url("**row=S2**")
    expect(measure).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (768, "dark"), (1440, "dark")])
@pytest.mark.parametrize("query", ["", "?measure=loans&panel=row:S1", "?view=table"])
def test_explorer_is_sound_at_each_width(
    explorer: Page, address: str, width: int, scheme: str, query: str
) -> None:
    explorer.set_viewport_size({"width": width, "height": 900})
    explorer.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]

    explorer.goto(address + PATH + query)

    check_accessibility(explorer)
    assert explorer.evaluate("document.documentElement.scrollWidth") <= width


def test_explorer_is_printed_on_one_sheet_with_its_legend(explorer: Page) -> None:
    explorer.emulate_media(media="print")

    expect(explorer.locator(".legend")).to_be_visible()
    expect(explorer.get_by_text("afgedrukt op")).to_be_visible()
    expect(explorer.locator("#filters")).to_be_hidden()
    sheets = explorer.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert sheets == 1


def test_without_javascript_everything_is_a_link_or_a_form(explorer: Page, address: str) -> None:
    assert explorer.context.browser
    state = explorer.context.storage_state()
    plain = explorer.context.browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(address + PATH)

    page.get_by_label("Rijen").select_option("branch")
    page.get_by_role("button", name="Toepassen").click()
    expect(page.locator("h1")).to_have_text("Vestigingen en genres")
    page.locator("tbody td a").first.click()
    expect(page.locator("#panel")).to_be_visible()
    plain.close()
