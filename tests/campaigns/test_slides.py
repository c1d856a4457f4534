"""What stands on a slide: length, time, address and code, and whether it can be read."""

import re
from pathlib import Path

import pytest
import segno
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from campaigns import composing, slides, stills

CSS = (Path(settings.BASE_DIR) / "static/css/player.css").read_text()
SMALLEST_HEADING, SMALLEST = 6.0, 3.6
ENOUGH = 7.0


@pytest.mark.parametrize(("words", "seconds"), [(0, 8), (11, 8), (12, 8.2), (30, 14.5)])
def test_a_slide_lasts_as_long_as_it_takes_to_read(words: int, seconds: float) -> None:
    assert slides.seconds_for(words) == seconds


def test_a_long_text_ends_with_a_sentence_where_it_can() -> None:
    text = "Een twee drie vier vijf. Zes zeven acht negen tien elf."

    assert slides.shortened(text, 8) == "Een twee drie vier vijf."
    assert slides.shortened(text, 4) == "Een twee drie vier …"
    assert slides.shortened(text, 40) == text


@given(
    heading=st.text("abc ", max_size=60),
    text=st.lists(st.sampled_from(["reis", "boot.", "en,", "vér!"]), max_size=80),
    by=st.text("ab ", max_size=30),
)
def test_a_fitted_slide_can_be_read_in_passing(heading: str, text: list[str], by: str) -> None:
    made = slides.fitted({"heading": heading, "text": " ".join(text), "by": by})

    around = len(heading.split()) + len(by.split())
    # An ellipsis is no word that is read.
    assert made["words"] <= max(slides.MOST_WORDS, around + 5) + 1
    assert made["seconds"] == slides.seconds_for(made["words"])


def test_a_code_never_stands_without_its_address() -> None:
    made = slides.linked({}, "https://www.bieb.example/reis/?utm_source=scherm&dag=2")

    assert made["address"] == "bieb.example/reis?dag=2"
    assert made["qr"]["size"] > 20
    assert slides.linked({"heading": "x"}, "") == {"heading": "x"}


def test_the_drawing_of_a_code_is_the_code() -> None:
    link = "https://bieb.example/reis"
    code = slides.qr(link)
    dark = set()
    for x, y, across in re.findall(r"M(\d+) (\d+)h(\d+)", code["path"]):
        dark |= {(int(x) + step, int(y)) for step in range(int(across))}

    expected = segno.make(link, error="m", micro=False).matrix
    assert dark == {(x, y) for y, row in enumerate(expected) for x, bit in enumerate(row) if bit}


def test_days_with_the_same_hours_stand_on_one_line() -> None:
    hours = [["10:00", "17:30"]] * 5 + [[], ["12:00", "16:00"]]

    assert composing.hours_in_words(hours) == [
        ["maandag – vrijdag", "10:00 – 17:30"],
        ["zondag", "12:00 – 16:00"],
    ]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour(name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9A-F]{{6}})", CSS)
    assert found
    return found[1]


def test_words_and_ground_differ_seven_to_one() -> None:
    covers = re.findall(r"\.tone-\d { background: (#[0-9A-F]{6}); }", CSS)
    grounds = [colour("band"), colour("deep"), *covers]

    assert len(covers) == 5
    assert contrast(colour("ink"), colour("paper")) >= ENOUGH
    assert [each for each in grounds if contrast("#FFFFFF", each) < ENOUGH] == []


def test_stills_have_the_colours_of_the_page() -> None:
    drawn = (stills.PAPER, stills.INK, stills.BAND, stills.STRIPE, stills.DEEP)

    assert drawn == tuple(map(colour, ("paper", "ink", "band", "stripe", "deep")))


def test_no_letters_are_too_small_to_read_from_afar() -> None:
    sizes = [
        (selector.strip(), float(size))
        for selector, rule in re.findall(r"([^{}]+){([^{}]*)}", CSS)
        for size in re.findall(r"font(?:-size)?: (?:\d+ )?([\d.]+)vmin", rule)
    ]

    headings = [(name, size) for name, size in sizes if "h1" in name]
    assert (len(headings) > 10, len(sizes) > 30) == (True, True)
    assert [each for each in headings if each[1] < SMALLEST_HEADING] == []
    assert [each for each in sizes if each[1] < SMALLEST] == []
