"""Every code has its sentence, in Dutch."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation

from segments import reasons
from segments.reading.interface import BadFile

ROOT = Path(__file__).parents[2]
READER = sorted((ROOT / "segments" / "reading").glob("*.py"))
CODES = {
    code
    for module in READER
    for code in re.findall(r'(?:BadFile\(|"code": )"(\w+)"', module.read_text())
}
DUTCH = {entry.msgid: entry.msgstr for entry in polib.pofile(ROOT / "locale" / "nl" / "reading.po")}


def test_every_refusal_has_its_sentence() -> None:
    assert set(reasons.FILES) >= CODES
    assert len(CODES) > 25


def test_every_sentence_is_there_in_dutch() -> None:
    sentences = [text for pair in reasons.FILES.values() for text in pair]
    sentences += [*reasons.REJECTS.values(), *reasons.WARNINGS.values()]
    with translation.override(None):
        english = list(map(str, sentences))

    for sentence in english:
        assert DUTCH.get(sentence), sentence
        facts = set(re.findall(r"{(\w+)}", sentence))
        assert set(re.findall(r"{(\w+)}", DUTCH[sentence])) == facts <= set(reasons.FACTS)


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (
            BadFile("web_page"),
            "Dit is een webpagina, geen export."
            " Open het rapport in je bibliotheeksysteem en kies Exporteren als CSV.",
        ),
        (
            BadFile("header_mismatch", header=10, rows=11),
            "Er zijn 10 kolomnamen, maar de rijen hebben 11 kolommen."
            " Exporteer opnieuw, of verbeter de kolomnamen.",
        ),
        (
            BadFile("unclosed_quote", line=12),
            "Op regel 12 begint een aanhalingsteken dat nergens sluit."
            " Verbeter die regel, of exporteer opnieuw.",
        ),
        (
            BadFile("huge_line"),
            "Regel … is zo lang dat het geen rij kan zijn."
            " Kijk of dit het goede bestand is en exporteer opnieuw.",
        ),
        (BadFile("of_tomorrow"), "of_tomorrow"),
    ],
)
def test_message_says_what_it_is_and_what_to_do(problem: BadFile, message: str) -> None:
    assert str(problem.message) == message


def test_reason_and_warning_texts() -> None:
    assert (
        str(reasons.reason_text("too_few_fields")) == "Deze rij heeft minder kolommen dan de kop."
    )
    assert str(reasons.warning_text("preamble")).startswith("Boven de kolomnamen staan")
    assert reasons.reason_text("of_tomorrow") == "of_tomorrow"
