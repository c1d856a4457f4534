"""Screens for people of the library: what hangs, whether it works, slides and placements."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from campaigns.models import Campaign, Placement, Screen, ScreenAddress, Slide
from campaigns.programme import ZONE
from planning import tenancy
from planning.models import Branch, Library, PlanSettings
from tests import make
from tests.campaigns import make_screens as ms
from tests.make_campaigns import make_campaign

NOON = datetime(2027, 3, 17, 12, tzinfo=ZONE)  # a Wednesday
HOURS = [["10:00", "17:30"]] * 5 + [["10:00", "16:00"], []]
LIST = "/schermen/"


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def centrum(library: Library) -> Branch:
    return make.branch(library, "CEN", "Centrum")


@pytest.fixture
def hal(library: Library, centrum: Branch) -> Screen:
    return ms.screen(library, branch=centrum, opening_hours=HOURS)


@pytest.fixture
def trip(library: Library, centrum: Branch) -> Campaign:
    ms.books(library, centrum)
    return make_campaign(library, "Op reis", titles=[1, 2, 3, 4], content={"message": "Ga mee."})


def seen(hung: Screen, at: datetime) -> None:
    with tenancy.library_scope(hung.library_id):
        Screen.objects.filter(pk=hung.pk).update(seen_at=at)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_an_administrator_hangs_a_screen_and_sees_its_address_once(
    as_adam: Client, library: Library, centrum: Branch
) -> None:
    hours = {"from_0": "10:00", "until_0": "17:30"}
    added = as_adam.post(
        "/schermen/nieuw/",
        {"branch": centrum.pk, "name": "Hal", "orientation": "portrait", **hours},
    )
    assert added.headers["Location"] == "/schermen/centrum-hal/"
    with tenancy.library_scope(library):
        hung = Screen.objects.get()
    assert (hung.orientation, hung.shows_tips) == ("portrait", False)
    assert hung.opening_hours == [["10:00", "17:30"], [], [], [], [], [], []]

    page = as_adam.post("/schermen/centrum-hal/adres/")
    [address] = re.findall(r'value="http://testserver(/scherm/[^/]{43}/)"', page.text)
    assert Client().get(address).status_code == 200
    assert address not in as_adam.get("/schermen/centrum-hal/").text

    again = as_adam.post("/schermen/centrum-hal/adres/")
    assert Client().get(address).status_code == 404
    assert "/scherm/" in again.text
    as_adam.post("/schermen/centrum-hal/intrekken/")
    assert not ScreenAddress.objects.exists()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"from_1": "10:00"}, "Vul beide tijden in"),
        ({"from_1": "10:00", "until_1": "10:00"}, "Dit is het moment waarop er opengaat"),
        ({"name": "hal"}, "heeft al een scherm met deze naam"),
        ({"name": ""}, "error-summary"),
    ],
)
def test_a_screen_that_is_not_right_is_not_added(
    as_adam: Client, hal: Screen, change: dict[str, str], complaint: str
) -> None:
    given = {"branch": hal.branch_id, "name": "Jeugd", "orientation": "landscape"} | change

    page = as_adam.post("/schermen/nieuw/", given)

    assert page.status_code == 422
    assert complaint in page.text
    with tenancy.library_scope(hal.library_id):
        assert Screen.objects.count() == 1


def test_changing_a_screen_keeps_its_address_and_shows_its_hours(
    as_adam: Client, hal: Screen
) -> None:
    token = ms.address(hal)
    page = as_adam.get(f"/schermen/{hal.slug}/wijzigen/").text
    assert page.count('value="17:30"') == 5

    as_adam.post(
        f"/schermen/{hal.slug}/wijzigen/",
        {"branch": hal.branch_id, "name": "Hal boven", "orientation": "landscape"},
    )

    assert Client().get(f"/scherm/{token}/").status_code == 200
    with tenancy.library_scope(hal.library_id):
        found = Screen.objects.get()
    assert (found.name, found.slug, found.opening_hours) == ("Hal boven", hal.slug, [])


def test_a_screen_that_is_put_away_loses_its_address_and_can_come_back(
    as_adam: Client, hal: Screen
) -> None:
    token = ms.address(hal)

    as_adam.post(f"/schermen/{hal.slug}/weg/")
    assert Client().get(f"/scherm/{token}/").status_code == 404
    assert "Opgeborgen: Hal, Centrum" in text_of(as_adam.get(LIST))
    assert as_adam.get(f"/schermen/{hal.slug}/").status_code == 200
    assert as_adam.get(f"/schermen/{hal.slug}/nu/").status_code == 404
    assert as_adam.post(f"/schermen/{hal.slug}/adres/").status_code == 404

    as_adam.post(f"/schermen/{hal.slug}/weg/")
    with tenancy.library_scope(hal.library_id):
        assert Screen.objects.get().archived_at is None


def test_the_list_says_what_hangs_and_whether_it_works(
    as_alice: Client, library: Library, hal: Screen, trip: Campaign, at_noon: Any
) -> None:
    ms.place(trip, hal)
    ms.renew(library)
    assert "nog niet aangesloten" in as_alice.get(LIST).text
    ms.address(hal)
    assert "nog nooit gezien" in as_alice.get(LIST).text

    seen(hal, NOON - timedelta(minutes=2))
    working = text_of(as_alice.get(LIST))
    seen(hal, NOON - timedelta(minutes=12))
    silent = text_of(as_alice.get(LIST))
    at_noon.move_to(NOON.replace(hour=19))
    closed = text_of(as_alice.get(LIST))

    assert "Er hangt 1 scherm." in working
    assert "2 minuten geleden gezien" in working.replace("\xa0", " ")
    assert "Op reis, Op reis" in working
    assert "wo 17 mrt, 17:30" in working
    assert "1 laat niets horen terwijl de vestiging open is." in silent
    assert "de vestiging is dicht" in closed
    assert "laat niets horen" not in closed


def test_just_after_opening_a_screen_gets_ten_minutes(
    as_alice: Client, library: Library, hal: Screen, at_noon: Any
) -> None:
    ms.renew(library)
    ms.address(hal)
    seen(hal, NOON.replace(day=16, hour=17, minute=29))

    at_noon.move_to(NOON.replace(hour=10, minute=9))
    assert "al 1" not in text_of(as_alice.get(LIST))
    at_noon.move_to(NOON.replace(hour=10, minute=11))
    assert "niets gehoord" in text_of(as_alice.get(LIST))


def test_a_silent_screen_is_on_the_list_of_this_week(
    as_alice: Client, library: Library, hal: Screen
) -> None:
    ms.renew(library)
    ms.address(hal)
    seen(hal, NOON - timedelta(minutes=5))
    assert "laat niets horen" not in as_alice.get("/").text

    seen(hal, NOON - timedelta(minutes=15))

    page = text_of(as_alice.get("/"))
    assert "Het scherm Hal, Centrum laat niets horen" in page
    assert "15 minuten geleden" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_as_many_queries_for_three_as_for_one(
    as_alice: Client,
    library: Library,
    centrum: Branch,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        ms.screen(library, f"Scherm {number}", branch=centrum)
        ms.slide(library, heading=f"Bericht {number}")
    ms.renew(library)
    as_alice.get(LIST)  # the session is fresh after this

    # session, user, scopes and memberships (12), screens, messages with their screens (3),
    # what is coming, branches, menu, end of the scope (2)
    with django_assert_num_queries(QUERIES):
        as_alice.get(LIST)


QUERIES = 19


def test_what_plays_at_a_moment_has_a_reason_per_slide(
    as_alice: Client, library: Library, hal: Screen, trip: Campaign
) -> None:
    ms.place(trip, hal)
    ms.slide(library, heading="Later pas", starts_on=date(2027, 3, 20))
    ms.slide(
        library,
        heading="Alleen 's ochtends",
        from_time=time(10),
        until_time=time(11),
        is_first=True,
    )
    ms.renew(library)
    address = f"/schermen/{hal.slug}/nu/"

    now = text_of(as_alice.get(address))
    morning = text_of(as_alice.get(address + "?day=2027-03-17&minute=630"))
    saturday = text_of(as_alice.get(address + "?day=2027-03-20&minute=840"))
    night = text_of(as_alice.get(address + "?day=2027-03-20&minute=1200"))

    assert "woensdag 17 maart, 12:00 2 slides om beurten." in now
    assert "campagne Op reis · ma 15 mrt – zo 11 apr, de hele dag, gelijke beurt" in now
    assert "begint op za 20 mrt" in now
    assert "dagelijks 10:00 – 11:00, niet op deze tijd" in now
    assert "3 slides om beurten." in morning
    assert "vooraan: na elke andere" in morning
    assert "Later pas bericht van de bibliotheek" in saturday
    assert "De vestiging is dicht" in night
    assert "de hele dag, de vestiging is dicht" in night


def test_what_is_held_back_says_why(
    as_alice: Client, library: Library, hal: Screen, trip: Campaign
) -> None:
    ms.place(trip, hal)
    with tenancy.library_scope(library):
        type(trip.item).objects.filter(pk=trip.pk).update(status="proposed")
    ms.renew(library)

    page = text_of(as_alice.get(f"/schermen/{hal.slug}/nu/"))

    assert "Tegengehouden Op reis het is nog een voorstel" in page


def test_with_htmx_the_moment_is_a_part_of_the_page(as_alice: Client, hal: Screen) -> None:
    ms.renew(Library.objects.get(pk=hal.library_id))
    address = f"/schermen/{hal.slug}/nu/?day=2027-03-18&minute=600"

    page, part = as_alice.get(address), as_alice.get(address, headers={"HX-Request": "true"})

    assert "<html" not in part.text
    assert part.text.strip() in page.text


@pytest.mark.parametrize(
    "asked", ["day=x&minute=1", "day=2027-03-18&minute=9999", "day=2027-03-18"]
)
def test_a_moment_that_is_none_is_now(as_alice: Client, hal: Screen, asked: str) -> None:
    page = as_alice.get(f"/schermen/{hal.slug}/nu/?{asked}")

    assert page.status_code == 200
    assert "woensdag 17 maart, 12:00" in text_of(page)


def test_the_preview_is_the_player_in_a_frame_of_ours_only(
    as_alice: Client, library: Library, hal: Screen
) -> None:
    ms.slide(library, heading="Welkom")
    ms.renew(library)

    page = as_alice.get(f"/schermen/{hal.slug}/nu/")
    preview = as_alice.get(f"/schermen/{hal.slug}/voorbeeld/?at=1")

    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert 'data-preview data-at="1"' in preview.text
    assert "Welkom" in preview.text


def test_a_campaign_is_placed_moved_and_taken_away(
    as_alice: Client, library: Library, hal: Screen, trip: Campaign
) -> None:
    token, address = ms.address(hal), f"/campagnes/{trip.pk}/scherm/"
    days = {"starts_on": "2027-03-15", "ends_on": "2027-04-11"}

    placed = as_alice.post(address, {"screens": [hal.pk], **days})
    assert placed.headers["Location"] == address
    ms.renew(library)
    assert ms.now_keys(token) == [f"campaign:{trip.pk}:0", f"campaign:{trip.pk}:1"]
    with tenancy.library_scope(library):
        placement = Placement.objects.get()
    moved = {"starts_on": "2027-03-20", "ends_on": "2027-03-21"}
    as_alice.post(f"{address}{placement.pk}/", moved)
    ms.renew(library)
    assert ms.now_keys(token) == []
    assert "20 mrt" in text_of(as_alice.get(address))
    as_alice.post(f"{address}{placement.pk}/weg/")

    assert "Nog op geen scherm" in as_alice.get(address).text


def test_placing_on_nothing_or_the_wrong_way_round_says_so(
    as_alice: Client, hal: Screen, trip: Campaign
) -> None:
    days = {"starts_on": "2027-03-20", "ends_on": "2027-03-15"}

    page = as_alice.post(f"/campagnes/{trip.pk}/scherm/", days)

    assert page.status_code == 422
    assert "Kies minstens één scherm." in page.text
    assert "De laatste dag komt voor de eerste." in page.text


def test_the_screen_part_shows_slides_checks_and_both_shapes(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    page = as_alice.get(f"/campagnes/{trip.pk}/scherm/")
    text = text_of(page)

    assert "Slides 2" in text
    assert "4 van 30 woorden · 8 seconden · contrast minstens 7 : 1" in text
    assert "Een omslag in letters komt ervoor in de plaats." in text
    assert page.text.count("<iframe") == 2
    preview = as_alice.get(f"/campagnes/{trip.pk}/scherm/voorbeeld/")
    assert preview.text.count('class="slide kind-') == 2


def test_a_campaign_with_nothing_to_show_says_what_to_do(
    as_alice: Client, library: Library
) -> None:
    bare = make_campaign(library, "Leeg")

    text = text_of(as_alice.get(f"/campagnes/{bare.pk}/scherm/"))

    assert "er zijn nog geen boodschap, titels, tips of slides" in text
    assert "Nog niets te zien" in text
    assert "De bibliotheek heeft nog geen schermen." in text


def test_a_new_slide_begins_as_its_campaign_says_itself_and_stays_there_in_the_menu(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    with tenancy.library_scope(library):
        PlanSettings.objects.create(library=library, parts=PlanSettings.Part.values)

    page = as_alice.get(f"/schermen/slides/nieuw/?campaign={trip.pk}")
    of_library = as_alice.get("/schermen/slides/nieuw/")

    form = page.context["form"]
    assert {name: form[name].value() for name in ("kind", "heading", "text", "books")} == {
        "kind": "theme",
        "heading": "Op reis",
        "text": "Ga mee.",
        "books": [1, 2, 3],
    }
    assert [each.url for each in page.context["navigation"] if each.current] == ["/campagnes/"]
    here = [each.url for each in of_library.context["navigation"] if each.current]
    assert here == ["/schermen/"]


def test_a_slide_is_shown_while_it_is_made_and_nothing_is_saved(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    draft = {"kind": "books", "heading": "Drie <b>", "text": "Kom.", "books": ["1", "3"]}

    drawn = as_alice.get("/schermen/slides/beeld/", draft)
    shown = as_alice.get(drawn.context["address"])
    wrong = {"kind": "rond", "books": ["x"], "tip": "9", "link": "javascript:alert(1)"}
    odd = as_alice.get("/schermen/slides/voorbeeld/", wrong)

    assert "3 van 30 woorden · 8 seconden" in text_of(drawn)
    assert "Drie &lt;b&gt;" in shown.text
    assert "Mina van Aalders" in shown.text
    assert "Jonas Feenstra" not in shown.text
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert (odd.status_code, "javascript" in odd.text) == (200, False)
    with tenancy.library_scope(library):
        assert not Slide.objects.exists()


def test_tips_are_chosen_by_their_book_those_of_the_campaign_first(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    ours = ms.tip(library, "Lees mee.", book="Ons boek", campaign=trip)
    ms.tip(library, "Later.", book="Ander boek")

    page = as_alice.get(f"/schermen/slides/nieuw/?campaign={trip.pk}")
    picture = as_alice.get("/schermen/slides/voorbeeld/", {"kind": "tip", "tip": ours.pk})
    none = as_alice.get("/schermen/slides/voorbeeld/", {"kind": "tip", "heading": "Verborgen"})

    names = re.findall(r"<option[^>]*>([^<]+)</option>", page.text)
    assert names == ["kies", "Ons boek – Els", "Ander boek – Els"]
    assert page.context["form"]["tip"].value() is None
    assert "“Lees mee.”" in picture.text
    assert "Verborgen" not in none.text


def test_a_slide_of_a_tip_keeps_no_words_that_its_form_hid(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    tip = ms.tip(library)

    as_alice.post(
        f"/schermen/slides/nieuw/?campaign={trip.pk}",
        {"kind": "tip", "tip": tip.pk, "heading": "Verborgen", "text": "Ook."},
    )

    with tenancy.library_scope(library):
        slide = Slide.objects.get()
    assert (slide.tip_id, slide.heading, slide.text) == (tip.pk, "", "")


def test_what_is_going_to_hang_is_told_in_the_tense_that_it_has(
    as_alice: Client, library: Library, hal: Screen, trip: Campaign
) -> None:
    days = {"starts_on": "2027-03-20", "ends_on": "2027-04-11"}
    ms.slide(library, "theme", heading="Kom je?", campaign=trip)
    address = f"/campagnes/{trip.pk}/scherm/"
    nowhere = text_of(as_alice.get(address))

    placed = text_of(as_alice.post(address, {"screens": [hal.pk], **days}, follow=True))
    ms.renew(library)
    coming = text_of(as_alice.get(LIST))
    with tenancy.library_scope(library):
        placement = Placement.objects.get()
    as_alice.post(f"{address}{placement.pk}/", days | {"starts_on": "2027-03-17"})
    hangs, there = text_of(as_alice.get(address)), text_of(as_alice.get(LIST))

    assert "zodra de campagne ergens hangt" in nowhere
    assert "Vanaf 20 maart hangt het op 1 scherm." in placed
    assert "zolang de campagne hangt, tot en met 11 apr" in placed
    assert "vanaf 20 mrt: Op reis" in coming
    assert "Het hangt nu op 1 scherm, tot en met 11 april." in hangs
    assert "vanaf" not in there


def test_a_slide_that_fills_the_window_has_a_name_and_a_way_back(
    as_alice: Client, trip: Campaign
) -> None:
    address = f"/campagnes/{trip.pk}/scherm/"

    whole = as_alice.get(f"{address}voorbeeld/?slide=campaign-{trip.pk}-0")
    framed = as_alice.get(f"{address}voorbeeld/")

    assert "<title>Op reis, voorbeeld – " in whole.text
    assert f'class="back" href="{address}"' in whole.text
    assert 'class="back"' not in framed.text


def test_a_slide_is_added_changed_and_taken_away(
    as_alice: Client, library: Library, trip: Campaign
) -> None:
    back = f"/campagnes/{trip.pk}/scherm/"
    given = {"kind": "books", "heading": "Drie voor onderweg", "books": ["1", "3"]}

    added = as_alice.post(f"/schermen/slides/nieuw/?campaign={trip.pk}", given)
    assert added.headers["Location"] == back
    with tenancy.library_scope(library):
        slide = Slide.objects.get()
    assert (slide.titles, slide.campaign_id, str(slide.made_by)) == ([1, 3], trip.pk, "Alice")
    form = as_alice.get(f"/schermen/slides/{slide.pk}/").text
    assert form.count("checked") == 3  # the kind and two books

    changed = given | {"heading": "Twee voor onderweg", "version": "1"}
    as_alice.post(f"/schermen/slides/{slide.pk}/", changed)
    stale = as_alice.post(f"/schermen/slides/{slide.pk}/", given | {"version": "1"})
    assert stale.status_code == 422
    assert "Iemand anders heeft deze slide intussen gewijzigd" in stale.text
    with tenancy.library_scope(library):
        assert Slide.objects.get().heading == "Twee voor onderweg"

    assert as_alice.post(f"/schermen/slides/{slide.pk}/weg/").headers["Location"] == back
    with tenancy.library_scope(library):
        assert Slide.objects.get().archived_at


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"heading": "woord " * 8, "text": "woord " * 24}, "2 woorden meer dan"),
        ({"heading": ""}, "Geef het een kop"),
        ({"kind": "tip"}, "Kies de tip"),
        ({"kind": "book"}, "Kies één boek"),
        ({"kind": "books", "books": ["1"]}, "Kies twee of drie boeken"),
        ({"kind": "theme", "books": ["1", "2", "3", "4"]}, "Kies hooguit drie boeken"),
        ({"from_time": "10:00"}, "Vul beide tijden in, of geen van beide."),
        ({"starts_on": "2027-03-20", "ends_on": "2027-03-19"}, "De laatste dag komt voor"),
        ({"link": "http://bieb.example"}, "met https:// begint"),
        ({"link": "javascript:alert(1)"}, "geldige URL"),
    ],
)
def test_a_slide_that_cannot_be_read_or_is_not_whole_is_refused(
    as_alice: Client, library: Library, trip: Campaign, change: dict[str, Any], complaint: str
) -> None:
    given = {"kind": "message", "heading": "Welkom", "text": "Kom binnen."} | change

    page = as_alice.post(f"/schermen/slides/nieuw/?campaign={trip.pk}", given)

    assert page.status_code == 422
    assert complaint in page.text
    with tenancy.library_scope(library):
        assert not Slide.objects.exists()


def test_a_message_is_for_the_screens_that_were_chosen(
    as_alice: Client, library: Library, hal: Screen
) -> None:
    page = as_alice.get("/schermen/slides/nieuw/").text
    assert 'value="book"' not in page

    as_alice.post(
        "/schermen/slides/nieuw/",
        {"kind": "message", "heading": "Morgen dicht", "on_screens": [hal.pk]},
    )

    text = text_of(as_alice.get(LIST))
    assert "Morgen dicht" in text
    assert "Hal (Centrum)" in text


def test_another_library_has_none_of_it(
    as_charlie: Client, library: Library, hal: Screen, trip: Campaign
) -> None:
    slide = ms.slide(library, heading="Van ons")
    ms.place(trip, hal)
    ms.renew(library)
    with tenancy.library_scope(library):
        placement = Placement.objects.get()
    elsewhere = [
        f"/schermen/{hal.slug}/",
        f"/schermen/{hal.slug}/nu/",
        f"/schermen/{hal.slug}/voorbeeld/",
        f"/schermen/slides/{slide.pk}/",
        f"/campagnes/{trip.pk}/scherm/",
        f"/campagnes/{trip.pk}/scherm/{placement.pk}/",
        f"/schermen/slides/nieuw/?campaign={trip.pk}",
    ]

    assert [as_charlie.get(each).status_code for each in elsewhere] == [404] * len(elsewhere)
    assert "Hal" not in text_of(as_charlie.get(LIST))
    assert reverse("campaigns:screens") == LIST


def test_without_branches_or_rights_the_empty_page_says_whom_to_ask(
    as_adam: Client, as_alice: Client, library: Library
) -> None:
    assert "Eerst een vestiging" in as_adam.get(LIST).text
    make.branch(library)
    assert "Voeg een scherm toe" in as_adam.get(LIST).text
    assert "Een beheerder voegt ze toe." in as_alice.get(LIST).text
