"""campaign_effect: what came of a campaign, in the figures and words of its page."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.actions import effects as actions
from campaigns.models import Campaign
from campaigns.views import effect_page as pages
from planning import tenancy
from planning.models import Library
from segments.effect.intervals import interval
from segments.effect.verdicts import pooled
from segments.queries.remembered import remembering


class Command(BaseCommand):
    help = "Measure a campaign anew, and print what its page says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--library", required=True, help="short name of the library")
        parser.add_argument("--campaign", required=True, type=int, help="its number")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(_("There is no library “%(slug)s”.") % {"slug": options["library"]})
        with tenancy.library_scope(library), remembering():
            rows = Campaign.objects.filter(library=library, pk=options["campaign"])
            campaign = rows.select_related("item__target_group", "library").first()
            if campaign is None:
                values = {"number": options["campaign"]}
                raise CommandError(_("There is no campaign %(number)s.") % values)
            kept = actions.measure(campaign)
            page = pages.context(campaign, kept, today=timezone.localdate())
        self.stdout.write(_as_json(campaign, page) if options["json"] else _as_text(page))


def _as_text(page: dict[str, Any]) -> str:
    lines = [
        *(page["counts"], page["strength"], page["others"], page["displacement"]),
        *(page["last_year"], page["since"], *page["remarks"], page["together_said"]),
        page["honest"],
    ]
    return "\n".join(line for line in lines if line)


def _as_json(campaign: Campaign, page: dict[str, Any]) -> str:
    answer = {
        "campaign": campaign.pk,
        "title": str(campaign),
        "state": page["state"],
        "said": [each for each in _as_text(page).split("\n") if each],
        "verdict": str(page["verdict"] or ""),
        "effect": page["told"].content(),
        "together": _together(page),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _together(page: dict[str, Any]) -> dict[str, Any] | None:
    found = page["together"]
    if found is None:
        return None
    sums = pooled([told.adding for _campaign, told in found.campaigns])
    level, low, high = interval(sums)
    return {
        "year": found.year,
        "campaigns": [each.pk for each, _told in found.campaigns],
        "observed": round(sums.observed),
        "expected": round(sums.expected, 1),
        "uplift": round(level - 1, 3),
        "low": round(low - 1, 3),
        "high": round(high - 1, 3),
    }
