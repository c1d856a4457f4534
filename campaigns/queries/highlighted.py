"""Where titles are in the light by a campaign, or on a screen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import CampaignTitle, Slide
from planning.models import Library, PlanItem
from segments.highlighting import MANY, Highlight


def in_campaigns(library: Library, numbers: Sequence[int]) -> Mapping[int, Sequence[Highlight]]:
    """Campaigns that run or are to come: after one a title is nowhere to be seen any more."""
    rows = CampaignTitle.objects.filter(
        library=library,
        campaign__closed_at=None,
        campaign__item__archived_at=None,
        campaign__item__ends_on__gte=timezone.localdate(),
    ).exclude(campaign__item__status=PlanItem.Status.DROPPED)
    # All new titles of a large library are thousands, and those of its campaigns are few.
    if len(numbers) <= MANY:
        rows = rows.filter(title__in=list(numbers))
    found: dict[int, list[Highlight]] = defaultdict(list)
    wanted = set(numbers)
    for row in rows.select_related("campaign__item").order_by("campaign__item__starts_on", "pk"):
        if row.title not in wanted:
            continue
        name = _("campaign %(name)s") % {"name": row.campaign.item.title}
        address = reverse("campaigns:campaign_titles", args=[row.campaign_id])
        found[row.title or 0].append(Highlight(name, address))
    return found


def on_screens(library: Library, numbers: Sequence[int]) -> Mapping[int, Sequence[Highlight]]:
    """Slides with these titles: messages of the library, and those of campaigns that go on."""
    today, wanted = timezone.localdate(), set(numbers)
    rows = Slide.objects.filter(library=library, archived_at=None).exclude(titles=[])
    lasting = Q(ends_on=None) | Q(ends_on__gte=today)
    current = rows.filter(lasting).filter(
        Q(campaign=None) | Q(campaign__item__ends_on__gte=today, campaign__item__archived_at=None)
    )
    found: dict[int, list[Highlight]] = defaultdict(list)
    for slide in current.order_by("pk"):
        for number in wanted.intersection(slide.titles):
            address = reverse("campaigns:slide_edit", args=[slide.pk])
            found[number].append(Highlight(_("screen"), address))
    return found
