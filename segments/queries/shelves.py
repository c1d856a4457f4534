"""How the collection stands: titles, copies and loans per branch and genre, all of them exact."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config import sql
from planning.models import Library
from segments.lattice import MONTH, YEAR
from segments.queries import loans
from segments.queries.remembered import once

SQL = Path(__file__).resolve().parents[1] / "sql"
ALL = 0
UNKNOWN_GENRE = -1  # of books whose genre nobody told; 0 is all genres
FRESH_YEARS = 2
NEWEST, BEFORE, EARLIER = range(3)


@dataclass(frozen=True)
class Stand:
    """The books of a branch and a genre; None is not known."""

    books: int = 0
    titles: int = 0
    copies: int = 0
    loans: int = 0
    reservations: int = 0
    never_loaned: int | None = 0
    sleepers: int | None = 0
    dated: int = 0
    fresh: int = 0
    waiting: int = 0
    gone: int = 0
    is_counted: bool = True  # whether any year of loans is known

    @property
    def turnover(self) -> float | None:
        """Omloopsnelheid: loans for each copy, in the year asked."""
        return self.loans / self.copies if self.copies and self.is_counted else None

    @property
    def spread(self) -> float | None:
        """Titelspreiding: different titles for each hundred copies."""
        return 100 * self.titles / self.copies if self.copies else None

    @property
    def currency(self) -> float | None:
        """Actualiteit: per cent of the titles of known age that are two years old at most."""
        return 100 * self.fresh / self.dated if self.dated else None

    @property
    def unlent(self) -> float | None:
        """Per cent of the titles that nobody took in the year asked."""
        if self.never_loaned is None or not self.titles:
            return None
        return 100 * self.never_loaned / self.titles


@dataclass(frozen=True)
class Shelf:
    """By branch (0 all) and genre (0 all, UNKNOWN_GENRE): positions, as everywhere."""

    year: int  # whose loans are counted, 0 none
    newest: int  # the newest year with loans
    stock_year: int  # the year by which books are new or old
    is_whole: bool  # whether all months of the year are known
    years: tuple[int, ...] = ()  # that can be asked, from new to old
    stands: Mapping[tuple[int, int], Stand] = field(default_factory=dict)

    def at(self, branch: int = ALL, genre: int = ALL) -> Stand:
        return self.stands.get((branch, genre), Stand())

    @property
    def which(self) -> int:
        """Which loans of a book are meant: of its newest year, the one before, or another."""
        return which_loans(self.newest, self.year)

    @property
    def fresh_from(self) -> int:
        """The first year of which a book is not old yet."""
        return self.stock_year - FRESH_YEARS

    @property
    def has_copies(self) -> bool:
        return self.at().copies > 0

    def listed(self, branch: int, genre: int, only: str) -> int | None:
        """How many books a list has, where that is known without counting them."""
        stand = self.at(branch, genre)
        return {
            "": stand.books,
            "present": stand.titles,
            "waiting": stand.waiting,
            "never": stand.never_loaned,
            "sleepers": stand.sleepers,
            "fresh": stand.fresh,
            "gone": stand.gone,
        }.get(only)


@dataclass(frozen=True)
class _Row:
    branch: int
    genre: int
    year: int
    stock_year: int
    books: int
    titles: int
    copies: int
    loans: int
    loans_before: int
    reservations: int
    never_loaned: int
    never_before: int
    sleepers: int | None
    dated: int
    fresh: int
    waiting: int
    gone: int


@dataclass(frozen=True)
class _Earlier:
    branch: int
    genre: int
    loans: int


SUMMED = (
    *("books", "titles", "copies", "reservations"),
    *("sleepers", "dated", "fresh", "waiting", "gone"),
)


def shelf(library: Library, year: int | None = None, *, branch: int | None = None) -> Shelf:
    """How everything stands, with the loans of a year: by default the last that is over.

    branch: only of this one and of all together.
    """
    params = {"library_id": library.pk, "branch": branch}
    key = ("shelf", library.pk, branch)
    rows = once(key, lambda: sql.fetch(SQL / "shelf_rows.sql", _Row, params))
    newest = rows[0].year if rows else 0
    periods = loans.known_periods(library)
    months = {period.number for period in periods if period.level == MONTH}
    years = {period.number for period in periods if period.level == YEAR} | ({newest} - {0})
    chosen = year or _last_whole(newest, months)
    which = which_loans(newest, chosen)
    lent: Mapping[tuple[int, int], int] = {}
    if which == EARLIER:
        asked = params | {"year": chosen}
        found = once(
            ("earlier", library.pk, branch, chosen),
            lambda: sql.fetch(SQL / "shelf_earlier.sql", _Earlier, asked),
        )
        lent = {(row.branch, row.genre): row.loans for row in found}
    return Shelf(
        year=chosen,
        newest=newest,
        stock_year=rows[0].stock_year if rows else 0,
        is_whole=_is_whole(chosen, months),
        years=tuple(sorted(years, reverse=True)),
        stands={(row.branch, row.genre): _stand(row, which, lent) for row in rows},
    )


def which_loans(newest: int, year: int) -> int:
    """NEWEST, BEFORE or EARLIER: where the loans of a year are found."""
    return newest - year if newest - year in (NEWEST, BEFORE) else EARLIER


def _last_whole(newest: int, months: set[int]) -> int:
    """The last year of which each month is known, else the newest one."""
    return next((year for year in (newest, newest - 1) if _is_whole(year, months)), newest)


def _is_whole(year: int, months: set[int]) -> bool:
    return months.issuperset(range(year * 12, year * 12 + 12))


def _stand(row: _Row, which: int, lent: Mapping[tuple[int, int], int]) -> Stand:
    own = {
        NEWEST: (row.loans, row.never_loaned),
        BEFORE: (row.loans_before, row.never_before),
    }
    counted, never = own.get(which, (lent.get((row.branch, row.genre), 0), None))
    return Stand(
        **{name: getattr(row, name) for name in SUMMED},
        loans=counted,
        never_loaned=never if row.year else None,
        is_counted=bool(row.year),
    )
