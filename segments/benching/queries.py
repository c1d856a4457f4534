"""bench queries: answers on the lattice beside DuckDB, and whether every shown figure is right."""

import statistics
from collections.abc import Callable
from typing import Any

from planning import tenancy
from planning.models import Library
from segments.benching import subject, twin
from segments.benching.subject import Size
from segments.benching.timing import timed
from segments.lattice import ALL, MONTH, QUARTER, YEAR, YOUTH, Ask, Period
from segments.models import LoanImport
from segments.queries import loans

BASELINE = "DuckDB"
TURNS = 5


def measure(size: Size, *, rounds: int, points: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Fill a library, ask the same of both sides in turn, and compare every figure shown."""
    with subject.export(size) as files, subject.library(files) as library:
        say("importing")
        done = subject.read_in(library, files.loans)
        say("DuckDB reads the same file")
        database = twin.opened(files.folder, {bad.line for bad in files.truth.bad})
        with tenancy.library_scope(library):
            periods = loans.known_periods(library)
            say("asking")
            answer: dict[str, Any] = {
                name: _race(library, database, ask, rounds)
                for name, ask in _questions(periods).items()
            }
            shown, wrong = 0, list[str]()
            for ask in twin.random_points(library, periods, points):
                seen, differing = twin.differences(
                    loans.matrix(library, ask), twin.counts(database, ask)
                )
                shown, wrong = shown + seen, wrong + differing
        return {
            "rows": size.rows,
            "months": size.months,
            "answers": answer,
            "random points": points,
            "figures shown there": shown,
            "of these not as DuckDB counts": len(wrong),
            "differences": wrong[:20],
            "bad lines": len(files.truth.bad),
            "bad lines not named as they are": _misnamed(done, files.truth.bad),
        }


def _questions(periods: list[Period]) -> dict[str, Ask]:
    newest = {
        level: next(each for each in periods if each.level == level)
        for level in (YEAR, QUARTER, MONTH)
    }
    return {
        "a year, all readers": Ask(newest[YEAR]),
        "a quarter, one branch": Ask(newest[QUARTER], branch="CEN"),
        "a month, a group, youth": Ask(newest[MONTH], group="Noord", age=YOUTH),
        "a year, one age band, areas": Ask(newest[YEAR], age=7, rows="area"),
        "a year, branches": Ask(newest[YEAR], age=ALL, rows="branch"),
    }


def _race(library: Library, database: Any, ask: Ask, rounds: int) -> dict[str, float]:
    """Milliseconds of both, and their ratio: each turn one and then the other."""
    ours, theirs = [], []
    for _ in range(rounds * TURNS):
        ours.append(timed(lambda: loans.matrix(library, ask)))
        theirs.append(timed(lambda: twin.counts(database, ask)))
    pairs = zip(ours, theirs, strict=True)
    return {
        "ours, published, ms": round(statistics.median(ours) * 1000, 1),
        f"{BASELINE}, exact counts, ms": round(statistics.median(theirs) * 1000, 1),
        "ratio": round(statistics.median(mine / other for mine, other in pairs), 3),
    }


def _misnamed(done: LoanImport, bad: list[Any]) -> int:
    """Lines that were rejected and are right, or are wrong and were not rejected so."""
    with tenancy.library_scope(done.library_id):
        named = set(done.rejects.values_list("line", "code"))
    return len(named ^ {(each.line, each.reason) for each in bad})
