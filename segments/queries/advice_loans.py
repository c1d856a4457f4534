"""Loans of the books that an advice is about, before and after: of books, never of readers."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from config import sql
from segments.models import Advice, GenreCode

SQL = Path(__file__).resolve().parents[1] / "sql"


@dataclass(frozen=True)
class Lent:
    """Loans in stretches of equal length, now and a year earlier, and of which days are known."""

    before: int
    after: int
    before_then: int
    after_then: int
    first_on: date | None
    last_on: date | None


def lent(found: Advice, decided: date, length: timedelta) -> Lent:
    """Of its titles, else of its genre, in its branch or everywhere."""
    codes = None
    if not found.titles:
        rows = GenreCode.objects.filter(library=found.library_id, genre=found.genre_id)
        codes = list(rows.order_by("position").values_list("position", flat=True))
    params = {
        "library_id": found.library_id,
        "before": decided - length,
        "decided": decided,
        "until": decided + length,
        "titles": found.titles or None,
        "codes": codes,
        "branch": found.branch.position if found.branch else 0,
    }
    return sql.fetch(SQL / "advice_loans.sql", Lent, params)[0]
