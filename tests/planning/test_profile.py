from django.test import Client
from django.urls import reverse

from planning.models import Library, User
from tests import make


def test_name_theme_and_language_are_kept(as_alice: Client, alice: User) -> None:
    fields = {"name": "Alice de Wit", "theme": "dark", "language": "en"}

    page = as_alice.post(reverse("planning:profile"), fields, follow=True)

    alice.refresh_from_db()
    assert (alice.name, alice.theme) == ("Alice de Wit", "dark")
    assert '<html lang="en" data-theme="dark">' in page.text
    assert "Your profile has been saved." in page.text


def test_an_empty_name_is_refused(as_alice: Client, alice: User) -> None:
    fields = {"name": "", "theme": "auto", "language": "nl"}

    response = as_alice.post(reverse("planning:profile"), fields)

    assert response.status_code == 422
    assert User.objects.get(pk=alice.pk).name == "Alice"


def test_somebody_with_two_libraries_switches(as_alice: Client, alice: User) -> None:
    other = make.library(name="Bibliotheek Westland")
    make.membership(other, alice)
    page = as_alice.get(reverse("planning:profile"))
    assert "Bibliotheek Westland" in page.text

    home = as_alice.post(reverse("switch_library"), {"library": other.slug}, follow=True)

    assert home.context["library"] == other
    assert [choice.name for choice in home.context["libraries"] if choice.current] == [
        "Bibliotheek Westland"
    ]


def test_nobody_switches_to_a_library_of_others(
    as_alice: Client, stranger_library: Library, library: Library
) -> None:
    response = as_alice.post(reverse("switch_library"), {"library": stranger_library.slug})

    assert response.status_code == 404
    assert as_alice.get(reverse("home")).context["library"] == library
