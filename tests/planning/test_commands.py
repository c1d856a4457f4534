"""Setting up without a browser: a library, its branches and its people."""

import io

import pytest
from django.core.management import CommandError, call_command

from planning import tenancy
from planning.models import Branch, Library, Membership, User
from tests import make


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_add_library_makes_it_with_its_branches(db: None) -> None:
    said = run("add_library", "zuid", "Bibliotheek Zuid", "--branch=C=Centrum", "--branch=D")

    library = Library.objects.get(slug="zuid")
    with tenancy.library_scope(library):
        branches = list(Branch.objects.order_by("position").values_list("code", "name"))
    assert said == "zuid: Bibliotheek Zuid, 2 branches\n"
    assert branches == [("C", "Centrum"), ("D", "D")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["noorderveld", "Nog een"], "there is a library noorderveld already"),
        (["!!!", "Naam"], "SLUG wants"),
        (["x" * 51, "Naam"], "SLUG wants"),
        (["zuid", "  "], "NAME wants"),
        (["zuid", "Zuid", "--branch", "=Centrum"], "CODE=NAME, not '=Centrum'"),
        (["zuid", "Zuid", "--branch", "C=Een", "--branch", "C=Twee"], "C is there twice"),
    ],
)
def test_add_library_says_what_is_wrong_and_makes_nothing(
    library: Library, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("add_library", *arguments)

    assert list(Library.objects.all()) == [library]


def test_add_user_makes_a_password_and_prints_it_once(library: Library) -> None:
    said = run("add_user", " Dora@Example.org", "--library=noorderveld", "--role=admin")

    user = User.objects.get(email="dora@example.org")
    first, second = said.splitlines()
    assert first == "dora@example.org: admin of noorderveld"
    assert user.check_password(second.removeprefix("password: "))
    assert user.name == "dora"


def test_add_user_takes_a_password_and_warns_of_a_weak_one(library: Library) -> None:
    strong = run(
        "add_user", "a@example.org", "--library=noorderveld", "--password=vier losse woorden hier"
    )
    weak = run("add_user", "b@example.org", "--library=noorderveld", "--password=kort")

    assert User.objects.get(email="a@example.org").check_password("vier losse woorden hier")
    assert User.objects.get(email="b@example.org").check_password("kort")
    assert strong == "a@example.org: staff of noorderveld\n"
    assert "weak password" in weak


def test_add_user_reads_a_password_from_its_input(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("vier losse woorden hier\n"))

    run("add_user", "a@example.org", "--library=noorderveld", "--password=-")

    assert User.objects.get(email="a@example.org").check_password("vier losse woorden hier")


def test_add_user_leaves_the_password_of_a_known_person(
    library: Library, stranger_library: Library
) -> None:
    user = make.member(stranger_library, "dora").user
    before = user.password

    said = run("add_user", user.email, "--library=noorderveld", "--password=iets heel anders 1")

    user.refresh_from_db()
    with tenancy.library_scope(library):
        assert Membership.objects.filter(user=user, library=library).exists()
    assert user.password == before
    assert "its password stays as it is" in said


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["alice@example.org", "--library=noorderveld"], "belongs to this library already"),
        (["geen adres", "--library=noorderveld"], "'geen adres' is not an e-mail address"),
        (["x@example.org", "--library=elders"], "no library 'elders'; there are: noorderveld"),
        (["x@example.org", "--library=noorderveld", "--role=baas"], "invalid choice: 'baas'"),
        (["x@example.org"], "--library"),
    ],
)
def test_add_user_says_what_is_wrong(
    library: Library, alice: User, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run("add_user", *arguments)
