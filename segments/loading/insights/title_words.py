"""The words by which a title is found: segments_title_word."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import connection

from planning.models import Library
from segments import searching

BATCH = 20_000
# Three numbers that change with any text of any title.
DIGEST = (
    "SELECT ARRAY[count(*), bit_xor(digest) & 2147483647, (bit_xor(digest) >> 31) & 2147483647]"
    " FROM (SELECT hashtextextended(concat_ws(E'\\x1f', number, key, isbn, title, author), 0)"
    "  AS digest FROM segments_title WHERE library_id = %s) AS texts"
)
INSERT = (
    "INSERT INTO segments_title_word (library_id, word, titles)"
    " SELECT %s, word, titles::int[] FROM unnest(%s::text[], %s::text[]) AS new (word, titles)"
)
NONE = ""  # no word: its row holds the digest


def renew(library: Library) -> bool:
    """Make the words anew where a text changed; otherwise nothing happens. Whether one did."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [library.pk])
        digest = [number or 0 for number in cursor.fetchone()[0]]
        cursor.execute(
            "SELECT titles FROM segments_title_word WHERE library_id = %s AND word = %s",
            [library.pk, NONE],
        )
        if cursor.fetchone() == (digest,):
            return False
        cursor.execute("DELETE FROM segments_title_word WHERE library_id = %s", [library.pk])
        found = list(_found(library).items())
        for at in range(0, len(found), BATCH):
            part = found[at : at + BATCH]
            arrays = [f"{{{','.join(map(str, numbers))}}}" for _word, numbers in part]
            cursor.execute(INSERT, [library.pk, [word for word, _numbers in part], arrays])
        cursor.execute(INSERT, [library.pk, [NONE], [f"{{{','.join(map(str, digest))}}}"]])
    return True


def _found(library: Library) -> dict[str, list[int]]:
    """The titles of each word."""
    titles: dict[str, list[int]] = defaultdict(list)
    for number, key, isbn, title, author in _texts(library):
        for word in searching.words([title, author]) | searching.codes(key, isbn):
            titles[word].append(number)
    return titles


def _texts(library: Library) -> Iterator[tuple[int, str, str, str, str]]:
    """The texts of all titles, a part at a time."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT number, key, isbn, title, author FROM segments_title"
                " WHERE library_id = %s AND number > %s ORDER BY number LIMIT %s",
                [library.pk, after, BATCH],
            )
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < BATCH:
                return
            after = rows[-1][0]
