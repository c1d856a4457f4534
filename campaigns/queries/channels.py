"""What stands in the calendar of channels by weeks: of one campaign, or of all of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from campaigns import channel_calendar
from campaigns.channel_calendar import Calendar, Clash, Put, Shown, Week
from campaigns.models import Campaign, Placement, Post
from planning.clashes import clash_space
from planning.entries import Entry
from planning.models import Channel, Library, PlanItem
from planning.queries import items, plan

BEFORE, AFTER = timedelta(weeks=2), timedelta(weeks=1)


def of_campaign(campaign: Campaign) -> Calendar:
    """The posts of a campaign per channel and week, and the displays and screens that it has."""
    item, library = campaign.item, campaign.library
    rows = PlanItem.objects.filter(parent=item).current().with_everything()
    children = plan.entries(rows.order_by("starts_on", "pk"))
    puts = _puts([each for each in children if each.kind == PlanItem.Kind.POST])
    first = min([item.starts_on, *(put.entry.starts_on for put in puts)])
    last = max([item.ends_on, *(put.entry.starts_on for put in puts)])
    # Two weeks before it begins it is announced; that is where posts are forgotten.
    weeks = channel_calendar.weeks_of(min(first, item.starts_on - BEFORE), last)
    own = plan.entries([PlanItem.objects.with_everything().get(pk=item.pk)])[0]
    displays = _displays(campaign, [own, *children])
    return channel_calendar.calendar(
        weeks,
        channels=_channels(library, puts),
        posts=puts,
        displays=displays,
        clashes=_clashes(library, displays, weeks),
        days=(item.starts_on, item.ends_on),
        no_channel=_("no channel yet"),
    )


def of_library(library: Library, weeks: Sequence[Week]) -> Calendar:
    """The posts of all campaigns, and of none, in these weeks."""
    first, last = weeks[0].monday, weeks[-1].sunday
    rows = PlanItem.objects.filter(library=library, kind=PlanItem.Kind.POST).current()
    rows = rows.between(first, last).with_everything()
    puts = _puts(plan.entries(rows.order_by("starts_on", "pk")), is_named=True)
    return channel_calendar.calendar(
        weeks,
        channels=_channels(library, puts),
        posts=puts,
        no_channel=_("no channel yet"),
    )


def _puts(entries: Sequence[Entry], *, is_named: bool = False) -> list[Put]:
    ids = [each.id for each in entries]
    states = dict(Post.objects.filter(pk__in=ids).values_list("pk", "state"))
    names: dict[int, str] = {}
    if is_named:
        parents = {each.parent_id for each in entries if each.parent_id}
        names = dict(PlanItem.objects.filter(pk__in=parents).values_list("pk", "title"))
    return [
        Put(
            each,
            states.get(each.id)
            or (Post.State.PLACED if each.status == PlanItem.Status.DONE else Post.State.CONCEPT),
            names.get(each.parent_id or 0, ""),
        )
        for each in entries
    ]


def _channels(library: Library, puts: Sequence[Put]) -> list[tuple[int, str]]:
    """The channels in use, and those put away that a post still has."""
    known = [(each.pk, each.name) for each in items.channels(library)]
    used = {pk for put in puts for pk in put.entry.channel_ids} - {pk for pk, _name in known}
    away = Channel.objects.filter(pk__in=used).order_by("position", "pk")
    return [*known, *((each.pk, each.name) for each in away)]


def _displays(campaign: Campaign, entries: Sequence[Entry]) -> list[Shown]:
    found: dict[int, list[Entry]] = defaultdict(list)
    names: dict[int, str] = {}
    for entry in entries:
        if entry.display_id and entry.kind != PlanItem.Kind.POST:
            found[entry.display_id].append(entry)
            names[entry.display_id] = entry.display
    by_id = {each.id: each for each in entries}
    placements = Placement.objects.filter(campaign=campaign).select_related("screen__branch")
    for placement in placements.order_by("screen__name", "pk"):
        if placement.pk in by_id and not by_id[placement.pk].display_id:
            found[-placement.screen_id].append(by_id[placement.pk])
            names[-placement.screen_id] = str(placement.screen)
    return [Shown(key, names[key], rows) for key, rows in found.items()]


def _clashes(library: Library, displays: Sequence[Shown], weeks: Sequence[Week]) -> list[Clash]:
    """Where something else has the same display at the same time."""
    ids = {each.id for each in displays if each.id > 0}
    if not ids:
        return []
    around: list[Entry] = [
        each
        for each in plan.entries_between(library, weeks[0].monday, weeks[-1].sunday)
        if each.display_id in ids and each.status != PlanItem.Status.DROPPED
    ]
    names = {each.id: each.title for each in around}
    displays_of = {each.id: each.display_id for each in around}
    found = []
    for signal in clash_space(around):
        one, other = signal.item_ids
        for mine, theirs in ((one, other), (other, one)):
            display = displays_of[mine] or 0
            found.append(Clash(mine, display, signal.starts_on, signal.ends_on, names[theirs]))
    return found


def today_and_on(today: date, *, count: int) -> list[Week]:
    """The weeks from that of a day on."""
    return channel_calendar.weeks_of(today, today + timedelta(weeks=count - 1))
