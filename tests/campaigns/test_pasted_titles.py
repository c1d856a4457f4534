"""Lists of titles as people paste them, and what each line may mean."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.isbn import thirteen
from campaigns.pasted_titles import MOST_LINES, Candidate, Line, lines, sure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("978-0-306-40615-7", "9780306406157"),
        ("9780306406158", ""),  # one digit wrong
        ("0-306-40615-3", ""),
        ("0306406152", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("080442957x", "9780804429573"),
        ("12345", ""),
        ("", ""),
    ],
)
def test_an_isbn_is_known_by_its_check_digit(text: str, expected: str) -> None:
    assert thirteen(text) == expected


@given(st.integers(0, 999_999_999), st.integers(1, 9), st.integers(0, 12))
def test_an_isbn_with_one_wrong_digit_is_none(number: int, by: int, at: int) -> None:
    twelve = f"978{number:09}"
    right = next(f"{twelve}{last}" for last in range(10) if thirteen(f"{twelve}{last}"))
    wrong = right[:at] + str((int(right[at]) + by) % 10) + right[at + 1 :]

    assert thirteen(wrong) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Camperroutes, Jan Bakker", ("Camperroutes", "Jan Bakker", "")),
        ("- Camperroutes / Jan Bakker", ("Camperroutes", "Jan Bakker", "")),
        ("1. Camperroutes", ("Camperroutes", "", "")),
        (
            "Camperroutes\tJan Bakker\t9780306406157",
            ("Camperroutes", "Jan Bakker", "9780306406157"),
        ),
        ("9780306406157", ("", "", "9780306406157")),
        ("Camperroutes (ISBN 0-306-40615-2)", ("Camperroutes", "", "9780306406157")),
        ("Camperroutes;Jan Bakker;123456789", ("Camperroutes", "Jan Bakker", "123456789")),
        ("1984, George Orwell", ("1984", "George Orwell", "")),
    ],
)
def test_a_line_is_a_title_an_author_and_a_number(text: str, expected: tuple[str, ...]) -> None:
    (line,) = lines(text)

    assert (line.title, line.author, line.code) == expected


def test_columns_of_a_spreadsheet_are_known_by_their_heads() -> None:
    text = (
        "ISBN\tAuteur\tTitel\tVerwacht\n"
        "9780306406157\tBakker\tCamperroutes\t12-03-2027\n"
        "\tDe Vries\tWandelen\t\n"
    )

    first, second = lines(text)

    assert (first.name, first.isbn) == ("Camperroutes, Bakker", "9780306406157")
    assert first.expected_on == date(2027, 3, 12)
    assert (second.name, second.isbn, second.expected_on) == ("Wandelen, De Vries", "", None)


def test_empty_lines_and_doubles_are_one_and_a_long_list_ends() -> None:
    assert [each.title for each in lines("Reis\n\n  \nreis\nZee\n")] == ["Reis", "Zee"]
    assert lines(" \n") == []
    assert len(lines("\n".join(f"Boek {n}" for n in range(200)))) == MOST_LINES


@given(st.text(max_size=300))
def test_any_text_gives_lines_with_a_name(text: str) -> None:
    assert all(line.name for line in lines(text))


JAN = Candidate(1, "Camperroutes", "Bakker, Jan")
PIET = Candidate(2, "Camperroutes", "Visser, Piet")
LONG = Candidate(3, "Camperroutes in Drenthe", "Bakker, Jan")


@pytest.mark.parametrize(
    ("line", "candidates", "expected"),
    [
        (Line("", "Camperroutes", "Jan Bakker"), [JAN, PIET, LONG], JAN),
        (Line("", "Camperroutes", "Bakker"), [JAN, PIET], JAN),
        (Line("", "Camperroutes"), [JAN, PIET], None),  # which of the two?
        (Line("", "Camperroutes"), [JAN, LONG], JAN),
        (Line("", "Camperroutes", "Mulder"), [JAN], None),  # another author
        (Line("", "camperroutes in drenthe"), [JAN, LONG], LONG),
        (Line("", "Kampeerroutes"), [JAN], None),
    ],
)
def test_only_one_title_with_all_the_words_is_sure(
    line: Line, candidates: list[Candidate], expected: Candidate | None
) -> None:
    assert sure(line, candidates) == expected
