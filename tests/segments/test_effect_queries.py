"""Loans that an effect is measured by, against a slow count; and what is measured of a campaign."""

import random
from dataclasses import asdict
from datetime import timedelta

import pytest

from planning import tenancy
from planning.models import Library
from segments.effect.windows import Span, windows
from segments.queries import effect, effect_loans
from segments.queries.effect import EffectAsk
from tests.segments import effect_town, make_books
from tests.segments.effect_town import END, START, slow_sum
from tests.segments.make_books import Loan

ASK = EffectAsk((1, 2, 3, 4), START, END)


@pytest.mark.parametrize("branches", [(), (2,), (1, 3)])
def test_loans_per_window_and_week_agree_with_a_slow_count(
    library: Library, stranger_library: Library, branches: tuple[int, ...]
) -> None:
    draw = random.Random(7)
    (code,) = make_books.genre(library, "Reizen", "REI")
    effect_town.shelve(library, range(1, 9), code)
    loans = [
        Loan(
            draw.randrange(1, 9),
            draw.randrange(1, 4),
            START + timedelta(days=draw.randrange(-760, 80)),
            draw.randrange(1, 3),
            code,
        )
        for _each in range(600)
    ]
    make_books.lend(library, loans)
    make_books.lend(stranger_library, [Loan(1, 1, START, 9, code)] * 1)
    make_books.renew(library, 2024, 2025, 2026)
    with tenancy.library_scope(library):
        known = effect_loans.known(library)
        assert known.first_on is not None
        assert known.last_on is not None
        laid = windows(START, END, known.first_on, known.last_on)

        found = effect_loans.titles(library, laid, promoted=[1], codes={code: 1}, branches=branches)
        weeks = effect_loans.weeks(library, laid, [1, 2], branches, during_weeks=4)
        days = effect_loans.days(library, laid, branches, [code])

    spans = {
        name: getattr(laid, name)
        for name in ("matched", "recent", "base", "before", "during", "after", "last_year")
    }
    for each in found:
        slow = {n: slow_sum(loans, [each.number], s, branches) for n, s in spans.items()}
        assert {name: asdict(each)[name] for name in spans} == slow
    first_week = Span(START, START + timedelta(days=7))
    after = Span(END + timedelta(days=1), END + timedelta(days=8))
    for place, span in ((0, first_week), (4, after)):
        told = sum(each.get(place, 0) for each in weeks.values())
        assert told == slow_sum(loans, [1, 2], span, branches)
    everything = slow_sum(loans, range(1, 9), laid.whole, branches)
    assert [sum(each.here for each in days), sum(each.part for each in days)] == [everything] * 2


def test_titles_that_rise_alone_are_more_than_expected(library: Library) -> None:
    effect_town.town(library, extra=8)
    with tenancy.library_scope(library):
        told = effect.measured(library, ASK)

    assert (told.titles, told.went, told.days_during) == (4, 4, 28)
    # 2, 3, 1 and 2 a week, and 2 of the first one in another branch; 8 more each in four weeks.
    assert (told.before, told.during, told.after) == (8 * 10, 4 * 10 + 4 * 32, 4 * 10)
    assert told.estimate is not None
    assert told.estimate.expected == pytest.approx(42, abs=4)
    assert told.verdict == "more"
    assert told.estimate.low > 0
    assert [each.loans for each in told.weeks] == [10] * 8 + [42] * 4 + [10] * 4
    # In the other branch only one title stood, and nothing that compares with it.
    places = [(each.position, each.before, each.during) for each in told.branches]
    assert places == [(1, 64, 160), (2, 16, 8)]
    assert told.branches[1].expected == pytest.approx(8, abs=1.5)


def test_titles_of_which_nothing_changed_are_not_called_effective(library: Library) -> None:
    effect_town.town(library, extra=0)
    with tenancy.library_scope(library):
        told = effect.measured(library, ASK)

    assert told.verdict == "unclear"
    assert told.estimate is not None
    assert told.estimate.low < 0 < told.estimate.high


def test_of_a_large_genre_some_titles_are_compared_and_the_promoted_ones_always(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = effect_town.town(library, extra=0)
    monkeypatch.setattr(effect_loans, "MOST_CANDIDATES", 20)
    monkeypatch.setattr(effect_loans, "LEAST_OF_GENRE", 20)
    with tenancy.library_scope(library):
        known = effect_loans.known(library)
        assert known.first_on is not None
        assert known.last_on is not None
        laid = windows(START, END, known.first_on, known.last_on)

        found = effect_loans.titles(library, laid, promoted=[1, 2, 3], codes={code: 1}, branches=())

    numbers = {each.number for each in found}
    assert {1, 2, 3} <= numbers
    assert 20 <= len(numbers) <= 23
