"""Adding, moving, undoing, two people at one item, and a series, in a browser."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from planning import recurrence, tenancy
from planning.actions import comments, items, series
from planning.models import Library, PlanItem, User
from tests import make, make_plan
from tests.journeys.examined import examined

pytestmark = pytest.mark.browser


def monday(weeks: int) -> date:
    """The Monday of a week ahead; never so near the end of a year that a series has no room."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


@pytest.fixture
def library(address: str) -> Library:
    return make.library(name="Bibliotheek Noorderveld")


@pytest.fixture
def bram(library: Library) -> User:
    return _member(library, "bram", "collection")


@pytest.fixture
def noor(library: Library) -> User:
    return _member(library, "noor", "marketing")


def _member(library: Library, name: str, discipline: str) -> User:
    person = make.member(library, name, discipline=discipline).user
    User.objects.filter(pk=person.pk).update(email=f"{name}@demo.invalid")
    return person


@pytest.fixture
def item(library: Library, bram: User, noor: User) -> PlanItem:
    table = make_plan.display(library, make.branch(library, name="Centrum"), "Tafel hal")
    return make_plan.item(
        library,
        "Reisboeken vooraan",
        kind="campaign",
        starts_on=monday(6),
        days=14,
        involved=[("collection", bram)],
        by=bram,
        display=table,
        hours_collection=16,
        notes="Met de atlassen.",
    )


def now(item: PlanItem) -> PlanItem:
    with tenancy.library_scope(item.library):
        return PlanItem.objects.get(pk=item.pk)


def come_in(page: Page, address: str, name: str) -> None:
    page.goto(address + reverse("demonstration_login"))
    page.get_by_role("button", name=name).click()


def panel_of(item: PlanItem) -> str:
    return f"/jaarplan/{item.starts_on.year}/?panel=item:{item.pk}"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_of_an_item_is_sound(
    page: Page, address: str, item: PlanItem, noor: User, width: int, scheme: str
) -> None:
    with tenancy.library_scope(item.library):
        items.change_item(item, by=noor, base=1, fields={"title": "Reisboeken in de hal"})
        comments.add_comment(item, body="Ook in de nieuwsbrief?", by=noor)
        gone = make_plan.item(item.library, "Griezeltafel")
        items.archive_item(gone, by=noor)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    come_in(page, address, "Bram")
    findings: list[tuple[str, str, object]] = []
    paths = [
        *(reverse(f"planning:{name}", args=[item.pk]) for name in ("item", "item_edit")),
        *(reverse(f"planning:{name}", args=[item.pk]) for name in ("item_move", "item_join")),
        *(reverse(f"planning:{name}", args=[item.pk]) for name in ("item_archive", "item_repeat")),
        *(reverse("planning:item_bin"), reverse("planning:item", args=[gone.pk])),
        *(f"{reverse('planning:item_add')}?kind={kind}" for kind in PlanItem.Kind.values),
        panel_of(item),
    ]

    for path in paths:
        page.goto(address + path)
        findings.extend(
            (path, each["id"], each["nodes"][0]["target"])
            for each in examined(page).response["violations"]
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            findings.append((path, "wider than the screen", []))

    assert findings == []


def test_something_is_added_from_the_plan_by_keyboard_on_a_phone(
    page: Page, address: str, library: Library, bram: User, noor: User
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    come_in(page, address, "Bram")
    plan = f"/jaarplan/{monday(6).year}/"
    page.goto(f"{address}{reverse('planning:item_add')}?starts_on={monday(6)}&next={plan}")

    page.get_by_role("link", name="Communicatiemoment").press("Enter")
    page.get_by_label("Wat", exact=True).focus()
    page.keyboard.type("Nieuwsbrief over reizen")
    page.keyboard.press("Enter")

    expect(page.get_by_text("In het plan gezet.")).to_be_visible()
    with tenancy.library_scope(library):
        made = PlanItem.objects.get()
    assert (made.kind, made.title, made.starts_on) == (
        *("moment", "Nieuwsbrief over reizen", monday(6)),
    )
    assert page.url.startswith(address + plan)


def test_moving_in_the_panel_by_keyboard_alone_and_taking_it_back(
    page: Page, address: str, item: PlanItem
) -> None:
    come_in(page, address, "Bram")
    page.goto(address + panel_of(item))
    panel = page.locator("#item-panel")

    later = panel.get_by_role("button", name="1 week later")
    later.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_text("Wat verandert er dan?")).to_be_visible()
    expect(panel.get_by_label("Eerste dag")).to_have_value(str(monday(7)))
    assert now(item).starts_on == monday(6)
    expect(later).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.get_by_label("Eerste dag")).to_have_value(str(monday(8)))
    panel.get_by_role("button", name="Verplaats", exact=True).focus()
    page.keyboard.press("Enter")

    line = page.locator("#item-undo")
    expect(line).to_contain_text("Verplaatst naar ma")
    expect(line).to_be_focused()
    assert (now(item).starts_on, now(item).ends_on) == (
        *(monday(8), monday(8) + timedelta(days=13)),
    )
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(line).not_to_contain_text("Verplaatst")
    assert now(item).starts_on == monday(6)


def test_without_any_script_the_panel_does_the_same(
    chromium: Browser, address: str, item: PlanItem
) -> None:
    context = chromium.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    come_in(page, address, "Bram")
    page.goto(address + panel_of(item))

    page.locator("#item-panel").get_by_role("button", name="1 week eerder").click()
    expect(page.get_by_text("Wat verandert er dan?")).to_be_visible()
    page.get_by_role("button", name="Verplaats", exact=True).click()

    expect(page.locator("#item-undo")).to_contain_text("Verplaatst naar ma")
    assert now(item).starts_on == monday(5)
    assert "/jaarplan/" in page.url
    context.close()


@pytest.fixture
def second(chromium: Browser, address: str, noor: User) -> Iterator[Page]:
    """Another browser, in which Noor works; a refused save is no complaint there."""
    context = chromium.new_context(locale="nl-NL")
    context.set_default_timeout(10_000)
    fresh = context.new_page()
    come_in(fresh, address, "Noor")
    yield fresh
    context.close()


def test_joining_in_the_panel_takes_one_answer(second: Page, address: str, item: PlanItem) -> None:
    second.goto(address + panel_of(item))
    panel = second.locator("#item-panel")

    panel.get_by_role("button", name="Maak gezamenlijk").click()
    expect(panel.locator(".error-summary h2")).to_be_focused()
    panel.get_by_label("Noor").check()
    panel.get_by_role("button", name="Maak gezamenlijk").click()

    expect(second.locator("#item-undo")).to_contain_text("Noor (marketing) doet mee.")
    expect(second.locator("#item-facts")).to_contain_text("Noor, marketing")


def test_two_browsers_with_one_form_keep_what_both_typed(
    page: Page, second: Page, address: str, item: PlanItem
) -> None:
    edit = address + reverse("planning:item_edit", args=[item.pk])
    come_in(page, address, "Bram")
    page.goto(edit)
    second.goto(edit)

    page.get_by_label("Wat", exact=True).fill("Reisboeken bij het raam")
    page.get_by_label("Toelichting").fill("Met de globe.")
    page.get_by_role("button", name="Sla op").click()
    expect(page.get_by_role("heading", name="Reisboeken bij het raam")).to_be_visible()
    second.get_by_label("Wat", exact=True).fill("Reisboeken op tafel")
    second.get_by_label("Uren marketing").fill("8")
    second.get_by_role("button", name="Sla op").click()

    expect(second.get_by_role("heading", name="Bram heeft dit intussen gewijzigd")).to_be_visible()
    assert examined(second).response["violations"] == []
    second.get_by_role("group", name="Titel").get_by_label("jouw versie").check()
    second.get_by_role("button", name="Sla op").click()
    expect(second.get_by_role("heading", name="Reisboeken op tafel")).to_be_visible()
    merged = now(item)
    assert (merged.title, merged.notes, merged.hours_marketing) == (
        *("Reisboeken op tafel", "Met de globe.", 8),
    )


def test_two_browsers_with_one_panel_see_the_question_inside_it(
    second: Page, address: str, item: PlanItem, bram: User
) -> None:
    second.goto(address + panel_of(item))
    with tenancy.library_scope(item.library):
        days = {"starts_on": monday(9), "ends_on": monday(11)}
        items.change_item(item, by=bram, base=1, fields=days)

    second.locator("#item-panel").get_by_role("button", name="1 week later").click()
    expect(second.get_by_text("Wat verandert er dan?")).to_be_visible()
    second.locator("#item-panel").get_by_role("button", name="Verplaats", exact=True).click()

    title = second.get_by_role("heading", name="Bram heeft dit intussen gewijzigd")
    expect(title).to_be_focused()
    expect(second.locator("#plan h1")).to_be_visible()
    second.get_by_role("button", name="Sla op").click()
    expect(second.locator("#item-facts")).to_be_visible()
    assert now(item).starts_on == monday(9)


def test_this_and_following_of_a_series_move_together(
    page: Page, address: str, library: Library, bram: User
) -> None:
    first = monday(6)
    with tenancy.library_scope(library):
        made = series.create_series(
            library,
            by=bram,
            fields={"kind": "consultation", "title": "Overleg", "starts_on": first}
            | {"ends_on": first},
            involved=[("collection", bram)],
            rule=recurrence.rule_of(recurrence.WEEKLY, first, first + timedelta(weeks=4)),
        )
    come_in(page, address, "Bram")
    page.goto(address + reverse("planning:item_move", args=[made[2].pk]))

    day = first + timedelta(weeks=2, days=1)
    page.get_by_label("Eerste dag").fill(str(day))
    page.get_by_label("Laatste dag").fill(str(day))
    page.get_by_label("deze en alle volgende").check()
    page.get_by_role("button", name="Verplaats", exact=True).click()

    expect(page.get_by_text("3 gewijzigd.")).to_be_visible()
    with tenancy.library_scope(library):
        found = list(PlanItem.objects.order_by("starts_on").values_list("starts_on", flat=True))
    assert [(each - first).days for each in found] == [0, 7, 15, 22, 29]
