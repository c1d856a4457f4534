import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("privacy", "Een segment is een kans, geen persoon."),
        ("accessibility", "Een onafhankelijk onderzoek is er nog niet."),
        ("help", "Vraag een nieuw wachtwoord aan"),
    ],
)
def test_a_page_of_text_is_for_everybody(
    db: None, as_alice: Client, as_adam: Client, name: str, words: str
) -> None:
    for browser in (Client(), as_alice):
        assert words in browser.get(reverse(name)).text
    assert "Adam" in as_alice.get(reverse(name)).text
    assert "Adam" not in Client().get(reverse(name)).text
