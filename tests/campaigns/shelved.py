"""A library with four titles and a campaign for which they may be chosen."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.queries import campaign_titles as queries
from planning import tenancy
from planning.models import Branch, Library
from tests import make
from tests.make_campaigns import make_campaign
from tests.segments import make_books

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=20)
ISBN = "9780306406157"


def shelved(library: Library, *, days_old: int = 0) -> None:
    """Four titles: one with a queue, one nowhere, one that is new."""
    make.branch(library, "CEN", "Centrum")
    (travel,) = make_books.genre(library, "Reis", "R")
    rows = [
        (1, "123456789", ISBN, "Wandelen in Drenthe", "Bakker, Jan"),
        (2, "k2", "", "Camperroutes", "Visser, Piet"),
        (3, "k3", "", "Camperroutes", "Mulder, Els"),
        (4, "k4", "", "Reisgids Japan", ""),
    ]
    make_books.insert(library, "segments_title", rows)
    make_books.file(
        library, "titles", [(n, travel, 0, "nl", "", 2024, None, None) for n in range(1, 5)]
    )
    made_on = make_books.days_ago(days_old)
    held = [(n, 1, "", make_books.days_ago(30 if n == 2 else 900), 1, None) for n in (1, 2, 3)]
    make_books.file(library, "holdings", held, on=made_on)
    make_books.file(library, "reservations", [(3, 0, 18)], on=made_on)
    make_books.renew(library)


def shelved_campaign(library: Library) -> Campaign:
    shelved(library)
    with tenancy.library_scope(library):
        here = [Branch.objects.get(code="CEN")]
    return make_campaign(library, "Reizen", starts_on=SOON, branches=here)


def url(campaign: Campaign, step: str = "s", *row: int) -> str:
    return reverse(f"campaigns:campaign_title{step}", args=[campaign.pk, *row])


def names(campaign: Campaign) -> list[str]:
    with tenancy.library_scope(campaign.library):
        return [str(row) for row in queries.in_order(campaign)]
