"""The same words about the same book by the same person are one tip."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from campaigns.actions import tips as actions
from campaigns.models import BookTip
from planning import tenancy
from planning.models import Library, User
from tests import make
from tests.make_posts import TEXT, Named, make_tip, shelve

WORDS = {"text": "Lees dit eens.", "for_lovers_of": "", "by": "Els, Dorp"}


def count(library: Library) -> int:
    with tenancy.library_scope(library):
        return BookTip.objects.count()


def test_back_and_save_again_opens_the_tip_that_is_there(
    as_alice: Client, library: Library
) -> None:
    shelve(library, "Een", "Twee")
    address = f"{reverse('campaigns:tip_add')}?titles=1"

    first = as_alice.post(address, WORDS)
    again = as_alice.post(address, WORDS | {"text": " Lees dit eens. \r\n"})

    assert again.url == first.url
    assert "Je schreef dit al over “Een”; er is niets bijgekomen." in [
        str(each) for each in get_messages(again.wsgi_request)
    ]
    assert count(library) == 1


def test_in_a_row_saving_again_goes_on_to_the_next(as_alice: Client, library: Library) -> None:
    shelve(library, "Een", "Twee")
    address = f"{reverse('campaigns:tip_add')}?titles=1,2"

    onward = as_alice.post(address, WORDS).url
    again = as_alice.post(address, WORDS).url

    assert again == onward
    assert count(library) == 1


def test_other_words_another_book_and_another_writer_are_tips_of_their_own(
    library: Library, alice: User
) -> None:
    bob = make.member(library).user
    make_tip(library, Named("Een", number=1), by=alice)

    make_tip(library, Named("Een", number=1), by=bob)
    make_tip(library, Named("Twee", number=2), by=alice)
    make_tip(library, Named("Een", number=1), by=alice, text="Anders.")

    assert count(library) == 4


def test_a_tip_that_was_taken_back_may_be_written_again(library: Library, alice: User) -> None:
    tip = make_tip(library, by=alice)
    with tenancy.library_scope(library):
        actions.take_back(tip, by=alice, why="Verkeerd")

    make_tip(library, by=alice)

    assert count(library) == 2


@pytest.mark.usefixtures("committed")
def test_saved_twice_in_the_same_moment_it_is_one_tip() -> None:
    library = make.library()
    writer = make.member(library).user
    start = Barrier(2)

    def write(_at: int) -> str:
        try:
            with tenancy.library_scope(library):
                start.wait(timeout=10)
                fields = {"text": TEXT, "by": "Els"}
                actions.write_tip(library, by=writer, book=Named(), fields=fields)
            return "written"
        except actions.AlreadyTipped:
            return "known"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(write, range(2)))

    assert outcomes == ["known", "written"]
    assert count(library) == 1
