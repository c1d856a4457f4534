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


def files(library: Library, numbers: Collection[int]) -> dict[int, str]:
    """The file of each title that has a picture, by its name under COVER_DIR."""
    rows = Cover.objects.filter(library=library, title__in=numbers).order_by("loan_import_id")
    found = rows.values_list("title", "stored_as")
    return {number: f"{library.pk}/{stored_as}" for number, stored_as in found}
