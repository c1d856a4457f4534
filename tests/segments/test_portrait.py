"""One plain sentence about a segment, and how it stands in an address."""

from typing import Any

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from segments import addresses, portrait
from segments.forms.profile import Asked
from segments.lattice import YEAR, Ask, Period
from segments.placing import ANY
from segments.portrait import Facts
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.suppression import Cell, State
from segments.views import profile_borrowing


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            Facts(
                size=1.4, reach=0.5, favourites=["Reis", "Koken", "Gezondheid", "Tuin"], groups=1
            ),
            "Groot, weinig leners per huishouden, leent naar verhouding veel reis, koken en"
            " gezondheid. Er loopt of komt geen campagne voor.",
        ),
        (
            Facts(size=1.0, reach=1.0, favourites=["Nederlands leren"], groups=1, campaigns=1),
            "Gemiddeld van grootte, ongeveer evenveel leners per huishouden als gemiddeld, leent"
            " naar verhouding veel Nederlands leren. Er loopt of komt 1 campagne voor.",
        ),
        (
            Facts(size=0.5, groups=2, campaigns=3),
            "Klein, geen genre springt eruit in wat ze lenen. Er lopen of komen 3 campagnes voor.",
        ),
        (
            Facts(hints=["Nederlands leren", "Reis"], groups=1),
            "Lijkt veel Nederlands leren te lenen, op weinig uitleningen. Er loopt of komt geen"
            " campagne voor.",
        ),
        (
            Facts(size=0.5, favourites=["Koken"], hints=["Reis"], groups=1),
            "Klein, leent naar verhouding veel koken. Er loopt of komt geen campagne voor.",
        ),
        (
            Facts(is_too_small=True),
            "Hier te klein om te zeggen wat ze lenen. Zit nog in geen doelgroep.",
        ),
        (Facts(has_loans=False), "We weten nog niet wat ze lenen. Zit nog in geen doelgroep."),
        (
            Facts(reach=1.3, favourites=["NT2", "Reis"], groups=1),
            "Veel leners per huishouden, leent naar verhouding veel NT2 en reis. Er loopt of komt"
            " geen campagne voor.",
        ),
    ],
)
def test_opening_says_what_the_figures_say(facts: Facts, expected: str) -> None:
    said = portrait.opening(facts)

    assert isinstance(said, SafeString)
    assert strip_tags(said) == expected


def test_opening_marks_the_genres_and_escapes_them() -> None:
    said = portrait.opening(Facts(favourites=["Reis <b>ver</b>"]))

    assert "<mark>reis &lt;b&gt;ver&lt;/b&gt;</mark>" in said


def test_opening_escapes_once_where_it_lists() -> None:
    said = portrait.opening(Facts(favourites=["Kunst & muziek", "Reis {ver}"]))

    assert "<mark>kunst &amp; muziek</mark> en <mark>reis {ver}</mark>" in said


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("S3", "Rustige buiten", "s3-rustige-buiten"),
        ("A 01", "Élan & Café", "a-01-elan-cafe"),
        ("", "", "segment"),
        ("★", "Zon", "zon"),
    ],
)
def test_address_is_lower_case_ascii(code: str, name: str, expected: str) -> None:
    assert addresses.code_slug(code, name) == expected


@pytest.mark.parametrize(
    ("asked", "code", "expected"),
    [
        ("s3-van-vroeger", "S3", True),
        ("s3", "S3", True),
        ("s31-anders", "S3", False),
        ("s3-1-deel", "S3-1", True),
        ("iets", "★", False),
    ],
)
def test_address_is_found_by_its_code(asked: str, code: str, expected: object) -> None:
    assert addresses.fits(asked, code) is expected


def test_borrowing_tells_what_rests_on_few_loans_from_what_is_sure() -> None:
    row = Entry(1, "S1", "Nieuwe buren")
    genres = [Entry(n, f"G{n}", f"Genre {n}") for n in range(1, 5)]
    # index 769 on 45 loans, 140 on 20 loans, 300 on 120 loans, and the rest
    loans = {1: (45, 90), 2: (20, 220), 3: (120, 615), 4: (465, 9075)}
    cells = {(1, n): _shown(own) for n, (own, _all) in loans.items()}
    cells |= {(ANY, n): _shown(count) for n, (_own, count) in loans.items()}
    cells |= {(1, ANY): _shown(650), (ANY, ANY): _shown(10_000)}
    matrix: Any = Matrix(Ask(Period(YEAR, 2025)), (row,), tuple(genres), cells, _UNASKED)

    found = profile_borrowing.borrowing(
        row, Asked(Period(YEAR, 2025)), matrix, None, held=None, threshold=10
    )

    assert list(found.favourites) == ["Genre 3"]
    assert list(found.hints) == ["Genre 1"]


_UNASKED: Any = None


def _shown(count: int) -> Cell:
    return Cell(State.SHOWN, count, count)
