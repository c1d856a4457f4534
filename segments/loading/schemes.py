"""Editions of the segmentation, kept beside each other, and which segment stands for which."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from planning.models.people import next_position
from segments.loading.counting_under import count_under, end_empty_clusters
from segments.models import LoanImport, Segment, SegmentScheme

EDITION, CLUSTERS = SegmentScheme.Role.EDITION, SegmentScheme.Role.CLUSTERS


def keep_scheme(loan_import: LoanImport, _coder: Any, rows: Sequence[Any]) -> None:
    """Make this the edition in use; the same codes again only change names and colours."""
    library = loan_import.library
    active = SegmentScheme.objects.filter(library=library, role=EDITION, is_active=True).first()
    if active is not None:
        codes = set(Segment.objects.filter(scheme=active).values_list("code", flat=True))
        if codes == {row.code for row in rows}:
            _rename(active, rows)
            return
        active.is_active = False
        active.save(update_fields=["is_active"])
    scheme = SegmentScheme.objects.create(
        library=library,
        name=loan_import.filename.rsplit(".", 1)[0][:80],
        edition=f"{timezone.localdate():%Y-%m}",
        loan_import=loan_import,
    )
    position = next_position(Segment.objects.filter(library=library))
    made: dict[str, Segment] = {}
    for is_part in (False, True):
        for order, row in enumerate(rows):
            if bool(row.parent) == is_part:
                parent = made[row.parent.casefold()] if is_part else None
                made[row.code.casefold()] = Segment.objects.create(
                    library=library,
                    scheme=scheme,
                    code=row.code,
                    name=row.name,
                    colour=row.colour,
                    parent=parent,
                    order=order,
                    position=position,
                )
                position += 1


def _rename(scheme: SegmentScheme, rows: Sequence[Any]) -> None:
    for order, row in enumerate(rows):
        Segment.objects.filter(scheme=scheme, code=row.code).update(
            name=row.name, colour=row.colour, order=order
        )


def take_out_scheme(loan_import: LoanImport) -> None:
    """The edition before this one is in use again, and nothing is counted under this one."""
    schemes = SegmentScheme.objects.filter(library=loan_import.library)
    editions = schemes.filter(role=EDITION)
    if not editions.filter(loan_import=loan_import, is_active=True).update(is_active=False):
        return
    for gone in editions.filter(loan_import=loan_import):
        Segment.objects.filter(shown_as__scheme=gone).update(shown_as=None)
        of_clusters = schemes.filter(role=CLUSTERS, segment__shown_here__scheme=gone)
        Segment.objects.filter(scheme=gone, shown_as__scheme__in=of_clusters).update(shown_as=None)
    end_empty_clusters(loan_import.library)
    before = editions.exclude(loan_import=loan_import).exclude(loan_import__status="undone")
    latest = before.order_by("-pk").first()
    if latest is not None:
        latest.is_active = True
        latest.save(update_fields=["is_active"])


def keep_mapping(loan_import: LoanImport, coder: Any, rows: Sequence[Any]) -> None:
    """Count segments of the edition before under those of this one; what was there is kept."""
    positions = {row.old: row.new for row in rows if row.old not in coder.split}
    pk_of = dict(Segment.objects.filter(library=loan_import.library).values_list("position", "pk"))
    wanted = {pk_of[old]: pk_of[new] for old, new in positions.items()}
    before = count_under(loan_import.library, wanted)
    changed = {str(pk): [shown_as, wanted[pk]] for pk, shown_as in before.items()}
    loan_import.report = {**loan_import.report, "counted_under": changed}


def take_out_mapping(loan_import: LoanImport) -> None:
    """Count under what they were counted under before, unless somebody said otherwise since."""
    said = loan_import.report.get("counted_under", {})
    now = dict(Segment.objects.filter(pk__in=map(int, said)).values_list("pk", "shown_as_id"))
    back = {int(pk): old for pk, (old, new) in said.items() if now.get(int(pk)) == new}
    count_under(loan_import.library, back)
