"""What can happen to what stands around a plan."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from planning import calendar_data
from planning.actions import items
from planning.calendar_data import HolidayRow
from planning.models import (
    Channel,
    Holiday,
    Library,
    NationalCampaign,
    PlanItem,
    PlanSettings,
    User,
    YearPlan,
)

Answer = NationalCampaign.Answer
CODE_LENGTH = 40

NATIONAL_FIELDS = (
    "name",
    "starts_on",
    "ends_on",
    "is_confirmed",
    "theme",
    "organiser",
    "audience",
    "source",
)


@transaction.atomic
def begin_year(library: Library, year: int, *, by: User | None) -> YearPlan:
    """The plan of a year, begun if nobody did: with its calendar, and channels the first time."""
    plan, is_new = YearPlan.objects.get_or_create(
        library=library, year=year, defaults={"created_by": by}
    )
    if is_new:
        load_calendar(library, year)
        if not Channel.objects.filter(library=library).exists():
            _add_channels(library)
    return plan


@transaction.atomic
def load_calendar(library: Library, year: int) -> None:
    """Bring the shipped calendar of a year to a library, as often as you like.

    Rows that somebody changed or added stay as they are, and so does every answer.
    """
    _load_national(library, year)
    _load_holidays(library, year)


def answer_campaign(
    campaign: NationalCampaign, *, answer: str, reason: str, by: User
) -> NationalCampaign:
    """Say whether the library joins a national campaign; the reason belongs to a no."""
    campaign.answer = answer
    campaign.reason = reason if answer == Answer.SKIP else ""
    is_answered = answer != Answer.OPEN
    campaign.answered_by = by if is_answered else None
    campaign.answered_at = timezone.now() if is_answered else None
    campaign.save(update_fields=["answer", "reason", "answered_by", "answered_at"])
    return campaign


@transaction.atomic
def plan_campaign(campaign: NationalCampaign, *, discipline: str, by: User) -> PlanItem:
    """Put a national campaign in the plan, and join it; pressing twice gives the same one."""
    campaign = NationalCampaign.objects.select_for_update(of=["self"]).get(pk=campaign.pk)
    present: PlanItem | None = PlanItem.objects.filter(national=campaign, archived_at=None).first()
    if campaign.answer != Answer.JOIN:
        answer_campaign(campaign, answer=Answer.JOIN, reason="", by=by)
    if present:
        return present
    return items.create_item(
        campaign.library,
        by=by,
        fields={
            "kind": PlanItem.Kind.CAMPAIGN,
            "title": campaign.name,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
            "national": campaign,
        },
        involved=[(discipline, by)],
    )


@transaction.atomic
def save_campaign(campaign: NationalCampaign, *, library: Library) -> NationalCampaign:
    """Keep a campaign as an administrator wants it; a newer list of ours leaves it alone."""
    campaign.library, campaign.year, campaign.is_own = library, campaign.starts_on.year, True
    if not campaign.code:
        campaign.code = _free_code(library, campaign)
    campaign.save()
    return campaign


def save_holiday(holiday: Holiday, *, library: Library) -> Holiday:
    """Keep days off as an administrator wants them; a newer list of ours leaves them alone."""
    holiday.library, holiday.is_own = library, True
    holiday.save()
    return holiday


def choose_region(library: Library, *, region: str) -> PlanSettings:
    """From now on the school holidays of this region are shown."""
    settings: PlanSettings
    settings, _is_new = PlanSettings.objects.update_or_create(
        library=library, defaults={"region": region}
    )
    return settings


def _free_code(library: Library, campaign: NationalCampaign) -> str:
    """A short name that no campaign of the year has; a campaign of other years keeps its own."""
    base = slugify(campaign.name)[:CODE_LENGTH] or "campagne"
    rows = NationalCampaign.objects.filter(library=library, year=campaign.year)
    taken = set(rows.values_list("code", flat=True))
    code, number = base, 2
    while code in taken:
        code, number = f"{base[: CODE_LENGTH - 4]}-{number}", number + 1
    return code


def _load_national(library: Library, year: int) -> None:
    present = {row.code: row for row in NationalCampaign.objects.filter(library=library, year=year)}
    fresh = []
    for shipped in calendar_data.national_campaigns(year):
        row = present.get(shipped.code)
        if row is None:
            fresh.append(NationalCampaign(library=library, **asdict(shipped)))
        elif not row.is_own:
            for name in NATIONAL_FIELDS:
                setattr(row, name, getattr(shipped, name))
            row.save(update_fields=NATIONAL_FIELDS)
    NationalCampaign.objects.bulk_create(fresh, ignore_conflicts=True)


def _load_holidays(library: Library, year: int) -> None:
    shipped = calendar_data.holidays(year)
    present = list(Holiday.objects.filter(library=library))
    own = [row for row in present if row.is_own]
    wanted = {_key(row): row for row in shipped if not calendar_data.is_among(row, own)}
    stale = [
        row.pk
        for row in present
        if not row.is_own and row.starts_on.year == year and _key(row) not in wanted
    ]
    Holiday.objects.filter(library=library, pk__in=stale).delete()
    Holiday.objects.bulk_create(
        (Holiday(library=library, **asdict(row)) for row in wanted.values()),
        update_conflicts=True,
        unique_fields=["library", "kind", "region", "name", "starts_on"],
        update_fields=["ends_on", "is_confirmed", "source"],
    )


def _key(row: HolidayRow | Holiday) -> tuple[object, ...]:
    return (row.kind, row.region, row.name, row.starts_on)


def _add_channels(library: Library) -> None:
    Channel.objects.bulk_create(
        (
            Channel(library=library, name=name, position=at)
            for at, name in enumerate(calendar_data.channels(), start=1)
        ),
        ignore_conflicts=True,
    )
