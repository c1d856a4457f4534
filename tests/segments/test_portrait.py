"""One plain sentence about a segment, and how it stands in an address."""

import pytest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from segments import addresses, portrait
from segments.portrait import Facts


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
