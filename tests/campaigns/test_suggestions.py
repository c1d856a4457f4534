"""Titles that suit a target group: the rules, and the queries beside a slow twin."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import suggestions as rules_of
from campaigns.models import Campaign
from campaigns.queries import suggestions
from campaigns.queries.suggestions import Filters
from campaigns.suggestions import Facts, Fit, Own, Rules, Why, first, holds, in_order, place, suits
from planning import tenancy
from planning.models import Branch, Library, TargetGroup
from segments.models import CollectionPart, CollectionPartTitle, Genre
from segments.queries.remembered import remembering
from tests import make_plan
from tests.campaigns.slow_suggestions import slow_suggestions
from tests.campaigns.town_of_books import TODAY, told, town
from tests.make_campaigns import make_campaign
from tests.segments.test_collection_parts import group_of

RULES = Rules(
    has_copies=True, quiet_before=TODAY - timedelta(days=400), known_from=date(2024, 1, 1)
)
days = st.none() | st.dates(date(2022, 1, 1), date(2025, 12, 31))
facts_of = st.builds(
    Facts,
    number=st.integers(1, 999),
    own=st.none() | st.builds(Own, index=st.integers(0, 400), loans=st.integers(10, 90)),
    fit=st.none() | st.builds(Fit, genre=st.just("Reis"), index=st.integers(120, 300)),
    theme=st.sampled_from(["", "Reiskast"]),
    came_on=days,
    copies=st.integers(0, 3),
    copies_all=st.integers(0, 5),
    first_on=days,
    last_on=days,
    lent=st.integers(0, 50),
)


@given(st.lists(facts_of, unique_by=lambda each: each.number), st.randoms())
def test_the_order_of_titles_does_not_depend_on_how_they_are_given(
    titles: list[Facts], draw: random.Random
) -> None:
    shuffled = list(titles)
    draw.shuffle(shuffled)

    found = in_order(titles, RULES)

    assert found == in_order(shuffled, RULES)
    shown = [number for numbers in found.values() for number in numbers]
    assert len(shown) == len(set(shown))
    assert set(shown) == {each.number for each in titles if holds(each, RULES)}


@given(facts_of, facts_of)
def test_a_stronger_reason_never_comes_later(one: Facts, other: Facts) -> None:
    first_of_one, first_of_other = first(one, RULES), first(other, RULES)
    indices = [each.own.index if each.own else 0 for each in (one, other)]
    if first_of_one is first_of_other is Why.OWN and indices[0] > indices[1]:
        assert place(one, Why.OWN) < place(other, Why.OWN)
    if first_of_one:
        assert holds(one, RULES)[0] is first_of_one
        assert first_of_one is min(holds(one, RULES), key=list(Why).index)


@given(facts_of)
def test_a_title_is_suggested_only_for_a_reason_of_the_group_that_it_tells(facts: Facts) -> None:
    found = holds(facts, RULES)

    bare = replace(facts, own=None, fit=None, theme="")
    assert holds(bare, RULES) == []
    assert (Why.OWN in found) <= (facts.own is not None and facts.own.index >= 150)
    assert (Why.QUIET in found) <= (facts.copies > 0)
    if not facts.copies_all and facts.came_on is None:
        assert found == []


@given(facts_of)
def test_without_a_year_of_loans_nothing_is_called_quiet(facts: Facts) -> None:
    assert Why.QUIET not in holds(facts, replace(RULES, quiet_before=None))


@pytest.mark.parametrize(
    ("first_day", "last_day", "expected"),
    [
        (date(2024, 1, 1), date(2025, 3, 31), date(2024, 3, 31)),
        (date(2025, 1, 1), date(2025, 3, 31), None),  # three months are no year
        (date(2023, 1, 1), date(2026, 1, 1), TODAY - timedelta(days=365)),
        (None, None, None),
    ],
)
def test_a_book_is_quiet_as_far_as_loans_reach(
    first_day: date | None, last_day: date | None, expected: date | None
) -> None:
    assert rules_of.quiet_since(first_day, last_day, TODAY) == expected


def travellers(library: Library) -> TargetGroup:
    return group_of(library, "Reizigers", "S4")


def asked(campaign: Campaign, **filters: object) -> suggestions.Asked:
    return suggestions.asked(campaign, Filters(**filters), today=TODAY)  # type: ignore[arg-type]


def fast(question: suggestions.Asked) -> dict[Why, list[int]]:
    """All that the queries find, a page at a time."""
    found = {}
    for why in Why:
        numbers: list[int] = []
        for page in range(1, 20):
            filters = replace(question.filters, reason=why, page=page)
            parts = suggestions.sections(replace(question, filters=filters))
            numbers += [line.facts.number for part in parts for line in part.lines]
            if not any(part.has_more for part in parts):
                break
        found[why] = numbers
    return found


FILTERS: list[dict[str, object]] = [
    {},
    {"branch": "CEN"},
    {"branch": "DRP", "on_shelf": True},
    {"on_shelf": True, "no_queue": True},
    {"new": True},
    {"quiet": True},
    {"new": True, "quiet": True},
    {"genre": 4},
    {"genre": 0, "branch": "all"},
    {"branch": "CEN", "no_queue": True, "quiet": True},
]


@pytest.mark.parametrize(("seed", "has_copies"), [(1, True), (2, False)])
def test_suggestions_are_those_of_the_slow_twin(
    library: Library,
    stranger_library: Library,
    seed: int,
    has_copies: bool,  # noqa: FBT001
) -> None:
    made = town(library, seed=seed, has_copies=has_copies)
    town(stranger_library, seed=seed + 10)
    group = travellers(library)
    with tenancy.library_scope(library):
        part = CollectionPart.objects.create(library=library, name="Reiskast", meant_for=group)
        part.genres.add(Genre.objects.get(name="Koken"), through_defaults={"library": library})
        for number in (3, 5, 8, 13, 21, 34):
            CollectionPartTitle.objects.create(library=library, part=part, title=number)
        here = list(Branch.objects.filter(code__in=["CEN", "OOS"]))
    everywhere = make_campaign(library, group=group, titles=[1, 2])
    in_two = make_campaign(library, group=group, branches=here, starts_on=TODAY, days=28)

    differences = {}
    sizes = dict.fromkeys(Why, 0)
    with tenancy.library_scope(library):
        for campaign in (everywhere, in_two):
            for filters in FILTERS:
                with remembering():
                    question = asked(campaign, **filters)
                    quick, slow = fast(question), slow_suggestions(made, question, question.rules)
                for why in Why:
                    sizes[why] += len(slow[why])
                if quick != slow:
                    key = (campaign.pk, json.dumps(filters))
                    differences[key] = {w: (quick[w], slow[w]) for w in Why if quick[w] != slow[w]}

    assert differences == {}
    if has_copies:
        assert all(sizes.values()), sizes  # each reason was there


def test_what_a_group_takes_itself_is_the_sum_of_published_figures(library: Library) -> None:
    made = town(library, titles=20)
    made.readers = [(4, 1, 40), (1, 1, 10), (4, 2, 15)]
    campaign = make_campaign(library, group=travellers(library))
    with tenancy.library_scope(library):
        before = asked(campaign).ground.own
    told(library, [(4, 19, 500)], least=9)  # told under a lower threshold than ours

    with tenancy.library_scope(library):
        after = asked(campaign).ground.own

    assert before == after
    assert 19 not in after


@pytest.mark.parametrize(
    ("index", "loans", "is_for_others", "fits"),
    [
        (120, 1, False, True),
        (119, 500, False, False),
        (None, 500, False, False),
        (300, 19, True, False),
        (300, 20, True, True),
    ],
)
def test_a_genre_for_adults_suits_young_people_only_when_they_often_take_it(
    index: int | None, loans: int, *, is_for_others: bool, fits: bool
) -> None:
    assert suits(index, loans, taken=1000, is_for_others=is_for_others) is fits


def test_a_group_is_known_by_the_best_that_is_there(library: Library) -> None:
    town(library, titles=20)
    by_segment = make_campaign(library, group=travellers(library))
    by_age = make_campaign(library, group=group_of(library, "Senioren", from_age=60))
    by_part = make_plan.target_group(library, "Kijkers")
    with tenancy.library_scope(library):
        part = CollectionPart.objects.create(library=library, name="Kast", meant_for=by_part)
        part.genres.add(Genre.objects.get(name="Koken"), through_defaults={"library": library})
    meant = make_campaign(library, group=by_part)
    nothing = make_campaign(library)

    with tenancy.library_scope(library):
        kinds = [asked(each).ground.kind for each in (by_segment, by_age, meant, nothing)]
        genres = {fit.genre for fit in asked(meant).ground.fits.values()}
        everything = asked(nothing).ground

    assert kinds == ["segment", "age", "parts", ""]
    assert genres == {"Koken"}
    assert everything.codes is None
