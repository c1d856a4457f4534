"""What imports of every kind share: how the file is read, and what is kept of it."""

from dataclasses import replace
from typing import Any

from planning import tenancy
from segments.actions import jobs, uploads
from segments.actions.answers import NeedsAnswer, Refused
from segments.actions.tally import Tally
from segments.models import LoanImport, Reject
from segments.profiles import PERSONAL, Profile
from segments.profiles.profile import find_headers
from segments.reading import Layout

UNKNOWN_KEPT = 200
SHOWN = 10
BATCH = 5000
SLIPS = 0.005  # of the rows may hold a rounded number; a column that was rounded has more
# Options that decide what becomes of a row.
WAYS = (
    "exported_on",
    "create_unknown",
    "date_order",
    "without_postcodes",
    "supplier_threshold",
    "rights",
    "branches",
    "genres",
    "materials",
)


def same_file(loan_import: LoanImport) -> list[LoanImport]:
    """Finished imports of the very same file, read in the same way, oldest first."""
    candidates = LoanImport.objects.current().filter(
        library=loan_import.library,
        kind=loan_import.kind,
        digest=loan_import.digest,
        coding_version=loan_import.coding_version,
        profile=loan_import.profile,
    )
    ways = [loan_import.options.get(name) for name in WAYS]
    return [
        each
        for each in candidates.exclude(pk=loan_import.pk).order_by("pk")
        if [each.options.get(name) for name in WAYS] == ways
    ]


def ask_for_postcodes(loan_import: LoanImport, coder: Any) -> None:
    """Stop at the first postcode that no table can tell about: it is gone once the row is in."""
    if coder.lacks_postcodes and not loan_import.options.get("without_postcodes"):
        raise NeedsAnswer("no_postcodes")


def judge_whole(coder: Any, tally: Tally) -> None:
    """Stop at what only the whole file tells: rounded numbers, or not one row that counts."""
    for name, rows in coder.scientific.items():
        if rows > SLIPS * tally.read:
            raise Refused(f"scientific_ids: {name}")
    if not tally.taken and tally.ignored > tally.excluded:
        raise NeedsAnswer("nothing_counts")


def finish_unchanged(loan_import: LoanImport) -> bool:
    """Finish at once when this very file is in already: every row is there."""
    found = same_file(loan_import)
    if not found:
        return False
    earlier = found[0]
    loan_import.read, loan_import.rejected = earlier.read, earlier.rejected
    loan_import.duplicates = earlier.read - earlier.rejected
    loan_import.exported_on = earlier.exported_on
    loan_import.report = {**earlier.report, "same_as": earlier.pk}
    jobs.finish(loan_import, LoanImport.Status.DONE)
    uploads.delete_file(loan_import)
    return True


def profile_and_layout(loan_import: LoanImport) -> tuple[Profile, Layout]:
    profile = Profile.from_json(loan_import.profile)
    layout = Layout.from_json(loan_import.inspection["layout"])
    order = loan_import.options.get("date_order")
    return (replace(profile, date_order=order) if order else profile), layout


def findings(coder: Any) -> dict[str, Any]:
    """What a coder doubted and did not know, with numbers of rows."""
    return {
        "warnings": dict(getattr(coder, "warnings", {})),
        "unknown": {
            name: dict(codes.most_common(UNKNOWN_KEPT))
            for name, codes in getattr(coder, "unknown", {}).items()
            if codes
        },
    }


def first_rows(profile: Profile, layout: Layout, batch: Any) -> list[dict[str, str]]:
    """Up to ten rows as they are understood, field → text, without what is personal."""
    columns = {}
    for name, joined in profile.mapping.items():
        headers = find_headers(layout.header, joined)
        if name not in PERSONAL and headers and headers[0] in batch.columns:
            columns[name] = batch.columns[headers[0]].slice(0, SHOWN).to_pylist()
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def replace_rejects(loan_import: LoanImport, tally: Tally) -> None:
    """Keep the rejected rows of this attempt instead of those of an earlier one."""
    Reject.objects.filter(loan_import=loan_import).delete()
    Reject.objects.bulk_create(tally.rows(loan_import), batch_size=BATCH)


def keep_rejects(loan_import: LoanImport, tally: Tally) -> None:
    """The same for an import that stops here, in a transaction of its own."""
    with tenancy.library_scope(loan_import.library):
        replace_rejects(loan_import, tally)
