"""What can happen to what stands around a plan."""

from dataclasses import asdict

from django.db import transaction

from planning import calendar_data
from planning.calendar_data import HolidayRow
from planning.models import Channel, Holiday, Library, NationalCampaign, User, YearPlan

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
