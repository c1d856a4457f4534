"""What can be asked about a plan."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from planning.clashes.gaps import quarters
from planning.entries import DISCIPLINES, Entry, Joined
from planning.models import Library, PlanItem


def items_between(library: Library, first: date, last: date) -> list[PlanItem]:
    """The items with a day from `first` to `last`, in order of their days; four queries."""
    rows = PlanItem.objects.filter(library=library).current().between(first, last)
    return list(rows.with_everything().order_by("starts_on", "ends_on", "title", "pk"))


def entries_between(library: Library, first: date, last: date) -> list[Entry]:
    """The same as plain values, for lanes, rules, agendas and exports."""
    return entries(items_between(library, first, last))


def entries(items: Iterable[PlanItem]) -> list[Entry]:
    """Items read `with_everything()` as plain values; no query of its own."""
    return [_entry(item) for item in items]


def parents(
    library: Library, children: Iterable[Entry], *, known: Iterable[Entry] = ()
) -> dict[int, str]:
    """What the items are called that these belong to; a query only for those that are not known."""
    wanted = {each.parent_id for each in children if each.parent_id}
    names = {each.id: each.title for each in known if each.id in wanted}
    if wanted - names.keys():
        rows = PlanItem.objects.filter(library=library, pk__in=wanted - names.keys())
        names |= dict(rows.order_by("pk").values_list("pk", "title"))
    return names


def year_of(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def begun_year(library: Library, *, today: date) -> int:
    """This year, or the next one where people began with that."""
    for year in (today.year, today.year + 1):
        rows = PlanItem.objects.filter(library=library).current().between(*year_of(year))
        if rows.exists():
            return year
    return today.year


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """The first and the last day of a quarter, 1 to 4."""
    days = quarters(year)[quarter - 1]
    return days.first, days.last


def _entry(item: PlanItem) -> Entry:
    branches = sorted(item.branches.all(), key=lambda branch: branch.name.lower())
    channels = sorted(item.channels.all(), key=lambda channel: (channel.position, channel.name))
    hours = {each: getattr(item, f"hours_{each}", None) for each in DISCIPLINES}
    return Entry(
        id=item.pk,
        kind=item.kind,
        title=item.title,
        starts_on=item.starts_on,
        ends_on=item.ends_on,
        created_on=timezone.localdate(item.created_at),
        start_time=item.start_time,
        end_time=item.end_time,
        status=item.status,
        joined=_joined(item),
        target_group_id=item.target_group_id,
        target_group=item.target_group.name if item.target_group else "",
        branch_ids=frozenset(branch.pk for branch in branches),
        branches=tuple(branch.name for branch in branches),
        channel_ids=frozenset(channel.pk for channel in channels),
        channels=tuple(channel.name for channel in channels),
        display_id=item.display_id,
        display=str(item.display) if item.display else "",
        place=item.place,
        hours={discipline: each for discipline, each in hours.items() if each is not None},
        euros=item.euros,
        parent_id=item.parent_id,
        series_id=item.series_id,
        national_id=item.national_id,
        version=item.version,
    )


def _joined(item: PlanItem) -> tuple[Joined, ...]:
    rows = sorted(item.involvements.all(), key=lambda each: (each.joined_at, each.pk))
    return tuple(
        Joined(
            discipline=each.discipline,
            joined_on=timezone.localdate(each.joined_at),
            person_id=each.person_id,
            person=str(each.person) if each.person else "",
        )
        for each in rows
    )
