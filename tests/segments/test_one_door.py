"""One module answers how much was borrowed by whom; here is who may touch the tables at all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "planning", "segments", "campaigns")
NAMED = re.compile(
    r"\bsegments_(loan|loan_version|loan_count|rollup|member|member_profile|reach|title_reader"
    r"|membership)\b"
)
# Makes counts, takes members off, or looks at nothing but whether there is something.
INSIDE = {
    "config/sql/branch_has_loans.sql",
    "config/sql/grants.sql",
    "segments/migrations/0002_bulk.py",
    "segments/migrations/0005_insight_fences.py",
    "segments/migrations/0009_reach_without_heavy.py",
    "segments/migrations/0010_thresholds_of_then.py",
    "segments/sql/bulk_tables.sql",
    "segments/sql/insight_tables.sql",
    "segments/sql/month_functions.sql",
    "segments/sql/reader_cells.sql",
    "segments/sql/stock_known.sql",
    "segments/sql/stock_shelf_years.sql",
    "segments/sql/stock_shelves.sql",
    "segments/sql/supplied_any.sql",
    # Work of a worker or of somebody at the machine.
    "config/demo.py",
    "config/management/commands/processing_register.py",
    "segments/actions/loans.py",
    "segments/actions/upkeep.py",
    "segments/benching/ingest.py",
}
# The queries behind every figure, and the one module that runs each of them.
ANSWERS = {
    # Loans of titles and genres by week, of no readers in particular: figures about books.
    "advice_loans.sql": "segments/queries/advice_loans.py",
    "effect_days.sql": "segments/queries/effect_loans.py",
    "effect_known.sql": "segments/queries/effect_loans.py",
    "effect_titles.sql": "segments/queries/effect_loans.py",
    "effect_weeks.sql": "segments/queries/effect_loans.py",
    "group_titles.sql": "segments/queries/groups.py",
    "group_titles_own.sql": "segments/queries/taste.py",
    "membership_rows.sql": "segments/queries/member_counts.py",
    # All members together, which complements are proof against.
    "monitor_members.sql": "segments/queries/monitor.py",
    "reach_rows.sql": "segments/queries/reach_counts.py",
    "rollup_known.sql": "segments/queries/loans.py",
    "rollup_periods.sql": "segments/queries/loans.py",
    "rollup_rows.sql": "segments/queries/loans.py",
    "rollup_small.sql": "segments/queries/above.py",
    "supplied_totals.sql": "segments/queries/supplied.py",
    "title_takers.sql": "segments/queries/title_takers.py",
    "title_readers.sql": "segments/queries/title_readers.py",
    # Of the readers of titles only what is settled already: sums of told figures.
    "titles_borrowed.sql": "segments/queries/parts.py",
}


def files() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if path.suffix in (".py", ".sql"):
                yield str(path.relative_to(ROOT)), path.read_text()


def test_the_tables_of_loans_are_named_by_nobody_else() -> None:
    naming = {name for name, text in files() if NAMED.search(_said(name, text))}
    inside = {name for name in naming if name.startswith("segments/loading/")} | INSIDE

    assert naming - inside == {f"segments/sql/{name}" for name in ANSWERS}
    assert naming >= INSIDE


def _said(name: str, text: str) -> str:
    """The text without docstrings, which may name what they like."""
    if not name.endswith(".py"):
        return text
    tree = ast.parse(text)
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    return " ".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs
    )


@pytest.mark.parametrize(("query", "module"), ANSWERS.items())
def test_a_query_of_figures_is_run_by_one_module(query: str, module: str) -> None:
    assert [name for name, text in files() if query in text] == [module]


def test_tables_are_published_in_one_place() -> None:
    calls = [name for name, text in files() if "suppression.publish(" in text]

    assert calls == [
        "segments/clustering.py",  # asks how much of the loans would be seen, and tells no more
        "segments/placing.py",
        "segments/queries/loans.py",
        "segments/queries/member_counts.py",
    ]
