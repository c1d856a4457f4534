"""The two questions that bring a new user here, on a phone: at most three clicks from home."""

import re

import pytest
from playwright.sync_api import Page, expect

from planning import tenancy
from planning.models import Library, PlanItem, TargetGroup, User
from planning.queries import talked
from segments.models import CollectionPart, Genre, Segment, TargetGroupSegment
from tests import make, make_plan
from tests.journeys.examined import examined
from tests.journeys.test_home import sign_in
from tests.segments.reached import reached_library

pytestmark = pytest.mark.browser


def check(page: Page) -> None:
    found = examined(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.fixture
def noorderveld(page: Page, address: str) -> Library:
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    reached_library(library)
    group = make_plan.target_group(library, "Jonge gezinnen")
    with tenancy.library_scope(library):
        segment = Segment.objects.get(code="S1")
        TargetGroupSegment.objects.create(library=library, target_group=group, segment=segment)
        for name in ("Reiskast", "Kooktafel"):
            made = CollectionPart.objects.create(library=library, name=name)
            genre = Genre.objects.get(name=name.removesuffix("kast").replace("Kooktafel", "Koken"))
            made.genres.set([genre], through_defaults={"library_id": library.pk})
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(reduced_motion="reduce")  # no colour halfway
    sign_in(page, address, alice_of(library))
    page.goto(address)
    return library


def alice_of(library: Library) -> User:
    made = make.member(library, "alice")
    with tenancy.library_scope(library):
        type(made).objects.filter(pk=made.pk).update(
            cards_done=[
                "colleague",
                "plan",
                "national",
                "choices",
                "consultation",
                "a3",
                "explorer",
            ]
        )
    return made.user


def test_for_whom_is_this_bookcase(page: Page, address: str, noorderveld: Library) -> None:
    check(page)
    page.get_by_role("link", name="Voor wie is welke kast, en wie leent ervan?").click()
    expect(page.get_by_text("0 van 2 onderdelen hebben een groep.")).to_be_visible()
    check(page)
    page.get_by_label("Reiskast is bedoeld voor").select_option("Jonge gezinnen")
    expect(page.get_by_text("1 van 2 onderdelen hebben een groep.")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Reiskast"))).to_contain_text("Bewaard")
    page.get_by_role("link", name="Reiskast").click()
    expect(page.locator(".sentence")).to_contain_text("Bedoeld voor Jonge gezinnen, maar")
    expect(page.locator(".sentence")).to_contain_text("van wat we weten gaat naar")
    check(page)

    # The question goes along with the figure, and a consultation is planned for it.
    page.get_by_text("Bespreek samen").click()
    page.get_by_label("Wat wil je de anderen vragen?").fill("Zetten we reis ergens anders?")
    page.get_by_role("button", name="Zet op de volgende agenda").click()
    expect(page.get_by_text("Er is nog geen overleg gepland.")).to_be_visible()
    page.get_by_label("Op welke dag spreken jullie elkaar?").fill("2090-03-01")
    page.get_by_role("button", name="Plan het overleg met deze vraag").click()
    expect(page.get_by_role("link", name="Op de agenda van 1 maart 2090")).to_be_visible()
    check(page)
    with tenancy.library_scope(noorderveld):
        assert PlanItem.objects.filter(kind="consultation").count() == 1
        assert len(talked.talked(noorderveld, beginning="figure:part:")) == 1
        assert TargetGroup.objects.get().collection_parts.count() == 1


def test_whom_do_we_not_reach(page: Page, noorderveld: Library) -> None:
    page.get_by_role("link", name="Wie bereiken we niet, en wat lezen die?").click()
    expect(page.get_by_role("heading", name="Onbereikt maar kansrijk")).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile("wie hier al leent|leent vaak", re.I))
    check(page)
