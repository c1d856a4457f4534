"""Sentences about an import: its result, its state, its months, what went wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from segments.forms.imports_check import ASKED
from segments.forms.imports_outcomes import DATES, ORDERS
from segments.models import LoanImport
from segments.models.loans import UNDO_DAYS
from segments.reasons import reason_text, stopped_text, warning_text

Status, Phase = LoanImport.Status, LoanImport.Phase

BADGES = {
    Status.DONE: "ok",
    Status.CHECKED: "warning",
    Status.NEEDS_ANSWER: "warning",
    Status.DRAFT: "dashed",
    Status.CANCELLED: "dashed",
    Status.UNDONE: "dashed",
}
DELIMITERS: dict[str, Promise] = {
    ";": gettext_lazy("semicolon"),
    ",": gettext_lazy("comma"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "windows-1252": "Windows-1252",
    "cp1252": "Windows-1252",
}


@dataclass(frozen=True)
class Progress:
    """How far a worker is: rows, whole per cent (None while unknown), minutes to go (None too)."""

    rows: int
    expected: int
    percent: int | None
    minutes: int | None

    @property
    def is_all_read(self) -> bool:
        return self.percent is not None and self.rows >= self.expected


def number(value: int) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def progress(loan_import: LoanImport, now: datetime) -> Progress:
    """How far an import is; the number of rows of a file is an estimate until it has been read."""
    rows, expected = loan_import.progress, max(loan_import.expected, 1)
    if loan_import.status != Status.RUNNING or not rows:
        return Progress(rows, expected, None, None)
    percent = min(99, 100 * rows // expected)
    minutes = None
    if loan_import.started_at and percent >= 5:
        spent = (now - loan_import.started_at).total_seconds()
        minutes = max(0, round(spent * (100 - percent) / percent / 60))
    return Progress(rows, max(expected, rows), percent, minutes)


def reason(loan_import: LoanImport) -> str:
    """Why an import stopped, in a sentence."""
    return stopped_text(loan_import.reason, loan_import.inspection.get("facts", {}))


def problem_title(code: str) -> str:
    """A kind of problem in a few words, for a tab or a table."""
    return str(_TITLES.get(code) or _WITHOUT.get(code) or reason_text(code))


def problem_sentence(code: str, date_order: str) -> str:
    """Why a row stays out and what was expected; "" for a row that comes in with something less."""
    if code in _WITHOUT:
        return ""
    expected = _("Expected: %(order)s.") % {"order": ORDERS.get(date_order, "")}
    is_date = code in ("bad_date", "bad_return_date") and date_order
    return f"{reason_text(code)} {expected}" if is_date else str(reason_text(code))


def warnings(codes: Sequence[str]) -> list[str]:
    """What is odd about a file, a sentence each."""
    return [str(warning_text(code)) for code in codes]


_TITLES: dict[str, Promise] = {
    "too_few_fields": gettext_lazy("Too few columns"),
    "too_many_fields": gettext_lazy("Too many columns"),
    "broken_quoting": gettext_lazy("Quotation marks"),
    "bad_byte": gettext_lazy("Damaged character"),
    "nul_byte": gettext_lazy("Empty character"),
    "field_too_long": gettext_lazy("Cell too long"),
    "line_too_long": gettext_lazy("Row too long"),
    "repeated_header": gettext_lazy("Header once more"),
    "totals_line": gettext_lazy("Line with totals"),
    "missing_date": gettext_lazy("No date"),
    "bad_date": gettext_lazy("Date that does not exist"),
    "future_date": gettext_lazy("Date in the future"),
    "bad_return_date": gettext_lazy("Return date that does not exist"),
    "returned_before_loan": gettext_lazy("Back before it was lent"),
    "missing_member": gettext_lazy("No member number"),
    "bad_member": gettext_lazy("Member number is wrong"),
    "bad_id": gettext_lazy("Number of the loan is wrong"),
    "missing_branch": gettext_lazy("No branch"),
    "unknown_branch": gettext_lazy("Unknown branch"),
    "unknown_genre": gettext_lazy("Unknown genre"),
    "unknown_material": gettext_lazy("Unknown kind of material"),
    "missing_period": gettext_lazy("No period"),
    "bad_period": gettext_lazy("Period is wrong"),
    "bad_count": gettext_lazy("Number is wrong"),
    "absurd_count": gettext_lazy("Number too large"),
    "missing_title": gettext_lazy("No title"),
    "missing_code": gettext_lazy("No code"),
    "missing_name": gettext_lazy("No name and no genre"),
    "unknown_code_kind": gettext_lazy("Kind of code that we do not know"),
    "bad_postcode_key": gettext_lazy("Not a postcode"),
    "bad_picture": gettext_lazy("Not a picture"),
    "unknown_old_segment": gettext_lazy("Not in the earlier edition"),
    "unknown_new_segment": gettext_lazy("Not in the edition in use"),
    "split_segment": gettext_lazy("Segment that was split"),
    "bad_age_group": gettext_lazy("Age group that we do not know"),
    "more_than_members": gettext_lazy("More than there are members"),
}
# Rows that come in, with something less.
_WITHOUT: dict[str, Promise] = {
    "unknown_postcode": gettext_lazy("Postcode that is not in the postcode list"),
    "unknown_segment": gettext_lazy("Segment that is not in the segmentation"),
    "unknown_area": gettext_lazy("Area that we do not know"),
    "bad_birth_year": gettext_lazy("Year of birth that cannot be right"),
    "bad_age_band": gettext_lazy("Age group that we do not know"),
    "bad_acquired_on": gettext_lazy("Date of acquisition that does not exist"),
    "future_acquired_on": gettext_lazy("Date of acquisition in the future"),
    "bad_last_loan_on": gettext_lazy("Date of the last loan that does not exist"),
    "future_last_loan_on": gettext_lazy("Date of the last loan in the future"),
    "bad_price": gettext_lazy("Price that is not a price"),
    "bad_published": gettext_lazy("Year of publication that cannot be right"),
    "double_title": gettext_lazy("Title that is there more than once"),
    "double_barcode": gettext_lazy("Copy that is there more than once"),
    "double_code": gettext_lazy("Code that is there more than once"),
    "bad_renewals": gettext_lazy("Number of renewals that is not a number"),
    "title_missing": gettext_lazy("No title"),
    "unknown_catchment": gettext_lazy("Branch that we do not know"),
    "short_postcode": gettext_lazy("Postcode of four digits with a segment"),
}


def strange_cells(inspection: dict[str, Any]) -> list[str]:
    """A few examples with letters beyond ASCII: they show whether the character set is right."""
    cells = [cell for row in inspection.get("samples", []) for cell in row if cell]
    return list(dict.fromkeys(cell for cell in cells if not cell.isascii()))[:3]


def result(loan_import: LoanImport) -> str:
    """What came of an import, for a row of the list."""
    status = loan_import.status
    if status == Status.DONE:
        return _outcome(loan_import)
    if status == Status.CHECKED:
        return _checked(loan_import.report)
    if status == Status.REFUSED:
        return reason(loan_import)
    if status == Status.UNDONE and loan_import.undone_at:
        day = date_format(timezone.localtime(loan_import.undone_at), "j F Y")
        return _("Taken out again on %(day)s.") % {"day": day}
    if status == Status.RUNNING and (percent := progress(loan_import, timezone.now()).percent):
        return _("%(percent)s %% done") % {"percent": percent}
    return str(_RESULTS.get(status, ""))


_RESULTS: dict[str, Promise] = {
    Status.DRAFT: gettext_lazy("The columns have not been chosen yet."),
    Status.QUEUED: gettext_lazy("Waits for its turn."),
    Status.RUNNING: gettext_lazy("Being read."),
    Status.NEEDS_ANSWER: gettext_lazy("Waits for your answer."),
    Status.FAILED: gettext_lazy("Something went wrong. You can try again."),
    Status.CANCELLED: gettext_lazy("Stopped. Nothing was stored."),
    Status.UNDONE: gettext_lazy("Taken out again."),
}


def _checked(report: dict[str, Any]) -> str:
    """The rows that can come in: the good ones, and those with a code that is asked about."""
    problems = report.get("problems", {})
    count = report.get("accepted", 0) + sum(problems.get(f"unknown_{what}", 0) for what in ASKED)
    text = ngettext(
        "Checked: one row can come in. Waits for you.",
        "Checked: %(count)s rows can come in. Waits for you.",
        count,
    )
    return text % {"count": number(count)}


def _outcome(loan_import: LoanImport) -> str:
    rows = ngettext("One row read in", "%(count)s rows read in", loan_import.accepted)
    parts = [rows % {"count": number(loan_import.accepted)}]
    if loan_import.duplicates:
        parts.append(_("%(count)s known already") % {"count": number(loan_import.duplicates)})
    if loan_import.rejected:
        parts.append(_("%(count)s skipped") % {"count": number(loan_import.rejected)})
    return ", ".join(parts) + "."


def months(names: Sequence[str]) -> str:
    """2025-01 2025-02 2025-03 2025-06 as "January 2025 to March 2025, June 2025"."""
    numbers = sorted(int(name[:4]) * 12 + int(name[5:7]) - 1 for name in names)
    runs: list[list[int]] = []
    for each in numbers:
        if runs and each == runs[-1][-1] + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    words = []
    for run in runs:
        first, last = (
            date_format(date(at // 12, at % 12 + 1, 1), "F Y") for at in (run[0], run[-1])
        )
        between = _("%(first)s to %(last)s") % {"first": first, "last": last}
        words.append(first if len(run) == 1 else between)
    return ", ".join(words)


def days(first: str, last: str) -> str:
    """Two ISO dates as "3 January 2026 to 31 March 2026"; "" without dates."""
    if not first or not last:
        return ""
    texts = [date_format(date.fromisoformat(each), "j F Y") for each in (first, last)]
    return (
        texts[0]
        if first == last
        else _("%(first)s to %(last)s") % dict(zip(("first", "last"), texts, strict=True))
    )


def cell(field: str, text: str) -> str:
    """A cell of the first rows; days as people write them."""
    if field not in DATES or not text:
        return text
    try:
        return str(date_format(date.fromisoformat(text[:10]), "j b Y"))
    except ValueError:
        return text


def undo_until(loan_import: LoanImport) -> datetime | None:
    """The last moment at which an import can be taken out again."""
    finished = loan_import.finished_at
    return finished + timedelta(days=UNDO_DAYS) if finished else None
