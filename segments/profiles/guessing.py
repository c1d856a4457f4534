"""Which kind of file about books a header seems to be of; the name of the file helps."""

from collections.abc import Callable, Mapping, Sequence

from .book_fields import TITLE_FIELDS
from .fields import missing
from .profile import normal

Recognised = Callable[[str, Sequence[str]], Mapping[str, str]]
# Parts of names that Dutch libraries give their exports.
_NAMES = (
    ("aanwinst", "acquisitions"),
    ("aangeschaft", "acquisitions"),
    ("acquisition", "acquisitions"),
    ("saneer", "weeding"),
    ("saner", "weeding"),
    ("afschrijf", "weeding"),
    ("weed", "weeding"),
    ("reserver", "reservations"),
    ("wachtlijst", "reservations"),
    ("bezit", "holdings"),
    ("exempl", "holdings"),
    ("holding", "holdings"),
    ("collectiebestand", "holdings"),
    ("titel", "titles"),
    ("catalog", "titles"),
)
_ABOUT_LOANS = {"member", "loan_id", "returned_at", "renewal"}
# "Aantal" may be a number of anything.
_VAGUE = frozenset({"aantal", "datum", "date", "jaar", "year"})


def book_kind(recognise: Recognised, header: Sequence[str], filename: str) -> str | None:
    """The kind of a file about books; None for a file about something else."""
    loans = recognise("loans", header)
    if "loaned_at" in loans and _ABOUT_LOANS & set(loans):
        return None
    for part, kind in _NAMES:
        if part in filename.casefold() and not missing(kind, recognise(kind, header)):
            return kind
    codes = recognise("codes", header)
    if {"code_kind", "code_value"} <= set(codes) and {"name", "genre"} & set(codes):
        return "codes"
    if not set(TITLE_FIELDS) & set(loans):
        return None
    return _by_fields(recognise, header)


def _by_fields(recognise: Recognised, header: Sequence[str]) -> str | None:
    if "reservations" in _clear(recognise("reservations", header)):
        return "reservations"
    aggregate = recognise("aggregate", header)
    holdings = _clear(recognise("holdings", header))
    if "branch" in holdings and {"copies", "place", "barcode"} & holdings:
        is_counted = {"period", "loans"} <= set(aggregate)
        return None if is_counted or "loaned_at" in recognise("loans", header) else "holdings"
    titles = _clear(recognise("titles", header))
    if {"language", "last_loan_on"} & titles:
        return "titles"
    return "titles" if "published" in titles and "period" not in aggregate else None


def _clear(found: Mapping[str, str]) -> set[str]:
    """The fields that a name of a column can only mean."""
    return {name for name, column in found.items() if normal(column) not in _VAGUE}
