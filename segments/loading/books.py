"""Rows of files about books: copied into tables of the session, taken over in one statement."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Branch, Library
from segments import keys
from segments.coding.lookups import Lookups
from segments.loading import answers, copying
from segments.models import GenreCode, LoanImport, Material

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Part = Mapping[str, NDArray[Any]]

SQL = Path(__file__).resolve().parents[1] / "sql"
ARRIVED = ("arrived_books", "arrived_facts", "arrived_texts")
BOOKS = {
    "title": "int4",
    "branch": "int2",
    "place": "int4",
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
# Where the rows of each kind are kept; what they say of titles is beside it.
TABLES = {
    "titles": "segments_title_fact",
    "holdings": "segments_holding",
    "acquisitions": "segments_acquisition",
    "reservations": "segments_reservation",
    "weeding": "segments_weeding",
}


def lookups(library: Library, options: Mapping[str, Any]) -> Lookups:
    """What the coder of a file about books wants to know: nothing of readers."""
    aliases = answers.apply(library, options)
    bare, titles = _bare_titles(library), _title_keys(library)
    return Lookups(
        key=keys.library_key(library.pk),
        today=timezone.localdate(),
        branches=_positions(Branch.objects.filter(library=library)) | aliases,
        genre_codes=_positions(GenreCode.objects.filter(library=library)),
        materials=_positions(Material.objects.filter(library=library)),
        titles=titles,
        title_texts=lambda: _title_texts(library),
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


class Arrived:
    """The rows of one file on their way, in temporary tables that only this session sees."""

    def __init__(self) -> None:
        self.drop()
        _run((SQL / "arrived_books.sql").read_text())

    def add(self, rows: "Part", facts: "Part") -> None:
        """Copy one batch."""
        for table, types, part in (("arrived_books", BOOKS, rows), ("arrived_facts", FACTS, facts)):
            if part and len(part["title"]):
                _copy(table, types, part)

    def keep(self, loan_import: LoanImport, texts: Sequence[str]) -> None:
        """Take everything over under an import."""
        _run(
            "INSERT INTO arrived_texts (number, text) SELECT given.at - 1, given.text"
            " FROM json_array_elements_text(%(texts)s::json) WITH ORDINALITY AS given (text, at)",
            {"texts": json.dumps(texts)},
        )
        own = {"library_id": loan_import.library_id, "import_id": loan_import.pk}
        for kind in dict.fromkeys(("titles", loan_import.kind)):
            _run((SQL / f"keep_{kind}.sql").read_text(), own)

    def drop(self) -> None:
        """Forget what arrived."""
        for table in ARRIVED:
            _run(f"DROP TABLE IF EXISTS {table}")


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


def _copy(table: str, types: Mapping[str, str], part: "Part") -> None:
    sql = f"COPY {table} ({', '.join(types)}) FROM STDIN (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        copy.write(copying.HEADER)
        copy.write(copying.encode(part, types))
        copy.write(copying.TRAILER)


def _run(sql: str, parameters: Any = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def _rows(sql: str, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[Any] = cursor.fetchall()
        return found
