"""Rows of files about books: copied into tables of the session, taken over in one statement."""

import json
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments import keys
from segments.coding.lookups import Lookups
from segments.loading import answers, branch_words, copying
from segments.models import GenreCode, LoanImport, Material

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Part = Mapping[str, NDArray[Any]]

SQL = Path(__file__).resolve().parents[1] / "sql"
ARRIVED = ("arrived_books", "arrived_facts", "arrived_texts")
BOOKS = {
    "title": "int4",
    "branch": "int2",
    "place": copying.TEXT,
    "acquired_on": "date",
    "count": "int4",
    "cents": "int4",
}
FACTS = {
    "title": "int4",
    "genre_code": "int2",
    "material": "int2",
    "language": "int4",
    "audience": "int4",
    "published": "int2",
    "loans": "int4",
    "last_loan_on": "date",
}
# Their rows have no key that two of them could share, so that each batch is taken over by itself.
AS_THEY_COME = ("titles", "holdings")
# Where the rows of each kind are kept; what they say of titles is beside it.
TABLES = {
    "titles": "segments_title_fact",
    "holdings": "segments_holding",
    "acquisitions": "segments_acquisition",
    "reservations": "segments_reservation",
    "weeding": "segments_weeding",
}


def lookups(
    library: Library, options: Mapping[str, Any], settle: Callable[[], None] | None = None
) -> Lookups:
    """What the coder of a file about books wants to know: nothing of readers.

    settle: comes before the texts of titles are asked for.
    """

    def title_texts() -> list[tuple[str, str, str]]:
        if settle:
            settle()
        return _title_texts(library)

    aliases = answers.apply(library, options)
    bare, titles = _bare_titles(library), _title_keys(library)
    return Lookups(
        key=keys.library_key(library.pk),
        today=timezone.localdate(),
        branches=branch_words.positions(library) | aliases,
        genre_codes=_positions(GenreCode.objects.filter(library=library)),
        materials=_positions(Material.objects.filter(library=library)),
        titles=titles,
        title_texts=title_texts,
        bare_titles=bare,
        create_unknown=bool(options.get("create_unknown")),
    )


def _positions(rows: Any) -> dict[str, int]:
    return {code.strip().casefold(): at for code, at in rows.values_list("code", "position")}


def _title_keys(library: Library) -> list[str]:
    ((found,),) = _rows(
        "SELECT array_agg(key ORDER BY number) FROM segments_title WHERE library_id = %s",
        [library.pk],
    )
    return found or []


def _bare_titles(library: Library) -> list[int]:
    return [
        number
        for (number,) in _rows(
            "SELECT number FROM segments_title WHERE library_id = %s AND title = ''", [library.pk]
        )
    ]


def _title_texts(library: Library) -> list[tuple[str, str, str]]:
    with tenancy.library_scope(library):
        return _rows(
            "SELECT isbn, title, author FROM segments_title WHERE library_id = %s ORDER BY number",
            [library.pk],
        )


@dataclass(frozen=True)
class Batch:
    """Rows made ready for COPY while those before them are written."""

    texts: str  # as JSON: those that were not met before
    books: bytes
    facts: bytes


class Arrived:
    """The rows of one file on their way into their tables, in the transaction that is open.

    A thread writes while the next rows are read. It has the connection for itself until settle().
    """

    def __init__(self, loan_import: LoanImport) -> None:
        for table in ARRIVED:
            _run(f"DROP TABLE IF EXISTS {table}")
        _run((SQL / "arrived_books.sql").read_text())
        self._kind = loan_import.kind
        self._own = {"library_id": loan_import.library_id, "import_id": loan_import.pk}
        self._known_texts = 0
        self._queue: queue.Queue[Batch | None] = queue.Queue(maxsize=2)
        self._problem: BaseException | None = None
        self._connection = connection.connection
        self._thread = threading.Thread(target=self._write_all, name="arrived", daemon=True)
        self._thread.start()

    def add(self, rows: "Part", facts: "Part", texts: Sequence[str]) -> None:
        """Hand over one batch, with the texts that its rows have numbers of."""
        new = texts[self._known_texts :]
        self._known_texts = len(texts)
        self._queue.put(
            Batch(
                texts=json.dumps(new) if new else "",
                books=b""
                if self._kind == "titles"
                else copying.encode(_together(rows), BOOKS, texts),
                facts=copying.encode(facts, FACTS) if facts else b"",
            )
        )
        self._raise()

    def settle(self) -> None:
        """Wait until everything that was handed over is written; the connection is free then."""
        self._queue.join()
        self._raise()

    def close(self) -> None:
        """Write no more; comes before the end of the transaction, however that ends."""
        self._queue.put(None)
        self._thread.join()

    def keep(self) -> None:
        """Take over what could not be taken over batch by batch."""
        if self._kind not in AS_THEY_COME:
            _run((SQL / f"keep_{self._kind}.sql").read_text(), self._own)

    def _raise(self) -> None:
        if self._problem:
            with connection.wrap_database_errors:
                raise self._problem

    def _write_all(self) -> None:
        while (batch := self._queue.get()) is not None:
            try:
                if not self._problem:
                    self._write(batch)
            except BaseException as problem:  # told to whoever waits for it
                self._problem = problem
            self._queue.task_done()
        self._queue.task_done()

    def _write(self, batch: Batch) -> None:
        with self._connection.cursor() as cursor:
            if batch.texts:
                cursor.execute((SQL / "arrived_texts.sql").read_text(), {"texts": batch.texts})
            if batch.facts:
                _copy(cursor, "arrived_facts", FACTS, batch.facts)
                cursor.execute((SQL / "keep_titles.sql").read_text(), self._own)
                cursor.execute("TRUNCATE arrived_facts")
            if batch.books:
                _copy(cursor, "arrived_books", BOOKS, batch.books)
            if self._kind == "holdings":
                cursor.execute((SQL / "keep_holdings.sql").read_text(), self._own)
                cursor.execute("TRUNCATE arrived_books")


def tell(library: Library, told: Mapping[int, tuple[str, str, str]]) -> None:
    """Give titles of which only a number was known their words; words that are there stay."""
    if told:
        _run(
            "UPDATE segments_title AS known SET"
            " isbn = coalesce(nullif(known.isbn, ''), given.row ->> 1),"
            " title = given.row ->> 2,"
            " author = coalesce(nullif(known.author, ''), given.row ->> 3)"
            " FROM json_array_elements(%(told)s::json) AS given (row)"
            " WHERE known.library_id = %(library_id)s AND known.title = ''"
            " AND known.number = (given.row ->> 0)::int",
            {
                "told": json.dumps([[number, *texts] for number, texts in told.items()]).replace(
                    "\\u0000", ""
                ),
                "library_id": library.pk,
            },
        )


def copies_now(loan_import: LoanImport, made_on: Any) -> dict[int, int]:
    """Copies by branch position that this file, made on that day, would replace."""
    own = {"library_id": loan_import.library_id, "import_id": loan_import.pk, "made_on": made_on}
    return dict(_rows((SQL / "copies_now.sql").read_text(), own))


def take_out(loan_import: LoanImport) -> None:
    """Delete the rows of an import; titles, like branches, stay."""
    for table in dict.fromkeys((TABLES["titles"], TABLES[loan_import.kind])):
        _run(
            f"DELETE FROM {table} WHERE library_id = %s AND import_id = %s",
            [loan_import.library_id, loan_import.pk],
        )


def hand_over(loan_import: LoanImport, to: LoanImport) -> None:
    """The same file was read again later: its rows stay, under the later import."""
    for table in dict.fromkeys((TABLES["titles"], TABLES[loan_import.kind])):
        _run(
            f"UPDATE {table} SET import_id = %s WHERE library_id = %s AND import_id = %s",
            [to.pk, loan_import.library_id, loan_import.pk],
        )


def _together(rows: "Part") -> "Part":
    """Copies that stand one after the other and differ in nothing as one row with their number."""
    import numpy as np

    starts = np.ones(len(rows["title"]), np.bool_)
    starts[1:] = False
    for name in BOOKS:
        if name != "count":
            starts[1:] |= rows[name][1:] != rows[name][:-1]
    first = np.flatnonzero(starts)
    if len(first) == len(starts):
        return rows
    together = {name: rows[name][first] for name in BOOKS}
    return together | {"count": np.add.reduceat(rows["count"], first)}


def _copy(cursor: Any, table: str, types: Mapping[str, str], rows: bytes) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(types)}) FROM STDIN (FORMAT binary)") as copy:
        copy.write(copying.HEADER)
        copy.write(rows)
        copy.write(copying.TRAILER)


def _run(sql: str, parameters: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _rows(sql: str, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[Any] = cursor.fetchall()
        return found
