"""What figures suggest: examples, and what must hold whatever the figures are."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segments import reaching
from segments.advice import Figures, suggestions
from segments.advice.acquiring import acquire
from segments.advice.facts import (
    ACQUIRE,
    LITTLE,
    MUCH,
    PLACE,
    PROMOTE,
    Home,
    Queue,
    Quiet,
    Reached,
    Stand,
    Taste,
    Thing,
    TitleTaste,
)
from segments.suppression import SUPPRESSED, Cell, State

TRAVEL, NOVELS = Thing(1, "Reizen", "Reizen"), Thing(2, "Romans", "Romans")
QUIET, BUSY = Thing(1, "S1", "Rustige buiten"), Thing(2, "S2", "Drukke gezinnen")
CENTRE, VILLAGE = Thing(1, "CEN", "Centrum"), Thing(2, "DRP", "Dorp")


def shown(loans: int, borrowers: int) -> Cell:
    return Cell(State.SHOWN, loans, borrowers)


def taste(cell: Cell, *, segment: Thing = QUIET, genre: Thing = TRAVEL) -> Taste:
    of_genre = shown(1500, 600) if genre == TRAVEL else shown(6000, 1500)
    return Taste(segment, genre, cell, shown(2000, 400), of_genre, shown(15000, 2000))


def figures(**changes: object) -> Figures:
    """A town in which nothing is the matter, but for what is changed."""
    plain = Figures(
        period="2025",
        period_said="heel 2025",
        readers="adults",
        genres=[TRAVEL, NOVELS],
        branches=[CENTRE, VILLAGE],
        tastes=[taste(shown(200, 120)), taste(shown(800, 300), genre=NOVELS)],
        stands={
            (0, 0): Stand(2000, 5000, 15000),
            (0, 1): Stand(200, 500, 1500),
            (0, 2): Stand(800, 2000, 6000),
            (1, 0): Stand(1500, 3500, 10500),
            (1, 1): Stand(150, 350, 1000),
            (2, 0): Stand(800, 1500, 4500),
            (2, 1): Stand(100, 150, 500),
        },
        queues={0: Queue(50, 100), 1: Queue(5, 10, (7, 8))},
        homes=[Home(QUIET, VILLAGE, 580, 1000), Home(QUIET, CENTRE, 420, 1000)],
        reached=[Reached(QUIET, 1000, shown(400, 300), 30.0, 6000)],
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def with_loved_travel(**changes: object) -> Figures:
    return figures(tastes=[taste(shown(700, 300)), taste(shown(800, 300), genre=NOVELS)], **changes)


def said(found: Figures) -> list[tuple[str, str, str]]:
    return [(each.kind, each.key, each.certainty) for each in suggestions(found)]


def test_advice_is_silent_where_nothing_is_the_matter() -> None:
    assert said(figures()) == []


def test_advice_acquires_a_genre_that_is_worn_out_and_waited_for() -> None:
    stands = {**figures().stands, (0, 1): Stand(80, 150, 1500)}

    found = suggestions(
        figures(stands=stands, queues={0: Queue(50, 100), 1: Queue(20, 60, (7, 8))})
    )

    assert [(each.kind, each.certainty, each.titles) for each in found] == [
        (ACQUIRE, MUCH, (7, 8)),
    ]
    assert "10,0" in found[0].reasons[0].text
    assert "60" in found[0].reasons[1].text


def test_advice_says_little_data_where_only_the_copies_are_pressed() -> None:
    stands = {**figures().stands, (0, 1): Stand(80, 150, 1500)}

    assert said(figures(stands=stands)) == [(ACQUIRE, "acquire:genre:g1", LITTLE)]


def test_advice_acquires_no_genre_that_is_loved_and_only_a_little_pressed() -> None:
    """Of three signs loans per copy is one from half as often again as the library."""
    stands = {**figures().stands, (0, 1): Stand(200, 400, 1500)}  # 3.8 times, the library 3.0

    found = suggestions(with_loved_travel(stands=stands))

    assert [each.kind for each in found if each.kind == ACQUIRE] == []


def test_advice_places_what_stands_far_from_those_who_borrow_it() -> None:
    stands = {**figures().stands, (1, 1): Stand(200, 500, 1500), (2, 1): Stand(0, 0, 0)}

    found = suggestions(with_loved_travel(stands=stands))

    assert [(each.kind, each.key, each.certainty) for each in found] == [
        (PLACE, "place:near:s1:g1:b2", MUCH)
    ]
    assert "Centrum" in found[0].text
    assert "58" in found[0].text


def test_advice_promotes_what_stands_near_and_was_hardly_lent() -> None:
    found = suggestions(with_loved_travel(quiet={(2, 1): Quiet(70, tuple(range(10, 30)))}))

    assert [(each.kind, each.key, len(each.titles)) for each in found] == [
        (PROMOTE, "promote:shelf:s1:g1:b2", 12)
    ]
    assert "70" in found[0].text


def test_advice_promotes_no_shelf_of_a_genre_that_people_wait_for() -> None:
    stands = {**figures().stands, (0, 1): Stand(80, 150, 1500)}
    quiet = {(2, 1): Quiet(70, tuple(range(10, 30)))}

    found = suggestions(with_loved_travel(stands=stands, quiet=quiet))

    assert [each.kind for each in found] == [ACQUIRE]


def test_advice_promotes_to_a_large_segment_that_hardly_comes() -> None:
    few = [Reached(QUIET, 1000, shown(200, 100), 30.0, 6000)]

    found = suggestions(with_loved_travel(reached=few))

    assert [(each.kind, each.key, each.certainty) for each in found] == [
        (PROMOTE, "promote:reach:s1", MUCH)
    ]
    assert "Reizen" in found[0].text
    assert "200" in found[0].reasons[0].text  # borrowers more, at the reference


@pytest.mark.parametrize(
    ("stand", "queue"),
    [
        (Stand(200, 500, 1500), Queue(20, 60)),  # six times as many people wait for a copy
        (Stand(80, 150, 900), Queue(5, 10)),  # a copy goes out twice as often
    ],
)
def test_advice_to_reach_names_the_next_genre_where_one_is_short(
    stand: Stand, queue: Queue
) -> None:
    few = [Reached(QUIET, 1000, shown(200, 100), 30.0, 6000)]
    tastes = [taste(shown(700, 300)), taste(shown(1200, 400), genre=NOVELS)]
    short = figures(
        tastes=tastes,
        reached=few,
        stands={**figures().stands, (0, 1): stand},
        queues={0: Queue(50, 100), 1: queue},
    )

    (reach,) = [each for each in suggestions(short) if each.rule == "reach"]

    assert "Romans" in reach.text
    assert "Reizen" not in " ".join([reach.text, *(each.text for each in reach.reasons)])
    assert reach.genre == NOVELS


def test_advice_to_reach_names_no_genre_where_all_are_short() -> None:
    few = [Reached(QUIET, 1000, shown(200, 100), 30.0, 6000)]
    queues = {0: Queue(50, 100), 1: Queue(20, 60)}

    found = suggestions(with_loved_travel(reached=few, queues=queues))

    (reach,) = [each for each in found if each.rule == "reach"]
    assert reach.text.endswith("waarvan weinig lenen")
    assert reach.genre is None


def test_advice_to_reach_counts_as_the_pages_about_reach_do() -> None:
    few = [Reached(QUIET, 1080, shown(100, 35), 9.0, 6000)]

    (reach,) = suggestions(figures(reached=few))

    # 3.24 per 100 is told as 3.2; the exact rate would give 60.
    assert reaching.potential(3.2, 9.0, 1080) == 65
    assert "zouden er 65 leners" in reach.reasons[0].text


def test_advice_is_silent_on_the_reach_of_youth() -> None:
    few = [Reached(QUIET, 1000, shown(200, 100), 30.0, 6000)]

    assert suggestions(figures(reached=few, readers="youth")) == []


def test_advice_keeps_to_four_of_a_rule_and_leaves_room_for_the_others() -> None:
    many = [Thing(number, f"S{number}", f"Segment {number}") for number in range(1, 8)]
    few = [Reached(each, 1000, shown(200, 100), 30.0, 7000) for each in many]
    own = TitleTaste(QUIET, 9, "Varen", shown(60, 60), 70, shown(2000, 400), shown(15000, 2000))

    found = suggestions(figures(reached=few, titles=[own]))

    assert [each.rule for each in found] == ["reach"] * 4 + ["title"]


def test_advice_names_a_title_that_one_segment_takes() -> None:
    own = TitleTaste(QUIET, 9, "Varen", shown(60, 60), 70, shown(2000, 400), shown(15000, 2000))

    assert said(figures(titles=[own])) == [(PROMOTE, "promote:title:s1:t9", MUCH)]


ROWS = st.sampled_from(["cell", "of_segment", "of_genre", "total"])


@given(ROWS)
def test_advice_is_silent_on_a_taste_that_is_not_shown(hidden: str) -> None:
    stands = {**figures().stands, (1, 1): Stand(200, 500, 1500), (2, 1): Stand(0, 0, 0)}
    full = with_loved_travel(stands=stands, quiet={(2, 1): Quiet(70, tuple(range(10, 30)))})
    assert suggestions(full)

    gone: dict[str, Any] = {hidden: SUPPRESSED}
    veiled = [replace(each, **gone) for each in full.tastes]

    assert suggestions(replace(full, tastes=veiled)) == []


@given(st.sampled_from(["cell", "of_segment", "total"]))
def test_advice_is_silent_on_a_title_of_which_a_figure_is_not_shown(hidden: str) -> None:
    own = TitleTaste(QUIET, 9, "Varen", shown(60, 60), 70, shown(2000, 400), shown(15000, 2000))

    gone: dict[str, Any] = {hidden: SUPPRESSED}
    assert suggestions(figures(titles=[replace(own, **gone)])) == []


def test_advice_is_silent_on_a_segment_of_which_the_borrowers_are_not_shown() -> None:
    assert suggestions(figures(reached=[Reached(QUIET, 1000, SUPPRESSED, 30.0, 6000)])) == []


COUNTS = st.integers(0, 4000)


@st.composite
def towns(draw: st.DrawFn) -> Figures:
    """Any demand, any supply, any waiting list for travel, with or without a taste for it."""
    copies, titles = draw(st.integers(0, 900)), draw(st.integers(0, 300))
    waiting = draw(st.integers(0, 40))
    borrowers = draw(st.integers(2, 80)) * 5
    loans = borrowers + draw(st.integers(0, 200)) * 5
    return figures(
        stands={**figures().stands, (0, 1): Stand(min(titles, copies), copies, draw(COUNTS))},
        queues={0: Queue(90, 700), 1: Queue(waiting, waiting + draw(st.integers(0, 400)))},
        tastes=[taste(draw(st.sampled_from([shown(loans, borrowers), SUPPRESSED])))],
    )


@given(towns(), st.integers(0, 2000), st.integers(0, 300))
def test_more_demand_never_takes_an_acquire_away(town: Figures, loans: int, waiting: int) -> None:
    stand, queue = town.stand(genre=1), town.queue(1)
    busier = replace(
        town,
        stands={**town.stands, (0, 1): replace(stand, loans=stand.loans + loans)},
        queues={**town.queues, 1: replace(queue, reservations=queue.reservations + waiting)},
    )

    before = {each.key for each in acquire(town)}

    assert before <= {each.key for each in acquire(busier)}


@given(towns(), st.integers(1, 900))
def test_more_copies_never_bring_an_acquire(town: Figures, copies: int) -> None:
    stand = town.stand(genre=1)
    if not stand.copies:
        return
    fuller = replace(
        town, stands={**town.stands, (0, 1): replace(stand, copies=stand.copies + copies)}
    )

    after = {each.key for each in acquire(fuller)}

    assert after <= {each.key for each in acquire(town)}


@given(towns())
def test_more_comparisons_never_make_surer(town: Figures) -> None:
    more = replace(town, titles=[_silent_title(number) for number in range(400)])

    sure = {each.key for each in suggestions(more) if each.certainty == MUCH}

    assert sure <= {each.key for each in suggestions(town) if each.certainty == MUCH}
    assert {each.key for each in suggestions(more)} == {each.key for each in suggestions(town)}


def test_much_data_holds_among_all_figures_looked_at_together() -> None:
    stands = {**figures().stands, (1, 1): Stand(200, 500, 1500), (2, 1): Stand(0, 0, 0)}
    few = figures(tastes=[taste(shown(350, 120))], stands=stands)
    other = taste(shown(200, 120), segment=BUSY)

    assert said(few) == [(PLACE, "place:near:s1:g1:b2", MUCH)]
    assert said(replace(few, tastes=[*few.tastes, *[other] * 1000])) == [
        (PLACE, "place:near:s1:g1:b2", LITTLE)
    ]


def _silent_title(number: int) -> TitleTaste:
    return TitleTaste(BUSY, number, "", shown(10, 10), 100, shown(2000, 400), shown(15000, 2000))


@given(towns())
def test_advice_never_says_a_number_of_copies_to_buy(town: Figures) -> None:
    for each in suggestions(town):
        if each.kind == ACQUIRE:
            assert not any(letter.isdigit() for letter in each.text)


def test_advice_puts_much_data_before_little() -> None:
    stands = {**figures().stands, (0, 1): Stand(80, 150, 1500), (0, 2): Stand(40, 60, 600)}
    queues = {0: Queue(50, 100), 1: Queue(20, 60, (7, 8))}

    found = suggestions(figures(stands=stands, queues=queues))

    assert [(each.genre and each.genre.name, each.certainty) for each in found] == [
        ("Reizen", MUCH),
        ("Romans", LITTLE),
    ]
