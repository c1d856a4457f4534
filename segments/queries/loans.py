"""How much was borrowed by whom: the one module that answers counts, and only published ones.

Whoever asks gets figures that may leave the server: suppressed, rounded, and on the closed lattice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from config import sql
from planning.models import Library
from segments.queries import names
from segments.queries.interim import ALL, BANDS_OF, Period

SQL = Path(__file__).resolve().parents[1] / "sql"
ANY = -1  # every row, or every genre, together
TOTAL, SEGMENT, AREA = 0, 1, 2
KINDS = {"segment": SEGMENT, "area": AREA}


@dataclass(frozen=True)
class Question:
    """A point of the closed lattice, and what the rows of its matrix are."""

    period: Period
    rows: str  # segment, age, area or branch
    branch: int = 0  # 0 all, > 0 a branch's position, < 0 minus a group's id
    age: int = ALL  # 0 to 8 a band, 10 all, 11 adults, 12 youth
