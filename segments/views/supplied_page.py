"""What a supplier's yearly totals say where nothing else is known, and what would tell more."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.measures import LEAST_BASE
from segments.queries.supplied import SuppliedRow, SuppliedYear
from segments.views import explorer_words as words

ROW_WORDS: dict[str, str | Promise] = {**words.ROW_WORDS, "total": gettext_lazy("All readers")}


@dataclass(frozen=True)
class Row:
    name: str
    loans: str
    share: str
    borrowers: str


@dataclass(frozen=True)
class Shown:
    """The page: a sentence, the rows, the file that is next, and what can be asked together."""

    sentence: str
    period: str
    row_word: str
    rows: Sequence[Row]
    is_rounded: bool  # about readers; what is about books is exact
    next_step: str
    question: str
    evidence: str
    address: str
    source: str


def shown(year: SuppliedYear) -> Shown:
    sentence = _sentence(year)
    return Shown(
        sentence,
        year.period.label(),
        str(ROW_WORDS[year.kind]),
        [_row(year, each) for each in year.rows],
        year.kind in ("segment", "age", "area"),
        _next_step(year.kind),
        _("What do these totals mean for what we do?"),
        sentence,
        reverse("segments:explorer"),
        f"supplied:{year.kind}|{year.period}",
    )


def _sentence(year: SuppliedYear) -> str:
    top, whole = year.top, year.loans
    values = {"period": year.period.label(), "total": words.count(whole or 0)}
    if whole is None:
        return _("Of %(period)s a part is too small to show.") % values
    if top is None or year.kind == "total" or len(year.rows) < 2:
        return _("In %(period)s there were %(total)s loans.") % values
    values |= {"name": top.name, "loans": words.count(top.loans)}
    values["share"] = words.whole_percent(100 * top.loans / whole) if whole >= LEAST_BASE else ""
    if year.kind == "branch":
        return _("Of the %(total)s loans in %(period)s most were in %(name)s: %(share)s.") % values
    return _("Of the %(total)s loans in %(period)s %(name)s took most: %(share)s.") % values


def _row(year: SuppliedYear, row: SuppliedRow) -> Row:
    whole = year.loans
    is_hidden = bool(row.hidden) and not row.loans
    return Row(
        row.name or str(ROW_WORDS["total"]),
        _("too small to show") if is_hidden else words.count(row.loans),
        words.whole_percent(100 * row.loans / whole) if whole and whole >= LEAST_BASE else "",
        "" if row.borrowers is None else words.count(row.borrowers),
    )


def _next_step(kind: str) -> str:
    """The file that would tell more than this one."""
    if kind in ("segment", "age", "area"):
        return _(
            "Which genres they take, a file of loans tells: with the date, the branch, the genre"
            " and the member number. Of these numbers only codes are kept."
        )
    return _(
        "Who borrows, a yearly total per age group tells already; a file of loans with member"
        " numbers tells it per genre."
    )
