"""Books and loans around a campaign, small enough to count by hand, and a slow count of them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import connection

from planning import tenancy
from planning.models import Library
from segments.effect.windows import Span
from tests.conftest import acting_as
from tests.segments import make_books
from tests.segments.make_books import Loan

START = date(2026, 3, 2)
END = START + timedelta(days=27)
FIRST = START - timedelta(weeks=104)
LAST = END + timedelta(days=28)
WEEK = timedelta(weeks=1)


def weekly(
    title: int, per_week: int, *, branch: int = 1, code: int = 1, extra: int = 0
) -> list[Loan]:
    """So many loans in each week from FIRST to LAST, and so many more in weeks of the campaign."""
    weeks = (LAST - FIRST).days // 7
    return [
        Loan(title, branch, day, loans, code)
        for day in (FIRST + each * WEEK + timedelta(days=2) for each in range(weeks + 1))
        if (loans := per_week + (extra if START <= day <= END else 0)) and day <= LAST
    ]


def shelve(library: Library, titles: Iterable[int], code: int) -> None:
    """Titles of a genre, with a copy each since long ago."""
    numbers = list(titles)
    rows = [(n, f"k{n}", "", f"Boek {n}", "") for n in numbers]
    make_books.insert(library, "segments_title", rows)
    make_books.file(library, "titles", [(n, code, 0, "", "", 0, None, None) for n in numbers])
    make_books.file(library, "holdings", [(n, 1, "", date(2020, 1, 1), 1, None) for n in numbers])


def town(library: Library, *, extra: int = 8, promoted: Sequence[int] = (1, 2, 3, 4)) -> int:
    """Sixty titles of one genre, lent twice a week or less; of these some are shown. Gives the code
    of the genre."""
    (code,) = make_books.genre(library, "Reizen", "REI")
    (other,) = make_books.genre(library, "Koken", "KOK")
    shelve(library, range(1, 61), code)
    shelve(library, range(101, 121), other)
    loans = [
        loan
        for title in range(1, 61)
        for loan in weekly(title, 1 + title % 3, code=code, extra=extra if title in promoted else 0)
    ]
    loans += [loan for title in range(101, 121) for loan in weekly(title, 3, code=other)]
    loans += weekly(1, 2, branch=2, code=code)
    make_books.lend(library, loans)
    make_books.renew(library, *range(FIRST.year, LAST.year + 1))
    return code


def lend_more(library: Library, loans: Iterable[Loan]) -> None:
    """Loans beside those that are there."""
    with acting_as("worker"), tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO segments_loan (library_id, day, loan_key, row_digest, import_id, member,"
            " branch, title, genre_code, material, segment, area, band, loans, renewals)"
            " VALUES (%s, %s, %s, 0, 1, 1, %s, %s, %s, 0, 0, 0, 0, %s, 0)",
            [
                [
                    *(library.pk, each.day, 10**6 + at, each.branch, each.title),
                    *(each.genre_code, each.loans),
                ]
                for at, each in enumerate(loans)
            ],
        )


def slow_sum(
    loans: Iterable[Loan], titles: Iterable[int], span: Span, branches: Sequence[int]
) -> int:
    """The same count in plain Python: slow and obvious."""
    wanted = set(titles)
    return sum(
        loan.loans
        for loan in loans
        if loan.title in wanted
        and span.first <= loan.day < span.until
        and (not branches or loan.branch in branches)
    )
