"""Between the tables and numpy: what is known before an import, and what it adds."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection
from django.utils import timezone

from planning.models import Branch, Library
from planning.models.people import next_position
from segments import editions, keys
from segments.coding.lookups import Lookups, MemberProfiles, PostcodeTable
from segments.loading import answers, branch_words, copying
from segments.models import Area, GenreCode, Material, Segment, SegmentScheme
from segments.queries import schemes

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODE_BYTES = 16  # of a member's code
MONTH = "(extract(year from day) * 12 + extract(month from day) - 1)::int4"


def lookups(library: Library, options: Mapping[str, Any]) -> Lookups:
    """Everything a coder wants to know, read within the library's scope as the worker.

    options: of the import; create_unknown and what a person said of new codes.
    """
    aliases = answers.apply(library, options)
    codes = _member_codes(library)
    profiles, bands = _member_profiles(library, len(codes))
    return Lookups(
        key=keys.library_key(library.pk),
        today=timezone.localdate(),
        branches=branch_words.positions(library) | aliases,
        branch_names=_positions(Branch.objects.filter(library=library), by="name"),
        genre_codes=_positions(GenreCode.objects.filter(library=library)),
        materials=_positions(Material.objects.filter(library=library)),
        segments=_positions(
            Segment.objects.filter(
                library=library, scheme__is_active=True, scheme__role=SegmentScheme.Role.EDITION
            )
        ),
        earlier_segments=_positions(
            Segment.objects.filter(scheme__in=schemes.earlier_editions(library)[:1])
        ),
        areas=_positions(Area.objects.filter(library=library)),
        postcodes=_postcodes(library),
        member_codes=codes,
        member_profiles=profiles,
        member_bands=bands,
        titles=_titles(library),
        create_unknown=bool(options.get("create_unknown")),
    )


def _positions(rows: Any, *, by: str = "code") -> dict[str, int]:
    return {code.strip().casefold(): at for code, at in rows.values_list(by, "position")}


def _one(sql: str, parameters: Sequence[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


def _member_codes(library: Library) -> "NDArray[Any]":
    (blob,) = _one(
        "SELECT string_agg(code, ''::bytea ORDER BY number) FROM segments_member"
        " WHERE library_id = %s",
        [library.pk],
    )
    return np.frombuffer(bytes(blob or b""), "V16")


def _titles(library: Library) -> list[str]:
    (found,) = _one(
        "SELECT array_agg(key ORDER BY number) FROM segments_title WHERE library_id = %s",
        [library.pk],
    )
    return found or []


def _postcodes(library: Library) -> PostcodeTable | None:
    """The postcodes of all files; where two files name one, the last file counts."""
    sql = (
        "SELECT postcode, house_number, segment, area FROM ("
        " SELECT DISTINCT ON (postcode, house_number) postcode, house_number, segment, area"
        " FROM segments_postcode WHERE library_id = %s"
        " ORDER BY postcode, house_number, import_id DESC) AS latest"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [library.pk])
        rows = cursor.fetchall()
    if not rows:
        return None
    postcodes, houses, segments, areas = zip(*rows, strict=True)
    return PostcodeTable(np.array(postcodes, "S6"), houses, segments, areas)


def _member_profiles(
    library: Library, members: int
) -> tuple[MemberProfiles | None, dict[int, "NDArray[np.int8]"]]:
    sql = (
        "SELECT DISTINCT ON (number) number, segment, area, first_year, bands"
        " FROM segments_member_profile WHERE library_id = %s ORDER BY number, import_id DESC"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [library.pk])
        rows = cursor.fetchall()
    if not rows:
        return None, {}
    segment, area = np.zeros(members, np.int16), np.zeros(members, np.int16)
    by_year: dict[int, NDArray[np.int8]] = {}
    for number, in_segment, in_area, first_year, bands in rows:
        segment[number - 1], area[number - 1] = in_segment, in_area
        for year, band in enumerate(bands, start=first_year):
            by_year.setdefault(year, np.zeros(members, np.int8))[number - 1] = band
    return MemberProfiles(segment, area), by_year


def add_dimensions(
    library: Library,
    *,
    branches: Iterable[str] = (),
    genre_codes: Iterable[str] = (),
    materials: Iterable[str] = (),
    areas: Iterable[str] = (),
) -> None:
    """Add codes seen for the first time, in the order of the positions the coder gave them."""
    for code in branches:
        answers.add_branch(library, code)
    for code in materials:
        answers.add_material(library, code, code)
    for code in areas:
        rows = Area.objects.filter(library=library)
        Area.objects.create(
            library=library, code=code, name=code[:80], position=next_position(rows)
        )
    for code in genre_codes:
        answers.add_genre_code(library, code, code)


def add_members(library: Library, codes: Sequence[bytes]) -> None:
    """Add the codes of new members, numbered on from the highest number."""
    with connection.cursor() as cursor:
        cursor.execute(
            # As one long value: an array of as many takes ten times as long to write and to read.
            "INSERT INTO segments_member (library_id, number, code)"
            " SELECT %s, start.number + given.at, substring(all_codes.codes FROM"
            f"  given.at * {CODE_BYTES} - {CODE_BYTES - 1} FOR {CODE_BYTES})"
            " FROM (SELECT %s::bytea AS codes) AS all_codes, generate_series(1, %s) AS given (at),"
            " (SELECT coalesce(max(number), 0)::int AS number FROM segments_member"
            "  WHERE library_id = %s) AS start",
            [library.pk, b"".join(codes), len(codes), library.pk],
        )


def add_titles(library: Library, titles: Sequence[Any]) -> None:
    """Add new titles (key, isbn, title, author), numbered on from the highest number."""
    rows = [[text.replace("\x00", "") for text in row] for row in titles]
    with connection.cursor() as cursor:
        cursor.execute(
            # As one text: arrays of as many texts take several times as long to write.
            "INSERT INTO segments_title (library_id, number, key, isbn, title, author)"
            " SELECT %s, start.number + given.at,"
            " given.row ->> 0, given.row ->> 1, given.row ->> 2, given.row ->> 3"
            " FROM json_array_elements(%s::json) WITH ORDINALITY AS given (row, at),"
            " (SELECT coalesce(max(number), 0)::int AS number FROM segments_title"
            "  WHERE library_id = %s) AS start",
            [library.pk, json.dumps(rows, ensure_ascii=False), library.pk],
        )


def genre_of_code(library: Library) -> "NDArray[np.int64]":
    """By position of a genre code: the position of the genre it counts under, 0 for onbekend."""
    rows = GenreCode.objects.filter(library=library).values_list(
        "position", "genre__position", "genre__shown_as__position"
    )
    return _table({code: larger or genre or 0 for code, genre, larger in rows})


def own_genre_of_code(library: Library) -> "NDArray[np.int64]":
    """The same without larger parts of the collection."""
    pairs = GenreCode.objects.filter(library=library).values_list("position", "genre__position")
    return _table({code: genre or 0 for code, genre in pairs})


def segment_outside_clusters(library: Library) -> "NDArray[np.int64]":
    """By position of any segment: what it would be counted under without clusters."""
    links = schemes.segment_links(library)
    return _table(editions.tops({at: link.without_cluster() for at, link in links.items()}))


def top_segment(library: Library) -> "NDArray[np.int64]":
    """By position of any segment of any edition: the position it is counted under."""
    return _table(editions.tops(schemes.segment_links(library)))


def part_segment(library: Library) -> "NDArray[np.int64]":
    """By position of any segment: which part it is of the segment it is counted under."""
    return _table(editions.parts(schemes.segment_links(library)))


def _table(pairs: Mapping[int, int]) -> "NDArray[np.int64]":
    table = np.zeros(max(pairs, default=0) + 1, np.int64)
    for position, value in pairs.items():
        table[position] = value
    return table


def copy_out(
    sql: str, parameters: Sequence[Any], types: Mapping[str, str], *, width: int = 0
) -> dict[str, Any]:
    """The answer to a query as numpy columns of these types; see copying.decode."""
    query = f"COPY ({sql}) TO STDOUT (FORMAT binary)"
    with connection.cursor() as cursor, cursor.copy(query, parameters) as copy:
        # One buffer that grows: a part is a row, and as many objects take twice as much memory.
        blob = bytearray()
        for part in copy:
            blob += part
    return copying.decode(blob, types, width=width)
