"""What a check found, as the page shows it: figures, problems with examples, rows, differences."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from segments.forms.imports_check import ASKED, CheckForm
from segments.forms.imports_outcomes import TITLES
from segments.models import LoanImport
from segments.profiles import FIELDS
from segments.suppression import rounded
from segments.views import imports_wording as wording

# The fields whose cell may be wrong, for problems that one cell has: the first that a file has.
_DATES, _COUNTS = ("loaned_at", "acquired_on"), ("copies", "reservations", "loans", "households")
WRONG_FIELDS = {
    "missing_date": _DATES,
    "bad_date": _DATES,
    "future_date": _DATES,
    "bad_return_date": ("returned_at",),
    "returned_before_loan": ("returned_at",),
    "bad_id": ("loan_id",),
    "missing_branch": ("branch",),
    "missing_period": ("period",),
    "bad_period": ("period",),
    "bad_count": _COUNTS,
    "absurd_count": _COUNTS,
    "missing_code": ("code", "code_value"),
    "unknown_code_kind": ("code_kind",),
    "bad_acquired_on": ("acquired_on",),
    "future_acquired_on": ("acquired_on",),
    "bad_price": ("price",),
    "bad_published": ("published",),
    "bad_last_loan_on": ("last_loan_on",),
    "future_last_loan_on": ("last_loan_on",),
}
MUCH = 20  # per cent more or less than last time that deserves a second look


@dataclass(frozen=True)
class Problem:
    """One kind of problem; `is_wrong` says that its rows stay out."""

    code: str
    label: str
    sentence: str
    rows: int
    is_wrong: bool
    current: bool
    examples: list["Example"]


@dataclass(frozen=True)
class Example:
    """One line of the file; `column` and `value` are what is wrong, where one cell is."""

    line: int
    column: str
    value: str
    others: list[tuple[str, str]]


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
    shown = problems(loan_import, problem)
    return {
        "good": report.get("accepted", 0),
        "left_out": report.get("ignored", 0),
        "problems": shown,
        "problem": next((each for each in shown if each.current), None),
        "days": wording.days(report.get("first_day", ""), report.get("last_day", "")),
        "first_rows": _first_rows(loan_import),
        "differences": differences(report),
        "unknown_segments": sorted(report.get("unknown", {}).get("segment", {})),
        "can_come": report.get("accepted", 0) + form.waiting,
        "can_take_all": not form.wrong,
    }


def problems(loan_import: LoanImport, chosen: str) -> list[Problem]:
    """Wrong rows first, then warnings, by number; codes that are asked about stand elsewhere."""
    report = loan_import.report
    asked = {f"unknown_{what}" for what in ASKED}
    wrong = _counted(report.get("problems", {}), leave_out=asked)
    warned = _counted(report.get("warnings", {}), leave_out=asked)
    codes = [code for code, _rows in wrong + warned]
    current = chosen if chosen in codes else next(iter(codes), "")
    order = loan_import.profile.get("date_order", "")
    return [
        Problem(
            code=code,
            label=wording.problem_title(code),
            sentence=wording.problem_sentence(code, order),
            rows=rows,
            is_wrong=(code, rows) in wrong,
            current=code == current,
            examples=_examples(loan_import, code) if code == current else [],
        )
        for code, rows in wrong + warned
    ]


def _counted(counts: dict[str, int], *, leave_out: set[str]) -> list[tuple[str, int]]:
    kept = ((code, rows) for code, rows in counts.items() if rows and code not in leave_out)
    return sorted(kept, key=lambda pair: (-pair[1], pair[0]))


def _examples(loan_import: LoanImport, code: str) -> list[Example]:
    report = loan_import.report
    columns = report.get("columns", [])
    mapping = loan_import.profile.get("mapping", {})
    header = next((mapping[each] for each in WRONG_FIELDS.get(code, ()) if each in mapping), "")
    found = []
    for line, cells in report.get("examples", {}).get(code, []):
        named = dict(zip(columns, map(str, cells or []), strict=False))
        value = named.pop(header, None)
        others = [(name, cell) for name, cell in named.items() if cell]
        found.append(Example(line, header if value is not None else "", value or "", others))
    return found


def _first_rows(loan_import: LoanImport) -> dict[str, Any] | None:
    rows: list[dict[str, str]] = loan_import.report.get("first_rows", [])
    present = {name for row in rows for name in row}
    names = [each.name for each in FIELDS[loan_import.kind] if each.name in present]
    if not names:
        return None
    titles: list[Promise] = [TITLES[name] for name in names]
    shown = [[wording.cell(name, row.get(name, "")) for name in names] for row in rows]
    return {"titles": titles, "rows": shown}


def differences(report: dict[str, Any]) -> list[Difference]:
    """Per branch the rows of this file beside those of the same days last time, by name.

    Those that are there already are rounded: a file of one day would else count any day exactly.
    """
    now = report.get("per_branch", {})
    before = {
        name: rounded(rows) for name, rows in (report.get("previous_per_branch") or {}).items()
    }
    if not before:
        return []
    names = sorted({*now, *before}, key=str.casefold)
    return [_difference(name, now.get(name), before.get(name)) for name in names]


def _difference(name: str, now: int | None, before: int | None) -> Difference:
    percent = round(100 * (now - before) / before) if now is not None and before else None
    return Difference(name, now, before, percent)
