"""What a screen asks by its secret address, and what everybody else gets."""

import io
import secrets
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from campaigns.actions import screens
from campaigns.models import Programme, Screen, ScreenAddress
from campaigns.player import addresses
from campaigns.programme import ZONE
from planning import tenancy
from planning.models import Branch, Library, Membership, User
from tests import make
from tests.campaigns import make_screens as ms
from tests.make_campaigns import make_campaign

NOON = datetime(2027, 3, 17, 12, tzinfo=ZONE)
PARTS = ("", "programma.json", "werker.js", "omslag/1.jpg", "rss", "still-0.png")


@pytest.fixture
def centrum(library: Library) -> Branch:
    return make.branch(library, "CEN", "Centrum")


@pytest.fixture
def hal(library: Library, centrum: Branch) -> Screen:
    """With a campaign of four titles, of which the first has a picture."""
    with time_machine.travel(NOON, tick=False):
        ms.books(library, centrum)
        ms.covers(library, [1])
        hung = ms.screen(library, branch=centrum)
        link = "https://www.bieb.example/reis?utm_source=scherm"
        trip = make_campaign(
            library,
            "Op reis",
            titles=[1, 2, 3, 4],
            content={"message": "Ga mee & lees.", "link": link},
        )
        ms.place(trip, hung)
        ms.renew(library)
    return hung


@pytest.fixture
def token(hal: Screen) -> str:
    return ms.address(hal)


@pytest.fixture(autouse=True)
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


def ask(token: str, part: str = "", **headers: str) -> Any:
    return Client().get(f"/scherm/{token}/{part}", headers=headers)


def test_every_part_answers_without_a_cookie_and_out_of_search_engines(token: str) -> None:
    for part in PARTS:
        answer = ask(token, part)

        assert (part, answer.status_code) == (part, 200)
        assert answer.cookies == {}
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"].startswith("private")
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_page_has_each_slide_with_its_moments_and_no_other_host(token: str) -> None:
    page = ask(token).text

    assert page.count('class="slide kind-') == 2
    begins = int(datetime(2027, 3, 17, tzinfo=ZONE).timestamp() * 1000)
    ends = int(datetime(2027, 4, 12, tzinfo=ZONE).timestamp() * 1000)
    assert f'data-plays="{begins}-{ends}"' in page
    assert "Ga mee &amp; lees." in page
    assert "bieb.example/<wbr>reis</b>" in page
    assert '<img src="omslag/1.jpg?v=' in page
    # The address is words and a drawing, never something that is fetched.
    assert 'src="http' not in page
    assert 'href="http' not in page
    assert "style=" not in page


def test_the_programme_is_asked_for_with_what_is_known(token: str, library: Library) -> None:
    first = ask(token, "programma.json")
    etag = first.headers["ETag"]

    again = ask(token, "programma.json", if_none_match=etag)
    ms.slide(library, heading="Nieuw")
    ms.renew(library)
    changed = ask(token, "programma.json", if_none_match=etag)

    assert first.json()["digest"] in etag
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert changed.status_code == 200
    assert [each["heading"] for each in changed.json()["slides"]] == ["Op reis", "Op reis", "Nieuw"]


def test_what_people_of_the_library_wrote_for_each_other_stays_there(token: str) -> None:
    programme = ask(token, "programma.json").json()

    assert set(programme) == {
        *("digest", "library", "screen", "branch", "orientation"),
        *("hours", "open", "until", "slides"),
    }
    assert {"name", "campaign", "file"}.isdisjoint(programme["slides"][0])
    assert set(programme["slides"][0]["books"][0]) == {"title", "author", "cover", "tone"}


def test_a_heartbeat_is_written_once_a_minute(token: str, hal: Screen, at_noon: Any) -> None:
    digest = ask(token, "programma.json").json()["digest"]
    beat = f"programma.json?seen={digest}&w=1920&h=1080"

    ask(token, beat)
    with tenancy.library_scope(hal.library_id):
        seen = Screen.objects.get(pk=hal.pk)
    assert (seen.seen_at, seen.seen_digest) == (NOON, digest)
    assert (seen.seen_width, seen.seen_height) == (1920, 1080)

    at_noon.shift(timedelta(seconds=59))
    with CaptureQueriesContext(connection) as asked:
        ask(token, beat)
    assert [each["sql"] for each in asked if each["sql"].startswith("UPDATE")] == []

    at_noon.shift(timedelta(seconds=1))
    ask(token, beat)
    with tenancy.library_scope(hal.library_id):
        assert Screen.objects.get(pk=hal.pk).seen_at == NOON + timedelta(minutes=1)


@pytest.mark.parametrize("told", ["", "seen=1", "seen=" + "g" * 64, "seen=" + "a" * 64 + "&w=-1"])
def test_what_anybody_types_is_no_heartbeat(token: str, hal: Screen, told: str) -> None:
    assert ask(token, f"programma.json?{told}").status_code == 200

    with tenancy.library_scope(hal.library_id):
        assert Screen.objects.get(pk=hal.pk).seen_at is None


def test_no_secret_is_written_in_a_log(token: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ask(token, "omslag/7.jpg").status_code == 404
    assert ask(secrets.token_urlsafe(32)).status_code == 404

    assert [each.getMessage() for each in caplog.records] == []


def test_only_pictures_on_its_slides_are_given(token: str, library: Library, hal: Screen) -> None:
    ms.covers(library, [7])

    assert ask(token, "omslag/1.jpg").headers["Content-Type"] == "image/jpeg"
    assert ask(token, "omslag/7.jpg").status_code == 404
    with tenancy.library_scope(library):
        content = Programme.objects.get(screen=hal).content
        Programme.objects.update(content={**content, "pictures": {"1": "weg.jpg"}})
    assert ask(token, "omslag/1.jpg").status_code == 404


def test_wrong_revoked_replaced_and_put_away_are_the_same_404(
    library: Library, centrum: Branch, token: str, hal: Screen
) -> None:
    wrong = secrets.token_urlsafe(32)
    nothing = {part: ask(wrong, part) for part in PARTS}
    assert {answer.status_code for answer in nothing.values()} == {404}

    def is_the_same_404(gone: str) -> bool:
        return all(
            (answer.status_code, answer.content, dict(answer.headers))
            == (404, nothing[part].content, dict(nothing[part].headers))
            for part in PARTS
            for answer in [ask(gone, part)]
        )

    with tenancy.library_scope(library):
        fresh = screens.new_address(hal)
    assert is_the_same_404(token)
    assert ask(fresh).status_code == 200
    with tenancy.library_scope(library):
        screens.revoke_address(hal)
    assert is_the_same_404(fresh)
    last = ms.address(hal)
    with tenancy.library_scope(library):
        Screen.objects.update(archived_at=NOON)
    assert is_the_same_404(last)
    assert is_the_same_404("x")


def test_the_page_of_nowhere_says_nothing_of_anybody(library: Library, token: str) -> None:
    answer = ask(secrets.token_urlsafe(32))

    assert answer.headers["Cache-Control"] == "no-store"
    assert library.name not in answer.text
    assert "account_login" not in answer.text
    assert "<a " not in answer.text


def test_ten_thousand_guesses_find_nothing_and_cost_little(token: str) -> None:
    guesses = [secrets.token_urlsafe(32) for _ in range(10_000)]
    client = Client()
    began = time.process_time()

    found = [guess for guess in guesses if addresses.address_of(guess)]
    looked_up = (time.process_time() - began) / len(guesses)
    with CaptureQueriesContext(connection) as asked:
        answers = {
            client.get(f"/scherm/{guess}/programma.json").status_code for guess in guesses[:200]
        }

    assert (found, answers) == ([], {404})
    assert len(asked) == 200  # each is one look in a unique index, and opens no scope
    assert looked_up < 0.005  # seconds of one core; 0.0004 on a quiet machine
    assert ask(token, "programma.json").status_code == 200


def test_a_token_of_another_length_is_not_even_looked_up(token: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = ask(token + "x")

    assert (answer.status_code, len(asked)) == (404, 0)


def test_the_secret_is_kept_nowhere(token: str, hal: Screen) -> None:
    [row] = ScreenAddress.objects.values()

    assert token not in str(row)
    assert len(token) == 43
    with tenancy.library_scope(hal.library_id):
        assert token not in str(Programme.objects.values_list("content", flat=True))


def test_somebody_logged_in_elsewhere_sees_the_same(token: str, charlie: User) -> None:
    answer = make.client(charlie).get(f"/scherm/{token}/")

    assert answer.content == ask(token).content


def test_the_feed_reads_back_with_its_pictures(token: str, library: Library) -> None:
    ms.tip(library, "Lees dit.", written_at=NOON, for_lovers_of="treinen", by="Els, Dorp")
    ms.renew(library)

    answer = ask(token, "rss")
    found = feedparser.parse(answer.content)

    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    assert (found.bozo, found.version) == (False, "rss20")
    assert found.feed.title == f"{library.name}, Hal"
    assert [each.title for each in found.entries] == ["Op reis", "Op reis", ms.BOOKS[0][1]]
    assert "Lees dit. · Voor wie van treinen houdt. · Els, Dorp" in found.entries[2].description
    assert len({each.id for each in found.entries}) == 3
    for entry in found.entries:
        [enclosure] = entry.enclosures
        assert enclosure.type == "image/png"
        assert entry.media_content[0]["url"] == enclosure.href
        path = urlsplit(enclosure.href).path
        picture = Client().get(path)
        with Image.open(io.BytesIO(picture.content)) as image:
            assert (picture.status_code, image.format, image.size) == (200, "PNG", (1920, 1080))


def test_the_feed_of_a_screen_that_rests_has_its_opening_hours(
    token: str, hal: Screen, at_noon: Any
) -> None:
    with tenancy.library_scope(hal.library_id):
        screens.change_screen(hal, fields={"opening_hours": [["10:00", "17:00"]] * 7})
    at_noon.shift(timedelta(hours=8))
    ms.renew(Library.objects.get(pk=hal.library_id))

    [entry] = feedparser.parse(ask(token, "rss").content).entries

    assert (entry.title, entry.description) == (hal.library.name, "maandag – zondag 10:00 – 17:00")
    assert entry.enclosures[0].href.partition("?")[0].endswith("/still-0.png")


def test_asking_the_feed_is_being_seen(token: str, hal: Screen) -> None:
    ask(token, "rss")

    with tenancy.library_scope(hal.library_id):
        assert Screen.objects.get(pk=hal.pk).seen_at == NOON


def test_a_still_of_what_does_not_play_is_not_there(token: str, at_noon: Any) -> None:
    number = ask(token, "programma.json").json()["slides"][0]["number"]
    assert ask(token, f"still-{number}.png").status_code == 200

    at_noon.shift(timedelta(days=40))

    assert ask(token, f"still-{number}.png").status_code == 404
    assert ask(token, "still-0.png").status_code == 200


@pytest.mark.parametrize("kind", ["book", "books", "tip", "theme", "activity", "message"])
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_each_template_has_a_page_and_a_still_with_and_without_covers(
    library: Library, centrum: Branch, kind: str, orientation: str
) -> None:
    ms.books(library, centrum)
    ms.covers(library, [1])
    hung = ms.screen(library, branch=centrum, orientation=orientation, shows_tips=False)
    tip = ms.tip(library, written_at=NOON) if kind == "tip" else None
    titles = {"book": [2], "books": [1, 2, 3], "theme": [1, 2]}.get(kind, [])
    ms.slide(library, kind, heading="Kom kijken", tip=tip, titles=titles, text="Nu te zien.")
    ms.renew(library)
    token = ms.address(hung)

    page = ask(token).text
    [slide] = ask(token, "programma.json").json()["slides"]
    still = ask(token, f"still-{slide['number']}.png")

    assert page.count(f"kind-{kind} ") == 1
    assert page.count('class="cover') == len(titles) + (kind == "tip")
    assert page.count("<img") == (1 in titles) + (kind == "tip")
    with Image.open(io.BytesIO(still.content)) as image:
        assert image.size == ((1920, 1080) if orientation == "landscape" else (1080, 1920))
        colours = image.getcolors(maxcolors=2_000_000)
        assert colours is not None
        assert len(colours) > 20  # letters are drawn, with soft edges


def test_a_screen_without_a_programme_rests(library: Library, centrum: Branch) -> None:
    bare = ms.screen(library, branch=centrum)
    token = ms.address(bare)

    assert ask(token, "programma.json").json()["slides"] == []
    assert library.name in ask(token).text
    assert timezone.now() == NOON


def test_who_has_to_set_up_a_second_step_sees_the_screen_too(token: str) -> None:
    real = make.library(is_demonstration=False)
    manager = make.member(real, role=Membership.Role.MANAGER)

    page = make.client(manager.user).get(f"/scherm/{token}/")

    assert page.status_code == 200
    assert b"Op reis" in page.content
