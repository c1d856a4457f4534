"""Who is who: cards, duos, and looking along. Nothing about times, nothing about amounts."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from planning import tenancy
from planning.actions.duos import CannotPair, end_pair, make_pair
from planning.models import BuddyPair, Library, Membership, User
from planning.queries.directory import everybody, people_directory, somebody_to_meet
from tests import make

DIRECTORY = "/samen/wie-is-wie/"
CARD = "/profiel/kaartje/"


def colleague(
    library: Library, name: str, *, about: str = "", discipline: str = "marketing"
) -> Membership:
    member = make.member(library, name, discipline=discipline)
    with tenancy.library_scope(library):
        Membership.objects.filter(pk=member.pk).update(ask_me_about=about)
        member.refresh_from_db()
    return member


def member_of(user: User, library: Library) -> Membership:
    with tenancy.library_scope(library):
        return Membership.objects.select_related("user").get(user=user)


def names(browser: Client, query: str = "") -> list[str]:
    return [str(each.member.user) for each in browser.get(DIRECTORY + query).context["people"]]


def test_everybody_of_the_library_is_there(
    as_alice: Client, library: Library, charlie: User
) -> None:
    colleague(library, "noor", about="nieuwsbrieven")
    with tenancy.library_scope(library):
        Membership.objects.create(
            library=library, user=make.user("wachtend"), discipline="marketing", accepted_at=None
        )

    assert names(as_alice) == ["Alice", "Noor"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("NIEUWS", ["Noor"]),
        ("noor", ["Noor"]),
        ("strips nieuws", []),
        ("  ", ["Alice", "Noor"]),
        ("%00noor", ["Noor"]),
    ],
)
def test_a_question_finds_who_knows(
    as_alice: Client, library: Library, question: str, found: list[str]
) -> None:
    colleague(library, "noor", about="nieuwsbrieven en Instagram")

    assert names(as_alice, f"?q={question}") == found


def test_a_question_without_an_answer_says_what_to_do(as_alice: Client) -> None:
    page = as_alice.get(f"{DIRECTORY}?q=quantum")

    assert "Niemand heeft “quantum” op een kaartje staan" in page.text
    assert "Toon iedereen" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_takes_as_many_queries_for_three_as_for_one(
    library: Library, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    me = make.member(library)
    others = [colleague(library, "") for _ in range(count)]
    with tenancy.library_scope(library):
        for other in others:
            make_pair(me, other)
        with django_assert_num_queries(2):  # people, duos
            found = people_directory(library)
            duos = {each.member.pk: [one.user.name for one in each.duos] for each in found}

    assert duos[others[0].pk] == [me.user.name]


def test_an_empty_card_asks_only_its_owner(as_alice: Client, library: Library) -> None:
    noor = colleague(library, "noor")

    assert as_alice.get(DIRECTORY).text.count("Schrijf op wat collega’s je kunnen vragen") == 1
    page = as_alice.get(reverse("planning:person", args=[noor.pk])).text
    assert "Je kaartje is nog leeg" not in page
    assert "Werkt bij marketing." in page


def test_a_card_is_written_by_its_owner(as_alice: Client, library: Library, alice: User) -> None:
    branch = make.branch(library, "CEN", "Centrum")
    values = {
        "ask_me_about": "saneren",
        "wants_to_learn": "korte teksten",
        "branch": branch.pk,
        "workdays": ["4", "1"],
        "reachable": "toestel 114",
    }

    page = as_alice.post(CARD, values, follow=True)

    assert "Je kaartje is opgeslagen." in page.text
    assert "maandag, donderdag" in page.text
    assert "Centrum" in page.text
    assert member_of(alice, library).workdays == [1, 4]


def test_a_wrong_card_is_refused(
    as_alice: Client, library: Library, alice: User, stranger_library: Library
) -> None:
    theirs = make.branch(stranger_library)
    wrong = {"ask_me_about": "x" * 201, "workdays": ["8"], "branch": theirs.pk}

    refused = as_alice.post(CARD, wrong)

    assert refused.status_code == 422
    assert set(refused.context["form"].errors) == {"ask_me_about", "workdays", "branch"}
    assert member_of(alice, library).ask_me_about == ""


def test_a_person_of_another_library_does_not_exist(
    as_alice: Client, charlie: User, stranger_library: Library
) -> None:
    theirs = member_of(charlie, stranger_library)

    assert as_alice.get(reverse("planning:person", args=[theirs.pk])).status_code == 404
    assert as_alice.post(reverse("planning:pair_make", args=[theirs.pk])).status_code == 404


def test_a_duo_is_made_once_and_ended(as_alice: Client, library: Library) -> None:
    noor = colleague(library, "noor")
    url = reverse("planning:person", args=[noor.pk])
    assert "Word een duo" in as_alice.get(url).text

    for _ in range(2):
        page = as_alice.post(reverse("planning:pair_make", args=[noor.pk]), follow=True)
    assert "Jij en Noor zijn nu een duo." in page.text
    assert "Word een duo" not in page.text
    with tenancy.library_scope(library):
        pair = BuddyPair.objects.get()

    as_alice.post(reverse("planning:pair_end", args=[pair.pk]), {"person": noor.pk})

    with tenancy.library_scope(library):
        assert not BuddyPair.objects.exists()


def test_a_duo_is_of_two_disciplines(as_alice: Client, library: Library) -> None:
    same = make.member(library, "bob")

    page = as_alice.post(reverse("planning:pair_make", args=[same.pk]), follow=True)

    assert "Een duo bestaat uit twee mensen van verschillende vakken." in page.text
    with tenancy.library_scope(library):
        assert not BuddyPair.objects.exists()


def test_a_duo_does_not_cross_libraries(
    library: Library, alice: User, charlie: User, stranger_library: Library
) -> None:
    one, other = member_of(alice, library), member_of(charlie, stranger_library)
    other.discipline = "marketing"

    with tenancy.library_scope(library), pytest.raises(CannotPair):
        make_pair(one, other)


def test_a_stranger_ends_no_duo_of_ours(as_charlie: Client, library: Library, alice: User) -> None:
    noor = colleague(library, "noor")
    with tenancy.library_scope(library):
        pair = make_pair(member_of(alice, library), noor)

    assert as_charlie.post(reverse("planning:pair_end", args=[pair.pk])).status_code == 404
    with tenancy.library_scope(library):
        assert BuddyPair.objects.count() == 1
        end_pair(pair)


def test_looking_along_is_an_activity_of_both(
    as_alice: Client, library: Library, alice: User
) -> None:
    noor = colleague(library, "noor")
    url = as_alice.get(reverse("planning:person", args=[noor.pk])).context["shadow_url"]

    form = as_alice.get(url).context["form"]

    assert form["title"].value() == "Meeloopdag: Alice en Noor"
    assert form["others"].value() == [str(noor.user_id)]
    assert form["owner"].value() == f"collection:{alice.pk}"


def test_each_week_somebody_else_of_the_other_discipline(library: Library, alice: User) -> None:
    me = member_of(alice, library)
    colleague(library, "anna", about="posters")
    colleague(library, "bas", about="Instagram")
    colleague(library, "dirk", about="kasten", discipline="collection")
    colleague(library, "els", about="beleid", discipline="other")
    with tenancy.library_scope(library):
        people = list(everybody(library))
        met = [somebody_to_meet(me, people, week=week) for week in (10, 11, 12)]

    assert [str(each.user) for each in met if each] == ["Anna", "Bas", "Anna"]
