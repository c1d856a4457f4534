"""Where a tip is to be seen and who hears of it: on its page, and after it was saved."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.actions import tips as actions
from campaigns.models import BookTip, Screen
from campaigns.queries import tip_screens
from campaigns.queries import tips as queries
from campaigns.queries.programmes import MOST_TIPS
from campaigns.queries.tip_screens import Seen
from planning import tenancy
from planning.models import Branch, Library, Membership, User
from tests import make
from tests.campaigns import make_screens as ms
from tests.make_campaigns import make_campaign
from tests.make_posts import make_tip
from tests.segments import make_books

WORDS = {"text": "Lees dit eens.", "for_lovers_of": "", "by": "Els, Dorp"}


@pytest.fixture
def centrum(library: Library) -> Branch:
    return make.branch(library, "CEN", "Centrum")


@pytest.fixture
def hal(library: Library, centrum: Branch) -> Screen:
    return ms.screen(library, branch=centrum)


def seen(tip: BookTip) -> Seen:
    """As screens will have it, and as they have it once they were given their programme."""
    with tenancy.library_scope(tip.library_id):
        found = tip_screens.to_be_seen(tip, today=ms.today())
        ms.renew(tip.library)
        assert tip_screens.seen(tip, today=ms.today()) == found
    return found


def said(client: Client, address: str, **fields: str) -> list[str]:
    """What is told after a tip was saved."""
    response = client.post(address, WORDS | fields)
    assert response.status_code == 302
    return [str(each) for each in get_messages(response.wsgi_request)]


def come_in(library: Library, branch: Branch) -> None:
    """Title 1 came in today, and the holdings file of today has no copy of it."""
    ms.books(library, branch, copies=(0, 2, 2, 2))
    make_books.file(library, "acquisitions", [(1, branch.position, ms.today(), 1, None)])


def test_tip_is_seen_on_the_screens_that_show_tips(library: Library, hal: Screen) -> None:
    ms.screen(library, "Balie", branch=hal.branch, shows_tips=False)

    assert seen(make_tip(library)) == Seen(["Hal"])


def test_tip_is_on_no_screen_for_a_reason(library: Library, centrum: Branch) -> None:
    tip = ms.tip(library)
    nowhere = seen(tip)
    ms.screen(library, branch=centrum, shows_tips=False)
    left_out = seen(tip)
    ms.screen(library, "Balie", branch=centrum)
    old = seen(ms.tip(library, written_at=timezone.now() - timedelta(days=40)))
    for _each in range(MOST_TIPS):
        ms.tip(library)
    behind = seen(tip)
    with tenancy.library_scope(library):
        back = actions.take_back(tip, by=None, why="Uit")

    found = [each.code for each in (nowhere, left_out, old, behind, seen(back))]
    assert found == ["no_screens", "left_out", "old", "behind", "taken_back"]


def test_tip_of_a_campaign_to_come_is_seen_when_that_begins(library: Library, hal: Screen) -> None:
    day = ms.today() + timedelta(days=5)
    campaign = make_campaign(library, "Op reis", starts_on=day)
    ms.place(campaign, hal)

    assert seen(make_tip(library, campaign=campaign)) == Seen(code="later")


def test_tip_of_a_new_title_waits_for_the_holdings_file(
    library: Library, centrum: Branch, hal: Screen
) -> None:
    come_in(library, centrum)

    assert seen(ms.tip(library)) == Seen(code="awaited")


def test_tip_of_a_title_of_which_no_copy_is_left_says_so(
    library: Library, centrum: Branch, hal: Screen
) -> None:
    ms.books(library, centrum, copies=(0, 2, 2, 2))

    assert seen(ms.tip(library)) == Seen(code="gone")


def test_pages_agree_about_a_title_that_the_holdings_file_does_not_have_yet(
    as_alice: Client, library: Library, centrum: Branch, hal: Screen
) -> None:
    come_in(library, centrum)
    address = f"{reverse('campaigns:tip_add')}?titles=1"

    form = as_alice.get(address).text
    [told] = said(as_alice, address)
    ms.renew(library)
    screen = as_alice.get(reverse("campaigns:screen_now", args=[hal.slug])).text
    title = as_alice.get(reverse("segments:title", args=[1])).text

    assert "Komt op het scherm zodra er een exemplaar is" in form
    assert told.startswith(
        "Opgeslagen: de tip over “Camperroutes voor beginners” komt op het scherm zodra er een"
        " exemplaar is."
    )
    assert "nog geen exemplaar in het bezitsbestand van" in screen
    assert "geen exemplaar meer" not in screen
    assert "Volgens de aanwinsten kwam hij binnen op" in title
    assert "Het bezitsbestand heeft hem nog niet." in title


def test_after_saving_it_says_where_the_tip_is_and_who_hears_of_it(
    as_alice: Client, library: Library, centrum: Branch, hal: Screen
) -> None:
    ms.books(library, centrum)
    make.member(library, "noor", discipline="marketing")

    told = said(as_alice, f"{reverse('campaigns:tip_add')}?titles=1")

    assert told == [
        "De tip over “Camperroutes voor beginners” is live. Te zien op Hal. Noor (marketing) leest"
        " dit op Deze week."
    ]


def test_the_page_of_a_tip_says_where_it_is_and_who_hears_of_it(
    as_alice: Client, library: Library, alice: User, hal: Screen
) -> None:
    make.member(library, "noor", discipline="marketing")
    tip = make_tip(library, by=alice)
    ms.renew(library)
    address = reverse("campaigns:tip", args=[tip.pk])

    page = as_alice.get(address).text
    with tenancy.library_scope(library):
        BookTip.objects.update(written_at=timezone.now() - timedelta(days=9))
    later = as_alice.get(address).text

    assert "Te zien op Hal." in page
    assert "Noor (marketing) leest dit op Deze week." in page
    assert "Stond de eerste week op Deze week van Noor (marketing)." in later


def test_each_form_of_a_row_of_tips_says_who_hears_of_it(
    as_alice: Client, library: Library, centrum: Branch
) -> None:
    ms.books(library, centrum)
    make.member(library, "noor", discipline="marketing")

    first = as_alice.get(f"{reverse('campaigns:tip_add')}?titles=1,2").text
    last = as_alice.get(f"{reverse('campaigns:tip_add')}?titles=2&done=1").text

    assert "Tip 1 van 2. Na het opslaan staat de volgende titel klaar." in first
    assert "Tip 2 van 2. Dit is de laatste." in last
    assert all("Noor (marketing) leest dit op Deze week." in page for page in (first, last))


def test_of_a_tip_hear_colleagues_of_other_disciplines_and_never_who_wrote_it(
    library: Library, alice: User
) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    make.member(library, "bram")
    make.member(library, "directeur", discipline="other")
    make.member(make.library(), "vreemde", discipline="marketing")

    with tenancy.library_scope(library):
        of_alice = queries.hearers(library, alice)
        of_noor = queries.hearers(library, noor.user)
        of_nobody = queries.hearers(library, None)

    assert of_alice == [noor]
    assert [each.user.get_short_name() for each in of_noor] == ["Alice", "Bram"]
    assert of_nobody == []


def test_who_is_said_to_hear_is_told_of_the_tip(library: Library, alice: User) -> None:
    noor = make.member(library, "noor", discipline="marketing")
    bram = make.member(library, "bram")
    tip = make_tip(library, by=alice)

    with tenancy.library_scope(library):
        own = Membership.objects.get(user=alice)
        told = [
            each
            for each in (noor, bram, own)
            if queries.news(each, since=ms.ago(7)).written == [tip]
        ]
        assert told == queries.hearers(library, alice)
