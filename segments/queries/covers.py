"""Which picture stands for a title: that of the newest file."""

from collections.abc import Collection

from django.urls import reverse

from planning.models import Library
from segments.models import Cover


def cover(library: Library, number: int) -> Cover | None:
    rows = Cover.objects.filter(library=library, title=number)
    return rows.order_by("-loan_import_id").first()


def addresses(library: Library, numbers: Collection[int]) -> dict[int, str]:
    """The address of the picture of each title that has one."""
    rows = Cover.objects.filter(library=library, title__in=numbers).order_by("title")
    found = rows.values_list("title", flat=True).distinct()
    return {number: reverse("segments:cover", args=[number]) for number in found}
