"""Taking members off their loans: what happened stays as a count, to whom is gone."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from planning.models import Library

LOANS = ("segments_loan", "segments_loan_version")


def members(library: Library, codes: Collection[bytes]) -> list[int]:
    """The numbers of the members with these codes."""
    found = _rows(
        "SELECT number FROM segments_member WHERE library_id = %s AND code = ANY(%s)",
        [library.pk, list(codes)],
    )
    return [number for (number,) in found]


def months(library: Library, numbers: list[int]) -> list[int]:
    """The months, year * 12 + month - 1, in which these members have loans."""
    found = _rows(
        "SELECT DISTINCT (extract(year from day) * 12 + extract(month from day) - 1)::int"
        " FROM segments_loan WHERE library_id = %s AND member = ANY(%s) ORDER BY 1",
        [library.pk, numbers],
    )
    return [month for (month,) in found]


def take_out(library: Library, numbers: list[int]) -> int:
    """Take these members off their loans, and delete what files of members said; gives the loans.

    Not of rows that a newer export replaced: those are counted nowhere.
    """
    loans = [
        _change(
            f"UPDATE {table} SET member = 0 WHERE library_id = %s AND member = ANY(%s)",
            [library.pk, numbers],
        )
        for table in LOANS
    ]
    _change(
        "DELETE FROM segments_member_profile WHERE library_id = %s AND number = ANY(%s)",
        [library.pk, numbers],
    )
    return loans[0]


def years_with_members(library: Library, *, before: int) -> list[int]:
    """Calendar years before this one of which loans still have their member."""
    found = _rows(
        " UNION ".join(
            f"SELECT DISTINCT extract(year from day)::int FROM {table}"
            " WHERE library_id = %(library)s AND member > 0 AND day < %(before)s"
            for table in LOANS
        )
        + " ORDER BY 1",
        {"library": library.pk, "before": date(before, 1, 1)},
    )
    return [year for (year,) in found]


def wipe_year(library: Library, year: int) -> None:
    """Take the members off all loans of a calendar year."""
    for table in LOANS:
        _change(
            f"UPDATE {table} SET member = 0 WHERE library_id = %s AND member > 0"
            " AND day >= %s AND day < %s",
            [library.pk, date(year, 1, 1), date(year + 1, 1, 1)],
        )


def forget_profiles(library: Library, *, before: int) -> int:
    """Delete what files of members said that were read before this calendar year."""
    return _change(
        "DELETE FROM segments_member_profile AS profile USING segments_loanimport AS imported"
        " WHERE profile.library_id = %s AND imported.id = profile.import_id"
        " AND imported.finished_at < %s",
        [library.pk, date(before, 1, 1)],
    )


def forget_codes(library: Library) -> None:
    """Put chance in the place of codes that no loan and no file of members refers to any more.

    The rows stay, since members are numbered without gaps.
    """
    places = [(table, "member") for table in LOANS] + [("segments_member_profile", "number")]
    unused = " AND ".join(
        f"NOT EXISTS (SELECT FROM {table} AS used WHERE used.library_id = member.library_id"
        f" AND used.{column} = member.number)"
        for table, column in places
    )
    _change(
        "UPDATE segments_member AS member SET code = uuid_send(gen_random_uuid())"
        f" WHERE member.library_id = %s AND {unused}",
        [library.pk],
    )


def _rows(sql: str, parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found: list[Any] = cursor.fetchall()
        return found


def _change(sql: str, parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
