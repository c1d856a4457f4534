"""Imports of the smaller files: scheme, postcodes, households, members, and counted loans."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from planning import tenancy
from planning.models import Library
from segments import coding, reading
from segments.actions import files, insights, jobs, stale, uploads
from segments.actions.answers import NeedsAnswer, Refused
from segments.actions.jobs import Heartbeat
from segments.actions.tally import Tally
from segments.loading import codes, schemes, store, tables
from segments.models import LoanImport
from segments.profiles import Profile
from segments.reading import Layout


@dataclass(frozen=True)
class Kind:
    """How one kind of file is coded, kept, and taken out again."""

    coder: Callable[..., Any]
    keep: Callable[[LoanImport, Any, Sequence[Any]], None]
    take_out: Callable[[LoanImport], None]


KINDS = {
    "scheme": Kind(coding.SchemeCoder, schemes.keep_scheme, schemes.take_out_scheme),
    "mapping": Kind(coding.MappingCoder, schemes.keep_mapping, schemes.take_out_mapping),
    "memberships": Kind(
        coding.MembershipCoder, tables.keep_memberships, tables.take_out_memberships
    ),
    "postcodes": Kind(coding.PostcodeCoder, tables.keep_postcodes, tables.take_out_postcodes),
    "households": Kind(coding.HouseholdsCoder, tables.keep_households, tables.take_out_households),
    "members": Kind(coding.MemberCoder, tables.keep_members, tables.take_out_members),
    "codes": Kind(coding.CodeCoder, codes.keep_codes, codes.take_out_codes),
    "aggregate": Kind(coding.AggregateCoder, tables.keep_counts, tables.take_out_counts),
}
# Fields that say something about who borrowed.
BORROWER_FIELDS = ("segment", "area", "age_band", "birth_year", "postcode")
# These say nothing about how a row of loans is read.
NO_CODING = frozenset({"aggregate", "mapping", "memberships", "covers"})
SEGMENT_FIELDS = {"code", "new_code"}


def check(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Code the whole file without storing a row, and say what an import would do."""
    coder, tally, rows = _read(loan_import, heartbeat)
    _refuse_broken_scheme(loan_import, rows)
    with tenancy.library_scope(loan_import.library):
        loan_import.report = {**loan_import.report, **tally.report(), **files.findings(coder)}
        loan_import.read, loan_import.rejected = tally.read, tally.rejected
        jobs.finish(loan_import, LoanImport.Status.CHECKED)


def load(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Read the file and keep its rows, in one transaction."""
    library = loan_import.library
    with tenancy.library_scope(library):
        loan_import.coding_version = library.coding_version
        if files.finish_unchanged(loan_import):
            return
    coder, tally, rows = _read(loan_import, heartbeat)
    _refuse_broken_scheme(loan_import, rows)
    loan_import.report = {**loan_import.report, **tally.report(), **files.findings(coder)}
    loan_import.read, loan_import.rejected = tally.read, tally.rejected
    if tally.too_many and not loan_import.options.get("accept_rejects"):
        files.keep_rejects(loan_import, tally)
        raise Refused(f"too_many_rejects: {tally.rejected} / {tally.read}")
    with tenancy.library_scope(library):
        jobs.fence(loan_import)
        loan_import.accepted, loan_import.ignored = tally.taken, tally.ignored
        loan_import.duplicates = tally.doubles
        KINDS[loan_import.kind].keep(loan_import, coder, rows)
        files.replace_rejects(loan_import, tally)
        _changed_coding(loan_import)
        insights.mark(library, {insights.BOOKS})
        if loan_import.kind == LoanImport.Kind.HOUSEHOLDS:
            stale.mark_all(library)  # it may say where areas lie
        jobs.finish(loan_import, LoanImport.Status.DONE)
        uploads.delete_file(loan_import)


def undo(loan_import: LoanImport, _heartbeat: Heartbeat) -> None:
    """Take the rows of this file out again."""
    with tenancy.library_scope(loan_import.library):
        jobs.fence(loan_import)
        again = files.same_file(loan_import)
        if again:
            tables.hand_over(loan_import, again[0])
        else:
            KINDS[loan_import.kind].take_out(loan_import)
            _changed_coding(loan_import)
            insights.mark(loan_import.library, {insights.BOOKS})
        jobs.finish(loan_import, LoanImport.Status.UNDONE)


def _changed_coding(loan_import: LoanImport) -> None:
    """The same loans would be read in another way from now on, or be counted in another way."""
    is_undone = loan_import.phase == LoanImport.Phase.UNDO
    if loan_import.kind == "mapping" or (loan_import.kind == "scheme" and is_undone):
        stale.recount(loan_import.library)
    if loan_import.kind not in NO_CODING:
        Library.objects.filter(pk=loan_import.library_id).update(
            coding_version=F("coding_version") + 1
        )
        loan_import.library.refresh_from_db(fields=["coding_version"])
        # This file is unchanged as long as no other one has come after it.
        loan_import.coding_version = loan_import.library.coding_version


def _read(loan_import: LoanImport, heartbeat: Heartbeat) -> tuple[Any, Tally, list[Any]]:
    profile, layout = files.profile_and_layout(loan_import)
    _ask_for_borrowers(loan_import, profile)
    with tenancy.library_scope(loan_import.library):
        coder = _coder(loan_import, profile, layout)
    tally, rows = Tally(coder.headers, coder.personal), []
    path = uploads.stored_path(loan_import)
    for batch in reading.batches(path, layout, headers=coder.headers):
        heartbeat.check()
        coded = coder.code(batch)
        if loan_import.kind == LoanImport.Kind.MEMBERS:
            files.ask_for_postcodes(loan_import, coder)
        rows += coded.rows
        tally.add_batch(coded, batch.rejects)
        heartbeat.progress = tally.read
    if loan_import.kind == LoanImport.Kind.MEMBERS:
        files.judge_whole(coder, tally)
    return coder, tally, rows


def _coder(loan_import: LoanImport, profile: Profile, layout: Layout) -> Any:
    lookups = store.lookups(loan_import.library, loan_import.options)
    is_about_segments = loan_import.kind in ("postcodes", "households", "mapping", "memberships")
    if is_about_segments and SEGMENT_FIELDS & set(profile.mapping) and not lookups.segments:
        raise NeedsAnswer("no_scheme")
    if loan_import.kind == LoanImport.Kind.MAPPING and not lookups.earlier_segments:
        raise Refused("no_earlier_edition")
    return KINDS[loan_import.kind].coder(profile, layout.header, lookups)


def _ask_for_borrowers(loan_import: LoanImport, profile: Profile) -> None:
    """Counts of segments without the number of borrowers behind them cannot be protected."""
    if loan_import.kind != LoanImport.Kind.AGGREGATE or "borrowers" in profile.mapping:
        return
    has_readers = any(name in profile.mapping for name in BORROWER_FIELDS)
    if has_readers and not loan_import.options.get("supplier_threshold"):
        raise NeedsAnswer("no_borrowers")


def _refuse_broken_scheme(loan_import: LoanImport, rows: Sequence[Any]) -> None:
    """A scheme comes in whole or not at all."""
    if loan_import.kind == LoanImport.Kind.SCHEME:
        for problem in coding.problems(rows):
            raise Refused(f"{problem.code}: {problem.line}")
