"""A town with planted truths and one without, counted in plain Python and without a database."""

from collections import defaultdict
from functools import cache

from segments import suppression
from segments.advice import Figures, suggestions
from segments.advice.facts import (
    MUCH,
    Home,
    Queue,
    Reached,
    Stand,
    Taste,
    Thing,
    TitleTaste,
)
from segments.planting import town as towns
from segments.planting.town import ADULT, AREAS, BRANCHES, SEGMENTS, Loan, Town, make_town
from segments.suppression import Cell, ExactTable, PublishedTable, State

GENRES = [Thing(number, code, code) for number, code in enumerate(ADULT, start=1)]
PEOPLE = [Thing(number, f"T{number}", name) for number, name in enumerate(SEGMENTS, start=1)]
PLACES = [Thing(number, code, BRANCHES[code]) for number, code in enumerate(BRANCHES, start=1)]


@cache
def figures(seed: int, *, is_planted: bool) -> Figures:
    town = make_town(seed, year=2025, is_planted=is_planted)
    adults = [loan for loan in town.loans if town.year - loan.member.born >= 18]
    table = _published(adults)
    return Figures(
        period="2025",
        period_said="heel 2025",
        readers="adults",
        genres=GENRES,
        branches=PLACES,
        tastes=[
            Taste(
                segment,
                genre,
                cell,
                table.row_totals[row],
                table.column_totals[column],
                table.total,
            )
            for row, segment in enumerate(PEOPLE)
            for column, genre in enumerate(GENRES)
            if (cell := table.cells[row][column]).is_shown
        ],
        stands=_stands(town),
        queues=_queues(town),
        homes=list(_homes(town)),
        reached=list(_reached(town, table)),
        titles=list(_titles(town, adults, table)),
    )


def _published(adults: list[Loan]) -> PublishedTable:
    lent: dict[tuple[int, int], list[str]] = defaultdict(list)
    for loan in adults:
        lent[loan.member.segment, ADULT.index(loan.title.genre)].append(loan.member.number)
    rows, columns = range(len(SEGMENTS)), range(len(ADULT))

    def grid(count: type[list[str]] | type[set[str]]) -> list[list[int]]:
        return [[len(count(lent[row, column])) for column in columns] for row in rows]

    def ends(count: type[list[str]] | type[set[str]], *, of_rows: bool) -> list[int]:
        return [
            len(
                count(n for place, found in lent.items() if place[not of_rows] == at for n in found)
            )
            for at in (rows if of_rows else columns)
        ]

    everybody = [loan.member.number for loan in adults]
    return suppression.publish(
        ExactTable(
            list(rows),
            list(columns),
            grid(list),
            grid(set),
            ends(list, of_rows=True),
            ends(set, of_rows=True),
            ends(list, of_rows=False),
            ends(set, of_rows=False),
            len(everybody),
            len(set(everybody)),
        )
    )


def _stands(town: Town) -> dict[tuple[int, int], Stand]:
    genre_of = {title.ppn: title.genre for title in town.titles}
    titles: dict[tuple[int, int], set[str]] = defaultdict(set)
    copies: dict[tuple[int, int], int] = defaultdict(int)
    loans: dict[tuple[int, int], int] = defaultdict(int)
    branches = list(BRANCHES)

    def places(branch: str, genre: str) -> list[tuple[int, int]]:
        at = (0, branches.index(branch) + 1)
        kinds = (0, ADULT.index(genre) + 1) if genre in ADULT else (0,)
        return [(where, kind) for where in at for kind in kinds]

    for (ppn, branch), count in town.copies.items():
        for place in places(branch, genre_of[ppn]):
            titles[place].add(ppn)
            copies[place] += count
    for loan in town.loans:
        for place in places(loan.branch, loan.title.genre):
            loans[place] += 1
    return {place: Stand(len(titles[place]), copies[place], loans[place]) for place in loans}


def _queues(town: Town) -> dict[int, Queue]:
    genre_of = {title.ppn: title.genre for title in town.titles}
    waiting: dict[int, list[int]] = defaultdict(list)
    for ppn, count in town.reservations.items():
        waiting[0].append(count)
        if genre_of[ppn] in ADULT:
            waiting[ADULT.index(genre_of[ppn]) + 1].append(count)
    return {genre: Queue(len(counts), sum(counts)) for genre, counts in waiting.items()}


def _homes(town: Town) -> list[Home]:
    found = []
    for number, segment in enumerate(PEOPLE):
        near = {
            code: sum(town.households[number, area] for area in areas)
            for code, areas in AREAS.items()
        }
        whole = sum(near.values())
        found += [Home(segment, place, near[place.code], whole) for place in PLACES]
    return found


def _reached(town: Town, table: PublishedTable) -> list[Reached]:
    every = sum(town.households.values())
    reference = 100 * sum(cell.borrowers or 0 for cell in table.row_totals) / every
    return [
        Reached(
            segment,
            sum(count for (which, _area), count in town.households.items() if which == number),
            table.row_totals[number],
            reference,
            every,
        )
        for number, segment in enumerate(PEOPLE)
    ]


def _titles(town: Town, adults: list[Loan], table: PublishedTable) -> list[TitleTaste]:
    took: dict[tuple[int, str], list[str]] = defaultdict(list)
    lent: dict[str, int] = defaultdict(int)
    for loan in adults:
        took[loan.member.segment, loan.title.ppn].append(loan.member.number)
        lent[loan.title.ppn] += 1
    names = {title.ppn: title.name for title in town.titles}
    return [
        TitleTaste(
            PEOPLE[segment],
            int(ppn),
            names[ppn],
            Cell(
                State.SHOWN,
                suppression.rounded(len(numbers)),
                suppression.rounded(len(set(numbers))),
            ),
            lent[ppn],
            table.row_totals[segment],
            table.total,
        )
        for (segment, ppn), numbers in sorted(took.items())
        if len(set(numbers)) >= suppression.K
    ]


def sure(found: Figures) -> list[str]:
    return [each.key for each in suggestions(found) if each.certainty == MUCH]


def test_planted_town_gives_sure_advice_about_each_truth() -> None:
    travel, scarce = ADULT.index(towns.TRAVEL) + 1, ADULT.index(towns.SCARCE) + 1
    village = list(BRANCHES).index(towns.VILLAGE) + 1

    found = sure(figures(1, is_planted=True))

    assert found == [
        f"acquire:genre:g{scarce}",
        f"place:near:s{towns.TRAVELLERS + 1}:g{travel}:b{village}",
        f"promote:reach:s{towns.UNREACHED + 1}",
        f"promote:title:s{towns.READER_GROUP + 1}:t900001",
    ]


def test_placebo_town_gives_no_sure_advice() -> None:
    placebo = figures(1, is_planted=False)

    assert sure(placebo) == []
    # There was something to be silent about: as many figures as in a planted town.
    assert len(placebo.tastes) > 50
    assert len(placebo.titles) > 10
