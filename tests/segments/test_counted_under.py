"""What people said of a segment is found where its figures stand: a newer edition, or a cluster."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from planning import tenancy
from planning.models import Channel, Library, PlanItem, TargetGroup
from segments.lattice import ADULTS
from segments.models import Segment, SegmentChannel, SegmentScheme, TargetGroupSegment
from segments.queries import chances, demand, parts, profile
from segments.reaching import EVERYWHERE
from tests.segments.reached import reached_library

NOW = 2  # S2, under which both segments of earlier editions are counted


@pytest.fixture
def group(library: Library) -> TargetGroup:
    """Of a segment that S2 stands for, and of one before that."""
    reached_library(library)
    with tenancy.library_scope(library):
        group = TargetGroup.objects.create(library=library, name="Ouders")
        channel = Channel.objects.create(library=library, name="Krant")
        newer = Segment.objects.get(position=NOW)
        for position in (90, 91):
            newer = earlier(library, position, shown_as=newer)
            TargetGroupSegment.objects.create(library=library, target_group=group, segment=newer)
            SegmentChannel.objects.create(library=library, segment=newer, channel=channel, fit=1)
    return group


def earlier(library: Library, position: int, *, shown_as: Segment) -> Segment:
    scheme = SegmentScheme.objects.create(library=library, name=f"{position}", is_active=False)
    return Segment.objects.create(
        library=library,
        scheme=scheme,
        code=f"OUD{position}",
        name=f"Oud {position}",
        position=position,
        shown_as=shown_as,
    )


def test_who_takes_a_genre_is_named_with_its_groups(library: Library, group: TargetGroup) -> None:
    with tenancy.library_scope(library):
        found = demand.demand(library, 2025, age=ADULTS)

    wants = [want for each in found.wants.values() for want in each]
    assert {want.groups for want in wants if want.segment.position == NOW} == {("Ouders",)}
    assert {want.groups for want in wants if want.segment.position != NOW} == {()}


def test_a_chance_has_its_groups_and_channels_once(library: Library, group: TargetGroup) -> None:
    with tenancy.library_scope(library):
        found = chances.around(library, kind=EVERYWHERE, today=date(2026, 3, 1), matrix=None)

    assert list(found.groups[NOW]) == [group]
    assert list(found.channels[NOW]) == ["Krant"]
    assert 1 not in found.groups


def test_a_profile_tells_of_groups_and_campaigns_once(library: Library, group: TargetGroup) -> None:
    today = timezone.localdate()
    with tenancy.library_scope(library):
        campaign = PlanItem.objects.create(
            library=library,
            kind=PlanItem.Kind.CAMPAIGN,
            title="Samen lezen",
            target_group=group,
            starts_on=today,
            ends_on=today + timedelta(days=7),
        )

        found = profile.doing(library, Segment.objects.get(position=NOW), today)

    assert (list(found.groups), list(found.campaigns)) == ([group], [campaign])


def test_a_group_is_the_sum_of_what_is_counted_for_it_now(
    library: Library, group: TargetGroup
) -> None:
    with tenancy.library_scope(library):
        found = parts.rows_of(library, [group], "segment")

    assert NOW in found[group.pk]


def test_an_archived_group_is_of_no_segment(library: Library, group: TargetGroup) -> None:
    with tenancy.library_scope(library):
        TargetGroup.objects.update(archived_at=timezone.now())

        found = profile.doing(library, Segment.objects.get(position=NOW), timezone.localdate())

    assert list(found.groups) == []
