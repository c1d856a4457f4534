"""Which column is what: remembered, recognised, or said by a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from segments import profiles, reading
from segments.actions import uploads
from segments.actions.tally import TOO_MANY
from segments.models import ImportProfile, LoanImport
from segments.profiles import Profile, Suggestion
from segments.profiles.moments import ORDERS, is_year_first, orders_of
from segments.profiles.profile import NO_PARENT_WORDS, find_headers
from segments.reading import Layout


class CannotMap(Exception):
    """The columns of this import are settled already."""


class NoSuchProfile(Exception):
    """Neither the library nor Samenplan has a profile of that name for this kind of file."""


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
    """The profile of this library and kind whose headers this file all has.

    Of several the one with most, so that no column is left out, then the newest.
    """
    header = loan_import.inspection["header"]
    rows = ImportProfile.objects.filter(library=loan_import.library_id, kind=loan_import.kind)
    fitting = [
        profile
        for row in rows.order_by("-updated_at", "-pk")
        if (profile := Profile.from_json(row.settings)).mapping
        and all(find_headers(header, each) for each in profile.mapping.values())
    ]
    return max(fitting, key=lambda profile: len(profile.mapping), default=None)


def named_profile(loan_import: LoanImport, name: str) -> Profile:
    """The profile of this name: the library's own, else one that is shipped."""
    own = ImportProfile.objects.filter(library=loan_import.library_id, name=name)
    if (row := own.filter(kind=loan_import.kind).first()) is not None:
        return Profile.from_json(row.settings)
    shipped = profiles.shipped_profile(name)
    if shipped is None or shipped.kind != loan_import.kind:
        raise NoSuchProfile(name)
    return shipped


def date_orders(loan_import: LoanImport, profile: Profile) -> tuple[str, ...]:
    """The orders of day and month that fit; the whole file is asked when its first rows fit more.

    An export is sorted by date, so the first rows are often all of the same few days.
    """
    header, samples = loan_import.inspection["header"], loan_import.inspection["samples"]
    found = profiles.date_orders(profile.mapping, header, samples)
    if len(found) == 1:
        return found
    days = set(_days(loan_import, profile))
    votes = Counter(orders_of([day]) for day in days if not is_year_first(day))
    votes.pop((), None)
    if days and not votes:
        return ("ymd",)
    enough = (1 - TOO_MANY) * votes.total()
    return tuple(
        order
        for order in ORDERS
        if sum(count for orders, count in votes.items() if order in orders) >= enough
    )


def with_renewals(loan_import: LoanImport, profile: Profile) -> Profile:
    """How the renewal columns speak; the whole file is asked when its first rows hold none."""
    header, samples = loan_import.inspection["header"], loan_import.inspection["samples"]
    counts = profiles.renewal_counts(profile.mapping, header, samples)
    if all(value.casefold() in NO_PARENT_WORDS for value in counts):
        headers = find_headers(header, profile.mapping["renewal"])
        counts = dict.fromkeys(_texts(loan_import, headers), 1)
    return replace(profile, renewals=profiles.renewals_from(profile.mapping, counts))


def _days(loan_import: LoanImport, profile: Profile) -> Iterator[str]:
    """The texts of all dates in a file, without their times."""
    header = loan_import.inspection["header"]
    wanted = (find_headers(header, profile.mapping.get(name, "")) for name in profiles.DATES)
    for text in _texts(loan_import, [name for found in wanted for name in found]):
        yield text.partition("T")[0].partition(" ")[0]


def _texts(loan_import: LoanImport, headers: Sequence[str]) -> Iterator[str]:
    """The texts in some columns of the whole file; of each batch every one once."""
    from segments.coding.arrays import distinct

    layout = Layout.from_json(loan_import.inspection["layout"])
    for batch in reading.batches(uploads.stored_path(loan_import), layout, headers=headers):
        for column in batch.columns.values():
            yield from (text.strip() for text in distinct(column).texts())


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
