"""Who is on board in time: late, one-sided, not decided, and how long before the start."""

from collections.abc import Iterable
from datetime import date, timedelta

from planning.clashes import texts
from planning.clashes.facts import National, Signal, Thresholds, key_of
from planning.clashes.gaps import MOMENT_KINDS
from planning.entries import COLLECTION, MARKETING, Entry


def lead_time(entry: Entry) -> int | None:
    """Days between the second discipline on board and the start; None while there is only one."""
    second = entry.second_joined_on
    return (entry.starts_on - second).days if second else None


def is_ad_hoc(entry: Entry, released_ids: frozenset[int] | None, ad_hoc_days: int) -> bool:
    """Made shortly before its start, or not in the released plan (None: nothing was released)."""
    is_short = (entry.starts_on - entry.created_on).days < ad_hoc_days
    return is_short or (released_ids is not None and entry.id not in released_ids)


def late(entries: Iterable[Entry], thresholds: Thresholds, today: date) -> list[Signal]:
    """Marketing is not on board yet of what starts soon; or the second side came just before."""
    found = []
    for entry in entries:
        if is_waiting_for_marketing(entry) and _is_near(entry, thresholds, today):
            text = texts.waits_for_marketing(entry, today)
            found.append(_signal("late", entry, "ahead", text, thresholds))
        elif came_late(entry, thresholds.late_days):
            text = texts.came_late(entry)
            found.append(_signal("late", entry, entry.second_joined_on, text, thresholds))
    return found


def one_sided(entries: Iterable[Entry], thresholds: Thresholds, today: date) -> list[Signal]:
    """A campaign soon to start that nobody will hear of, or that has no collection to show."""
    entries = list(entries)
    reached = {entry.parent_id for entry in entries if entry.channel_ids}
    found = []
    for entry in entries:
        if entry.kind != "campaign" or not _is_near(entry, thresholds, today):
            continue
        sides = set(entry.disciplines)
        if COLLECTION in sides and not entry.channel_ids and entry.id not in reached:
            text = texts.without_channel(entry, today)
            found.append(_signal("one_sided", entry, "channel", text, thresholds))
        elif MARKETING in sides and COLLECTION not in sides:
            text = texts.without_collection(entry, today)
            found.append(_signal("one_sided", entry, "collection", text, thresholds))
    return found


def undecided_national(
    rows: Iterable[National], thresholds: Thresholds, today: date
) -> list[Signal]:
    """A national campaign is near, and nobody said whether we join."""
    ahead = today + timedelta(weeks=thresholds.undecided_weeks)
    return [
        Signal(
            code="undecided_national",
            key=key_of("undecided_national", row.id, row.starts_on),
            text=texts.undecided_national(row, today),
            item_ids=(),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            act_by=row.starts_on - timedelta(days=thresholds.late_days),
            national_id=row.id,
        )
        for row in rows
        if row.is_open and row.starts_on <= ahead
    ]


def is_waiting_for_marketing(entry: Entry) -> bool:
    """Whether a campaign has its collection, and nobody yet who tells of it."""
    sides = set(entry.disciplines)
    return entry.kind == "campaign" and COLLECTION in sides and MARKETING not in sides


def came_late(entry: Entry, late_days: int) -> bool:
    """Whether a second discipline was fetched just before the start; who began together was not."""
    days = lead_time(entry)
    if days is None or entry.kind not in MOMENT_KINDS:
        return False
    began_on = min(each.joined_on for each in entry.joined)
    return days < late_days and entry.second_joined_on != began_on


def _is_near(entry: Entry, thresholds: Thresholds, today: date) -> bool:
    return today <= entry.starts_on <= today + timedelta(weeks=thresholds.one_sided_weeks)


def _signal(code: str, entry: Entry, fact: object, text: str, thresholds: Thresholds) -> Signal:
    return Signal(
        code=code,
        key=key_of(code, entry.id, fact, entry.starts_on),
        text=text,
        item_ids=(entry.id,),
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        act_by=entry.starts_on - timedelta(days=thresholds.late_days),
    )
