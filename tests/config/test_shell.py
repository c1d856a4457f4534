"""The menu: small to begin with, and it grows with what a library switches on."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions.parts import switch_part
from planning.models import Library, PlanSettings
from segments.models import LoanImport
from tests import make
from tests.authz_world import browser_of


def menu(browser: Client, url: str = "/profiel/") -> list[str]:
    return [str(item.label) for item in browser.get(url).context["navigation"]]


def here(browser: Client, url: str) -> list[str]:
    page = browser.get(url)
    return [str(item.label) for item in page.context["navigation"] if item.current]


def switch_everything_on(library: Library) -> None:
    with tenancy.library_scope(library):
        for part in PlanSettings.Part.values:
            switch_part(library, part, is_on=True)


def test_a_new_library_starts_small(as_alice: Client, as_adam: Client) -> None:
    assert menu(as_alice)[:2] == ["Deze week", "Jaarplan"]
    assert "Keuzes" not in menu(as_alice)
    assert "Doelgroepen" not in menu(as_alice)
    assert menu(as_adam)[-1] == "Beheer"


def test_everything_on_stands_in_the_order_of_the_work(library: Library) -> None:
    switch_everything_on(library)
    boss = make.client(make.member(library, role="manager").user)

    shown = menu(boss)

    assert shown[:4] == ["Deze week", "Jaarplan", "Keuzes", "Doelgroepen"]
    assert shown[4:8] == ["Campagnes", "Schermen", "Wie leent wat", "Collectie"]
    assert shown[-1] == "Beoordelen"
    assert "Beheer" not in shown


def test_reviews_are_for_who_reviews(as_alice: Client, library: Library) -> None:
    switch_everything_on(library)

    assert "Beoordelen" not in menu(as_alice)


def test_books_bring_the_collection(as_alice: Client, library: Library) -> None:
    assert "Collectie" not in menu(as_alice)
    with tenancy.library_scope(library):
        LoanImport.objects.create(
            library=library,
            kind="holdings",
            filename="exemplaren.csv",
            digest="0" * 64,
            status="done",
            finished_at=timezone.now(),
        )

    assert "Collectie" in menu(as_alice)
    assert here(as_alice, "/collectie/saneren/") == ["Collectie"]


def test_loans_bring_who_borrows_what(as_alice: Client, library: Library) -> None:
    with tenancy.library_scope(library):
        LoanImport.objects.create(
            library=library,
            kind="loans",
            status="done",
            filename="uitleningen.csv",
            digest="0" * 64,
            finished_at=timezone.now(),
        )

    shown = menu(as_alice)

    assert shown[2:4] == ["Doelgroepen", "Wie leent wat"]


def test_the_longest_address_is_where_we_are(as_alice: Client, library: Library) -> None:
    switch_everything_on(library)

    assert here(as_alice, reverse("segments:explorer")) == ["Wie leent wat"]
    assert here(as_alice, reverse("planning:target_groups")) == ["Doelgroepen"]
    assert here(as_alice, reverse("planning:item_add")) == ["Jaarplan"]
    assert here(as_alice, "/") == ["Deze week"]
    assert here(as_alice, "/profiel/") == []


def test_a_page_outside_the_menu_offers_its_part_to_who_may_switch(
    as_alice: Client, as_adam: Client, library: Library
) -> None:
    url = reverse("planning:target_groups")
    assert "part-offer" not in as_alice.get(url).text
    assert "Doelgroepen staat nog niet in het menu." in as_adam.get(url).text

    with tenancy.library_scope(library):
        switch_part(library, "choices", is_on=True)

    assert "part-offer" not in as_adam.get(url).text


def test_the_menu_takes_one_query(
    library: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from config import shell

    switch_everything_on(library)
    with tenancy.library_scope(library), django_assert_num_queries(1):
        assert shell.shown_parts(library) == frozenset(PlanSettings.Part.values)


def test_parts_of_another_library_do_not_show(as_alice: Client, stranger_library: Library) -> None:
    switch_everything_on(stranger_library)

    assert "Keuzes" not in menu(as_alice)


def test_a_manager_of_a_real_library_sees_the_same(db: None) -> None:
    library = make.library(is_demonstration=False)

    assert "Beoordelen" not in menu(browser_of(make.member(library, role="manager").user))


def test_pages_of_figures_say_when_these_are_being_made(as_alice: Client, library: Library) -> None:
    sentence = "worden de cijfers bijgewerkt"
    url = reverse("segments:collection")
    assert sentence not in as_alice.get(url).text

    Library.objects.filter(pk=library.pk).update(insights_stale_at=timezone.now())

    assert sentence in as_alice.get(url).text
    assert sentence not in as_alice.get("/profiel/").text
