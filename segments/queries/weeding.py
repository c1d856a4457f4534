"""The newest weeding list, and what is still asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models.functions import Coalesce, TruncDate

from config import sql
from planning.models import Library
from segments.models import LoanImport
from segments.queries.demand import Demand
from segments.weeding import Listed, Verdict, Wish, judge

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True, slots=True)
class Weeding:
    """A title that a branch would weed, with what is known and what that says."""

    number: int
    branch: int  # position, 0 where no branch was named
    copies: int
    genre: int
    published: int
    copies_here: int
    copies_all: int
    reservations: int
    loans_here: int
    loans_all: int
    last_on: date | None

    @property
    def loans_elsewhere(self) -> int:
        return self.loans_all - self.loans_here if self.branch else 0

    def verdict(self, wishes: Sequence[Wish], year: int) -> Verdict:
        """What may become of it, held against who borrowed its genre in that year."""
        return judge(
            Listed(
                copies=self.copies,
                copies_here=self.copies_here if self.branch else self.copies_all,
                copies_all=self.copies_all,
                reservations=self.reservations,
                loans_here=self.loans_here if self.branch else self.loans_all,
                loans_elsewhere=self.loans_elsewhere,
                years_old=year - self.published if self.published else None,
                wishes=wishes,
            )
        )


def wishes(demand: Demand) -> dict[int, list[Wish]]:
    """By genre: the segments that take it most."""
    return {
        genre: [Wish(want.segment.name, want.index) for want in demand.of(genre)]
        for genre in demand.wants
    }


@dataclass(frozen=True)
class List:
    filename: str
    made_on: date


def newest_list(library: Library) -> List | None:
    """Which file the list is, and of which day."""
    files = LoanImport.objects.current().filter(library=library, kind=LoanImport.Kind.WEEDING)
    days = files.annotate(made_on=Coalesce("exported_on", TruncDate("created_at")))
    found = days.order_by("-made_on", "-pk").values_list("filename", "made_on").first()
    return List(*found) if found else None


def weedings(library: Library) -> list[Weeding]:
    """Every line of the newest list, by title."""
    return sql.fetch(SQL / "weeding_rows.sql", Weeding, {"library_id": library.pk})
