"""When something is broken, everybody gets a page that says so, and none that is kept."""

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse


def _away(*_args: object, **_kwargs: object) -> None:
    raise OperationalError("connection refused by 10.0.0.7")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("name", ["home", "segments:explorer", "account_login", "privacy"])
def test_without_a_database_every_page_says_in_dutch_to_wait(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch, name: str, headers: dict[str, str]
) -> None:
    as_alice.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", _away)
        answer = as_alice.get(reverse(name), headers=headers)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Zo weer terug" in answer.text
    assert "10.0.0.7" not in answer.text


def test_it_is_over_when_the_database_is_back(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_alice.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", _away)
        assert as_alice.get(reverse("home")).status_code == 503

    assert as_alice.get(reverse("home")).status_code == 200
