"""Imports of loans, a row per transaction: the check, the load, the undo."""

from collections import Counter
from typing import Any

from django.db import connection

from planning import tenancy
from planning.models import Branch
from segments import reading
from segments.actions import files, insights, jobs, uploads
from segments.actions.answers import Refused
from segments.actions.jobs import Heartbeat
from segments.actions.tally import Tally, day_of
from segments.coding import LoanCoder
from segments.loading import refresh, store, takeover
from segments.loading.staging import Keys, Repeated, Stages
from segments.models import LoanImport
from segments.profiles import Profile
from segments.reading import Layout


def check(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Code the whole file without storing a row, and say what an import would do."""
    profile, layout = files.profile_and_layout(loan_import)
    with tenancy.library_scope(loan_import.library):
        coder = _coder(loan_import, profile, layout)
    tally, branches = Tally(coder.headers, coder.personal), Counter[int]()
    first_day: int | None = None
    first_rows: list[dict[str, str]] = []
    for batch in _batches(loan_import, layout, coder):
        coded = _code(coder, batch, tally, heartbeat)
        branches.update(coded.columns["branch"].tolist())
        first_rows = first_rows or files.first_rows(profile, layout, batch)
        if coded.accepted:
            lowest = int(coded.columns["day"].min())
            first_day = lowest if first_day is None else min(first_day, lowest)
    files.judge_whole(coder, tally)
    report = tally.report() | files.findings(coder) | _growth(coder)
    report["first_rows"] = first_rows
    if first_day is not None:
        report |= {"first_day": f"{day_of(first_day)}", "last_day": f"{day_of(coder.last_day)}"}
    with tenancy.library_scope(loan_import.library):
        names = dict(
            Branch.objects.filter(library=loan_import.library).values_list("position", "name")
        )
        report["per_branch"] = {names.get(at, "?"): n for at, n in branches.items() if at}
        if first_day is not None:
            before = _rows_by_branch(loan_import, first_day, coder.last_day)
            report["previous_per_branch"] = {names.get(at, "?"): n for at, n in before.items()}
        loan_import.report = {**loan_import.report, **report}
        loan_import.read, loan_import.rejected = tally.read, tally.rejected
        jobs.finish(loan_import, LoanImport.Status.CHECKED)


def _rows_by_branch(loan_import: LoanImport, first_day: int, last_day: int) -> dict[int, int]:
    """Rows by branch position that are there already for these days."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT branch, count(*) FROM segments_loan WHERE library_id = %s"
            " AND day BETWEEN %s AND %s AND branch > 0 GROUP BY branch",
            [loan_import.library_id, day_of(first_day), day_of(last_day)],
        )
        return dict(cursor.fetchall())


def load(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Bring the loans in: staged month by month, taken over in one transaction."""
    profile, layout = files.profile_and_layout(loan_import)
    library = loan_import.library
    with tenancy.library_scope(library):
        takeover.drop_stages(loan_import.pk)
        loan_import.coding_version = library.coding_version
        if files.finish_unchanged(loan_import):
            return
        coder = _coder(loan_import, profile, layout)
    stages = Stages(library_id=library.pk, import_id=loan_import.pk)
    tally, keys = Tally(coder.headers, coder.personal), Keys()
    try:
        for batch in _batches(loan_import, layout, coder):
            coded = _code(coder, batch, tally, heartbeat)
            if coded.accepted:
                stages.add(coded.columns)
                keys.add(coded.columns)
        files.judge_whole(coder, tally)
        if tally.too_many and not loan_import.options.get("accept_rejects"):
            raise Refused(f"too_many_rejects: {tally.rejected} / {tally.read}")
        repeated = keys.repeated()
        stages.end(with_keys=not repeated)
        with tenancy.library_scope(library):
            _take_over(loan_import, coder, stages, tally, repeated)
    except Refused:
        loan_import.read, loan_import.rejected = tally.read, tally.rejected
        loan_import.report = {
            **loan_import.report,
            **tally.report(),
            **files.findings(coder) | _growth(coder),
        }
        files.keep_rejects(loan_import, tally)
        raise
    finally:
        stages.abandon()
    with tenancy.library_scope(library):
        takeover.drop_stages(loan_import.pk)
        uploads.delete_file(loan_import)


def undo(loan_import: LoanImport, _heartbeat: Heartbeat) -> None:
    """Take an import out again; the state is then as if it had never been."""
    library = loan_import.library
    with tenancy.library_scope(library):
        loan_import = jobs.fence(loan_import)
        again = files.same_file(loan_import)
        if again:
            takeover.hand_over(loan_import, again[0])
        else:
            months = takeover.restore_without(loan_import)
            refresh.refresh(library, months)
            insights.mark(library, {month // 12 for month in months})
        loan_import.undone_at = loan_import.finished_at
        jobs.finish(loan_import, LoanImport.Status.UNDONE)


def _coder(loan_import: LoanImport, profile: Profile, layout: Layout) -> LoanCoder:
    lookups = store.lookups(loan_import.library, loan_import.options)
    return LoanCoder(profile, layout.header, lookups)


def _batches(loan_import: LoanImport, layout: Layout, coder: LoanCoder) -> Any:
    return reading.batches(uploads.stored_path(loan_import), layout, headers=coder.headers)


def _code(coder: LoanCoder, batch: Any, tally: Tally, heartbeat: Heartbeat) -> Any:
    """Code one batch and count what came of it."""
    heartbeat.check()
    coded = coder.code(batch)
    files.ask_for_postcodes(heartbeat.loan_import, coder)
    tally.add_batch(coded, batch.rejects)
    heartbeat.progress = tally.read
    if tally.is_hopeless and not heartbeat.loan_import.options.get("accept_rejects"):
        raise Refused(f"too_many_rejects: {tally.rejected} / {tally.read}")
    return coded


def _growth(coder: LoanCoder) -> dict[str, int]:
    return {"members_new": len(coder.new_members), "titles_new": len(coder.new_titles)}


def _take_over(
    loan_import: LoanImport, coder: LoanCoder, stages: Stages, tally: Tally, repeated: Repeated
) -> None:
    jobs.fence(loan_import)
    library = loan_import.library
    store.add_dimensions(
        library,
        branches=coder.new_branches,
        genre_codes=coder.new_genre_codes,
        materials=coder.new_materials,
    )
    rows = stages.held.of(stages.months)
    begun = refresh.Begun(library, rows)
    store.add_members(library, coder.new_members)
    store.add_titles(library, coder.new_titles)
    given = loan_import.options.get("exported_on")
    loan_import.exported_on = given or (day_of(coder.last_day) if tally.taken else None)
    if repeated or not takeover.is_first(loan_import, stages.months):
        stages.finish()
    inside = takeover.within_file(stages, repeated)
    outside = takeover.with_other_imports(loan_import, stages.months)
    loan_import.read, loan_import.rejected = tally.read, tally.rejected
    loan_import.ignored = tally.ignored
    loan_import.duplicates = inside.duplicates + outside.duplicates
    loan_import.conflicts = inside.conflicts + outside.conflicts
    loan_import.accepted = tally.taken - loan_import.duplicates - loan_import.conflicts
    fresh = takeover.into_existing_months(loan_import, stages.months)
    held = {m: rows[m] for m in set(fresh) - inside.thinned - outside.thinned if m in rows}
    tables = {m: stages.table(loan_import.pk, m) for m in fresh if m not in held}
    if tables:
        stages.finish()
    # Meanwhile the tables of a first import get their keys.
    refresh.refresh(library, outside.months, staged=tables, held=held, begun=begun)
    stages.finish()
    takeover.give_key(loan_import, set(fresh) - stages.keyed)
    loan_import.report = {
        **loan_import.report,
        **tally.report(),
        **files.findings(coder) | _growth(coder),
        "months": [f"{month // 12}-{month % 12 + 1:02}" for month in sorted(stages.months)],
    }
    files.replace_rejects(loan_import, tally)
    insights.mark(library, {month // 12 for month in outside.months})
    jobs.finish(loan_import, LoanImport.Status.DONE)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
    takeover.attach(loan_import, fresh)
