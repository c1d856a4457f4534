"""bench_campaigns: the pages of a campaign in a large library, over HTTP."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.actions import campaigns, titles
from campaigns.models import Campaign
from planning import tenancy
from planning.models import Branch, Library, TargetGroup
from segments.benching import insight_pages, pages, subject
from segments.benching.subject import Size
from segments.models import Segment, TargetGroupSegment
from segments.queries import books, names

TITLES = 12
PARTS = ("campaign", "campaign_channels", "campaign_tasks", "campaign_effect", "campaign_talk")


def measure(asked_size: Size, *, rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Fill a library, begin a campaign in it, and ask for its pages in turn."""
    size = asked_size.with_titles()
    with subject.export(size) as files, subject.library(files) as library:
        say("importing")
        subject.read_in(library, files.loans)
        say("making insights")
        insight_pages.fill(library, files)
        with tenancy.library_scope(library):
            asked = addresses([campaign(library, branches=count) for count in (0, 1, 2)])
        found = pages.ask(library, asked, rounds=rounds, say=say, sheets_of="titles")
    return {"rows": size.rows, "titles": size.titles, **found}


def campaign(library: Library, *, branches: int) -> Campaign:
    """A campaign of four weeks for two segments, with a dozen titles, in some of the branches."""
    group = TargetGroup.objects.create(library=library, name=f"Reizigers {branches}")
    segments = Segment.objects.filter(library=library, parent=None, scheme__is_active=True)
    for segment in segments.order_by("position")[2:4]:
        TargetGroupSegment.objects.create(library=library, target_group=group, segment=segment)
    first = timezone.localdate() + timedelta(weeks=3)
    made = campaigns.begin(
        library, by=None, fields=_fields(library, group, first, branches), involved=()
    )
    shown, _total = books.books(library, limit=TITLES)
    titles.add_titles(made, [book.number for book in shown], by=None)
    return made


def _fields(library: Library, group: TargetGroup, first: date, branches: int) -> dict[str, Any]:
    return {
        "title": "Reizen begint in Dorp",
        "target_group": group,
        "starts_on": first,
        "ends_on": first + timedelta(weeks=4),
        "branches": list(Branch.objects.filter(library=library).order_by("pk")[:branches]),
    }


def addresses(made: list[Campaign]) -> dict[str, str]:
    """The pages that are asked for, by what they are called in the answer.

    Suggestions are asked for with the page around them, as somebody without a script has them.
    """
    page = reverse("campaigns:campaign_titles", args=[made[0].pk])
    whole, in_one, in_two = (
        reverse("campaigns:campaign_suggestions", args=[each.pk]) for each in made
    )
    genre = next(each for each in names.genres(made[0].library) if not each.group)
    parts = {
        f"{name.removeprefix('campaign_')}": reverse(f"campaigns:{name}", args=[made[0].pk])
        for name in PARTS
    }
    return {
        pages.BASELINE: reverse("account_login"),
        "titles": page,
        "suggestions": whole,
        "suggestions, one branch": in_one,
        "suggestions, two branches": in_two,
        "suggestions on the shelf": f"{in_two}?on_shelf=on&no_queue=on",
        "suggestions, new": f"{whole}?new=on",
        "suggestions, long not lent": f"{whole}?quiet=on&no_queue=on",
        "suggestions of a genre": f"{whole}?genre={genre.position}",
        "suggestions, all that went quiet": f"{whole}?reason=quiet&page=4",
        "titles by a word": f"{whole}?q=zee",
        "campaigns": reverse("campaigns:campaigns"),
        **parts,
    }
