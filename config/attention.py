"""What asks attention this week: from every app, in the order in which it becomes too late."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import campaigns, screen_points, tip_points, words
from config.points import Point
from config.routes import url_if_there
from planning import wording
from planning.clashes import Signal
from planning.entries import CONSULTATION, JOINT, OTHER, Entry
from planning.models import Library, Membership
from planning.queries import plan, snoozes
from planning.queries import signals as signal_queries
from planning.views.signal_words import ADVICE
from segments.models import LoanImport

MOST = 7
SOON = timedelta(days=21)  # what becomes too late after this is nothing for this week
# A campaign is planned, and a national one decided about, this long before the year begins.
AHEAD = timedelta(weeks=14)
TASKS_AHEAD = timedelta(days=14)
OPEN = ("proposed", "agreed")
LATE_ACTIONS: dict[str, str | Promise] = {
    "late": gettext_lazy("Ask somebody"),
    "clash_capacity": gettext_lazy("Look at the hours"),
    "gap_joint": gettext_lazy("Plan something together"),
    "gap_focus": gettext_lazy("Plan a campaign"),
    "undecided_national": gettext_lazy("Decide"),
}


@dataclass(frozen=True)
class Attention:
    """The points that are open, those put aside, and the items they came from."""

    points: Sequence[Point]
    aside: Sequence[Point]
    entries: Sequence[Entry] = field(repr=False, default=())

    @property
    def joint_count(self) -> int:
        return sum(point.is_joint for point in self.points)


def attention(membership: Membership, *, today: date) -> Attention:
    """Everything for this person, whatever the number of things in a fixed number of queries."""
    library = membership.library
    years = sorted({today.year, (today + AHEAD).year})
    first, _last = plan.year_of(years[0])
    _first, last = plan.year_of(years[-1])
    entries = plan.entries_between(library, first - signal_queries.LOOK_BACK, last)
    by_id = {entry.id: entry for entry in entries}
    found = [
        *_signals(library, years, entries, by_id, today),
        *words.reviews(membership, by_id, today),
        *words.lessons_missing(library, by_id, today),
        *campaigns.coming(entries, today),
        *campaigns.asked_by_name(membership, by_id),
        *tip_points.tips(membership, today),
        *screen_points.silent_screens(library, today),
        *_tasks(membership, entries, today),
        *_consultations(entries, today),
        *_imports(membership, today),
    ]
    aside = snoozes.put_aside(library, membership.user, today=today)
    found.sort(key=lambda each: (each.due, not each.is_joint, each.key))
    return Attention(
        points=[each for each in found if each.key not in aside],
        aside=[each for each in found if each.key in aside],
        entries=entries,
    )


def my_tasks(entries: Iterable[Entry], user_id: int, *, today: date) -> list[Entry]:
    """What this person has to do in two weeks, what is late first."""
    mine = [
        entry
        for entry in entries
        if entry.kind == "task"
        and entry.status in OPEN
        and entry.ends_on <= today + TASKS_AHEAD
        and any(each.person_id == user_id for each in entry.joined)
    ]
    return sorted(mine, key=lambda each: (each.ends_on, each.id))


def _signals(
    library: Library,
    years: Iterable[int],
    entries: Sequence[Entry],
    by_id: Mapping[int, Entry],
    today: date,
) -> Iterator[Point]:
    seen: set[str] = set()
    for year in years:
        first, last = plan.year_of(year)
        theirs = [each for each in entries if each.overlaps(first - signal_queries.LOOK_BACK, last)]
        for signal in signal_queries.signals(library, year, today=today, entries=theirs):
            is_wanted = _is_soon(signal, today) and not _is_past_help(signal, by_id)
            if is_wanted and not signal.is_accepted and signal.key not in seen:
                seen.add(signal.key)
                yield _signal(signal, year, by_id, today)


def _is_soon(signal: Signal, today: date) -> bool:
    """Whether it belongs on this week's list; who organises a campaign waits for an answer."""
    return signal.code == "undecided_national" or signal.act_by <= today + SOON


def _is_past_help(signal: Signal, by_id: Mapping[int, Entry]) -> bool:
    """Who came late is there now: worth knowing, nothing to do."""
    return signal.code == "late" and all(by_id[pk].is_joint for pk in signal.item_ids)


def _signal(signal: Signal, year: int, by_id: Mapping[int, Entry], today: date) -> Point:
    return Point(
        key=f"signal:{signal.key}",
        due=signal.act_by,
        title=signal.text,
        text=str(ADVICE[signal.code]),
        url=_solution(signal, year, today),
        action=str(LATE_ACTIONS.get(signal.code, _("Solve it"))),
        lane=_lane(signal, by_id),
    )


def _lane(signal: Signal, by_id: Mapping[int, Entry]) -> str:
    """Whose it is: of one discipline only when everything in it is."""
    if signal.code == "clash_capacity":
        return signal.key.split(":")[2] if signal.key.count(":") > 2 else JOINT
    lanes = {by_id[pk].lane for pk in signal.item_ids if pk in by_id}
    return lanes.pop() if len(lanes) == 1 else JOINT


def _solution(signal: Signal, year: int, today: date) -> str:
    """The page on which it is solved."""
    address = reverse("planning:year_plan", args=[year])
    if signal.national_id:
        return f"{reverse('planning:national', args=[year])}#n{signal.national_id}"
    if signal.code == "late":
        return reverse("planning:item_join", args=signal.item_ids[:1]) + "?next=/"
    if signal.code == "clash_capacity":
        return reverse("planning:year_room", args=[year])
    if signal.item_ids:
        return f"{address}?panel=item:{signal.item_ids[-1]}"
    kind = "campaign" if signal.code == "gap_focus" else "moment"
    middle = signal.starts_on + (signal.ends_on - signal.starts_on) // 2
    day = max(middle, min(today + timedelta(days=1), signal.ends_on))
    query = urlencode({"kind": kind, "starts_on": day.isoformat(), "next": address})
    return f"{reverse('planning:item_add')}?{query}"


def _tasks(membership: Membership, entries: Iterable[Entry], today: date) -> Iterator[Point]:
    for entry in my_tasks(entries, membership.user_id, today=today):
        if entry.ends_on <= today:
            yield Point(
                key=f"task:{entry.id}",
                due=entry.ends_on,
                title=entry.title,
                text=_("Your task. Ready, or for another day?"),
                url=reverse("planning:item", args=[entry.id]),
                action=_("Done"),
                lane=entry.lane,
                task=entry,
            )


def _consultations(entries: Iterable[Entry], today: date) -> Iterator[Point]:
    for entry in entries:
        is_coming = today <= entry.starts_on < today + timedelta(days=7)
        if entry.lane == CONSULTATION and entry.status in OPEN and is_coming:
            days = wording.period_in_words(
                entry.starts_on, entry.ends_on, entry.start_time, entry.end_time
            )
            item = reverse("planning:item", args=[entry.id])
            yield Point(
                key=f"consultation:{entry.id}",
                due=entry.starts_on,
                title=entry.title,
                text=", ".join(filter(None, [days, entry.place])),
                url=url_if_there("planning:consultation", entry.id) or item,
                action=_("Look at the agenda"),
            )


def _imports(membership: Membership, today: date) -> Iterator[Point]:
    """Files that wait for somebody who may answer."""
    if not membership.is_admin:
        return
    stuck = [LoanImport.Status.NEEDS_ANSWER, LoanImport.Status.FAILED]
    rows = LoanImport.objects.filter(library=membership.library, status__in=stuck)
    for loan_import in rows.order_by("pk"):
        yield Point(
            key=f"import:{loan_import.pk}:{loan_import.status}",
            due=today,
            title=_("%(file)s was not read in") % {"file": loan_import.filename},
            text=_("The file %(state)s.") % {"state": loan_import.get_status_display()},
            url=reverse("segments:import_open", args=[loan_import.pk]),
            action=_("Look at the file"),
            lane=OTHER,
        )
