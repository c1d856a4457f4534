"""Which column is what: remembered, recognised, or said by a person."""

from dataclasses import replace

from django.db import transaction

from segments import profiles
from segments.models import ImportProfile, LoanImport
from segments.profiles import Profile, Suggestion
from segments.profiles.profile import find_headers


class CannotMap(Exception):
    """The columns of this import are settled already."""


def suggestion(loan_import: LoanImport) -> Suggestion:
    """What the columns seem to be: a profile of the library whose headers are all there wins."""
    inspection = loan_import.inspection
    header, samples = inspection["header"], inspection["samples"]
    found = profiles.suggest(loan_import.kind, header, samples)
    remembered = remembered_profile(loan_import)
    if remembered is None:
        return found
    return replace(
        found,
        profile=remembered,
        recognised=dict(remembered.mapping),
        missing_required=(),
        date_orders_possible=(remembered.date_order,),
    )


def remembered_profile(loan_import: LoanImport) -> Profile | None:
    """The newest profile of this library and kind whose headers this file has."""
    header = loan_import.inspection["header"]
    rows = ImportProfile.objects.filter(library=loan_import.library_id, kind=loan_import.kind)
    for row in rows.order_by("-updated_at", "-pk"):
        profile = Profile.from_json(row.settings)
        wanted = profile.mapping.values()
        if wanted and all(find_headers(header, each) for each in wanted):
            return profile
    return None


@transaction.atomic
def choose(loan_import: LoanImport, profile: Profile, *, remember_as: str = "") -> LoanImport:
    """Settle the columns of an import, and remember them for the next file if asked."""
    loan_import = LoanImport.objects.select_for_update().get(pk=loan_import.pk)
    if loan_import.is_busy or loan_import.status in ("done", "undone"):
        raise CannotMap(loan_import.filename)
    profile.check()
    loan_import.profile = profile.to_json()
    loan_import.kind = profile.kind
    loan_import.status = LoanImport.Status.DRAFT
    loan_import.save(update_fields=["profile", "kind", "status"])
    if remember_as:
        ImportProfile.objects.update_or_create(
            library=loan_import.library,
            name=remember_as[:80],
            defaults={"kind": profile.kind, "settings": profile.to_json()},
        )
    return loan_import
