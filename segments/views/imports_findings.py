"""What a check found, as the page shows it: figures, problems with examples, rows, differences."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from segments.forms.imports_check import ASKED, CheckForm
from segments.forms.imports_outcomes import TITLES
from segments.models import LoanImport
from segments.profiles import FIELDS
from segments.views import imports_wording as wording

MUCH = 20  # per cent more or less than last time that deserves a second look


@dataclass(frozen=True)
class Problem:
    """One kind of problem; `is_wrong` says that its rows stay out."""

    code: str
    label: str
    rows: int
    is_wrong: bool
    current: bool
    examples: list["Example"]


@dataclass(frozen=True)
class Example:
    """One line of the file; no cells where showing them could show somebody."""

    line: int
    cells: list[tuple[str, str]]


@dataclass(frozen=True)
class Difference:
    name: str
    now: int | None
    before: int | None
    percent: int | None

    @property
    def is_large(self) -> bool:
        return self.percent is None or abs(self.percent) >= MUCH

    @property
    def signed(self) -> str:
        return f"{self.percent or 0:+d}".replace("-", "−")


def question_of(loan_import: LoanImport) -> str:
    """The code of the question that an import waits with; "" if it waits with none."""
    if loan_import.status != LoanImport.Status.NEEDS_ANSWER:
        return ""
    return loan_import.reason.partition(":")[0].strip()


def page(loan_import: LoanImport, form: CheckForm, problem: str) -> dict[str, Any]:
    """The context of a finished check."""
    report = loan_import.report
    shown = problems(report, problem)
    return {
        "good": report.get("accepted", 0),
        "left_out": report.get("ignored", 0),
        "problems": shown,
        "problem": next((each for each in shown if each.current), None),
        "days": wording.days(report.get("first_day", ""), report.get("last_day", "")),
        "first_rows": _first_rows(loan_import),
        "differences": differences(report),
        "unknown_segments": sorted(report.get("unknown", {}).get("segment", {})),
        "can_take_all": not form.wrong,
    }


def problems(report: dict[str, Any], chosen: str) -> list[Problem]:
    """Wrong rows first, then warnings, by number; codes that are asked about stand elsewhere."""
    asked = {f"unknown_{what}" for what in ASKED}
    wrong = _counted(report.get("problems", {}), leave_out=asked)
    warned = _counted(report.get("warnings", {}), leave_out=asked)
    codes = [code for code, _rows in wrong + warned]
    current = chosen if chosen in codes else next(iter(codes), "")
    return [
        Problem(
            code=code,
            label=wording.problem(code),
            rows=rows,
            is_wrong=(code, rows) in wrong,
            current=code == current,
            examples=_examples(report, code),
        )
        for code, rows in wrong + warned
    ]


def _counted(counts: dict[str, int], *, leave_out: set[str]) -> list[tuple[str, int]]:
    kept = ((code, rows) for code, rows in counts.items() if rows and code not in leave_out)
    return sorted(kept, key=lambda pair: (-pair[1], pair[0]))


def _examples(report: dict[str, Any], code: str) -> list[Example]:
    columns = report.get("columns", [])
    found = []
    for line, cells in report.get("examples", {}).get(code, []):
        named = zip(columns, cells or [], strict=False)
        found.append(Example(line, [(name, str(cell)) for name, cell in named if cell]))
    return found


def _first_rows(loan_import: LoanImport) -> dict[str, Any] | None:
    rows: list[dict[str, str]] = loan_import.report.get("first_rows", [])
    present = {name for row in rows for name in row}
    names = [each.name for each in FIELDS[loan_import.kind] if each.name in present]
    if not names:
        return None
    titles: list[Promise] = [TITLES[name] for name in names]
    return {"titles": titles, "rows": [[row.get(name, "") for name in names] for row in rows]}


def differences(report: dict[str, Any]) -> list[Difference]:
    """Per branch the rows of this file beside those of the same months last time, by name."""
    now = report.get("per_branch", {})
    before = report.get("previous_per_branch") or {}
    if not before:
        return []
    names = sorted({*now, *before}, key=str.casefold)
    return [_difference(name, now.get(name), before.get(name)) for name in names]


def _difference(name: str, now: int | None, before: int | None) -> Difference:
    percent = round(100 * (now - before) / before) if now is not None and before else None
    return Difference(name, now, before, percent)
