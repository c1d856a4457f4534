"""What a campaign still lacks, the first thing first: each a sentence and the page for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.models import Campaign
from campaigns.phases import Phase
from campaigns.queries.campaigns import Line
from planning.entries import COLLECTION, MARKETING
from planning.models import Review

# Posts and screens need this much time before the first day; until then their lack is no news.
PUBLICITY = timedelta(weeks=6)
COUNTED_BY_HAND = (Campaign.Goal.VISIT, Campaign.Goal.JOIN_IN, Campaign.Goal.MEMBER)


@dataclass(frozen=True)
class NextStep:
    """Something to do; `route` is the page of the workspace on which it is done."""

    text: str
    route: str


def steps(line: Line, *, today: date) -> list[NextStep]:
    """Everything that is still to be done for a campaign, what cannot wait first."""
    if line.phase == Phase.CLOSED:
        return list(_afterwards(line))
    if line.phase == Phase.LOOKING_BACK:
        text = _("Look back: repeat, adjust or stop, and one lesson")
        return [NextStep(text, "campaign_close")]
    return [*_ground(line), *_content(line, today), *_under_way(line)]


def _ground(line: Line) -> Iterator[NextStep]:
    campaign, present = line.campaign, line.entry.disciplines
    if not line.item.target_group_id:
        yield NextStep(_("Choose the one target group"), "campaign_group")
    if line.standing.state == Review.State.CHANGES:
        yield NextStep(_("See which change was asked"), "campaign_review")
    if line.counts.tasks_late:
        said = ngettext("One task is late", "%(count)d tasks are late", line.counts.tasks_late)
        yield NextStep(said % {"count": line.counts.tasks_late}, "campaign_tasks")
    if MARKETING not in present:
        yield NextStep(_("Ask somebody of marketing to join"), "campaign")
    if COLLECTION not in present:
        yield NextStep(_("Ask somebody of collection to join"), "campaign")
    if campaign is None or not campaign.message:
        yield NextStep(_("Write the message in one sentence"), "campaign_edit")
    if campaign is None or not campaign.goal:
        yield NextStep(_("Agree on a goal with a number and a day"), "campaign_edit")


def _content(line: Line, today: date) -> Iterator[NextStep]:
    counts = line.counts
    if not counts.titles:
        yield NextStep(_("Choose the titles"), "campaign_titles")
    if line.item.starts_on > today + PUBLICITY:
        return
    if counts.titles and not counts.tips:
        yield NextStep(_("Write a book tip"), "campaign_titles")
    if not counts.posts:
        yield NextStep(_("Make the first post"), "campaign_channels")
    if not counts.placements:
        yield NextStep(_("Put it on a screen"), "campaign_screens")


def _under_way(line: Line) -> Iterator[NextStep]:
    campaign = line.campaign
    if line.phase == Phase.RUNNING and campaign and campaign.goal in COUNTED_BY_HAND:
        if not line.counts.counted:
            yield NextStep(_("Write down the first count"), "campaign")
    elif line.phase == Phase.PREPARING and campaign and not line.standing.state:
        yield NextStep(_("Ask a manager or a guest what they think"), "campaign_review")


def _afterwards(line: Line) -> Iterator[NextStep]:
    campaign = line.campaign
    if campaign is None or line.counts.copies or not campaign.verdict:
        return
    if campaign.verdict != Campaign.Verdict.STOP:
        yield NextStep(_("Copy it to next year"), "campaign_copy")
