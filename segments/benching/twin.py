"""DuckDB over the same files: exact counts, made in another way, to compare and to race with."""

import random
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from planning.models import Library
from segments import suppression
from segments.benching.subject import GROUPS, LOANS
from segments.demonstration.library import BRANCHES
from segments.lattice import ADULTS, ALL, BANDS, BANDS_OF, YOUTH, Ask, Period
from segments.queries.loans import ANY, Matrix
from segments.suppression import State

HERE = Path(__file__).resolve().parent
EVERY = "*"
Counts = dict[tuple[str, str], tuple[int, int]]  # row and genre → loans, borrowers


def opened(folder: Path, bad: Collection[int]) -> Any:
    """A DuckDB connection with the good lines of an export in a table."""
    import duckdb

    good = folder / "good.csv"
    with (folder / LOANS).open("rb") as source, good.open("wb") as target:
        target.writelines(line for number, line in enumerate(source, 1) if number not in bad)
    database = duckdb.connect()
    for name, path in (
        ("loans", good),
        ("postcodes", folder / "postcodes.csv"),
        ("scheme", folder / "indeling.csv"),
    ):
        database.execute(f"SET VARIABLE {name} = '{path}'")
    database.execute((HERE / "twin_tables.sql").read_text())
    good.unlink()
    return database


def counts(database: Any, ask: Ask) -> Counts:
    """What DuckDB counts for a question, by the codes of row and genre; EVERY for totals."""
    codes = [code for code, group in GROUPS.items() if group == ask.group] if ask.group else []
    asked = {
        "rows": ask.rows,
        "first": ask.period.first_day,
        "last": ask.period.last_day,
        "branches": codes or ([ask.branch] if ask.branch else []),
        "bands": list(range(9)) if ask.age == ALL else list(BANDS_OF.get(ask.age, (ask.age,))),
    }
    found = database.execute((HERE / "twin_counts.sql").read_text(), asked).fetchall()
    if ask.rows == "age":
        found = [(BANDS[int(row)] if row != EVERY else row, *rest) for row, *rest in found]
    return {(row, genre): (loans, borrowers) for row, genre, loans, borrowers in found}


def differences(matrix: Matrix, truth: Counts) -> tuple[int, list[str]]:
    """How many figures are shown, and those that are not the rounded count of DuckDB."""
    shown, wrong = 0, []
    rows = [(row.position, row.code) for row in matrix.all_rows]
    genres = [(genre.position, genre.code) for genre in matrix.all_genres]
    for row, row_code in [*rows, (ANY, EVERY)]:
        for genre, genre_code in [*genres, (ANY, EVERY)]:
            cell = matrix.cell(row, genre)
            if cell.state is State.SUPPRESSED:
                continue
            shown += cell.state is State.SHOWN
            exact = truth.get((row_code, genre_code), (0, 0))
            told = (cell.loans or 0, exact[1] if cell.borrowers is None else cell.borrowers)
            wanted = (suppression.rounded(exact[0]), suppression.rounded(exact[1]))
            if cell.borrowers is None:
                told, wanted = told[:1] * 2, wanted[:1] * 2
            if cell.state is State.NONE:
                told, wanted = (0, 0), exact
            if told != wanted:
                wrong.append(f"{matrix.ask}: {row_code} × {genre_code}: {told} and not {wanted}")
    return shown, wrong


def random_points(library: Library, periods: list[Period], number: int) -> Iterator[Ask]:
    """Points of the lattice, the same ones for the same periods."""
    chosen = random.Random(f"{library.slug} {len(periods)}")  # noqa: S311
    branches = [("", ""), ("", "Noord"), ("", "Zuid"), *((branch.code, "") for branch in BRANCHES)]
    for _ in range(number):
        level = chosen.choice(sorted({period.level for period in periods}))
        period = chosen.choice([each for each in periods if each.level == level])
        branch, group = chosen.choice(branches)
        age = chosen.choice([ALL, ALL, ADULTS, YOUTH, *range(1, 9)])
        rows = chosen.choice(["segment", "segment", "age", "area", "branch"])
        yield Ask(period, branch, group, age, rows)
