"""Lists of books agree with going through everything by hand, in small and without accents."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product

import pytest
from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.queries import books as queries
from segments.queries.books import books
from segments.queries.shelves import UNKNOWN_GENRE, shelf
from tests import make
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.make_books import Loan

DAY = date(2026, 3, 1)
YEARS = (2024, 2025, 2026)


@dataclass(frozen=True)
class Town:
    """All that there is, as lists."""

    library: Library
    genre_of: dict[int, int]  # title -> genre position, 0 none
    copies: dict[tuple[int, int], int]  # branch, title
    first_on: dict[tuple[int, int], date]
    published: dict[int, int]
    reservations: dict[int, int]
    loans: list[Loan]


def made_town(library: Library, seed: int) -> Town:
    draw = random.Random(seed)
    for code in ("CEN", "OOS", "DRP"):
        make.branch(library, code)
    romans = make_books.genre(library, "Romans", "ROM", "LIT")
    travel = make_books.genre(library, "Reis", "REI")
    youth = make_books.genre(library, "Prentenboeken", "PK", is_youth=True)
    codes = {
        0: 0,
        **dict.fromkeys(romans, 1),
        **dict.fromkeys(travel, 2),
        **dict.fromkeys(youth, 3),
    }
    titles = range(1, 61)
    code_of = {title: draw.choice(list(codes)) for title in titles}
    published = {title: draw.choice([0, 1999, 2023, 2024, 2026]) for title in titles}
    make_books.insert(
        library, "segments_title", [(n, f"P{n:03}", "", f"Boek {n:03}", "") for n in titles]
    )
    make_books.file(
        library,
        "titles",
        [(n, code_of[n], 0, "", "", published[n], None, None) for n in titles],
    )
    copies: dict[tuple[int, int], int] = {}
    first_on: dict[tuple[int, int], date] = {}
    for title in titles:
        for branch in draw.sample([1, 2, 3], draw.randint(0, 3)):
            copies[branch, title] = draw.randint(1, 4)
            first_on[branch, title] = date(draw.randint(2022, 2026), 2, 1)
    make_books.file(
        library,
        "holdings",
        [(t, b, "", first_on[b, t], n, None) for (b, t), n in copies.items()],
        on=DAY,
    )
    waiting = {title: draw.randint(1, 40) for title in draw.sample(titles, 10)}
    make_books.file(library, "reservations", [(t, 0, n) for t, n in waiting.items()])
    lent = [
        Loan(draw.choice(titles[:50]), draw.randint(0, 3), _some_day(draw), draw.randint(1, 3))
        for _ in range(300)
    ]
    make_books.lend(library, lent)
    make_books.know(library, date(2024, 1, 1), date(2026, 2, 1))
    make_books.renew(library, *YEARS)
    genre_of = {title: codes[code] for title, code in code_of.items()}
    return Town(library, genre_of, copies, first_on, published, waiting, lent)


def _some_day(draw: random.Random) -> date:
    return date(draw.choice(YEARS), draw.randint(1, 2), draw.randint(1, 28))


@pytest.fixture
def town(library: Library, stranger_library: Library) -> Town:
    made_town(stranger_library, seed=8)
    return made_town(library, seed=7)


def slow_stand(town: Town, branch: int, genre: int, year: int) -> dict[str, object]:
    """The same in plain Python: slow and obvious."""
    wanted = {UNKNOWN_GENRE: 0}.get(genre, genre)
    inside = [t for t, g in town.genre_of.items() if genre == 0 or g == wanted]
    loans: Counter[int] = Counter()
    last: dict[int, date] = {}
    for loan in town.loans:
        if branch in (0, loan.branch):
            loans[loan.title] += loan.loans if loan.day.year == year else 0
            last[loan.title] = max(loan.day, last.get(loan.title, loan.day))
    copies: Counter[int] = Counter()
    first: dict[int, list[date]] = defaultdict(list)
    for (place, title), count in town.copies.items():
        if branch in (0, place):
            copies[title] += count
            first[title].append(town.first_on[place, title])
    there = [title for title in inside if copies[title]]
    start, sleep = date(year, 1, 1), date(2025, 1, 1)
    return {
        "titles": len(there),
        "copies": sum(copies[title] for title in there),
        "loans": sum(loans[title] for title in inside),
        "never_loaned": sum(loans[t] == 0 and min(first[t]) < start for t in there),
        "sleepers": sum(min(first[t]) < sleep and last.get(t, date.min) < sleep for t in there),
        "fresh": sum((town.published[t] or min(first[t]).year) >= 2024 for t in there),
        "waiting": sum(t in town.reservations for t in inside) if branch == 0 else 0,
    }


def test_shelf_agrees_with_going_through_the_books(town: Town) -> None:
    for year in (2025, 2026):
        with tenancy.library_scope(town.library):
            found = shelf(town.library, year)

        for place in product(range(4), (0, 1, 2, 3, UNKNOWN_GENRE)):
            slow = slow_stand(town, *place, year)
            assert {name: getattr(found.at(*place), name) for name in slow} == slow
    total = found.at()
    assert total.turnover == total.loans / total.copies
    assert total.spread == 100 * total.titles / total.copies
    assert total.currency == 100 * total.fresh / total.dated


def test_shelf_counts_the_last_year_that_is_over(town: Town) -> None:
    with tenancy.library_scope(town.library):
        found, earlier = shelf(town.library), shelf(town.library, 2024)

    assert (found.year, found.newest, found.is_whole) == (2025, 2026, True)
    assert earlier.at().loans == slow_stand(town, 0, 0, 2024)["loans"]
    assert earlier.at().never_loaned is None


def test_loans_of_an_earlier_year_agree_per_branch_and_genre(town: Town) -> None:
    with tenancy.library_scope(town.library):
        found = shelf(town.library, 2024)
        of_one_branch = shelf(town.library, 2024, branch=2)

    for branch, genre in product(range(4), (0, 1, 2, 3, UNKNOWN_GENRE)):
        assert found.at(branch, genre).loans == slow_stand(town, branch, genre, 2024)["loans"]
    assert of_one_branch.at(2) == found.at(2)


def test_loans_of_titles_that_nobody_named_count_in_every_year(library: Library) -> None:
    make.branch(library, "CEN")
    (roman,) = make_books.genre(library, "Romans", "ROM")
    make_books.insert(library, "segments_title", [(1, "P1", "", "Een", "")])
    make_books.file(library, "titles", [(1, roman, 0, "", "", 0, None, None)])
    days = [date(year, 1, 5) for year in YEARS]
    named = [Loan(1, 1, day, 2, roman) for day in days]
    make_books.lend(library, [*named, *(Loan(0, 1, day, 3, roman) for day in days)])
    make_books.know(library, date(2024, 1, 1), date(2026, 2, 1))
    make_books.renew(library, *YEARS)

    with tenancy.library_scope(library):
        found = {year: shelf(library, year) for year in YEARS}

    places = [(branch, genre) for branch in (0, 1) for genre in (0, 1)]
    for year in YEARS:
        assert {found[year].at(*place).loans for place in places} == {5}, year


def recently_lent(town: Town) -> set[int]:
    return {loan.title for loan in town.loans if loan.day.year > 2024}


ONLY: dict[str, Callable[[int, Town], bool]] = {
    "": lambda t, town: True,
    "present": lambda t, town: any(title == t for _, title in town.copies),
    "waiting": lambda t, town: t in town.reservations,
    "gone": lambda t, town: (
        all(title != t for _, title in town.copies)
        and (t in town.reservations or t in recently_lent(town))
    ),
}


def test_books_lists_what_is_asked(town: Town) -> None:
    for only, genre in product(ONLY, (None, 1, UNKNOWN_GENRE)):
        with tenancy.library_scope(town.library):
            found, total = books(town.library, only=only, genre=genre, limit=500)

        wanted = {UNKNOWN_GENRE: 0}.get(genre or 0, genre)
        expected = {
            title
            for title, its_genre in town.genre_of.items()
            if ONLY[only](title, town) and (genre is None or its_genre == wanted)
        }
        assert {book.number for book in found} == expected
        assert total == len(expected)


def test_a_list_has_as_many_books_as_its_figure(town: Town) -> None:
    figures = ("never", "sleepers", "fresh")
    for only, branch, year in product(figures, (None, 2), (2025, 2026)):
        name = {"never": "never_loaned"}.get(only, only)
        with tenancy.library_scope(town.library):
            found, total = books(town.library, only=only, branch=branch, year=year, limit=500)
            figure = getattr(shelf(town.library, year).at(branch or 0), name)

        assert len(found) == total == figure > 0


def test_books_are_sorted_by_the_loans_of_the_year(town: Town) -> None:
    for year in YEARS:
        with tenancy.library_scope(town.library):
            first, total = books(town.library, year=year, limit=20)
            second, _total = books(town.library, year=year, limit=100, offset=20)

        lent = Counter(dict.fromkeys(town.genre_of, 0))
        for loan in town.loans:
            lent[loan.title] += loan.loans if loan.day.year == year else 0
        expected = sorted(lent.items(), key=lambda pair: (-pair[1], pair[0]))
        assert [(book.number, book.loans) for book in [*first, *second]] == expected
        assert total == 60


def test_pages_of_an_earlier_year_follow_each_other_in_a_branch(town: Town) -> None:
    for branch in (1, 2, 3):
        with tenancy.library_scope(town.library):
            whole, total = books(town.library, year=2024, branch=branch, limit=500)
            pages = [
                book
                for first in range(0, total, 5)
                for book in books(town.library, year=2024, branch=branch, limit=5, offset=first)[0]
            ]

        lent = {t.title for t in town.loans if (t.branch, t.day.year) == (branch, 2024)}
        assert lent - {book.number for book in whole}  # gone from this branch since then
        assert [book.number for book in pages] == [book.number for book in whole]
        assert len(pages) == total


def test_standing_is_per_branch(town: Town) -> None:
    with tenancy.library_scope(town.library):
        found = queries.standing(town.library, [1, 2, 3])

    ours = {(each.branch.position, t): each.copies for t, those in found.items() for each in those}
    assert ours == {place: n for place, n in town.copies.items() if place[1] <= 3}


def test_of_each_branch_the_newest_file_that_names_it_counts(library: Library) -> None:
    make.branch(library, "CEN")
    make.branch(library, "OOS")
    make_books.insert(
        library, "segments_title", [(1, "P1", "", "Een", ""), (2, "P2", "", "Twee", "")]
    )
    make_books.file(
        library, "holdings", [(1, 1, "", None, 9, None), (1, 2, "", None, 5, None)], on=DAY
    )
    make_books.file(
        library, "holdings", [(2, 1, "", None, 2, 1000), (2, 1, "x", DAY, 1, 1600)], on=DAY
    )
    make_books.file(library, "holdings", [(1, 1, "", None, 7, None)], on=date(2025, 1, 1))
    make_books.renew(library)

    with tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute("SELECT branch, title, copies, cents FROM segments_stock ORDER BY 1, 2")
        assert cursor.fetchall() == [(1, 2, 3, 1200), (2, 1, 5, None)]
        assert queries.holdings_day(library) == DAY


TEXTS = [
    ("Het diner", "Herman Koch", "9789041413680"),
    ("De Tweeling", "Tessa de Loo", "9789029524063"),
    ("It", "Stephen King", ""),
    ("Café Müller", "Pina Bausch", ""),
    ("Straße der Øresund", "Łukasz Æbelø", ""),
    ("Dinergasten", "Iemand Anders", ""),
]
QUESTIONS = {
    "diner": [1, 6],
    "DINER koch": [1],
    "het": [1],
    "het diner": [1, 6],  # "het" tells nothing
    "cafe muller": [4],
    "CAFÉ": [4],
    "müller": [4],
    "strasse oresund": [5],
    "lukasz aebelo": [5],
    "it": [3],
    "king": [3],
    "P002": [2],
    "978-90-414-1368-0": [1],
    "9789041413680": [1],
    "9041413685": [1],
    "bestaat niet": [],
    "–": [],
    "%": [],
    "' OR 1=1": [],
    "dien": [],
}


def test_books_are_found_by_words_and_numbers(library: Library) -> None:
    rows = [(n, f"P{n:03}", isbn, title, who) for n, (title, who, isbn) in enumerate(TEXTS, 1)]
    make_books.insert(library, "segments_title", rows)
    make_books.renew(library)

    with tenancy.library_scope(library):
        answers = {each: books(library, text=each, sort="title") for each in QUESTIONS}

    found = {each: sorted(book.number for book in some) for each, (some, _) in answers.items()}
    assert found == QUESTIONS
    assert {each: total for each, (_, total) in answers.items()} == {
        each: len(numbers) for each, numbers in QUESTIONS.items()
    }


def test_a_word_of_very_many_titles_finds_what_any_word_finds(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts, sorts = ("boek", "p00", "p01", "boek 00", "geen"), ("loans", "title", "waiting")
    places = product(texts, sorts, (None, 2), (None, 1), ("", "present"), (2025, 2024))
    for text, sort, branch, genre, only, year in places:
        asked: queries.Asked = {"text": text, "sort": sort, "branch": branch, "genre": genre}
        asked |= {"only": only, "year": year}
        with tenancy.library_scope(town.library):
            usual = books(town.library, limit=9, offset=2, **asked)
            monkeypatch.setattr(queries, "MANY", 3)
            many = books(town.library, limit=9, offset=2, **asked)
            monkeypatch.undo()

        assert many == usual, asked


def test_words_follow_a_title_that_changed(library: Library) -> None:
    make_books.insert(library, "segments_title", [(1, "P1", "", "Oude titel", "")])
    make_books.renew(library)
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute("UPDATE segments_title SET title = 'Nieuw' WHERE number = 1")
    make_books.renew(library)

    with tenancy.library_scope(library):
        assert books(library, text="oude")[1] == 0
        assert books(library, text="nieuw")[1] == 1


def test_the_web_looks_words_up_in_the_index(library: Library) -> None:
    with tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("samenplan_web",)
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT titles FROM segments_title_word WHERE library_id = %s"
            " AND word >= %s AND word < %s",
            [library.pk, "diner", "diner\U0010ffff"],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    condition = next(line for line in plan.splitlines() if "Index Cond" in line)
    assert "word >=" in condition
    assert "word <" in condition


def test_titles_tell_what_most_of_their_loans_tell(library: Library) -> None:
    make.branch(library, "CEN")
    first, second = make_books.genre(library, "Romans", "A", "B")
    make_books.insert(library, "segments_title", [(1, "P1", "", "", ""), (2, "P2", "", "", "")])
    make_books.file(library, "titles", [(2, second, 0, "nl", "", 2020, None, None)])
    make_books.lend(
        library,
        [Loan(t, 1, DAY, n, code) for t in (1, 2) for code, n in ((first, 3), (second, 2))],
    )
    make_books.renew(library, 2026)

    with tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, genre_code, language, published FROM segments_title ORDER BY 1"
        )
        assert cursor.fetchall() == [(1, first, "", 0), (2, second, "nl", 2020)]


def test_a_file_with_titles_alone_tells_loans_and_sleepers(library: Library) -> None:
    make.branch(library, "CEN")
    make_books.insert(library, "segments_title", [(n, f"P{n}", "", f"T{n}", "") for n in (1, 2, 3)])
    facts = [(1, 12, date(2026, 2, 1)), (2, 0, date(2023, 5, 1)), (3, 0, None)]
    make_books.file(library, "titles", [(n, 0, 0, "", "", 0, lent, on) for n, lent, on in facts])
    make_books.file(library, "holdings", [(n, 1, "", None, 1, None) for n in (1, 2, 3)], on=DAY)
    make_books.renew(library)

    with tenancy.library_scope(library):
        found, _total = books(library)
        stand = shelf(library).at()

    # Of the third nobody knows whether it was ever lent.
    assert [(book.number, book.loans, book.is_sleeper) for book in found] == [
        (1, 12, False),
        (2, 0, True),
        (3, 0, False),
    ]
    assert (stand.loans, stand.sleepers, stand.copies) == (12, 1, 3)
