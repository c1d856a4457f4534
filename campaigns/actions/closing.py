"""Looking back on a campaign: once more, differently, or not again, and what was learned."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from campaigns.actions import programmes
from campaigns.models import Campaign
from planning.actions import choices, items
from planning.models import Initiative, PlanItem, User

Verdict, Status = Campaign.Verdict, PlanItem.Status


class CannotClose(Exception):
    """It did not begin, or a colleague wrote something about it meanwhile."""


@transaction.atomic
def close(
    campaign: Campaign, *, by: User, verdict: str, lesson: str, seen: str, today: date
) -> Campaign:
    """Write down what next year should know, and be done with it.

    `seen` is what the page knew of an earlier look back: the moment of it, or nothing.
    """
    campaign, item = _locked(campaign)
    if not has_begun(item, today) or item.archived_at or seen != seen_of(campaign):
        raise CannotClose(str(campaign))
    campaign.verdict, campaign.lesson = verdict, lesson
    campaign.closed_at, campaign.closed_by = timezone.now(), by
    _save(campaign)
    _move(item, Status.DONE, by=by)
    return campaign


@transaction.atomic
def reopen(campaign: Campaign, *, by: User, seen: str) -> Campaign:
    """Take the closing back; the lesson stays as it was written, for whoever closes it again."""
    campaign, item = _locked(campaign)
    if not campaign.closed_at or seen != seen_of(campaign):
        raise CannotClose(str(campaign))
    campaign.verdict, campaign.closed_at, campaign.closed_by = "", None, None
    _save(campaign)
    _move(item, Status.AGREED, by=by)
    return campaign


@transaction.atomic
def take_up(campaign: Campaign, *, year: int, by: User, look_back_on: date) -> Initiative:
    """What was learned as a proposal for another year; what stops stands at what we stop doing.

    Done already, by title, it is what stands on the board.
    """
    campaign, item = _locked(campaign)
    there = Initiative.objects.filter(
        library=campaign.library_id, year=year, title__iexact=item.title
    ).order_by("pk")
    if found := there.first():
        return found
    fields = {
        "year": year,
        "title": item.title,
        "description": campaign.lesson,
        "target_group": item.target_group,
        "quarter": (item.starts_on.month - 1) // 3 + 1,
        "is_repeatable": campaign.verdict == Verdict.REPEAT,
        **{name: getattr(item, name) for name in choices.ESTIMATES},
    }
    made = choices.propose(campaign.library, by=by, fields=fields)
    if campaign.verdict != Verdict.STOP:
        return made
    return choices.decide(
        made,
        by=by,
        base=made.version,
        status=Initiative.Status.STOPPED,
        reason_code=Initiative.Reason.OTHER,
        reason=campaign.lesson,
        look_back_on=look_back_on,
    )


def has_begun(item: PlanItem, today: date) -> bool:
    """Whether there is something to look back on: what was dropped never took place."""
    return item.starts_on <= today and item.status != Status.DROPPED


def seen_of(campaign: Campaign) -> str:
    """What a page knows of the look back that there is."""
    return campaign.closed_at.isoformat() if campaign.closed_at else ""


def _locked(campaign: Campaign) -> tuple[Campaign, PlanItem]:
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=campaign.pk)
    return Campaign.objects.select_for_update(of=["self"]).get(pk=campaign.pk), item


def _save(campaign: Campaign) -> None:
    campaign.save(update_fields=["verdict", "lesson", "closed_at", "closed_by"])


def _move(item: PlanItem, status: str, *, by: User) -> None:
    items.change_item(item, by=by, base=item.version, fields={"status": status})
    programmes.renew(item.library)
