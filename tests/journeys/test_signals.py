"""Signals and the national calendar in a browser: sound pages, by keyboard, and beside the plan."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.actions import overlays
from planning.models import AcceptedSignal, Library, Membership, NationalCampaign, PlanItem
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
YEAR = timezone.localdate().year + 1
BOTH = [("collection", None), ("marketing", None)]


@pytest.fixture
def library(page: Page, address: str) -> Library:
    """A table that is booked twice, and an administrator who looks at it."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    branch = make.branch(library, "CEN", "Centrum")
    display, group = (
        make_plan.display(library, branch, "Tafel hal"),
        make_plan.target_group(library),
    )
    with tenancy.library_scope(library):
        overlays.begin_year(library, YEAR, by=None)
        start = NationalCampaign.objects.get(code="wereldboekendag", year=YEAR).starts_on
    for at in range(2):
        make_plan.item(
            library,
            f"Tafel {at + 1}",
            kind="campaign",
            starts_on=start + timedelta(days=at),
            days=14,
            involved=BOTH,
            display=display,
            target_group=group,
        )
    admin = make.member(library, "adam", role=Membership.Role.ADMIN).user
    session = make.client(admin).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return library


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_sound(
    page: Page, address: str, library: Library, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    findings: list[tuple[str, str, object]] = []
    with tenancy.library_scope(library):
        row = NationalCampaign.objects.get(code="boekenweek", year=YEAR)
    paths = [
        *(f"/jaarplan/{YEAR}/{part}/" for part in ("signalen", "landelijk")),
        *(f"/jaarplan/{YEAR + 9}/{part}/" for part in ("signalen", "landelijk")),
        f"/jaarplan/{YEAR}/?panel=national:{row.pk}",
        *(f"/beheer/{part}/?year={YEAR}" for part in ("landelijk", "vakanties")),
        *(
            f"/beheer/{part}/"
            for part in ("kanalen", "presentaties", "drempels", "vakanties/nieuw")
        ),
        reverse("planning:national_edit", args=[row.pk]),
    ]

    for path in paths:
        page.goto(address + path)
        for details in page.locator("main details:not(.filters *)").all():
            details.evaluate("each => { each.open = true }")
        findings.extend(
            (path, each["id"], each["nodes"][0]["target"])
            for each in examined(page).response["violations"]
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            findings.append((path, "wider than the screen", []))

    assert findings == []


def test_a_signal_is_accepted_by_keyboard_alone(page: Page, address: str, library: Library) -> None:
    page.goto(f"{address}/jaarplan/{YEAR}/signalen/")
    line = page.locator("li", has_text="dubbel geboekt")

    line.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ze staan naast elkaar")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Ze staan naast elkaar")).to_be_visible()
    with tenancy.library_scope(library):
        assert AcceptedSignal.objects.get().reason == "Ze staan naast elkaar"


def test_a_campaign_is_joined_and_planned_beside_the_plan(
    page: Page, address: str, library: Library
) -> None:
    with tenancy.library_scope(library):
        row = NationalCampaign.objects.get(code="boekenweek", year=YEAR)
    page.goto(f"{address}/jaarplan/{YEAR}/?panel=national:{row.pk}")
    page.evaluate("window.stayed = true")
    panel = page.locator("#national-panel")

    panel.get_by_role("button", name="We doen mee").click()

    expect(panel.get_by_role("button", name="Zet in jaarplan")).to_be_visible()
    assert page.evaluate("window.stayed")  # the page did not load again
    panel.get_by_role("button", name="Zet in jaarplan").click()
    expect(page.locator("aside.panel")).to_contain_text("Boekenweek")
    with tenancy.library_scope(library):
        item = PlanItem.objects.get(national=row)
    assert page.url == f"{address}/jaarplan/{YEAR}/?panel=item:{item.pk}"
