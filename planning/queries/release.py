"""What can be asked about releasing a plan: what changed, who has seen it, what stood in it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from planning import changes, snapshots
from planning.changes import Change, Row
from planning.entries import COLLECTION, MARKETING
from planning.models import (
    Library,
    Membership,
    PlanItem,
    PlanSeen,
    PlanVersion,
    User,
    YearPlan,
)
from planning.queries import plan

SIDES = (COLLECTION, MARKETING)
FEW_PEOPLE = 3


@dataclass(frozen=True)
class Side:
    """A discipline, and who of it has seen the plan as it is now."""

    discipline: str
    seen: PlanSeen | None
    is_out_of_date: bool

    @property
    def is_ready(self) -> bool:
        return self.seen is not None and not self.is_out_of_date


@dataclass(frozen=True)
class Standing:
    """Where a plan stands: its items, its last version, what is different, and who saw it."""

    rows: list[Row]
    digest: str
    last: PlanVersion | None
    changes: list[Change]
    sides: list[Side]

    @property
    def is_ready(self) -> bool:
        return all(side.is_ready for side in self.sides)

    @property
    def next_number(self) -> int:
        return self.last.number + 1 if self.last else 1


def year_plan(library: Library, year: int) -> YearPlan | None:
    """The plan of a year, if somebody began it."""
    found: YearPlan | None = YearPlan.objects.filter(library=library, year=year).first()
    return found


def rows_of(library: Library, year: int) -> list[Row]:
    """Every item of a year written down, in order of the days; tasks are nobody's plan."""
    first, last = plan.year_of(year)
    return [
        {"id": item.pk, **snapshots.of(item)}
        for item in plan.items_between(library, first, last)
        if item.kind != PlanItem.Kind.TASK
    ]


def digest_of(rows: list[Row]) -> str:
    """What a tick is worth: another one as soon as the plan differs."""
    return snapshots.digest(rows)


def versions(library: Library, year: int) -> "QuerySet[PlanVersion]":
    """The released versions of a year, the newest first, without their items."""
    rows = PlanVersion.objects.filter(library=library, plan__year=year).defer("items")
    return rows.select_related("released_by").order_by("-number")


def last_version(library: Library, year: int) -> PlanVersion | None:
    """The newest version of a year, with its items."""
    rows = PlanVersion.objects.filter(library=library, plan__year=year)
    found: PlanVersion | None = rows.select_related("released_by").order_by("-number").first()
    return found


def released_ids(library: Library, year: int) -> frozenset[int] | None:
    """The items of the newest version; None while nothing was released."""
    last = last_version(library, year)
    return frozenset(row["id"] for row in last.items) if last else None


def standing(library: Library, year: int) -> Standing:
    """Where the plan of a year stands now."""
    rows = rows_of(library, year)
    digest, last = digest_of(rows), last_version(library, year)
    seen = {
        each.discipline: each
        for each in PlanSeen.objects.filter(library=library, plan__year=year).select_related(
            "seen_by"
        )
    }
    return Standing(
        rows=rows,
        digest=digest,
        last=last,
        changes=changes.between(last.items if last else [], rows),
        sides=[
            Side(each, seen.get(each), each in seen and seen[each].digest != digest)
            for each in _sides(library)
        ],
    )


def _sides(library: Library) -> list[str]:
    """The disciplines that must have seen a plan: those of the two that somebody works in."""
    present = set(
        Membership.objects.accepted()
        .filter(library=library, user__is_active=True)
        .values_list("discipline", flat=True)
    )
    return [each for each in SIDES if each in present]


def has_few_people(library: Library) -> bool:
    """So few that one may decide on one's own plan; that is written down then."""
    members = Membership.objects.accepted().filter(library=library, user__is_active=True)
    return members.count() < FEW_PEOPLE


def made_by_alone(rows: list[Row], library: Library, user: User) -> bool:
    """Whether everything in a plan was made by this one person."""
    makers = PlanItem.objects.filter(library=library, pk__in=[row["id"] for row in rows])
    return not makers.exclude(created_by=user).exists()
