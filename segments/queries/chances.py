"""What is known around a line of reach: what they like, where it stands, and what is done for them.

Everything about readers is published already; copies and plans are not about readers at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Lower

from planning.models import Library, PlanItem, TargetGroup
from segments import chances
from segments.advice import placing
from segments.chances import Taste
from segments.models import Area, SegmentChannel, SegmentStance
from segments.placing import ANY
from segments.queries import groups as target_groups
from segments.queries import homes, names, schemes, shelves
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.queries.reach import Reached
from segments.queries.shelves import Shelf
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY

MUCH = SegmentChannel.Fit.MUCH


@dataclass(frozen=True)
class Liking:
    """A genre that is a large part of what they borrow, and the copies of it near them."""

    genre: Entry
    index: int
    near: int | None  # None: nothing is known of copies, or of what is near
    copies: int | None  # in all branches
    most: Entry | None  # where most of them stand
    is_little: bool = False  # near them, by the rule of advice to place

    @property
    def is_near(self) -> bool:
        return (self.near or 0) >= chances.LEAST_SHELF and not self.is_little


@dataclass(frozen=True)
class Chance:
    """A segment in a place, with what could help to reach them."""

    line: Reached
    is_loans_hidden: bool  # what they borrow is too small to tell
    likings: Sequence[Liking]
    near: Sequence[Entry]  # the branches that they would go to; empty where that is not known
    channels: Sequence[str]
    groups: Sequence[TargetGroup]
    campaigns: Sequence[PlanItem]
    activities: int  # in the plan, near them
    hints: Sequence[Entry] = ()  # genres that they seem to like, on few loans


@dataclass(frozen=True)
class Around:
    """All of that for every line of one question, asked once."""

    kind: int
    matrix: Matrix | None  # None where loans are no argument
    shelf: Shelf | None
    branches: Sequence[Entry]
    catchments: Mapping[int, Sequence[int]]  # place: branches
    homes: Mapping[tuple[int, int], int]  # households by (segment, branch), as far as copies ask
    channels: Mapping[int, Sequence[str]]
    groups: Mapping[int, Sequence[TargetGroup]]
    campaigns: Mapping[int, Sequence[PlanItem]] = field(default_factory=dict)
    activities: Mapping[int, int] = field(default_factory=dict)

    def of(self, line: Reached) -> Chance:
        """What is known around one line."""
        segment = line.segment.position
        near = self._near(line.place.position)
        groups = self.groups.get(segment, ())
        tastes = self._tastes(segment)
        return Chance(
            line=line,
            is_loans_hidden=self.matrix is not None and not self.matrix.cell(segment).is_shown,
            likings=[self._liking(taste, segment, near) for taste in chances.favourites(tastes)],
            hints=[taste.genre for taste in chances.hints(tastes)],
            near=near,
            channels=self.channels.get(segment, ()),
            groups=groups,
            campaigns=[item for group in groups for item in self.campaigns.get(group.pk, ())],
            activities=sum(self.activities.get(branch.position, 0) for branch in near),
        )

    def _near(self, place: int) -> list[Entry]:
        if self.kind == EVERYWHERE:
            return list(self.branches)
        wanted = [place] if self.kind == CATCHMENT else self.catchments.get(place, ())
        return [branch for branch in self.branches if branch.position in wanted]

    def _tastes(self, segment: int) -> list[Taste]:
        if self.matrix is None:
            return []
        now = self.matrix
        return [
            Taste(
                genre,
                now.cell(segment, genre.position),
                now.cell(segment),
                now.cell(genre=genre.position),
                now.total,
            )
            for genre in now.genres
            if genre.position > 0
        ]

    def _liking(self, taste: Taste, segment: int, near: Sequence[Entry]) -> Liking:
        genre, index = taste.genre, taste.index or 0
        if self.shelf is None or not self.shelf.has_copies:
            return Liking(genre, index, None, None, None)
        copies = {
            b.position: self.shelf.at(b.position, genre.position).copies for b in self.branches
        }
        most = max(self.branches, key=lambda branch: copies[branch.position], default=None)
        return Liking(
            genre,
            index,
            sum(copies[branch.position] for branch in near) if near else None,
            sum(copies.values()),
            most if most and copies[most.position] else None,
            is_little=self._is_little(self.shelf, genre.position, segment, near),
        )

    def _is_little(self, shelf: Shelf, genre: int, segment: int, near: Sequence[Entry]) -> bool:
        of_segment, every = self.homes.get((segment, ANY), 0), shelf.at().copies
        if not near or not of_segment or not every:
            return False
        return placing.is_little(
            sum(shelf.at(branch.position, genre).copies for branch in near),
            shelf.at(genre=genre).copies,
            homes=sum(self.homes.get((segment, b.position), 0) for b in near) / of_segment,
            copies=sum(shelf.at(branch.position).copies for branch in near) / every,
        )


def around(library: Library, *, kind: int, today: date, matrix: Matrix | None) -> Around:
    """Everything around reach in one kind of place; matrix: None where loans are no argument."""
    groups = target_groups.by_segment(library)
    shelf = shelves.shelf(library) if matrix else None
    return Around(
        kind=kind,
        matrix=matrix,
        shelf=shelf,
        branches=names.branches(library),
        catchments=_catchments(library, kind),
        homes=homes.households(library, CATCHMENT) if shelf and shelf.has_copies else {},
        channels=_channels(library),
        groups=groups,
        campaigns=_campaigns(library, groups, today),
        activities=_activities(library, today),
    )


def stances(library: Library, year: int) -> "QuerySet[SegmentStance]":
    """The segments that are not chosen in a year, with the reason."""
    rows = SegmentStance.objects.filter(library=library, year=year)
    return rows.select_related("segment", "said_by").order_by("segment__order", "pk")


def _catchments(library: Library, kind: int) -> Mapping[int, Sequence[int]]:
    """By place the branches that its areas belong to."""
    if kind not in (AREA, MUNICIPALITY):
        return {}
    place = "position" if kind == AREA else "municipality__position"
    rows = Area.objects.filter(library=library, catchment__isnull=False)
    found: dict[int, set[int]] = defaultdict(set)
    for at, branch in rows.values_list(place, "catchment__position"):
        if at is not None and branch is not None:
            found[at].add(branch)
    return {at: sorted(branches) for at, branches in found.items()}


def _channels(library: Library) -> Mapping[int, Sequence[str]]:
    rows = SegmentChannel.objects.filter(library=library, fit=MUCH, channel__archived_at=None)
    known_as = schemes.known_as(library)
    found: dict[int, dict[str, None]] = defaultdict(dict)  # in order, each of them once
    ordered = rows.order_by("channel__position", Lower("channel__name"), "pk")
    for segment, channel in ordered.values_list("segment__position", "channel__name"):
        for position in known_as[segment]:
            found[position][channel] = None
    return {position: list(channels) for position, channels in found.items()}


def _campaigns(
    library: Library, groups: Mapping[int, Iterable[TargetGroup]], today: date
) -> Mapping[int, Sequence[PlanItem]]:
    """By target group the campaigns that run or are coming."""
    wanted = {group.pk for each in groups.values() for group in each}
    rows = PlanItem.objects.filter(
        library=library, kind=PlanItem.Kind.CAMPAIGN, target_group__in=wanted, ends_on__gte=today
    ).exclude(status=PlanItem.Status.DROPPED)
    found: dict[int, list[PlanItem]] = defaultdict(list)
    for item in rows.current().order_by("starts_on", "pk"):
        found[item.target_group_id or 0].append(item)
    return found


def _activities(library: Library, today: date) -> Mapping[int, int]:
    """By branch how many activities run or are coming."""
    rows = PlanItem.objects.filter(
        library=library, kind=PlanItem.Kind.ACTIVITY, ends_on__gte=today
    ).exclude(status=PlanItem.Status.DROPPED)
    found: dict[int, int] = defaultdict(int)
    for branch in rows.current().values_list("branches__position", flat=True):
        if branch is not None:
            found[branch] += 1
    return found
