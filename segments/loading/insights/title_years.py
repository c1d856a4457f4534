"""Loans of titles, exact, as they say nothing about readers: segments_title_year."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from planning.models import Library
from segments.loading import store
from segments.loading.insights import rewriting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Rows = dict[str, Ints]

TABLE = "segments_title_year"
LOANS = (
    "SELECT title, branch, loans, day FROM segments_loan"
    " WHERE library_id = %s AND day >= %s AND day < %s AND loans > 0 AND title > 0"
)
LOAN_TYPES = {"title": "int4", "branch": "int2", "loans": "int2", "day": "date"}
KEY = ("year", "branch", "title")
TYPES = {
    "library_id": "int4",
    "year": "int2",
    "branch": "int2",
    "title": "int4",
    "loans": "int4",
    "last_on": "date",
}
# What the loans of a title say of it, where no file does.
UNTOLD = """
SELECT number FROM segments_title
WHERE library_id = %(library_id)s AND (
    number NOT IN (SELECT title FROM segments_title_fact AS fact
        JOIN segments_loanimport AS file ON file.id = fact.import_id AND file.status = 'done'
        WHERE fact.library_id = %(library_id)s AND fact.genre_code > 0)
    OR number NOT IN (SELECT title FROM segments_title_fact AS fact
        JOIN segments_loanimport AS file ON file.id = fact.import_id AND file.status = 'done'
        WHERE fact.library_id = %(library_id)s AND fact.material > 0))
"""
SAID_BY_LOANS = (
    "SELECT title, genre_code, material, loans FROM segments_loan"
    " WHERE library_id = %s AND loans > 0 AND title > 0"
)
SAID_TYPES = {"title": "int4", "genre_code": "int2", "material": "int2", "loans": "int2"}
MOST_TYPES = {"title": "int4", "genre_code": "int2", "material": "int2"}
MOST_TABLE = (
    "CREATE TEMPORARY TABLE IF NOT EXISTS fresh_most"
    " (title integer NOT NULL, genre_code smallint NOT NULL, material smallint NOT NULL)"
    " ON COMMIT DROP"
)


def renew(library: Library, year: int) -> None:
    """One row per title, in all branches together (0) and in each."""
    rows = store.copy_out(LOANS, [library.pk, date(year, 1, 1), date(year + 1, 1, 1)], LOAN_TYPES)
    counted = _counted({name: column.astype(np.int64) for name, column in rows.items()})
    size = len(counted["title"])
    counted |= {"library_id": np.full(size, library.pk), "year": np.full(size, year)}
    rewriting.fill(rewriting.start(TABLE), counted, TYPES)
    rewriting.replace(TABLE, library, KEY, ("loans", "last_on"), year=year)


def _counted(rows: "Rows") -> "Rows":
    by_branch = _summed(rows, (rows["branch"] << 32) | rows["title"])
    whole = _summed(by_branch, by_branch["title"])
    # The unknown branch (0) is part of all branches and nothing of its own.
    known = {name: column[by_branch["branch"] > 0] for name, column in by_branch.items()}
    whole["branch"] = np.zeros_like(whole["title"])
    return {name: np.concatenate([whole[name], known[name]]) for name in known}


def _summed(rows: "Rows", key: "Ints") -> "Rows":
    """One row per key, in its order: all loans, and the last day."""
    order = np.argsort(key)
    ordered = key[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(key)])
    if not len(first):
        return {name: column[:0] for name, column in rows.items()} | {"last_on": key[:0]}
    days = rows["last_on"] if "last_on" in rows else rows["day"]
    return {
        "title": rows["title"][order][first],
        "branch": rows["branch"][order][first],
        "loans": np.add.reduceat(rows["loans"][order], first),
        "last_on": np.maximum.reduceat(days[order], first),
    }


def tell_most(library: Library) -> None:
    """Genre and material of most loans of each title of which no file tells both: fresh_most."""
    with connection.cursor() as cursor:
        cursor.execute(MOST_TABLE)
        cursor.execute("TRUNCATE fresh_most")
        cursor.execute(UNTOLD, {"library_id": library.pk})
        untold = np.array([number for (number,) in cursor.fetchall()], np.int64)
    if len(untold):
        rewriting.fill("fresh_most", _most(library, untold), MOST_TYPES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE fresh_most")


def _most(library: Library, untold: "Ints") -> "Rows":
    rows = store.copy_out(SAID_BY_LOANS, [library.pk], SAID_TYPES)
    is_untold = np.zeros(max(int(rows["title"].max(initial=0)), int(untold.max())) + 1, np.bool_)
    is_untold[untold] = True
    kept = is_untold[rows["title"]]
    title, loans = rows["title"][kept].astype(np.int64), rows["loans"][kept]
    most = {"title": untold}
    for name in ("genre_code", "material"):
        said = np.zeros(len(is_untold), np.int64)
        pair = (title << 16) | rows[name][kept]
        keys, which = np.unique(pair[pair & 0xFFFF > 0], return_inverse=True)
        lent = np.bincount(which, weights=loans[pair & 0xFFFF > 0], minlength=len(keys))
        best = np.lexsort((-keys, lent))  # of as many that with the lowest number
        said[keys[best] >> 16] = keys[best] & 0xFFFF  # of several the last one stays
        most[name] = said[untold]
    return most
