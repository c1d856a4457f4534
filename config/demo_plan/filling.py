"""Puts the rows in the plan, by the same actions as people do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from config.demo_plan import choices, people, rows, talks
from config.demo_plan.every_year import EVERY_YEAR
from config.demo_plan.rows import Row
from config.demo_plan.this_year import AROUND, THIS_YEAR
from planning import recurrence
from planning.actions import items, overlays, parts, places, release, reviews, signals
from planning.models import (
    Branch,
    Channel,
    Display,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    PlanSeries,
    PlanSettings,
    PlanVersion,
    SavedView,
    TargetGroup,
    User,
    YearPlan,
)
from planning.queries import release as standing
from planning.queries import signals as signal_queries

LETTERS = {"c": "collection", "m": "marketing", "p": "programming"}
OWNERS = {"c": "bram", "m": "noor"}
FURTHER_AHEAD = timedelta(weeks=10)  # national campaigns after this wait for an answer


@dataclass
class Around:
    """What rows point at by a short name, and the day that all of it is relative to."""

    library: Library
    today: date
    team: dict[str, Membership]
    groups: dict[str, TargetGroup] = field(default_factory=dict)
    displays: dict[str, Display] = field(default_factory=dict)
    branches: dict[str, Branch] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)

    def person(self, name: str) -> User:
        return self.team[name].user

    @property
    def years(self) -> tuple[int, int]:
        return (self.today.year, self.today.year + 1)


@transaction.atomic
def fill_plan(library: Library, *, today: date) -> None:
    """Fill an empty plan; one that somebody began stays as it is."""
    if YearPlan.objects.filter(library=library).exists():
        return
    around = _around(library, today)
    for part in PlanSettings.Part.values:
        parts.switch_part(library, part, is_on=True)
    people.introduce(library, around.team)
    _begin(around)
    _answer_nationals(around)
    for year in around.years:
        _put_all(around, EVERY_YEAR, year)
    _put_all(around, [row for row in THIS_YEAR if not row.made], today.year)
    _come_back(around)
    choices.choose(library, around.team, around.groups, today=today)
    _release_this_year(around)
    # What came after the release is ad hoc.
    _put_all(around, [row for row in THIS_YEAR if row.made], today.year)
    _put_all(around, AROUND, None)
    choices.give_room(library, today=today)
    _finish(around)
    talks.hold_the_last_one(library, around.team, today=today)


def _begin(around: Around) -> None:
    for year in around.years:
        overlays.begin_year(around.library, year, by=around.person("ilse"))
    rows_of_channels = Channel.objects.filter(library=around.library)
    around.channels = {each.name: each for each in rows_of_channels}


def _put_all(around: Around, wanted: Iterable[Row], year: int | None) -> None:
    for row in wanted:
        _put(around, row, year)


def _around(library: Library, today: date) -> Around:
    members = Membership.objects.filter(library=library).select_related("user", "library")
    team = {each.user.email.partition("@")[0]: each for each in members}
    around = Around(library, today, team)
    around.branches = {each.code: each for each in Branch.objects.filter(library=library)}
    for key, (name, description, why) in rows.GROUPS.items():
        around.groups[key] = TargetGroup.objects.create(
            library=library, name=name, description=description, why=why
        )
    for key, code, name, kind in rows.DISPLAYS:
        display = Display(branch=around.branches[code], name=name, kind=kind)
        around.displays[key] = places.save_display(display, library=library)
    return around


def _answer_nationals(around: Around) -> None:
    """What is past or near is decided, but for one; what is far ahead still waits."""
    joined = {row.national for row in EVERY_YEAR if row.national}
    campaigns = list(
        NationalCampaign.objects.filter(library=around.library).order_by("starts_on", "pk")
    )
    near = around.today + FURTHER_AHEAD
    coming = [each for each in campaigns if around.today + timedelta(28) < each.starts_on <= near]
    undecided = coming[-1:] or [each for each in campaigns if each.starts_on > near][:1]
    for campaign in campaigns:
        if campaign in undecided or (campaign.starts_on > near and campaign.code not in joined):
            continue
        is_in = campaign.code in joined
        overlays.answer_campaign(
            campaign,
            answer="join" if is_in else "skip",
            reason="" if is_in else "Past niet bij onze drie doelgroepen van dit jaar.",
            by=around.person("ilse"),
        )


def _put(around: Around, row: Row, year: int | None) -> PlanItem | None:
    """One row in the plan, or nothing where its national campaign has no answer yet."""
    national = None
    if row.national and year is not None:
        national = NationalCampaign.objects.filter(
            library=around.library, code=row.national, year=year, answer="join"
        ).first()
        if national is None:
            return None
        first, last = national.starts_on, national.ends_on
    elif year is None:
        first = around.today + timedelta(days=row.week)
        last = first + timedelta(days=row.days - 1)
    else:
        first = date.fromisocalendar(year, row.week, row.weekday)
        last = first + timedelta(days=row.days - 1)
    fields = _fields(around, row, first, last) | {"national": national}
    if national:
        fields["title"] = national.name
    return items.create_item(
        around.library,
        by=around.person(OWNERS.get(row.who[0], "ilse")),
        fields=fields,
        involved=_involved(around, row.who),
        created_at=_made_at(around, row, first),
    )


def _fields(around: Around, row: Row, first: date, last: date) -> dict[str, Any]:
    collection, marketing = row.hours
    status = row.status or ("done" if last < around.today else "agreed")
    if row.kind == "task":
        status = "agreed"
    return {
        "kind": row.kind,
        "title": row.title,
        "starts_on": first,
        "ends_on": last,
        "start_time": time.fromisoformat(row.time) if row.time else None,
        "status": status,
        "target_group": around.groups.get(row.group),
        "branches": [around.branches[code] for code in row.branches.split()],
        "channels": [around.channels[name] for name in row.channels.split()],
        "display": around.displays.get(row.display),
        "hours_collection": collection or None,
        "hours_marketing": marketing or None,
        "euros": Decimal(row.euros) if row.euros else None,
    }


def _involved(around: Around, who: str) -> list[tuple[str, User | None]]:
    return [
        (LETTERS[each], around.person(OWNERS[each]) if each in OWNERS else None) for each in who
    ]


def _made_at(around: Around, row: Row, first: date) -> datetime:
    """With the plan of its year, or so many days before its start; never after today."""
    day = first - timedelta(days=row.made) if row.made else date(first.year - 1, 11, 20)
    return _at(min(day, around.today - timedelta(days=1)), 11)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


def _come_back(around: Around) -> None:
    """Consultations on each first Tuesday of both years, a newsletter on each last Thursday."""
    first_year, last_year = around.years
    fields = {
        "kind": "consultation",
        "title": "Overleg collectie en marketing",
        "start_time": time(10),
        "end_time": time(11),
        "place": "Leeszaal Centrum",
    }
    _series(around, fields, _nth(first_year, 1), last_year, "cm")
    newsletter = {
        "kind": "moment",
        "title": "Nieuwsbrief",
        "hours_marketing": 4,
        "channels": [around.channels["Nieuwsbrief"]],
    }
    _series(around, newsletter, _last_thursday(first_year), first_year, "m")


def _series(around: Around, fields: Mapping[str, Any], first: date, until: int, who: str) -> None:
    is_first_week = first.day <= 7
    choice = recurrence.MONTHLY_WEEKDAY if is_first_week else recurrence.MONTHLY_LAST
    rule = recurrence.rule_of(choice, first, date(until, 12, 31))
    series = PlanSeries.objects.create(library=around.library, rule=rule, starts_on=first)
    for day in recurrence.days(rule, first):
        status = "done" if day < around.today else "agreed"
        items.create_item(
            around.library,
            by=around.person(OWNERS[who[0]]),
            fields={**fields, "starts_on": day, "ends_on": day, "status": status},
            involved=_involved(around, who),
            series=series,
            series_on=day,
            created_at=_at(min(date(first.year - 1, 11, 20), around.today), 11),
        )


def _nth(year: int, weekday: int) -> date:
    """The first such weekday (Monday is 0) of a year."""
    day = date(year, 1, 1)
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _last_thursday(year: int) -> date:
    day = date(year, 1, 31)
    return day - timedelta(days=(day.weekday() - 3) % 7)


def _release_this_year(around: Around) -> None:
    """Both disciplines saw the plan, and Ilse released it before the year began."""
    year, library = around.today.year, around.library
    digest = standing.digest_of(standing.rows_of(library, year))
    for name in ("bram", "noor"):
        release.tick_seen(around.team[name], year, digest=digest)
    version = release.release_plan(
        library, year, by=around.person("ilse"), digest=digest, note="Samen bekeken in november."
    )
    moment = _at(min(date(year - 1, 12, 10), around.today - timedelta(days=1)), 15)
    PlanVersion.objects.filter(pk=version.pk).update(released_at=moment)


def _finish(around: Around) -> None:
    """What people did with it: a late colleague, a question, a signal they live with, a view."""
    library, noor = around.library, around.person("noor")
    found = {each.title: each for each in _around_items(around)}
    items.join_item(found["Voorlezen met dieren"], by=noor, discipline="marketing", person=noor)
    reviews.ask_review(
        found["Huis-aan-huiskrant: de bieb om de hoek"],
        by=noor,
        question="Mag dit uit het budget van dit kwartaal?",
        due_on=around.today + timedelta(days=4),
    )
    for year in around.years:
        for signal in signal_queries.signals(library, year, today=around.today):
            if signal.code == "gap_focus":
                signals.accept_signal(
                    library,
                    signal=signal,
                    reason="Voor deze groep doen we dit kwartaal bewust niets groots.",
                    by=around.person("bram"),
                )
                break
    SavedView.objects.create(
        library=library,
        owner=noor,
        name="Marketing dit kwartaal",
        query="zoom=quarter&discipline=marketing",
        is_shared=True,
    )


def _around_items(around: Around) -> Iterable[PlanItem]:
    titles = [row.title for row in AROUND]
    return PlanItem.objects.filter(library=around.library, title__in=titles)
