"""Where the rows of the smaller files are kept, each under the import that brought them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from planning.models import Library
from segments import coding
from segments.loading import service_area, store
from segments.models import Area, Households, LoanImport, Segment, SegmentScheme

BATCH = 5000
KEY = "level, period, branch, title, genre_code, material, segment, area, band"
OF_IMPORT = (
    "segments_loan_count",
    "segments_member_profile",
    "segments_membership",
    "segments_postcode",
)


def keep_postcodes(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Keep postcodes beside those of earlier files; of one postcode the last file counts."""
    store.add_dimensions(loan_import.library, areas=coder.new_areas)
    _insert(
        "INSERT INTO segments_postcode (library_id, import_id, postcode, house_number, segment,"
        " area, households) SELECT %s, %s, * FROM unnest(%s::text[], %s::int[], %s::smallint[],"
        " %s::smallint[], %s::int[])",
        loan_import,
        [row[1:] for row in rows],
    )


def take_out_postcodes(loan_import: LoanImport) -> None:
    _delete("segments_postcode", loan_import)


def keep_households(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Keep households per area and segment; of one pair the last file counts."""
    library = loan_import.library
    store.add_dimensions(library, areas=coder.new_areas)
    areas = dict(Area.objects.filter(library=library).values_list("position", "pk"))
    segments = dict(Segment.objects.filter(library=library).values_list("position", "pk"))
    Households.objects.bulk_create(
        [
            Households(
                library=library,
                area_id=areas[row.area],
                segment_id=segments[row.segment],
                households=row.households,
                loan_import=loan_import,
            )
            for row in coding.summed_households(rows)
        ],
        batch_size=BATCH,
    )
    service_area.place(
        library,
        {
            areas[row.area]: (row.municipality, row.catchment)
            for row in rows
            if row.area and (row.municipality or row.catchment)
        },
    )


def take_out_households(loan_import: LoanImport) -> None:
    Households.objects.filter(library=loan_import.library, loan_import=loan_import).delete()


def keep_members(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Keep what the file says of members, by the code that loans carry as well."""
    store.add_members(loan_import.library, coder.new_members)
    profiles = [(row.number, row.segment, row.area, _braced(row.bands)) for row in rows]
    _insert(
        "INSERT INTO segments_member_profile (library_id, import_id, first_year, number, segment,"
        f" area, bands) SELECT %s, %s, {int(coder.first_year)}, number, segment, area,"
        " bands::smallint[] FROM unnest(%s::int[], %s::smallint[], %s::smallint[], %s::text[])"
        " AS given (number, segment, area, bands)",
        loan_import,
        profiles,
    )


def take_out_members(loan_import: LoanImport) -> None:
    _delete("segments_member_profile", loan_import)


def keep_memberships(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Keep members per segment; of one segment, area and age the last file counts."""
    store.add_dimensions(loan_import.library, areas=coder.new_areas)
    _insert(
        "INSERT INTO segments_membership (library_id, import_id, segment, area, age, members,"
        " zero_borrowers, heavy_borrowers) SELECT %s, %s, * FROM unnest(%s::smallint[],"
        " %s::smallint[], %s::smallint[], %s::int[], %s::int[], %s::int[])",
        loan_import,
        [row[1:] for row in coding.summed_memberships(rows)],
    )


def take_out_memberships(loan_import: LoanImport) -> None:
    _delete("segments_membership", loan_import)


def keep_counts(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Keep counted loans; of one key of dimensions the newest export counts."""
    library = loan_import.library
    store.add_dimensions(
        library,
        branches=coder.new_branches,
        genre_codes=coder.new_genre_codes,
        materials=coder.new_materials,
    )
    store.add_titles(library, coder.new_titles)
    given = loan_import.options.get("exported_on")
    loan_import.exported_on = given or timezone.localdate(loan_import.created_at)
    merged = coding.merged_counts(rows)
    _insert(
        "INSERT INTO segments_loan_count (library_id, import_id, is_current, level, period,"
        " branch, title, genre_code, material, segment, area, band, loans, renewals, borrowers)"
        " SELECT %s, %s, false, * FROM unnest(%s::smallint[], %s::int[], %s::smallint[],"
        " %s::int[], %s::smallint[], %s::smallint[], %s::smallint[], %s::smallint[],"
        " %s::smallint[], %s::bigint[], %s::bigint[], %s::int[])",
        loan_import,
        [row[1:] for row in merged],
    )
    _settle_known(loan_import, rows)
    _choose_current(library, also=loan_import)


def _settle_known(loan_import: LoanImport, rows: Sequence[Any]) -> None:
    """Tell rows whose key another import brought: with the same counts, or with others."""
    rows_of = Counter(row[1:10] for row in rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {KEY}, (mine.loans, mine.renewals) = (old.loans, old.renewals)"
            " AND mine.borrowers IS NOT DISTINCT FROM old.borrowers"
            " FROM segments_loan_count AS mine"
            f" JOIN segments_loan_count AS old USING (library_id, {KEY})"
            " WHERE mine.library_id = %s AND mine.import_id = %s AND old.is_current",
            [loan_import.library_id, loan_import.pk],
        )
        for *key, is_same in cursor.fetchall():
            count = rows_of[tuple(key)]
            loan_import.accepted -= count
            if is_same:
                loan_import.duplicates += count
            else:
                loan_import.conflicts += count


def take_out_counts(loan_import: LoanImport) -> None:
    _delete("segments_loan_count", loan_import)
    _choose_current(loan_import.library)


def _choose_current(library: Library, also: LoanImport | None = None) -> None:
    """Mark of each key the row of the newest export, and no other.

    Of two exports of one day the one with more loans: which was read first may not matter.
    """
    given = (also.pk, also.exported_on) if also else (0, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE segments_loan_count AS count SET is_current = ranked.place = 1"
            f" FROM (SELECT counted.ctid, row_number() OVER (PARTITION BY {KEY}"
            "  ORDER BY coalesce(CASE WHEN counted.import_id = %s THEN %s::date"
            "   ELSE other.exported_on END, '0001-01-01') DESC, counted.loans DESC,"
            "   counted.renewals DESC, counted.borrowers DESC NULLS LAST, counted.import_id DESC"
            "  ) AS place"
            "  FROM segments_loan_count AS counted"
            "  JOIN segments_loanimport AS other ON other.id = counted.import_id"
            "  WHERE counted.library_id = %s) AS ranked"
            " WHERE count.library_id = %s AND count.ctid = ranked.ctid"
            " AND count.is_current <> (ranked.place = 1)",
            [*given, library.pk, library.pk],
        )


def hand_over(loan_import: LoanImport, to: LoanImport) -> None:
    """The same file was read again later: its rows stay, under the later import."""
    for table in OF_IMPORT:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET import_id = %s WHERE library_id = %s AND import_id = %s",
                [to.pk, loan_import.library_id, loan_import.pk],
            )
    for model in (Households, SegmentScheme):
        rows = model.objects.filter(library=loan_import.library_id, loan_import=loan_import)
        rows.update(loan_import=to)


def _braced(bands: Sequence[int]) -> str:
    return "{" + ",".join(map(str, bands)) + "}"


def _insert(sql: str, loan_import: LoanImport, rows: Sequence[Sequence[Any]]) -> None:
    """One INSERT from arrays: a column of the rows each."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [loan_import.library_id, loan_import.pk, *columns])


def _delete(table: str, loan_import: LoanImport) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE library_id = %s AND import_id = %s",
            [loan_import.library_id, loan_import.pk],
        )
