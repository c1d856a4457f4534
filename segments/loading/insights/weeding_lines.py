"""What may become of each line of the newest weeding list: segments_weeding_line."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.db import connection

from config import sql
from planning.models import Library
from segments.loading.insights import rewriting
from segments.weeding import LEAST_INDEX, VERDICTS, Wish, judge, listed_of

SQL = Path(__file__).resolve().parents[2] / "sql"
TABLE = "segments_weeding_line"
LIKING = Wish("", LEAST_INDEX)
KEY = ("title", "branch")
VALUES = (
    *("import_id", "genre_code", "place", "copies", "copies_here", "copies_all", "reservations"),
    *("loans_here", "loans_all", "last_on", "published", "years_old", "unliked", "liked"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    title: int
    branch: int  # position, 0 where no branch was named
    import_id: int
    genre_code: int
    place: int
    published: int  # year, 0 unknown
    copies: int
    copies_here: int
    copies_all: int
    reservations: int
    loans_here: int
    loans_all: int
    last_on: date | None


def renew(library: Library, year: int) -> None:
    """Judge the lines anew, with and without a segment that wants the genre; year: how old."""
    lines = sql.fetch(SQL / "weeding_made.sql", _Line, {"library_id": library.pk})
    names = ", ".join(("library_id", *KEY, *VALUES))
    fresh = rewriting.start(TABLE)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {fresh} ({names}) FROM STDIN") as copy,
    ):
        for line in lines:
            copy.write_row((library.pk, *_row(line, year)))
    rewriting.replace(TABLE, library, KEY, VALUES)


def _row(line: _Line, year: int) -> tuple[object, ...]:
    """The line as KEY and VALUES name it."""
    listed = listed_of(line, years_old=year - line.published if line.published else None)
    known = {name: getattr(line, name, None) for name in (*KEY, *VALUES)}
    known |= {"years_old": listed.years_old}
    known |= {"unliked": VERDICTS.index(judge(listed).code)}
    known |= {"liked": VERDICTS.index(judge(replace(listed, wishes=(LIKING,))).code)}
    return tuple(known.values())
