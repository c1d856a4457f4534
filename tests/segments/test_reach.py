"""Reach, members and titles of a small town, counted from files and told on the command line."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from planning import tenancy
from planning.models import Library
from segments.lattice import ADULTS, ALL, MONTH, YEAR, YOUTH, Ask, NotOnTheLattice, Period
from segments.loading import forgetting
from segments.loading.insights import reach as counting
from segments.loading.insights import readers as settling
from segments.models import Area, Segment, WipedYear
from segments.queries import loans, member_counts, names, reach, title_readers
from segments.queries.reach import ReachAsk
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MEMBERS, MUNICIPALITY
from segments.suppression import SUPPRESSED, State, rounded
from tests import make
from tests.conftest import _empty_everything, acting_as
from tests.segments.reach_files import ADULT, HOMES, OWN, POSTCODES, read_files, readers


@pytest.fixture(scope="module")
def filled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: Any
) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("town")
    dirs = {name: folder / name for name in ("UPLOAD_DIR", "KEY_DIR")}
    for path in dirs.values():
        path.mkdir()
    with override_settings(**dirs), django_db_blocker.unblock():
        library = make.library(slug="noorderveld")
        read_files(library, folder)
    yield library
    with django_db_blocker.unblock():
        with acting_as("owner"):
            _empty_everything()
        connection.close()


@pytest.fixture
def town(filled: Library, db: None) -> Iterator[Library]:
    with tenancy.library_scope(filled):
        yield filled


def position(code: str) -> int:
    return Segment.objects.get(code=code).position


def place(code: str) -> int:
    return Area.objects.get(code=code).position


def ask(**given: Any) -> ReachAsk:
    return ReachAsk(Period(YEAR, 2025), **given)


def adults(count: int) -> int:
    return count - (count + 3) // 4


def test_reach_is_readers_per_hundred_households(town: Library) -> None:
    found = reach.reach(town, ask())

    line = found.line(position("A"))
    readers_of_a = adults(60) + adults(40) + adults(50)
    assert (line.households, line.borrowers.borrowers) == (1200, rounded(readers_of_a))
    assert line.per_hundred == 9.2
    assert line.low is not None
    assert line.high is not None
    assert line.low < 9.2 < line.high
    # 110 readers of A, 125 of B and 55 of C in 4340 households; 3.7 of C.
    assert (line.reference, line.potential) == (6.7, 0)
    assert found.line(position("C")).potential == 45
    assert found.reference_name
    assert [s.code for s in found.segments] == ["A", "B", "C"]


def test_everywhere_is_what_the_matrix_tells(town: Library) -> None:
    for age in (ADULTS, YOUTH):
        matrix = loans.matrix(town, Ask(Period(YEAR, 2025), age=age))
        found = reach.reach(town, ask(age=age))

        mine = [found.line(s.position).borrowers.borrowers for s in found.segments]
        assert mine == [matrix.cell(s.position).borrowers for s in found.segments]


def test_a_place_tells_many_readers(town: Library) -> None:
    found = reach.reach(town, ask(place_kind=CATCHMENT))

    homes = [POSTCODES[p] for _, p, born in readers() if born == ADULT]
    exact = Counter((code, "B2" if area == "Dorp" else "B1") for code, area in homes)
    places = {place.position: place.name for place in found.places}
    at = {
        (segment.position, number): exact[segment.code, name]
        for segment in found.segments
        for number, name in places.items()
    }
    told = {where: line.borrowers.borrowers for where, line in found.lines.items()}
    shown = {where: told[where] for where in at if told[where] is not None}
    assert len(shown) >= 4
    assert shown == {where: rounded(at[where]) for where in shown}
    assert min(at[where] for where in shown) >= 10


def test_a_place_hides_few_readers(town: Library) -> None:
    few = reach.reach(town, ask(place_kind=AREA)).line(position("C"), place("Veld"))

    assert (few.borrowers, few.per_hundred, few.potential) == (SUPPRESSED, None, None)
    assert few.households == 100


def test_of_no_place_it_is_told_that_nobody_came(town: Library) -> None:
    found = reach.reach(town, ask(place_kind=AREA))

    nobody = found.line(position("C"), place("Buiten"))
    assert (nobody.households, nobody.borrowers) == (900, SUPPRESSED)
    assert not any(line.borrowers.state is State.NONE for line in found.lines.values())


def test_few_households_say_nothing(town: Library) -> None:
    line = reach.reach(town, ask(place_kind=AREA)).line(position("B"), place("Buiten"))

    assert (line.households, line.per_hundred) == (40, None)


@pytest.mark.parametrize("kind", [MUNICIPALITY, CATCHMENT])
def test_areas_add_up_to_the_places_they_lie_in(town: Library, kind: int) -> None:
    found = reach.reach(town, ask(place_kind=kind))

    assert found.places
    homes = sum(found.line(place=where.position).households for where in found.places)
    assert homes == (sum(HOMES.values()) if kind == CATCHMENT else 3440)


def test_an_earlier_year_can_be_the_reference(town: Library) -> None:
    found = reach.reach(town, ask(against=Period(YEAR, 2024)))

    line = found.line(position("B"))
    assert (line.reference, line.potential) == (line.per_hundred, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"age": ALL},
        {"measure": "people"},
        {"period": Period(MONTH, 2025 * 12)},
        {"period": Period(1, 2025 * 4), "place_kind": AREA},
        {"against": Period(1, 2025 * 4), "place_kind": AREA},
    ],
)
def test_what_is_not_asked_of_places_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotOnTheLattice):
        ReachAsk(**{"period": Period(YEAR, 2025), **wrong})


def test_members_are_another_measure_than_borrowers(town: Library) -> None:
    found = reach.reach(town, ask(measure=MEMBERS))

    assert found.line(position("A")).per_hundred == 10.0
    assert found.counted_on is not None
    assert reach.reach(town, ask()).line(position("A")).per_hundred == 9.2


def test_members_tell_their_parts_where_these_are_large_enough(town: Library) -> None:
    found = reach.members(town, ADULTS)

    lines = {line.segment.code: line for line in found.lines}
    assert found.age == ALL  # the file tells no ages apart
    assert (lines["A"].members.borrowers, lines["A"].share) == (120, 24.0)
    assert lines["A"].zero.borrowers == 20 or not lines["A"].zero.is_shown
    assert not lines["C"].zero.is_shown
    assert found.total.members.borrowers == 500


def test_a_title_that_one_segment_takes_is_its_own(town: Library) -> None:
    own = title_readers.top_titles(town, 2025, segment=position("C"), order="own")
    most = title_readers.top_titles(town, 2025, segment=position("C"))

    first = own.lines[0]
    assert (first.key, first.loans, first.borrowers) == (OWN, 35, 35)
    assert first.index is not None
    assert first.index > 300
    assert own.shown == len(own.lines) == most.shown
    assert [line.loans for line in most.lines] == sorted(
        (x.loans for x in most.lines), reverse=True
    )


def test_a_page_of_titles_is_the_beginning_of_all_of_them(town: Library) -> None:
    genres = [None, 0, *(entry.position for entry in names.genres(town))]
    for segment, genre, order in product((position("C"), None), genres, ("most", "own")):
        every = title_readers.lines(town, 2025, segment=segment)
        wanted = [x for x in every if genre in (None, x.genre.position if x.genre else 0)]
        if order == "own":
            wanted.sort(key=lambda x: (-(x.index or 0), -x.loans, x.number))

        found = title_readers.top_titles(
            town, 2025, segment=segment, genre=genre, order=order, limit=3
        )

        assert list(found.lines) == wanted[:3]
        assert found.shown == len(wanted)


def test_nothing_small_is_stored_of_titles(town: Library) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(borrowers), bool_and(loans % 5 = 0 AND borrowers % 5 = 0),"
            " count(*) FILTER (WHERE segment = -1) FROM segments_title_reader"
        )
        count, least, are_rounded, of_all = cursor.fetchone()

    assert count > of_all > 0
    assert (least >= 10, are_rounded) == (True, True)


def told(library: Library) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM segments_reach ORDER BY period, age, place_kind, place, segment"
        )
        found = cursor.fetchall()
        cursor.execute("SELECT * FROM segments_title_reader ORDER BY year, age, segment, title")
        return [*found, *cursor.fetchall()]


def test_a_wiped_year_keeps_what_was_counted(town: Library) -> None:
    before = told(town)
    with acting_as("worker"):
        forgetting.wipe_year(town, 2024)
        WipedYear.objects.create(library=town, year=2024)
        for step in (counting, settling):
            step.renew(town, [0, 2024, 2025])

    assert told(town) == before


def test_without_being_wiped_a_year_without_members_has_no_readers(town: Library) -> None:
    with acting_as("worker"):
        forgetting.wipe_year(town, 2024)
        for step in (counting, settling):
            step.renew(town, [2024])

    assert {row[2] for row in told(town) if len(row) > 8} == {2025}


def test_nobody_else_sees_it(town: Library) -> None:
    other = make.library(slug="elders")
    with tenancy.library_scope(other):
        found = reach.reach(other, ask())
        assert (found.segments, found.line().households) == ((), 0)
        assert title_readers.top_titles(other, 2025).lines == ()
        members = member_counts.per_place(other, ADULTS, EVERYWHERE)
        assert [cell.borrowers for cell in members.values()] == [None]


Printed = Callable[..., str]


@pytest.fixture
def printed(town: Library, capsys: pytest.CaptureFixture[str]) -> Printed:
    def run(*words: str) -> str:
        call_command(*words, "--library", town.slug)
        return capsys.readouterr().out

    return run


def test_penetration_prints_what_pages_tell(town: Library, printed: Printed) -> None:
    answer = json.loads(printed("penetration", "--period", "2025", "--place-kind", "area"))

    found = reach.reach(town, ask(place_kind=AREA))
    assert answer["measure"] == "active borrowers per 100 households"
    assert len(answer["lines"]) == (len(found.segments) + 1) * (len(found.places) + 1)
    for record in answer["lines"]:
        at = (
            position(record["segment"]) if record["segment"] else -1,
            place(record["place"]) if record["place"] else -1,
        )
        line = found.line(*at)
        assert (record["readers"], record["per_hundred"], record["potential"]) == (
            line.borrowers.borrowers,
            line.per_hundred,
            line.potential,
        )


def test_penetration_prints_a_table_and_refuses_what_is_not_asked(printed: Printed) -> None:
    lines = printed("penetration", "--period", "2025", "--format", "csv").splitlines()

    assert len(lines) == 5
    with pytest.raises(CommandError):
        printed("penetration", "--period", "2025-Q1", "--place-kind", "area")
    with pytest.raises(CommandError):
        printed("penetration", "--period", "soon")


def test_top_titles_prints_what_pages_tell(town: Library, printed: Printed) -> None:
    words = ("--year", "2025", "--segment", "c", "--order", "own")
    answer = json.loads(printed("top_titles", *words))

    found = title_readers.top_titles(town, 2025, segment=position("C"), order="own")
    assert [title["key"] for title in answer["titles"]] == [line.key for line in found.lines]
    assert answer["base"]["segment"] == "C"
    assert (answer["shown"], answer["too_small"]) == (found.shown, found.too_small)
    assert len(printed("top_titles", *words, "--format", "csv").splitlines()) == 1 + found.shown
    with pytest.raises(CommandError, match="Z"):
        printed("top_titles", "--year", "2025", "--segment", "Z")


def test_commands_know_no_other_library(db: None) -> None:
    for words in (("penetration", "--period", "2025"), ("top_titles", "--year", "2025")):
        with pytest.raises(CommandError):
            call_command(*words, "--library", "nergens")
