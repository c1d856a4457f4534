"""Book tips: which are live, and of what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import BookTip, Campaign
from planning.models import Library, TargetGroup
from segments.highlighting import Highlight


def tips(library: Library) -> "QuerySet[Any]":
    """All tips of a library, the newest first, those taken back among them."""
    rows: QuerySet[Any] = BookTip.objects.filter(library=library)
    rows = rows.select_related("target_group", "written_by", "taken_back_by", "campaign__item")
    return rows.order_by("-written_at", "-pk")


def live_tips(
    library: Library,
    *,
    numbers: Iterable[int] | None = None,
    campaign: Campaign | None = None,
    target_group: TargetGroup | None = None,
) -> list[BookTip]:
    """The tips that may be shown, the newest first: of these titles, or for this campaign."""
    rows = tips(library).filter(taken_back_at=None)
    if numbers is not None:
        rows = rows.filter(title__in=list(numbers))
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    if target_group is not None:
        rows = rows.filter(target_group=target_group)
    return list(rows)


def highlights(library: Library, numbers: Sequence[int]) -> Mapping[int, Sequence[Highlight]]:
    """Where a title is in the light because somebody tips it: "boekentip van Els"."""
    found: dict[int, list[Highlight]] = defaultdict(list)
    address = reverse("campaigns:tips")
    for tip in live_tips(library, numbers=numbers):
        name = _("book tip of %(name)s") % {"name": tip.by.partition(",")[0]}
        found[tip.title or 0].append(Highlight(name, f"{address}#tip-{tip.pk}"))
    return found
