"""Every page about people and settings: nothing for axe to find, nothing wider than the screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from planning import actions, tenancy
from planning.models import Library, Membership
from tests import make
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser
PAGES = (
    *("home", "manage", "planning:member_list", "planning:member_add", "planning:branch_list"),
    *("planning:branch_add", "planning:group_add", "planning:thresholds", "planning:profile"),
    *("remove_demonstration", "privacy", "accessibility", "help"),
)


@pytest.fixture
def demonstration(address: str) -> Library:
    library = make.library(name="Bibliotheek Noorderveld")
    with tenancy.library_scope(library):
        for name, role, discipline in (
            ("Bram", "staff", "collection"),
            ("Adam", Membership.Role.ADMIN, "other"),
        ):
            actions.add_member(
                library,
                email=f"{name}@demo.invalid",
                name=name,
                role=role,
                discipline=discipline,
            )
        actions.add_branch(library, code="OOS", name="Oost", group="Stad")
        actions.add_branch(library, code="HAV", name="Haven")
    return library


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_sound(
    page: Page, address: str, demonstration: Library, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    findings: list[tuple[str, str, object]] = []

    def look(path: str) -> None:
        page.goto(address + path)
        findings.extend(
            (path, each["id"], each["nodes"][0]["target"])
            for each in examined(page).response["violations"]
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            findings.append((path, "wider than the screen", []))

    look(reverse("demonstration_login"))
    page.get_by_role("button", name="Adam").click()
    for name in PAGES:
        look(reverse(name))
    with tenancy.library_scope(demonstration):
        member = Membership.objects.filter(role="staff").get()
    for name in ("planning:member_edit", "planning:member_remove"):
        look(reverse(name, args=[member.pk]))

    assert findings == []


def test_a_colleague_is_added_by_keyboard_alone(
    page: Page, address: str, demonstration: Library
) -> None:
    page.goto(address + reverse("demonstration_login"))
    page.get_by_role("button", name="Adam").press("Enter")
    page.goto(address + reverse("planning:member_add"))

    keys = page.keyboard
    page.get_by_label("Naam").focus()
    keys.type("Noor")
    keys.press("Tab")
    keys.type("noor@demo.invalid")
    keys.press("Tab")
    keys.press("ArrowDown")  # manager
    keys.press("Tab")
    keys.press("ArrowDown")  # marketing
    keys.press("Enter")

    page.get_by_role("row", name="Noor").wait_for()
    with tenancy.library_scope(demonstration):
        noor = Membership.objects.get(user__email="noor@demo.invalid")
    assert (noor.role, noor.discipline) == ("manager", "marketing")
