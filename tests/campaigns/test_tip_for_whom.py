"""For whom a tip is: the segments that take its genre more, and the one group of them."""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import BookTip
from planning import tenancy
from planning.models import Library, TargetGroup
from segments.lattice import ADULTS
from segments.models import Segment, TargetGroupSegment
from segments.queries.demand import Want, demand
from segments.queries.shelves import shelf
from segments.weeding import LEAST_INDEX
from tests.campaigns.town_of_books import town
from tests.segments.explored import GENRES

WORDS = {"text": "Lees dit eens.", "for_lovers_of": "", "by": "Els, Dorp"}


def wants(library: Library, genre: int) -> list[Want]:
    with tenancy.library_scope(library):
        found = demand(library, shelf(library).year, age=ADULTS)
    return found.of(genre, least=LEAST_INDEX)


@dataclass(frozen=True)
class Liked:
    """A genre of which some segment takes more, and the form for two titles in it."""

    wants: list[Want]
    form: str

    @property
    def segments(self) -> list[int]:
        return [each.segment.position for each in self.wants]


@pytest.fixture
def liked(library: Library) -> Liked:
    made = town(library)
    genre = next(at for at in range(1, len(GENRES) + 1) if wants(library, at))
    titles = [str(number) for number, code in made.codes.items() if code == genre][:2]
    address = f"{reverse('campaigns:tip_add')}?titles={','.join(titles)}&readers=adults"
    return Liked(wants(library, genre), address)


def group(library: Library, name: str, *segments: int) -> TargetGroup:
    with tenancy.library_scope(library):
        made = TargetGroup.objects.create(library=library, name=name)
        for each in Segment.objects.filter(position__in=segments):
            TargetGroupSegment.objects.create(library=library, target_group=made, segment=each)
    return made


def test_form_tells_which_segments_the_title_suits_as_the_list_does(
    as_alice: Client, library: Library, liked: Liked
) -> None:
    page = as_alice.get(liked.form)

    assert page.context["wants"] == liked.wants
    assert liked.wants[0].segment.name in page.text
    assert "Past bij" in page.text


def test_the_one_group_of_these_segments_is_chosen_already(
    as_alice: Client, library: Library, liked: Liked
) -> None:
    own = group(library, "Eigen groep", *liked.segments)
    group(library, "Anderen")

    assert as_alice.get(liked.form).context["form"].initial["target_group"] == own


def test_of_two_groups_none_is_chosen(as_alice: Client, library: Library, liked: Liked) -> None:
    group(library, "Eerste", *liked.segments)
    group(library, "Tweede", *liked.segments[:1])

    assert as_alice.get(liked.form).context["form"].initial["target_group"] is None


def test_the_next_title_begins_with_its_own_group_and_not_that_of_the_tip_before(
    as_alice: Client, library: Library, liked: Liked
) -> None:
    own = group(library, "Eigen", *liked.segments)
    other = group(library, "Andere")

    onward = as_alice.post(liked.form, WORDS | {"target_group": other.pk}).url
    form = as_alice.get(onward).context["form"]

    assert form.initial["target_group"] == own
    with tenancy.library_scope(library):
        assert [tip.target_group for tip in BookTip.objects.all()] == [other]
    assert "readers=adults" in onward
