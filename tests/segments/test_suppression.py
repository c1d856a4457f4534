"""What is published of a table: nothing small, nothing that follows from totals, all rounded."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segments.suppression import (
    NONE,
    SUPPRESSED,
    Cell,
    ExactTable,
    PublishedTable,
    State,
    publish,
    rounded,
)

Counts = list[list[int]]


def table(borrowers: Counts, per_borrower: int = 2) -> ExactTable:
    """A table in which nobody borrows two genres, so that totals are sums."""
    loans = [[count * per_borrower for count in row] for row in borrowers]
    return ExactTable(
        rows=[f"s{at:02}" for at in range(len(borrowers))],
        columns=[f"g{at:02}" for at in range(len(borrowers[0]))],
        loans=loans,
        borrowers=borrowers,
        row_loans=[sum(row) for row in loans],
        row_borrowers=[sum(row) for row in borrowers],
        column_loans=[sum(column) for column in zip(*loans, strict=True)],
        column_borrowers=[sum(column) for column in zip(*borrowers, strict=True)],
        all_loans=sum(map(sum, loans)),
        all_borrowers=sum(map(sum, borrowers)),
    )


def bordered(published: PublishedTable) -> list[list[Cell]]:
    rows = [[*row, end] for row, end in zip(published.cells, published.row_totals, strict=True)]
    return [*rows, [*published.column_totals, published.total]]


def bordered_counts(exact: ExactTable) -> Counts:
    rows = [[*row, end] for row, end in zip(exact.borrowers, exact.row_borrowers, strict=True)]
    return [*rows, [*exact.column_borrowers, exact.all_borrowers]]


def states(published: PublishedTable) -> list[str]:
    letter = {State.SHOWN: "#", State.SUPPRESSED: "?", State.NONE: "-"}
    return ["".join(letter[cell.state] for cell in row) for row in bordered(published)]


counts = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 14), st.integers(15, 200))
tables = (
    st.integers(1, 5)
    .flatmap(
        lambda width: st.lists(
            st.lists(counts, min_size=width, max_size=width), min_size=1, max_size=5
        )
    )
    .map(table)
)


@pytest.mark.parametrize(
    ("count", "published"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (10, 10), (12, 10), (13, 15)]
)
def test_rounding_is_to_the_nearest_five(count: int, published: int) -> None:
    assert rounded(count) == published


def test_a_table_without_small_cells_is_only_rounded() -> None:
    published = publish(table([[12, 33], [40, 14]]))

    assert published.cells == (
        (Cell(State.SHOWN, 25, 10), Cell(State.SHOWN, 65, 35)),
        (Cell(State.SHOWN, 80, 40), Cell(State.SHOWN, 30, 15)),
    )
    assert published.row_totals == (Cell(State.SHOWN, 90, 45), Cell(State.SHOWN, 110, 55))
    assert published.column_totals == (Cell(State.SHOWN, 105, 50), Cell(State.SHOWN, 95, 45))
    assert published.total == Cell(State.SHOWN, 200, 100)


def test_a_small_cell_takes_the_smallest_of_its_row_and_column_with_it() -> None:
    published = publish(table([[3, 40, 20], [30, 50, 60], [25, 70, 90]]))

    assert states(published) == ["?#?#", "####", "?#?#", "####"]
    assert published.cells[0][0] == SUPPRESSED
    assert (published.suppressed, published.size) == (4, 9)


def test_two_small_cells_that_are_small_together_take_a_third() -> None:
    published = publish(table([[1, 1, 20, 30], [1, 1, 25, 35], [40, 50, 60, 70]]))

    assert states(published)[:2] == ["???##", "???##"]


def test_a_zero_is_told_beside_shown_totals_and_is_no_complement() -> None:
    published = publish(table([[3, 0, 20], [30, 50, 60], [25, 70, 90]]))

    assert states(published) == ["?-?#", "####", "?#?#", "####"]
    assert published.cells[0][1] == NONE


def test_a_row_of_few_readers_is_not_split_at_all() -> None:
    """Which genres three people did not borrow is about these three."""
    published = publish(table([[3, 0, 0], [30, 50, 60], [25, 70, 90]]))

    assert states(published)[0] == "????"


def test_a_row_and_a_column_of_nothing_are_told() -> None:
    published = publish(table([[0, 0, 0], [30, 0, 60], [25, 0, 90]]))

    assert states(published) == ["----", "#-##", "#-##", "#-##"]


def test_a_table_of_few_readers_tells_nothing() -> None:
    assert states(publish(table([[3, 0], [4, 0]]))) == ["???", "???", "???"]


def test_an_empty_table_is_all_zeros() -> None:
    assert states(publish(table([[0, 0], [0, 0]]))) == ["---", "---", "---"]


def test_a_single_cell_goes_with_all_its_totals() -> None:
    assert states(publish(table([[9]]))) == ["??", "??"]
    assert states(publish(table([[10]]))) == ["##", "##"]


def test_loans_without_a_known_reader_are_suppressed() -> None:
    exact = replace(table([[0, 40], [50, 60]]), loans=[[7, 80], [100, 120]], row_loans=[87, 220])
    exact = replace(exact, column_loans=[107, 200], all_loans=307)

    assert publish(exact).cells[0][0] == SUPPRESSED


def test_a_hidden_cell_between_two_loops_gets_a_loop_of_its_own() -> None:
    """Every row and column has two hidden cells, and yet exact totals would give the middle one."""
    small = [
        [5, 5, 40, 40, 40],
        [5, 5, 5, 40, 40],
        [40, 40, 40, 5, 5],
        [40, 40, 5, 5, 5],
    ]
    small[2][2] = 40

    published = publish(table(small))

    assert_nothing_can_be_solved(table(small), published)


def test_what_sibling_views_ask_to_hide_is_hidden() -> None:
    published = publish(
        table([[12, 33], [40, 14]]), also={("s00", "g01"), (None, "g00"), ("s01", None)}
    )

    assert states(published) == ["#?#", "##?", "?##"]


def test_k_is_never_under_five() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        publish(table([[12]]), k=4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"row_loans": [1]},
        {"rows": ["a", "a"]},
        {"borrowers": [[99, 1], [1, 1]]},
        {"loans": [[24, 66], [80]]},
        {"all_loans": -1},
    ],
)
def test_a_table_that_cannot_be_right_is_refused(wrong: dict[str, list[int]]) -> None:
    exact = replace(table([[12, 33], [40, 14]]), **wrong)  # type: ignore[arg-type]

    with pytest.raises(ValueError, match=r"."):
        publish(exact)


def assert_nothing_can_be_solved(exact: ExactTable, published: PublishedTable) -> None:
    """No hidden cell is determined by the exact values of the others and the sums of lines."""
    from scipy.linalg import null_space

    grid, borrowers = bordered(published), bordered_counts(exact)
    hidden = [
        (row, column)
        for row, line in enumerate(grid)
        for column, cell in enumerate(line)
        if cell == SUPPRESSED and borrowers[row][column]
    ]
    height, width = len(grid), len(grid[0])
    if not hidden:
        return
    equations = [[0.0] * len(hidden) for _ in range(height + width)]
    for at, (row, column) in enumerate(hidden):
        equations[row][at] = -1.0 if column == width - 1 else 1.0
        equations[height + column][at] = -1.0 if row == height - 1 else 1.0
    freedom = null_space(equations)
    assert (abs(freedom).max(axis=1, initial=0) > 1e-9).all()


@settings(max_examples=300, deadline=None)
@given(tables, st.sampled_from([5, 10, 15]))
def test_no_hidden_cell_follows_from_exact_totals(exact: ExactTable, k: int) -> None:
    assert_nothing_can_be_solved(exact, publish(exact, k=k))


@settings(max_examples=200, deadline=None)
@given(tables, st.sampled_from([5, 10, 15]))
def test_only_figures_of_k_readers_are_shown_and_always_rounded(exact: ExactTable, k: int) -> None:
    published = publish(exact, k=k)

    for line, borrowers in zip(bordered(published), bordered_counts(exact), strict=True):
        for cell, count in zip(line, borrowers, strict=True):
            if cell.is_shown:
                assert count >= k
                assert (cell.borrowers, cell.loans) == (rounded(count), rounded(2 * count))
            else:
                assert (cell.loans, cell.borrowers) == (None, None)
            if cell.state is State.NONE:
                assert count == 0


@settings(max_examples=200, deadline=None)
@given(tables)
def test_a_line_with_hidden_cells_has_two_and_ten_readers_in_them(exact: ExactTable) -> None:
    grid, borrowers = bordered(publish(exact)), bordered_counts(exact)
    pairs = [
        list(zip(line, count, strict=True)) for line, count in zip(grid, borrowers, strict=True)
    ]

    for line in [*pairs, *zip(*pairs, strict=True)]:
        hidden = [count for cell, count in line if cell == SUPPRESSED and count]
        if hidden:
            assert len(hidden) >= 2
            assert sum(hidden) >= 10 or not any(cell.is_shown for cell, _ in line)


@settings(max_examples=200, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(
    exact: ExactTable, draw: random.Random
) -> None:
    rows, columns = list(range(len(exact.rows))), list(range(len(exact.columns)))
    draw.shuffle(rows)
    draw.shuffle(columns)
    shuffled = replace(
        exact,
        rows=[exact.rows[at] for at in rows],
        columns=[exact.columns[at] for at in columns],
        loans=[[exact.loans[row][column] for column in columns] for row in rows],
        borrowers=[[exact.borrowers[row][column] for column in columns] for row in rows],
        row_loans=[exact.row_loans[at] for at in rows],
        row_borrowers=[exact.row_borrowers[at] for at in rows],
        column_loans=[exact.column_loans[at] for at in columns],
        column_borrowers=[exact.column_borrowers[at] for at in columns],
    )

    expected, published = publish(exact), publish(shuffled)

    assert published.cells == tuple(
        tuple(expected.cells[row][column] for column in columns) for row in rows
    )
    assert published.row_totals == tuple(expected.row_totals[at] for at in rows)
    assert published.column_totals == tuple(expected.column_totals[at] for at in columns)


@settings(max_examples=100, deadline=None)
@given(tables)
def test_what_is_too_small_for_k_is_too_small_for_more(exact: ExactTable) -> None:
    """Complements may differ; what is hidden because it is small is not."""
    grids = [bordered(publish(exact, k=k)) for k in (5, 10, 20)]

    for row, line in enumerate(bordered_counts(exact)):
        for column, count in enumerate(line):
            seen = [grid[row][column].is_shown for grid in grids]
            assert not any(shown and count < k for shown, k in zip(seen, (5, 10, 20), strict=True))


def test_a_page_of_twelve_by_sixty_one_is_published_at_once() -> None:
    draw = random.Random(1)
    exact = table([[int(draw.expovariate(1 / 40)) for _ in range(61)] for _ in range(12)])

    times = []
    for _ in range(5):
        start = time.perf_counter()
        publish(exact)
        times.append(time.perf_counter() - start)

    assert min(times) < 0.05  # 1 ms here; a wide margin for a busy machine


def test_a_zero_that_is_part_of_a_small_figure_is_not_told() -> None:
    counts = [[30, 0, 40], [20, 50, 0]]
    whole = bordered(publish(table(counts)))
    assert [cell.state for cell in (whole[0][1], whole[1][2])] == [State.NONE] * 2

    seen = bordered(publish(table(counts), unsaid={("s00", "g01")}))

    assert (seen[0][1], seen[1][2]) == (SUPPRESSED, NONE)


def test_no_zero_is_told_of_a_row_whose_own_zero_is_not() -> None:
    counts = [[0, 0], [20, 50]]

    seen = bordered(publish(table(counts), unsaid={("s00", None)}))

    assert seen[0] == [SUPPRESSED] * 3
    assert all(cell.is_shown for cell in seen[1])


def test_a_shown_figure_is_shown_whatever_is_unsaid() -> None:
    counts = [[30, 40], [20, 50]]
    everywhere = {(row, column) for row in ("s00", "s01", None) for column in ("g00", "g01", None)}

    assert publish(table(counts), unsaid=everywhere) == publish(table(counts))
