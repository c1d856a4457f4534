"""One small project of two people, done and looked back on, without any figures but their own."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.actions import campaigns, closing, counts, titles
from campaigns.models import Campaign
from config.demo_campaigns.days import weeks_ago
from planning.actions import parts
from planning.models import Library, Membership, PlanSettings, TargetGroup

BOOKS = (
    "Het huis aan de wetering – L. Postmus",
    "Oma kan alles – T. Wiersma",
    "De winter van de lange jas – A. Hoving",
    "Brood uit eigen oven – M. Kuipers",
    "Waar de kievit roept – S. de Lange",
)


@transaction.atomic
def fill_first_project(library: Library, *, today: date) -> None:
    """Fill an empty list; one that somebody began stays as it is."""
    if Campaign.objects.filter(library=library).exists():
        return
    parts.switch_part(library, PlanSettings.Part.CAMPAIGNS, is_on=True)
    members = Membership.objects.filter(library=library).select_related("user")
    team = {each.user.email.partition("@")[0]: each.user for each in members}
    wietske, joris = team["wietske"], team["joris"]
    days = weeks_ago(today, 7, length=3)
    campaign = campaigns.begin(
        library,
        by=wietske,
        fields={
            "title": "Vijf boeken bij de koffie",
            "starts_on": days.first,
            "ends_on": days.last,
            "target_group": TargetGroup.objects.get(library=library, name="Senioren"),
            "hours_collection": 5,
            "hours_marketing": 4,
        },
        involved=[("collection", wietske), ("marketing", joris)],
        start=Campaign.Start.FIRST,
        content={
            "message": "Kom koffiedrinken en neem een verhaal mee naar huis.",
            "goal": "visit",
            "goal_number": 60,
            "goal_on": days.last,
        },
        created_at=timezone.now() - timedelta(days=(today - days.first).days + 24),
    )
    for name in BOOKS:
        titles.write_in(campaign, name=name, by=wietske)
    counted = (
        ("before", days.first - timedelta(weeks=3), days.first - timedelta(days=1), 41),
        ("during", days.first, days.last, 67),
    )
    for phase, first, last, number in counted:
        counts.add_count(
            campaign,
            by=joris,
            what="visit",
            phase=phase,
            from_on=first,
            to_on=last,
            number=number,
            note="Geteld op de koffieochtenden.",
        )
    closing.close(
        campaign,
        by=wietske,
        verdict=Campaign.Verdict.REPEAT,
        lesson="De koffie trekt, de boeken gaan mee. Volgende keer ook voor de kleinkinderen.",
        seen=closing.seen_of(campaign),
        today=today,
    )
