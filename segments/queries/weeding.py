"""The newest weeding list, and what is still asked of it: judged after an import, paged here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models.functions import Coalesce, TruncDate

from config import sql
from planning.models import Library
from segments.models import LoanImport
from segments.queries.demand import Demand
from segments.weeding import LEAST_INDEX, PROMOTE, VERDICTS, Verdict, Wish, judge, listed_of

SQL = Path(__file__).resolve().parents[1] / "sql"
Wishes = Mapping[int, Sequence[Wish]]


@dataclass(frozen=True, slots=True)
class Weeding:
    """A title that a branch would weed, with what is known and what that says."""

    number: int
    branch: int  # position, 0 where no branch was named
    copies: int
    genre: int
    copies_here: int
    copies_all: int
    reservations: int
    loans_here: int
    loans_all: int
    last_on: date | None
    published: int  # year, 0 unknown
    years_old: int | None

    @property
    def loans_elsewhere(self) -> int:
        return self.loans_all - self.loans_here if self.branch else 0

    def verdict(self, wishes: Sequence[Wish]) -> Verdict:
        """What may become of it, held against who borrows its genre."""
        return judge(listed_of(self, years_old=self.years_old, wishes=wishes))


def wishes(demand: Demand) -> dict[int, list[Wish]]:
    """By genre: the segments that take it most."""
    return {
        genre: [Wish(want.segment.name, want.index) for want in demand.of(genre)]
        for genre in demand.wants
    }


@dataclass(frozen=True)
class List:
    number: int
    filename: str
    made_on: date


@dataclass(frozen=True)
class Chosen:
    """Which lines of a list: of a genre, a branch and a verdict where these are asked."""

    number: int
    genre: int | None = None
    branch: int = 0
    verdict: str = ""


def newest_list(library: Library) -> List | None:
    """Which file the list is, and of which day."""
    files = LoanImport.objects.current().filter(library=library, kind=LoanImport.Kind.WEEDING)
    days = files.annotate(made_on=Coalesce("exported_on", TruncDate("created_at")))
    found = days.order_by("-made_on", "-pk").values_list("pk", "filename", "made_on").first()
    return List(*found) if found else None


@dataclass(frozen=True)
class _Count:
    verdict: int
    lines: int


def counts(library: Library, chosen: Chosen, wishes: Wishes) -> Counter[str]:
    """How many lines there are of each verdict; nothing of a list that was not judged yet."""
    found = sql.fetch(SQL / "weeding_counts.sql", _Count, _params(library, chosen, wishes))
    return Counter({VERDICTS[each.verdict]: each.lines for each in found})


def is_waiting(library: Library, newest: List) -> bool:
    """Whether a worker has this list still to judge."""
    if library.insights_stale_at is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM segments_weeding_line"
            " WHERE library_id = %s AND import_id = %s)",
            [library.pk, newest.number],
        )
        return bool(cursor.fetchone()[0])


def weedings(
    library: Library,
    chosen: Chosen,
    wishes: Wishes,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[Weeding]:
    """The lines of a page: what is wanted before what may go, and most wanted first."""
    params = _params(library, chosen, wishes) | {
        "verdict": VERDICTS.index(chosen.verdict) if chosen.verdict else None,
        "promote": VERDICTS.index(PROMOTE),
        "limit": limit,
        "offset": offset,
    }
    return sql.fetch(SQL / "weeding_rows.sql", Weeding, params)


def _params(library: Library, chosen: Chosen, wishes: Wishes) -> dict[str, Any]:
    best = {genre: max(wish.index for wish in found) for genre, found in wishes.items() if found}
    return {
        "library_id": library.pk,
        "import_id": chosen.number,
        "genre": chosen.genre,
        "branch": chosen.branch,
        "genres": list(best),
        "indices": list(best.values()),
        "least": LEAST_INDEX,
    }
