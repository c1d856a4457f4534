"""Titles that came in lately, or that are expected."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config import sql
from planning.models import Library

SQL = Path(__file__).resolve().parents[1] / "sql"
LATELY = timedelta(days=60)


@dataclass(frozen=True)
class Arrival:
    """A title with new copies; in the future they are expected."""

    number: int
    genre: int  # position, or UNKNOWN_GENRE
    acquired_on: date
    copies: int
    places: str  # the branches as the database writes them: few of thousands are looked at

    @property
    def branches(self) -> list[int]:
        """Positions, 0 where no branch was named."""
        return [int(place) for place in self.places.split()]


def arrivals(library: Library, *, today: date, branch: int | None = None) -> list[Arrival]:
    """What came in the last sixty days, and what is to come, the latest first."""
    params = {"library_id": library.pk, "since": today - LATELY, "branch": branch}
    return sql.fetch(SQL / "arrivals.sql", Arrival, params)
