"""Imports of files about books: titles, holdings, acquisitions, reservations, weeding lists."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from planning import tenancy
from planning.models import Branch, Library
from segments import fewer_copies, reading
from segments.actions import files, insights, jobs, uploads
from segments.actions.answers import NeedsAnswer, Refused
from segments.actions.jobs import Heartbeat
from segments.actions.tally import Tally
from segments.coding import BookCoder
from segments.loading import books, store
from segments.models import GenreCode, LoanImport, Material
from segments.profiles import ABOUT_TITLES

KINDS = frozenset(ABOUT_TITLES)
LISTS = frozenset({"reservations", "weeding"})  # of which the newest file counts as a whole


def check(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Code the whole file without storing a row, and say what an import would do."""
    _coder, tally, report = _read(loan_import, heartbeat)
    library = loan_import.library
    copies = report.pop("copies")
    with tenancy.library_scope(library):
        # Rows that are asked about or wrong would be missing here: the load asks then.
        if not tally.too_many and not report["unknown"]:
            _ask_for_fewer_copies(loan_import, copies)
        names = _branch_names(library)
        counts = report.pop("branches")
        report["per_branch"] = {names.get(at, "?"): n for at, n in counts.items() if at}
        before = _rows_by_branch(loan_import)
        report["previous_per_branch"] = {names.get(at, "?"): n for at, n in before.items() if at}
        loan_import.report = {**loan_import.report, **report}
        loan_import.read, loan_import.rejected = tally.read, tally.rejected
        jobs.finish(loan_import, LoanImport.Status.CHECKED)


class TooManyRejects(Refused):
    """More than one row in twenty is wrong; `.tally` has them."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(f"too_many_rejects: {tally.rejected} / {tally.read}")
        self.tally = tally


def load(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Write the rows as they are read, in one transaction."""
    library = loan_import.library
    with tenancy.library_scope(library):
        loan_import.coding_version = _codes_known(library)
        earlier = files.same_file(loan_import)
        if files.finish_unchanged(loan_import):
            # The newest list counts, so its rows go with the newest reading of it.
            for each in earlier if loan_import.kind in LISTS else ():
                books.hand_over(each, to=loan_import)
            return
    try:
        with tenancy.library_scope(library):
            _bring_in(loan_import, heartbeat)
    except TooManyRejects as refusal:
        files.keep_rejects(loan_import, refusal.tally)
        raise


def _bring_in(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    arrived = books.Arrived(loan_import)
    try:
        coder, tally, report = _read(loan_import, heartbeat, arrived)
        arrived.settle()
    finally:
        arrived.close()
    copies = report.pop("copies")
    del report["branches"]
    loan_import.report = {**loan_import.report, **report}
    loan_import.read, loan_import.rejected = tally.read, tally.rejected
    if tally.too_many and not loan_import.options.get("accept_rejects"):
        raise TooManyRejects(tally)
    _ask_for_fewer_copies(loan_import, copies)
    _take_over(loan_import, coder, tally, arrived)
    uploads.delete_file(loan_import)


def undo(loan_import: LoanImport, _heartbeat: Heartbeat) -> None:
    """Take the rows of this file out again."""
    with tenancy.library_scope(loan_import.library):
        jobs.fence(loan_import)
        again = files.same_file(loan_import)
        if again:
            books.hand_over(loan_import, to=again[-1])
        else:
            books.take_out(loan_import)
            insights.mark(loan_import.library, {insights.BOOKS})
        loan_import.undone_at = timezone.now()
        jobs.finish(loan_import, LoanImport.Status.UNDONE)


def _read(
    loan_import: LoanImport, heartbeat: Heartbeat, arrived: books.Arrived | None = None
) -> tuple[BookCoder, Tally, dict[str, Any]]:
    profile, layout = files.profile_and_layout(loan_import)
    with tenancy.library_scope(loan_import.library):
        settle = arrived.settle if arrived else None
        lookups = books.lookups(loan_import.library, loan_import.options, settle)
    coder = BookCoder(profile, layout.header, lookups)
    tally = Tally(coder.headers, coder.personal)
    branches, copies = Counter[int](), Counter[int]()
    first_rows: list[dict[str, str]] = []
    path = uploads.stored_path(loan_import)
    for batch in reading.batches(path, layout, headers=coder.headers):
        heartbeat.check()
        coded = coder.code(batch)
        tally.add_batch(coded, batch.rejects)
        heartbeat.progress = tally.read
        if loan_import.kind == LoanImport.Kind.HOLDINGS:
            copies.update(_copies(coded.rows))
        if arrived:
            arrived.add(coded.rows, coded.facts, coder.texts)
            continue
        branches.update(coded.rows["branch"].tolist())
        first_rows = first_rows or files.first_rows(profile, layout, batch)
    files.judge_whole(coder, tally)
    report = tally.report() | files.findings(coder) | {"titles_new": len(coder.new_titles)}
    seen = {"branches": branches, "copies": copies, "first_rows": first_rows}
    return coder, tally, report | seen


def _copies(rows: Any) -> dict[int, int]:
    """Copies by position of the branch."""
    import numpy as np

    counts = np.bincount(rows["branch"], weights=rows["count"])
    return {at: int(counts[at]) for at in np.unique(rows["branch"]).tolist()}


def _ask_for_fewer_copies(loan_import: LoanImport, copies: Mapping[int, int]) -> None:
    """Stop at a branch that would lose most of its copies: part of a file, or the wrong one."""
    if loan_import.kind != LoanImport.Kind.HOLDINGS or loan_import.options.get("accept_fewer"):
        return
    made_on = loan_import.options.get("exported_on") or _first_seen(loan_import)
    fewer = fewer_copies.found(copies, books.copies_now(loan_import, made_on))
    if fewer:
        raise NeedsAnswer(fewer_copies.reason(fewer, _branch_names(loan_import.library)))


def _branch_names(library: Library) -> dict[int, str]:
    return dict(Branch.objects.filter(library=library).values_list("position", "name"))


def _take_over(
    loan_import: LoanImport, coder: BookCoder, tally: Tally, arrived: books.Arrived
) -> None:
    jobs.fence(loan_import)
    library = loan_import.library
    store.add_dimensions(
        library,
        branches=coder.new_branches,
        genre_codes=coder.new_genre_codes,
        materials=coder.new_materials,
    )
    store.add_titles(library, coder.new_titles)
    books.tell(library, coder.told)
    arrived.keep()
    loan_import.accepted, loan_import.ignored = tally.taken, tally.ignored
    loan_import.duplicates = tally.doubles
    loan_import.exported_on = loan_import.options.get("exported_on") or _first_seen(loan_import)
    # This file is unchanged as long as no code is known that it may have named.
    loan_import.coding_version = _codes_known(library)
    files.replace_rejects(loan_import, tally)
    insights.mark(library, {insights.BOOKS})
    jobs.finish(loan_import, LoanImport.Status.DONE)


def _first_seen(loan_import: LoanImport) -> Any:
    """The day that this very file was first read in: it is of that day, or older."""
    earlier = LoanImport.objects.filter(
        library=loan_import.library,
        kind=loan_import.kind,
        digest=loan_import.digest,
        exported_on__isnull=False,
    ).order_by("exported_on")
    found = earlier.values_list("exported_on", flat=True).first()
    return found or timezone.localdate(loan_import.created_at)


def _codes_known(library: Library) -> int:
    """Grows with each code: rows of the same file that named it would come in now."""
    tables_of_codes = (Branch.objects, GenreCode.objects, Material.objects)
    return sum(each.filter(library=library).count() for each in tables_of_codes)


def _rows_by_branch(loan_import: LoanImport) -> dict[int, int]:
    """Rows by branch position of the newest file of this kind."""
    if loan_import.kind == LoanImport.Kind.TITLES:
        return {}
    earlier = LoanImport.objects.current().filter(
        library=loan_import.library, kind=loan_import.kind
    )
    newest = earlier.order_by("-exported_on", "-pk").first()
    if newest is None:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT branch, count(*) FROM {books.TABLES[loan_import.kind]}"  # noqa: S608
            " WHERE library_id = %s AND import_id = %s GROUP BY branch",
            [loan_import.library_id, newest.pk],
        )
        return dict(cursor.fetchall())
