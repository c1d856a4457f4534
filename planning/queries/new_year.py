"""What of a year could go on in the next one, and on which days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planning import beside, calendar_data, yearcopy
from planning.beside import Outcome
from planning.entries import Entry
from planning.models import Budget, Capacity, FocusGroup, Library, NationalCampaign, PlanItem
from planning.queries import choices, plan
from planning.yearcopy import Days, Moved

Kind, Status = PlanItem.Kind, PlanItem.Status
SMALL = (Kind.TASK, Kind.POST, Kind.PLACEMENT)


@dataclass(frozen=True)
class Row:
    """An item, or all days of something that comes back, with its days in the next year."""

    item: PlanItem
    entry: Entry
    moved: Moved
    is_proposed: bool
    is_there: bool
    rule: str = ""
    days: Sequence[date] = ()
    times: int = 1  # how often it was there this year
    lesson: str = ""  # what was learned of it

    @property
    def key(self) -> str:
        return str(self.item.pk)


@dataclass(frozen=True)
class Campaign:
    """A national campaign of the next year, in the database already or about to be."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    is_confirmed: bool
    answer: str
    reason: str
    last_answer: str  # what was answered this year


@dataclass(frozen=True)
class Sources:
    """What else of a year there is to take along."""

    focus_groups: Sequence[str]
    has_capacity: bool


def rows(library: Library, year: int) -> list[Row]:
    """Everything that begins in a year and was not dropped, in order of the days."""
    first, last = plan.year_of(year)
    found = plan.items_between(library, first, last)
    items = [each for each in found if each.starts_on.year == year and each.status != "dropped"]
    entries = {each.id: each for each in plan.entries(items)}
    nexts = campaign_days(library, year + 1)
    present = _present(library, year + 1)
    series: dict[int, list[PlanItem]] = {}
    for item in items:
        if item.series_id:
            series.setdefault(item.series_id, []).append(item)
    firsts = [each for each in items if not each.series_id or series[each.series_id][0] == each]
    came = beside.outcomes(firsts)
    return [
        _taught(
            _row(each, entries[each.pk], series.get(each.series_id or 0, [each]), nexts, present),
            came.get(each.pk),
        )
        for each in firsts
    ]


def _taught(row: Row, outcome: Outcome | None) -> Row:
    """What was looked back on says so, and what people stopped does not go on by itself."""
    if outcome is None:
        return row
    goes_on = row.is_proposed and not outcome.is_stopped
    return replace(row, lesson=outcome.lesson, is_proposed=goes_on)


def _row(
    item: PlanItem,
    entry: Entry,
    days: list[PlanItem],
    nexts: Mapping[str, Days],
    present: set[tuple[str, date]],
) -> Row:
    year = item.starts_on.year + 1
    national = item.national
    moved = yearcopy.moved(
        item.starts_on,
        item.ends_on,
        year,
        campaign=(national.starts_on, national.ends_on) if national else None,
        next_campaign=nexts.get(national.code) if national else None,
    )
    rule = ""
    fresh: list[date] = []
    if item.series:
        again = yearcopy.rule_in(
            item.series.rule, [each.series_on or each.starts_on for each in days], year
        )
        if again:
            rule, fresh = again
            length = item.ends_on - item.starts_on
            moved = Moved(fresh[0], fresh[0] + length, yearcopy.RULE)
    missing = yearcopy.fresh_only([(item.pk, item.title, moved.starts_on)], present)
    return Row(item, entry, moved, _is_proposed(item), not missing, rule, fresh, len(days))


def _is_proposed(item: PlanItem) -> bool:
    """Tasks, and what was done once, do not go without saying."""
    if item.kind in SMALL:
        return False
    return item.status != Status.DONE or bool(item.series_id) or item.kind == Kind.CAMPAIGN


def _present(library: Library, year: int) -> set[tuple[str, date]]:
    items = PlanItem.objects.filter(library=library, starts_on__year=year).current()
    return set(items.values_list("title", "starts_on"))


def campaign_days(library: Library, year: int) -> dict[str, Days]:
    """The days of the national campaigns of a year by their code."""
    return {each.code: (each.starts_on, each.ends_on) for each in campaigns(library, year)}


def campaigns(library: Library, year: int) -> list[Campaign]:
    """The national campaigns of a year; as our list has them while nobody began that year."""
    both = NationalCampaign.objects.filter(library=library, year__in=[year - 1, year])
    last = {each.code: each.answer for each in both if each.year == year - 1}
    own = [each for each in both if each.year == year]
    found = [
        Campaign(
            each.code,
            each.name,
            each.starts_on,
            each.ends_on,
            each.is_confirmed,
            getattr(each, "answer", NationalCampaign.Answer.OPEN),
            getattr(each, "reason", ""),
            last.get(each.code, ""),
        )
        for each in own or calendar_data.national_campaigns(year)
    ]
    return sorted(found, key=lambda each: (each.starts_on, each.name))


def sources(library: Library, year: int) -> Sources:
    """The focus groups of a year, and whether somebody said how much room there is."""
    hours = Capacity.objects.filter(library=library, year=year).exists()
    return Sources(
        focus_groups=[each.target_group.name for each in choices.focus_groups(library, year)],
        has_capacity=hours or Budget.objects.filter(library=library, year=year).exists(),
    )


def last_planned_year(library: Library, *, today: date) -> int:
    """The last year up to this one with an item in it: what a new plan is made from."""
    items = PlanItem.objects.filter(library=library, starts_on__year__lte=today.year).current()
    newest = items.order_by("-starts_on").values_list("starts_on", flat=True).first()
    return newest.year if newest else today.year


def has_focus(library: Library, year: int) -> bool:
    """Whether a year has focus groups already."""
    return FocusGroup.objects.filter(library=library, year=year).exists()
