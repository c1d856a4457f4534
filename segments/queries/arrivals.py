"""Titles that came in lately, or that are expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config import sql
from planning.models import Library
from segments.queries import names

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


def arrivals(
    library: Library,
    *,
    today: date,
    branch: int | None = None,
    numbers: Iterable[int] | None = None,
) -> list[Arrival]:
    """What came in the last sixty days and what is to come, the latest first; or of these."""
    params = {
        "library_id": library.pk,
        "since": today - LATELY,
        "branch": branch,
        "titles": None if numbers is None else list(numbers),
    }
    return sql.fetch(SQL / "arrivals.sql", Arrival, params)


@dataclass(frozen=True)
class Came:
    """When one title came in, or is expected, and in which branches."""

    acquired_on: date
    branches: list[str]
    is_expected: bool


def came(library: Library, number: int, *, today: date) -> Came | None:
    """Of one title; nothing where it did not come in lately."""
    found = arrivals(library, today=today, numbers=[number])
    if not found:
        return None
    places = {entry.position: entry.name for entry in names.branches(library)}
    here = [places[at] for at in found[0].branches if at in places]
    return Came(found[0].acquired_on, here, is_expected=found[0].acquired_on > today)
