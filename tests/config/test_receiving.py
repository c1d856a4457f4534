"""A large body is refused by its length, from whoever may not read files in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config import receiving
from planning.models import User
from tests import make


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "FROM_NOBODY", 1000)
    monkeypatch.setattr(receiving, "FROM_STAFF", 3000)


def send(browser: Client, name: str, size: int) -> int:
    # The form is read for its token, as in a real browser.
    browser.handler.enforce_csrf_checks = True
    browser.get(reverse("privacy"))
    browser.cookies["csrftoken"] = "a" * 32
    fields = {"file": SimpleUploadedFile("x.csv", b"x" * size), "csrfmiddlewaretoken": "a" * 32}
    return browser.post(reverse(name), fields).status_code


def test_nobody_sends_a_large_body(db: None) -> None:
    assert send(Client(), "account_login", 500) == 200
    assert send(Client(), "account_login", 2000) == 400


def test_staff_send_no_more_than_a_picture(as_alice: Client) -> None:
    assert send(as_alice, "planning:profile", 2000) == 422
    assert send(as_alice, "planning:profile", 4000) == 400


def test_an_administrator_sends_large_files(adam: User) -> None:
    assert send(make.client(adam), "segments:import_new", 4000) in (302, 422)
