"""A tip becomes a post, with an image, and goes from concept to placed, in a browser."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Dialog, Page, expect

from campaigns.models import Campaign, Post
from planning import tenancy
from planning.models import Channel, Library
from tests import make, make_plan
from tests.journeys.examined import examined
from tests.make_campaigns import make_campaign
from tests.make_posts import Named, make_post, make_tip, shelve

pytestmark = pytest.mark.browser
TIP = "Een verhaal dat je op de fiets naar Drenthe wilt laten springen."


@pytest.fixture
def campaign(page: Page, address: str) -> Campaign:
    """A campaign that runs, two channels and two titles; Alice looks at it."""
    library = make.library(slug="noorderveld", name="Bibliotheek Noorderveld")
    alice = make.member(library, "alice").user
    shelve(library, "Het verdwenen dorp", "Hottentottententententoonstelling")
    for name in ("Instagram", "Bluesky"):
        make_plan.channel(library, name)
    starts_on = timezone.localdate() + timedelta(days=3)
    group = make_plan.target_group(library, "Rustige lezers")
    made = make_campaign(library, "Reizen", group=group, titles=[1, 2], starts_on=starts_on)
    session = make.client(alice).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    return made


def findings(page: Page) -> list[tuple[str, object]]:
    """What axe says of this page with everything open, and whether it is wider than its window."""
    for details in page.locator("main details").all():
        details.evaluate("each => { each.open = true }")
    found = [(page.url, each["id"]) for each in examined(page).response["violations"]]
    is_wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ([(page.url, "too wide")] if is_wide else [])


def test_a_tip_becomes_a_post_that_is_placed(page: Page, address: str, campaign: Campaign) -> None:
    page.goto(f"{address}{reverse('campaigns:tip_add')}?titles=1,2&campaign={campaign.pk}")
    page.get_by_label("Jouw tip").fill("a" * 281)
    expect(page.locator(".counter span").first).to_have_text("1 tekens te veel")
    page.get_by_label("Jouw tip").fill(TIP)
    expect(page.locator(".counter span").first).to_have_text(f"Nog {280 - len(TIP)} tekens")
    page.get_by_label("Voor wie van").fill("stille verhalen")
    page.get_by_role("button", name="Sla op, en de volgende").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hottentotten")
    page.get_by_role("link", name="Stop hier").click()
    page.get_by_role("link", name="Het verdwenen dorp").click()

    page.get_by_role("link", name="Een bericht").click()
    page.get_by_label("Instagram").check()
    page.get_by_label("Bluesky").check()
    page.get_by_role("button", name="Voeg toe").click()

    expect(page.get_by_label("Tekst", exact=False).first).to_have_value(re.compile(TIP))
    preview = page.locator("article.preview").filter(has_text="Bluesky")
    page.locator("#id_text").fill("b" * 310)
    expect(preview).to_contain_text("310 van 300: te lang")
    expect(preview.locator("del")).to_have_text("valt weg: " + "b" * 10)
    page.locator("#id_text").fill("Kom kijken.\n\nTot dan!")
    page.locator("#id_link").fill("https://www.bieb.nl/reis/")
    expect(preview.locator(".as-shown")).to_have_text("Kom kijken.\n\nTot dan!\n\nbieb.nl/reis")
    image = page.locator("img.made")
    before = image.get_attribute("src")
    page.locator("#id_heading").fill("Spring op de fiets")
    expect(page.locator("#post-image")).to_contain_text("Zo wordt hij als je opslaat.")
    assert image.get_attribute("src") != before
    for side in ("naturalWidth", "naturalHeight"):
        expect(image).to_have_js_property(side, 1080)

    page.get_by_role("button", name="Akkoord").click()
    expect(page.locator("#id_text")).to_have_value("Kom kijken.\n\nTot dan!")
    page.get_by_role("button", name="Het is ingepland").click()
    expect(page.locator("#further")).to_contain_text(
        "Wat nog ontbreekt: een alt-tekst bij de afbeelding"
    )
    page.get_by_role("button", name="Neem over").first.click()
    expect(page.locator("#id_alt")).to_have_value(re.compile("Omslag van “Het verdwenen dorp”"))
    page.get_by_role("button", name="Het is ingepland").click()
    expect(page.locator(".way [aria-current] b")).to_have_text("ingepland")
    page.get_by_role("button", name="Het is geplaatst").click()
    expect(page.locator(".way [aria-current] b")).to_have_text("geplaatst")

    page.locator("a[href$='/kanalen/']").click()
    expect(page.locator("a.put.placed").first).to_be_visible()
    with tenancy.library_scope(campaign.library):
        post = Post.objects.get()
        assert (post.state, post.campaign_id, post.placed_by is not None) == (
            *("placed", campaign.pk, True),
        )


def test_who_leaves_with_words_that_are_not_saved_is_asked_first(
    page: Page, address: str, campaign: Campaign
) -> None:
    post = make_post(campaign.library, campaign=campaign)
    here = reverse("campaigns:post", args=[post.pk])
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(address + here)
    page.locator("#id_text").fill("Nog niet klaar.")
    page.locator("nav.breadcrumb a").last.click()
    expect(page.locator("#id_text")).to_have_value("Nog niet klaar.")
    page.get_by_role("button", name="Sla op", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("er is een tekst")
    page.locator("nav.breadcrumb a").last.click()
    page.wait_for_url("**/kanalen/")

    assert asked == ["beforeunload"]


def pages(library: Library, campaign: Campaign) -> list[str]:
    tip = make_tip(library, Named("Het verdwenen dorp", number=1), campaign=campaign, text=TIP)
    with tenancy.library_scope(library):
        channels = list(Channel.objects.filter(library=library))
        day = campaign.item.starts_on
    post = make_post(
        library,
        "Hottentottententententoonstellingsbouwvergunning",
        campaign=campaign,
        tip=tip,
        day=day,
        channels=channels,
        link="https://www.bieb.nl/reis/",
    )
    make_post(library, "Los bericht", day=day)
    return [
        reverse("campaigns:tips"),
        reverse("campaigns:tip", args=[tip.pk]),
        reverse("campaigns:tip_edit", args=[tip.pk]),
        f"{reverse('campaigns:tip_add')}?titles=1,2",
        f"{reverse('campaigns:tip_add')}?q=h",
        reverse("campaigns:tips_newsletter"),
        reverse("campaigns:tips_cards"),
        f"{reverse('campaigns:tips_cards')}?size=a4",
        reverse("campaigns:campaign_channels", args=[campaign.pk]),
        reverse("campaigns:posts"),
        f"{reverse('campaigns:post_add')}?campaign={campaign.pk}",
        reverse("campaigns:post", args=[post.pk]),
        reverse("campaigns:post_when", args=[post.pk]),
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_pages_of_tips_and_posts_are_sound(
    page: Page, address: str, campaign: Campaign, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found = []

    for url in pages(campaign.library, campaign):
        page.goto(address + url)
        found += findings(page)

    assert found == []


def test_without_a_script_a_post_is_still_written_and_copied(
    page: Page, address: str, campaign: Campaign
) -> None:
    url = pages(campaign.library, campaign)[-2]
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, locale="nl-NL")
    plain.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    bare = plain.new_page()

    bare.goto(address + url)
    bare.locator("#id_text").fill("Zonder script.")
    bare.get_by_role("button", name="Sla op", exact=True).first.click()

    expect(bare.locator(".as-shown").first).to_contain_text("Zonder script.")
    bare.locator(".preview summary").first.click()
    expect(bare.get_by_label("Tekst", exact=True).last).to_have_value(
        "Zonder script.\n\nbieb.nl/reis"
    )
    expect(bare.locator("[data-copy]").first).to_be_hidden()
    plain.close()
