"""The lines of a weeding list, judged after an import, are those of the rules in their order."""

import random
from itertools import product

import pytest

from planning import tenancy
from planning.models import Library
from segments.lattice import ADULTS
from segments.queries import demand, weeding
from segments.queries.names import Entry
from segments.queries.shelves import UNKNOWN_GENRE
from segments.queries.weeding import Chosen, List
from segments.weeding import PROMOTE, VERDICTS, Listed, Wish, judge
from tests.segments import make_books
from tests.segments.test_books import DAY, Town, made_town

WISHES = {1: [Wish("Buiten", 141), Wish("Gezinnen", 119)], 2: [Wish("Senioren", 119)], 3: []}
Line = tuple[int, int, int]  # title, branch (0: none named), copies


@pytest.fixture
def town(library: Library, stranger_library: Library) -> Town:
    for each, seed in ((stranger_library, 8), (library, 7)):
        made = made_town(each, seed)
        make_books.file(each, "weeding", lines(seed), on=DAY)
        make_books.renew(each)
    return made


def lines(seed: int) -> list[Line]:
    draw = random.Random(seed)
    places = draw.sample(list(product(range(1, 61), range(4))), 150)
    return [(title, branch, draw.randint(1, 2)) for title, branch in sorted(places)]


def slow_listed(town: Town, line: Line) -> Listed:
    title, branch, copies = line
    recent = [loan for loan in town.loans if loan.title == title and loan.day.year > 2024]
    everywhere = sum(loan.loans for loan in recent)
    here = sum(loan.loans for loan in recent if loan.branch == branch)
    owned = sum(n for (_place, each), n in town.copies.items() if each == title)
    published = town.published[title]
    return Listed(
        copies=copies,
        copies_here=town.copies.get((branch, title), 0) if branch else owned,
        copies_all=owned,
        reservations=town.reservations.get(title, 0),
        loans_here=here if branch else everywhere,
        loans_elsewhere=everywhere - here if branch else 0,
        years_old=DAY.year - published if published else None,
        wishes=WISHES.get(town.genre_of[title], ()),
    )


def slow_lines(town: Town, asked: Chosen) -> list[tuple[str, Line]]:
    """The lines that are asked with their verdicts, in their order: slow and obvious."""
    found = []
    for line in lines(7):
        listed, genre = slow_listed(town, line), town.genre_of[line[0]]
        code = judge(listed).code
        index = max((wish.index for wish in listed.wishes), default=0) if code == PROMOTE else 0
        is_asked = asked.genre in (None, genre or UNKNOWN_GENRE) and asked.branch in (0, line[1])
        if is_asked and asked.verdict in ("", code):
            found.append((VERDICTS.index(code), -listed.reservations, -index, line))
    return [(VERDICTS[code], line) for code, _waiting, _index, line in sorted(found)]


def newest(library: Library) -> List:
    found = weeding.newest_list(library)
    assert found is not None
    return found


def test_lines_are_judged_and_ordered_as_by_hand(town: Town) -> None:
    seen = set()
    for genre, branch, verdict in product((None, 1, 2, UNKNOWN_GENRE), (0, 2), ("", *VERDICTS)):
        with tenancy.library_scope(town.library):
            asked = Chosen(newest(town.library).number, genre, branch, verdict)
            found = weeding.weedings(town.library, asked, WISHES)

        slow = slow_lines(town, asked)
        said = [each.verdict(WISHES.get(each.genre, ())).code for each in found]
        assert [(each.number, each.branch, each.copies) for each in found] == [
            line for _code, line in slow
        ]
        assert said == [code for code, _line in slow]
        seen.update(said)
    assert seen == set(VERDICTS)


def test_a_page_is_a_part_of_the_list_and_counts_are_of_all_of_it(town: Town) -> None:
    with tenancy.library_scope(town.library):
        asked = Chosen(newest(town.library).number, branch=2)
        whole = weeding.weedings(town.library, asked, WISHES)
        page = weeding.weedings(town.library, asked, WISHES, limit=7, offset=7)
        counts = weeding.counts(town.library, asked, WISHES)

    assert page == whole[7:14]
    slow = [code for code, _line in slow_lines(town, asked)]
    assert counts == {code: slow.count(code) for code in set(slow)}


def test_a_segment_that_wants_a_genre_is_heard_without_judging_anew(town: Town) -> None:
    with tenancy.library_scope(town.library):
        asked = Chosen(newest(town.library).number, genre=2)
        before = weeding.counts(town.library, asked, WISHES)
        after = weeding.counts(town.library, asked, {2: [Wish("Senioren", 120)]})

    assert before[PROMOTE] == 0 < after[PROMOTE]
    assert before.total() == after.total()


def test_wishes_are_the_segments_that_take_a_genre_most() -> None:
    entries = [Entry(n, f"S{n}", f"Segment {n}") for n in (1, 2, 3)]
    wants = [demand.Want(entry, 150 - 10 * entry.position) for entry in entries]

    found = weeding.wishes(demand.Demand(ADULTS, {4: wants}, is_known=True))

    assert found == {4: [Wish("Segment 1", 140), Wish("Segment 2", 130)]}
