"""The closed lattice: every question about readers that may be asked, and no other.

Months overlapping quarters at will, or any two branches together, would let a hidden figure be
found by subtraction; so what is not written here cannot be asked, on a page or in a command.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

MONTH, QUARTER, YEAR = 0, 1, 2
PER_YEAR = {MONTH: 12, QUARTER: 4, YEAR: 1}
ALL, ADULTS, YOUTH = 10, 11, 12
READERS = {"all": ALL, "adults": ADULTS, "youth": YOUTH}
BANDS = ("unknown", "0-6", "7-12", "13-17", "18-29", "30-44", "45-59", "60-74", "75+")
BANDS_OF = {ADULTS: (4, 5, 6, 7, 8), YOUTH: (1, 2, 3), ALL: (1, 2, 3, 4, 5, 6, 7, 8, 0)}
OLDEST = 110  # an age above this is a typing error, hence unknown
ROWS = ("segment", "part", "age", "area", "branch")

_FIRST_YEARS = (0, 7, 13, 18, 30, 45, 60, 75)  # where bands 1 to 8 begin
# ASCII on purpose: \d and int() would also take Arabic-Indic digits.
_PERIOD = re.compile(r"(?P<year>[12][0-9]{3})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


class NotOnTheLattice(ValueError):
    """What was asked is not a question that may be answered; the message says so to a person."""


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month, quarter or year, numbered as in the rollups."""

    level: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read 2025, 2025-Q1 or 2025-03; raises NotOnTheLattice for anything else."""
        found = _PERIOD.fullmatch(text)
        if not found:
            raise NotOnTheLattice(
                _("“%(text)s” is not a period. Write for example 2025, 2025-Q1 or 2025-03.")
                % {"text": text}
            )
        year = int(found["year"])
        if found["quarter"]:
            return cls(QUARTER, year * 4 + int(found["quarter"]) - 1)
        if found["month"]:
            return cls(MONTH, year * 12 + int(found["month"]) - 1)
        return cls(YEAR, year)

    @classmethod
    def containing(cls, day: date) -> "tuple[Period, Period, Period]":
        """The month, the quarter and the year of a day."""
        return (
            cls(MONTH, day.year * 12 + day.month - 1),
            cls(QUARTER, day.year * 4 + (day.month - 1) // 3),
            cls(YEAR, day.year),
        )

    def __str__(self) -> str:
        if self.level == YEAR:
            return f"{self.year:04}"
        return (
            f"{self.year:04}-Q{self._part}"
            if self.level == QUARTER
            else f"{self.year:04}-{self._part:02}"
        )

    @property
    def year(self) -> int:
        return self.number // PER_YEAR[self.level]

    @property
    def _part(self) -> int:
        """Which month or quarter of its year, counted from 1."""
        return self.number % PER_YEAR[self.level] + 1

    @property
    def first_day(self) -> date:
        return date(self.year, (self._part - 1) * 12 // PER_YEAR[self.level] + 1, 1)

    @property
    def last_day(self) -> date:
        month = self._part * 12 // PER_YEAR[self.level]
        return date(self.year, month, monthrange(self.year, month)[1])

    def label(self) -> str:
        """What a person calls it: heel 2025, 1e kwartaal 2025, maart 2025."""
        if self.level == YEAR:
            return _("all of %(year)s") % {"year": self.year}
        if self.level == QUARTER:
            return _("quarter %(quarter)s of %(year)s") % {"quarter": self._part, "year": self.year}
        return f"{MONTHS[self._part]} {self.year}"

    def previous(self) -> "Period":
        """The period of the same length just before this one."""
        return Period(self.level, self.number - 1)

    def year_earlier(self) -> "Period":
        return Period(self.level, self.number - PER_YEAR[self.level])

    def wider(self) -> "tuple[Period, ...]":
        """The quarter and the year that this period is part of, whichever are longer."""
        return tuple(
            each for each in Period.containing(self.first_day)[1:] if each.level > self.level
        )

    def months(self) -> "tuple[Period, ...]":
        """The months it is made of, in order; a month is its own."""
        length = 12 // PER_YEAR[self.level]
        return tuple(Period(MONTH, self.number * length + month) for month in range(length))


def last_whole(
    periods: Iterable[Period], today: date, *, level: int | None = None
) -> Period | None:
    """The first of these that is over and known in every month, else the first, of this level.

    They stand as queries give them: years, quarters and months, each from new to old.
    """
    known = list(periods)
    months = {period for period in known if period.level == MONTH}
    asked = [period for period in known if level in (None, period.level)]
    whole = (each for each in asked if each.last_day < today and months.issuperset(each.months()))
    return next(whole, next(iter(asked), None))


def age_band(birth_year: int | None, loan_year: int) -> int:
    """The band (1 to 8) of the age reached in the year of the loan; 0 where that cannot be true."""
    if birth_year is None or not loan_year - OLDEST <= birth_year <= loan_year:
        return 0
    return sum(loan_year - birth_year >= first for first in _FIRST_YEARS)


def parse_age(band: str = "", readers: str = "") -> int:
    """The rollup's code for a band, or for adults, youth or all; raises NotOnTheLattice."""
    if readers and readers not in READERS:
        raise NotOnTheLattice(
            _("“%(text)s” are no readers we know. Choose from: %(choices)s.")
            % {"text": readers, "choices": ", ".join(READERS)}
        )
    group = READERS[readers or "all"]
    if not band:
        return group
    if band not in BANDS:
        raise NotOnTheLattice(
            _("“%(text)s” is not an age group. Choose from: %(choices)s.")
            % {"text": band, "choices": ", ".join(BANDS)}
        )
    if (age := BANDS.index(band)) not in BANDS_OF[group]:
        raise NotOnTheLattice(
            _("The age group “%(band)s” is not part of the readers you chose.") % {"band": band}
        )
    return age


def wider_ages(age: int) -> tuple[int, ...]:
    """The groups of ages that a band or a group is part of."""
    return tuple(
        group for group in BANDS_OF if group != age and (group == ALL or age in BANDS_OF[group])
    )


def wider_branches(branch: int, group: int) -> tuple[int, ...]:
    """The group (0: none) and all branches, of which a branch or a group is part, as codes."""
    wider = (-group, 0) if branch > 0 and group else (0,)
    return wider if branch else ()


@dataclass(frozen=True)
class Ask:
    """One point of the lattice, and what the rows of its table are; made by `Ask.parse`.

    Whether the branch or the group exists is for the library to say, not for the lattice.
    """

    period: Period
    branch: str = ""
    group: str = ""
    age: int = ALL
    rows: str = "segment"
    segment: str = ""  # code of the one whose parts are the rows

    def __post_init__(self) -> None:
        if self.branch and self.group:
            raise NotOnTheLattice(_("Choose all branches, one branch or one group of branches."))
        if self.rows not in ROWS:
            raise NotOnTheLattice(
                _("“%(text)s” cannot be the rows of this table. Choose from: %(choices)s.")
                % {"text": self.rows, "choices": ", ".join(ROWS)}
            )
        if self.age not in BANDS_OF and self.age not in range(len(BANDS)):
            raise NotOnTheLattice(
                _("There is no age group with number %(age)s.") % {"age": self.age}
            )
        if (self.rows == "part") != bool(self.segment):
            raise NotOnTheLattice(_("Parts are asked of one segment: choose both or neither."))
        if self.segment and (
            self.branch or self.group or self.age not in BANDS_OF or self.period.level == MONTH
        ):
            raise NotOnTheLattice(
                _(
                    "The parts of a segment can be asked by quarter or year, for all branches, and"
                    " for adults, youth or all readers."
                )
            )
        if self.period.level not in PER_YEAR or not 1000 <= self.period.year <= 2999:
            raise NotOnTheLattice(_("A period is a month, a quarter or a year."))

    @classmethod
    def parse(
        cls,
        *,
        period: str,
        branch: str = "",
        group: str = "",
        age: str = "",
        readers: str = "",
        rows: str = "segment",
        segment: str = "",
    ) -> "Ask":
        """Words of an address or a command; raises NotOnTheLattice with a sentence for a person."""
        return cls(Period.parse(period), branch, group, parse_age(age, readers), rows, segment)

    def bands(self) -> tuple[int, ...]:
        """The age bands that are the rows of this question when its rows are ages."""
        return BANDS_OF.get(self.age, (self.age,))
