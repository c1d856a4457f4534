"""What a library told the national monitor, beside what was read in of the same year."""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import sql
from planning.models import Library
from segments.lattice import Ask, Period
from segments.models import MonitorTotal
from segments.queries import loans
from segments.suppression import rounded

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class Line:
    """One figure of the monitor (given) and ours (own); None where there is none."""

    label: Promise
    given: int | None
    own: int | None

    @property
    def share(self) -> int | None:
        """Ours as whole per cent of theirs."""
        if not self.given or self.own is None:
            return None
        return round(100 * self.own / self.given)


@dataclass(frozen=True)
class _People:
    members: int | None
    youth: int | None


@dataclass(frozen=True)
class _Stock:
    copies: int | None


def lines(library: Library, year: int) -> list[Line]:
    """Every figure that was given, then what follows from two of them."""
    total = MonitorTotal.objects.filter(library=library, year=year).first()
    if total is None:
        return []
    period = Period.parse(f"{year:04}")
    is_known = period in loans.known_periods(library)
    read = loans.matrix(library, Ask(period, rows="branch")).total if is_known else None
    params = {"library_id": library.pk}
    people = sql.fetch(SQL / "monitor_members.sql", _People, params)[0]
    stock = sql.fetch(SQL / "monitor_copies.sql", _Stock, params)[0]
    found = [
        Line(_("loans"), total.loans, loans.total_loans(library, period) if is_known else None),
        Line(_("active borrowers"), total.active_borrowers, read.borrowers if read else None),
        Line(_("members"), total.members, _told(people.members, library)),
        Line(_("members under 18"), total.youth_members, _told(people.youth, library)),
        Line(_("copies"), total.copies, stock.copies),
        Line(_("visits"), total.visits, None),
        Line(_("residents"), total.residents, None),
    ]
    return [line for line in found if line.given is not None]


def _told(count: int | None, library: Library) -> int | None:
    """A count of people, where it is about enough of them."""
    return rounded(count) if count and count >= library.threshold else None
