import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments import author_names


@pytest.mark.parametrize(
    ("filed", "said"),
    [
        ("Vries, Anna de", "Anna de Vries"),
        ("Vries, Anna De", "Anna de Vries"),
        ("Van Elzerhem, Hanneke", "Hanneke van Elzerhem"),
        ("Ter Lissenwold, Tijn", "Tijn ter Lissenwold"),
        ("Van den Berg, Jan Pieter", "Jan Pieter van den Berg"),
        ("Veld, Kim in 't", "Kim in 't Veld"),
        ("Van 't Hof, Jo", "Jo van 't Hof"),
        ("Vanderlinden, Bram", "Bram Vanderlinden"),
        ("Le Carré, John", "John Le Carré"),
        ("Op, Noor", "Noor Op"),
        ("Mulder, De", "De Mulder"),
        ("Anna de Vries", "Anna de Vries"),
        ("David Van Reybrouck", "David Van Reybrouck"),
        ("Elzerhem, Roos Van; Ter Lissenwold, Tijn", "Roos van Elzerhem, Tijn ter Lissenwold"),
        ("Elzerhem, Roos van / Lissenwold, Tijn ter", "Roos van Elzerhem, Tijn ter Lissenwold"),
        ("Cazenove, Christophe (1969-....)", "Christophe Cazenove"),
        ("Townsend, Sue, 1946-2014.", "Sue Townsend"),
        ("Veinus, Abraham.", "Abraham Veinus"),
        ("Perron, E. du", "E. du Perron"),
        ("Rowling, J. K.", "J. K. Rowling"),
        ("Jansen, Jan, en anderen", "Jansen, Jan, en anderen"),
        ("Jansen,", "Jansen,"),
        ("", ""),
    ],
)
def test_an_author_is_said_as_people_say_it(filed: str, said: str) -> None:
    assert author_names.said(filed) == said


@given(st.text(max_size=40))
def test_no_letter_of_an_author_is_invented_and_saying_it_twice_changes_nothing(text: str) -> None:
    once = author_names.said(text)

    assert set(once.lower()) <= set(text.lower()) | {",", " "}
    assert "," in once or author_names.said(once) == once
