"""A text in a channel: counted as people see it, and cut where the channel cuts it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import channels_text
from planning import channel_limits

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", 0),
        ("boek", 4),
        ("één", 3),
        ("e\u0301e\u0301n", 3),
        ("👍🏽", 1),
        (FAMILY, 1),
        ("🇳🇱", 1),
        ("a\r\nb", 3),
        ("  boek\n", 4),
    ],
)
def test_length_is_what_people_see(text: str, seen: int) -> None:
    assert channels_text.length(text) == seen


def test_fit_folds_at_a_space_and_cuts_at_the_limit() -> None:
    found = channels_text.fit("een twee drie vier vijf", 18, 10)

    assert (found.shown, found.folded, found.cut) == ("een twee", " drie vier", " vijf")
    assert (found.length, found.left, found.is_too_long) == (23, -5, True)


def test_fit_never_shows_half_an_emoji() -> None:
    found = channels_text.fit(f"a{FAMILY}b", 2)

    assert (found.shown, found.cut) == (f"a{FAMILY}", "b")


def test_fit_without_a_limit_shows_everything() -> None:
    found = channels_text.fit("regel\n\nregel", None)

    assert (found.shown, found.folded, found.cut, found.left) == ("regel\n\nregel", "", "", None)


@given(text=st.text(max_size=80), limit=st.integers(1, 90), fold=st.integers(0, 90))
def test_fit_loses_nothing_and_shows_no_more_than_the_limit(
    text: str, limit: int, fold: int
) -> None:
    found = channels_text.fit(text, limit, fold)

    assert found.shown + found.folded + found.cut == channels_text.one_way(text)
    assert found.is_too_long == bool(found.cut)
    assert len(list(channels_text.iter_graphemes(found.shown + found.folded))) <= limit


@given(text=st.text(alphabet=st.characters(codec="latin-1"), max_size=60))
def test_length_does_not_depend_on_how_accents_are_written(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    assert channels_text.length(apart) == channels_text.length(text)


@pytest.mark.parametrize(
    ("name", "own", "limit", "fold"),
    [
        ("Instagram Dorp", None, 2200, 125),
        ("Instagram", 100, 100, 0),
        ("BlueSky", None, 300, 0),
        ("Balie", None, None, 0),
        ("Balie", 80, 80, 0),
    ],
)
def test_a_channel_has_its_own_limit_or_the_usual_one(
    name: str, own: int | None, limit: int | None, fold: int
) -> None:
    found = channel_limits.limit_of(name, own)

    assert (found, channel_limits.fold_of(name, found)) == (limit, fold)
