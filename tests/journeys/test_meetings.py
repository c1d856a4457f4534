"""A consultation in a browser: its agenda, holding it by keyboard, and its notes."""

from collections.abc import Iterator
from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.models import Initiative, Library, PlanItem
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
BOTH = [("collection", None), ("marketing", None)]
FIRST, SECOND = "Reistafel", "Wandeltafel"


@pytest.fixture
def meeting(page: Page, address: str) -> PlanItem:
    """A consultation of today, with two joint items and a proposal ahead; Alice looks at it."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    alice = make.member(library, "alice").user
    today = timezone.localdate()
    rows = [
        make_plan.item(
            library,
            "Overleg",
            kind="consultation",
            starts_on=day,
            start_time=time(10),
            involved=BOTH,
        )
        for day in (today, today + timedelta(days=28))
    ]
    for number, title in enumerate((FIRST, SECOND)):
        day = today + timedelta(days=7 + number)
        make_plan.item(library, title, starts_on=day, involved=BOTH)
    with tenancy.library_scope(library):
        Initiative.objects.create(library=library, year=today.year, title="TikTok-kanaal")
    session = make.client(alice).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return rows[0]


def findings(page: Page) -> list[tuple[str, object]]:
    """What axe says of this page with everything open, and whether it is wider than its window."""
    for details in page.locator("main details").all():
        details.evaluate("each => { each.open = true }")
    found = [(page.url, each["id"]) for each in examined(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ([(page.url, "too wide")] if is_wide else [])


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_state_is_sound(
    page: Page, address: str, meeting: PlanItem, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    whole = address + reverse("planning:consultation", args=[meeting.pk])
    found = []

    page.goto(address + reverse("planning:consultations"))
    found += findings(page)
    page.goto(whole)
    found += findings(page)
    page.get_by_role("button", name="Begin het overleg").click()
    page.wait_for_load_state()
    found += findings(page)
    page.get_by_role("button", name="Sluit af en mail de notities").click()
    page.wait_for_load_state()
    found += findings(page)
    page.goto(address + reverse("planning:consultations"))
    found += findings(page)

    assert found == []


@pytest.fixture
def forgiving(page: Page, meeting: PlanItem) -> Iterator[Page]:
    """Another window of Alice, in which a refused save is no complaint."""
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(locale="nl-NL", storage_state=page.context.storage_state())
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_a_point_is_written_ticked_and_decided_by_keyboard(
    page: Page, address: str, meeting: PlanItem
) -> None:
    page.goto(address + reverse("planning:consultation", args=[meeting.pk]))
    page.get_by_role("button", name="Begin het overleg").press("Enter")
    first = page.locator(".point", has=page.get_by_role("link", name=FIRST))
    second = page.locator(".point", has=page.get_by_role("link", name=SECOND))
    left = page.locator("#agenda-progress").inner_text()

    # What stands unsaved at one point outlives what happens at another.
    second.get_by_label("Wat kwam eruit?").fill("Nog niet opgeslagen")
    first.get_by_label("Wat kwam eruit?").fill("Iets naar links.")
    first.get_by_role("button", name="Klaar").press("Enter")
    expect(first.get_by_role("button", name="Toch nog open")).to_be_focused()
    expect(page.locator("#agenda-progress")).not_to_have_text(left)
    expect(second.get_by_label("Wat kwam eruit?")).to_have_value("Nog niet opgeslagen")


def test_an_action_that_was_refused_keeps_what_was_chosen(
    forgiving: Page, address: str, meeting: PlanItem
) -> None:
    forgiving.goto(address + reverse("planning:consultation", args=[meeting.pk]))
    forgiving.get_by_role("button", name="Begin het overleg").press("Enter")
    first = forgiving.locator(".point", has=forgiving.get_by_role("link", name=FIRST))

    first.locator("summary").press("Enter")
    first.get_by_label("Actie", exact=True).press("Space")
    first.get_by_label("Wat spreken we af?").fill("Poster drukken")
    first.get_by_role("button", name="Leg vast").press("Enter")
    expect(first.get_by_text("2 dingen kloppen nog niet")).to_be_focused()
    expect(first.get_by_label("Actie", exact=True)).to_be_checked()
    first.get_by_label("Wie doet het?").select_option(label="Alice (collectie)")
    first.get_by_label("Vóór wanneer?").fill(timezone.localdate().isoformat())
    first.get_by_role("button", name="Leg vast").press("Enter")

    expect(first.get_by_role("link", name="Poster drukken")).to_be_visible()
    library: Library = meeting.library
    with tenancy.library_scope(library):
        assert PlanItem.objects.filter(kind="task", title="Poster drukken").count() == 1
