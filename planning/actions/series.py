"""What can happen to things that come back. Each day is an item and keeps its own history."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from planning import recurrence, snapshots
from planning.actions import items
from planning.models import ItemChange, Library, PlanItem, PlanSeries, User
from planning.snapshots import Snapshot

Kind = ItemChange.Kind
# What a new day of a series does not take over from the item it is a copy of.
OWN = (*snapshots.DAYS, "involved", "is_archived")
ONE_DAY = timedelta(days=1)


class Scope(TextChoices):
    THIS = "this", _("only this one")
    FOLLOWING = "following", _("this one and all that follow")
    ALL = "all", _("all of them")


@transaction.atomic
def create_series(
    library: Library,
    *,
    by: User | None,
    fields: Mapping[str, Any],
    involved: Iterable[tuple[str, User | None]],
    rule: str,
) -> list[PlanItem]:
    """Put an item in the plan on each day of a rule; `fields` are those of the first day."""
    first: date = fields["starts_on"]
    length = fields["ends_on"] - first
    who = list(involved)
    series = PlanSeries.objects.create(library=library, rule=rule, starts_on=first)
    return [
        items.create_item(
            library,
            by=by,
            fields={**fields, "starts_on": day, "ends_on": day + length},
            involved=who,
            series=series,
            series_on=day,
        )
        for day in recurrence.days(rule, first)
    ]


@transaction.atomic
def change_series(
    item: PlanItem,
    *,
    by: User | None,
    base: int,
    fields: Mapping[str, Any],
    scope: str,
    kind: str = Kind.CHANGED,
) -> list[PlanItem]:
    """Change an item, and what was changed of it also of those that follow, or of all.

    1. The item itself, as `change_item` does: a conflict there stops everything.
    2. Each other one gets the fields that changed, and nothing else: what is different about it
       stays different, and what is in the bin stays there.
    3. New days make a new rule; every day moves along with it.
    """
    series = _locked(item)
    before = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk).version
    changed = items.change_item(item, by=by, base=base, fields=fields, kind=kind)
    if series is None or changed.version == before or scope == Scope.THIS:
        return [changed]
    after = changed.changes.get(version=changed.version).after
    reached = _reached(changed, scope)
    if scope == Scope.FOLLOWING:
        series = _split(series, reached)
    others = [each for each in reached if each.pk != changed.pk]
    shared = {name: value for name, value in after.items() if name not in snapshots.DAYS}
    length = changed.ends_on - changed.starts_on if _changes_length(changed, after) else None
    if "starts_on" in after:
        _move(series, changed, reached, length=length, shared=shared, by=by)
    else:
        for each in others:
            days = {} if length is None else {"ends_on": each.starts_on + length}
            items.change_item(each, by=by, base=each.version, fields=shared | days)
    return list(PlanItem.objects.filter(pk__in=[each.pk for each in reached], archived_at=None))


@transaction.atomic
def archive_series(item: PlanItem, *, by: User | None, base: int, scope: str) -> list[PlanItem]:
    """Take an item and those that follow, or all, out of the plan."""
    series = _locked(item)
    item = items.archive_item(item, by=by, base=base)
    if series is None or scope == Scope.THIS:
        return [item]
    reached = _reached(item, scope)
    if scope == Scope.FOLLOWING:
        _split(series, reached)
    gone = [each for each in reached if each.archived_at is None]
    for each in gone:
        items.archive_item(each, by=by)
    return [item, *gone]


@transaction.atomic
def repeat_item(item: PlanItem, *, by: User | None, base: int, rule: str) -> list[PlanItem]:
    """Let an item come back by a rule that starts on its day; without a rule it comes no more.

    What was before it stays. What follows and has no place in the new rule goes to the bin; days
    that are new are copies of this one.
    """
    series = _locked(item)
    item = PlanItem.objects.select_for_update(of=["self"]).get(pk=item.pk)
    items.refuse_unseen(item, base)
    following: list[PlanItem] = []
    if series is not None:
        following = _reached(item, Scope.FOLLOWING)
        series = _split(series, following)
    if not rule:
        return _stop(item, following, by=by)
    if series is None:
        series = PlanSeries(library_id=item.library_id)
    planned = set(recurrence.days(rule, item.starts_on))
    series.rule, series.starts_on = rule, item.starts_on
    series.save()
    for each in following:
        if each.pk != item.pk and each.series_on not in planned:
            _leave_series(each, by=by)
    _place(item, series, item.starts_on)
    return _fill(series, item, planned, by=by)


def _stop(item: PlanItem, following: list[PlanItem], *, by: User | None) -> list[PlanItem]:
    """An item that was the last of its series stands on its own again when it is alone."""
    for each in following:
        if each.pk != item.pk:
            _leave_series(each, by=by)
    PlanItem.objects.filter(pk=item.pk).update(series=None, series_on=None)
    if item.series_id is not None:
        _drop_when_empty(item.series_id)
    return [item]


def _locked(item: PlanItem) -> PlanSeries | None:
    """The series of an item; whoever changes it waits here for whoever does already.

    None when it stopped coming back meanwhile.
    """
    rows = PlanItem.objects.filter(pk=item.pk).values_list("series_id", flat=True)
    while (number := rows.get()) is not None:
        series: PlanSeries | None = PlanSeries.objects.select_for_update().filter(pk=number).first()
        # Who was waited for may have cut the series, with this item in the other part.
        if series is not None and rows.get() == number:
            return series
    return None


def _reached(item: PlanItem, scope: str) -> list[PlanItem]:
    """The days that a change is about, those in the bin among them, first one first."""
    rows = PlanItem.objects.filter(series=item.series_id).order_by("series_on")
    if scope == Scope.FOLLOWING:
        rows = rows.filter(series_on__gte=item.series_on)
    return list(rows)


def _split(series: PlanSeries, following: list[PlanItem]) -> PlanSeries:
    """Cut a series in two; the days that follow get one of their own."""
    first = following[0].series_on
    if first is None or not PlanItem.objects.filter(series=series, series_on__lt=first).exists():
        return series
    fresh = PlanSeries.objects.create(
        library_id=series.library_id,
        rule=recurrence.with_until(series.rule, _last_day(series)),
        starts_on=first,
    )
    series.rule = recurrence.with_until(series.rule, first - ONE_DAY)
    series.save(update_fields=["rule"])
    for each in following:
        _place(each, fresh, each.series_on or first)
    return fresh


def _last_day(series: PlanSeries) -> date:
    until = recurrence.until_of(series.rule)
    return until or recurrence.days(series.rule, series.starts_on)[-1]


def _place(item: PlanItem, series: PlanSeries, day: date) -> None:
    """Which day of which series an item is; no change of the item itself."""
    item.series, item.series_on = series, day
    PlanItem.objects.filter(pk=item.pk).update(series=series, series_on=day)


def _leave_series(item: PlanItem, *, by: User | None) -> None:
    """A day that has no place any more: to the bin, and no day of the series."""
    PlanItem.objects.filter(pk=item.pk).update(series=None, series_on=None)
    items.archive_item(item, by=by)


def _changes_length(item: PlanItem, after: Snapshot) -> bool:
    """Whether a change of days made an item longer or shorter, and did not only move it."""
    before = item.changes.get(version=item.version).before
    first = date.fromisoformat(before.get("starts_on") or item.starts_on.isoformat())
    last = date.fromisoformat(before.get("ends_on") or item.ends_on.isoformat())
    is_about_days = "starts_on" in after or "ends_on" in after
    return is_about_days and last - first != item.ends_on - item.starts_on


def _move(
    series: PlanSeries,
    changed: PlanItem,
    reached: list[PlanItem],
    *,
    length: timedelta | None,
    shared: Snapshot,
    by: User | None,
) -> None:
    """Give a series the rule of its moved day; each of its days goes along.

    The days move to a series of their own, which takes the name of the old one over: one by one in
    their own series they would stand in each other's way.
    """
    was, becomes = changed.series_on, changed.starts_on
    assert was is not None  # noqa: S101
    fresh = PlanSeries.objects.create(
        library_id=series.library_id, rule=series.rule, starts_on=becomes
    )
    rule, new_days = "", []
    for each in reached:
        assert each.series_on is not None  # noqa: S101
        rule, day = recurrence.shifted(series.rule, each.series_on, was=was, becomes=becomes)
        if day is None:
            _leave_series(each, by=by)
            continue
        new_days.append(day)
        _place(each, fresh, day)
        if each.pk != changed.pk:
            own = each.ends_on - each.starts_on if length is None else length
            days = {"starts_on": day, "ends_on": day + own}
            items.change_item(each, by=by, base=each.version, fields=shared | days, kind=Kind.MOVED)
    fresh.rule = recurrence.with_until(rule, max(new_days))
    fresh.starts_on = min(new_days)
    uid, pk = series.uid, series.pk
    if _drop_when_empty(pk):
        fresh.uid = uid
    fresh.save(update_fields=["rule", "starts_on", "uid"])
    _fill(fresh, changed, set(recurrence.days(fresh.rule, fresh.starts_on)), by=by)


def _drop_when_empty(series_id: int) -> bool:
    if PlanItem.objects.filter(series=series_id).exists():
        return False
    PlanSeries.objects.filter(pk=series_id).delete()
    return True


def _fill(
    series: PlanSeries, like: PlanItem, planned: set[date], *, by: User | None
) -> list[PlanItem]:
    """Copies of an item on those days of its series that have none."""
    present = set(PlanItem.objects.filter(series=series).values_list("series_on", flat=True))
    like = PlanItem.objects.get(pk=like.pk)
    fields = {name: value for name, value in snapshots.of(like).items() if name not in OWN}
    who = [(each.discipline, each.person) for each in like.involvements.select_related("person")]
    length = like.ends_on - like.starts_on
    return [
        items.create_item(
            series.library,
            by=by,
            fields={**fields, "starts_on": day, "ends_on": day + length},
            involved=who,
            series=series,
            series_on=day,
        )
        for day in sorted(planned - present)
    ]
