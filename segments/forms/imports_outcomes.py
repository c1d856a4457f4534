"""What happens to a column of a file, in a librarian's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.profiles import ABOUT_TITLES

# What stands in the list "becomes"; the personal ones say what is left of them.
TITLES: dict[str, Promise] = {
    "loan_id": gettext_lazy("Number of the loan"),
    "loaned_at": gettext_lazy("Date of the loan"),
    "returned_at": gettext_lazy("Date of the return"),
    "renewal": gettext_lazy("Loan or renewal"),
    "branch": gettext_lazy("Branch"),
    "barcode": gettext_lazy("Barcode of the copy"),
    "title_id": gettext_lazy("Number of the title"),
    "isbn": gettext_lazy("ISBN"),
    "title": gettext_lazy("Title"),
    "author": gettext_lazy("Author"),
    "genre": gettext_lazy("Genre or shelf mark"),
    "material": gettext_lazy("Kind of material"),
    "audience": gettext_lazy("Audience"),
    "acquired_on": gettext_lazy("Date of acquisition"),
    "member": gettext_lazy("Code per borrower"),
    "postcode": gettext_lazy("Postcode → segment"),
    "house_number": gettext_lazy("House number → segment"),
    "birth_year": gettext_lazy("Year of birth → age group"),
    "age_band": gettext_lazy("Age group"),
    "segment": gettext_lazy("Segment"),
    "area": gettext_lazy("Area"),
    "period": gettext_lazy("Period"),
    "loans": gettext_lazy("Number of loans"),
    "renewals": gettext_lazy("Number of renewals"),
    "borrowers": gettext_lazy("Number of borrowers"),
    "code": gettext_lazy("Code of the segment"),
    "households": gettext_lazy("Number of households"),
    "language": gettext_lazy("Language"),
    "published": gettext_lazy("Year of publication"),
    "last_loan_on": gettext_lazy("Date of the last loan"),
    "place": gettext_lazy("Bookcase or shelf"),
    "copies": gettext_lazy("Number of copies"),
    "price": gettext_lazy("Price of a copy"),
    "reservations": gettext_lazy("Number of reservations"),
    "code_kind": gettext_lazy("Kind of code"),
    "code_value": gettext_lazy("Code"),
    "youth": gettext_lazy("For youth"),
    "cover": gettext_lazy("Pictures of no title that we know"),
    "municipality": gettext_lazy("Municipality"),
    "catchment": gettext_lazy("Branch of the area"),
    "old_code": gettext_lazy("Code in the earlier edition"),
    "new_code": gettext_lazy("Code in the edition in use"),
    "age_group": gettext_lazy("Age group of the members"),
    "members": gettext_lazy("Number of members"),
    "zero_borrowers": gettext_lazy("Members who borrow nothing"),
    "heavy_borrowers": gettext_lazy("Members who borrow much"),
    "name": gettext_lazy("Name"),
    "parent": gettext_lazy("Part of segment"),
    "colour": gettext_lazy("Colour"),
}
ORDERS: dict[str, Promise] = {
    "dmy": gettext_lazy("day-month-year"),
    "mdy": gettext_lazy("month-day-year"),
    "ymd": gettext_lazy("year-month-day"),
}
_NOTES: dict[str, Promise] = {
    "loan_id": gettext_lazy("With this we see whether a loan comes in twice."),
    "postcode": gettext_lazy("We look the postcode up and do not keep it."),
    "house_number": gettext_lazy("Only for looking up the postcode. We do not keep it."),
    "birth_year": gettext_lazy("Only the age group is left, not the year."),
    "audience": gettext_lazy("We know this column, but do nothing with it yet."),
    "borrowers": gettext_lazy("With this we hide groups that are too small."),
    "renewal": gettext_lazy("Renewals are counted apart."),
}
_IN_A_TABLE: dict[str, Promise] = {
    "postcode": gettext_lazy("The postcode with its segment. Nobody's address is in it."),
    "house_number": gettext_lazy("Makes the postcode more precise."),
}
_OF_BOOKS: dict[str, Promise] = {
    "barcode": gettext_lazy("With this we see whether a copy is in the file twice."),
    "price": gettext_lazy("The price of one copy. What is no price is left out."),
}
DATES = ("loaned_at", "returned_at", "acquired_on", "last_loan_on")


@dataclass(frozen=True)
class Outcome:
    """state: ok, warning, bad or "" (nothing to report); `word` stands in front in its colour."""

    state: str = ""
    word: str = ""
    text: str = ""


def personal(reason: str) -> Outcome:
    """A column that stays outside because of whom it tells about."""
    looks_like = _LOOKS_LIKE.get(reason, gettext_lazy("Looks like personal data."))
    if reason == "member_number":
        text = _("Choose ‘%(code)s’ if you want to count borrowers.") % {"code": TITLES["member"]}
        return Outcome("warning", _("Mind."), f"{looks_like} {text}")
    return Outcome("bad", _("Personal data."), f"{looks_like} " + _("We do not read this column."))


def unused(*, is_empty: bool, fallback_of: str = "") -> Outcome:
    """A column that becomes nothing."""
    if fallback_of:
        text = _("We look here when %(column)s is empty.") % {"column": fallback_of}
        return Outcome(text=text)
    return Outcome(text=_("Empty column.") if is_empty else _("We do not read this column."))


def used(
    field: str,
    kind: str,
    values: set[str],
    *,
    is_recognised: bool,
    date_order: str,
    known: Mapping[str, frozenset[str]],
    retention_months: int,
) -> Outcome:
    """A column that becomes a field; `values` are its different examples, casefolded."""
    if field == "member":
        text = _(
            "Becomes a code at the door. We do not keep the number; we wipe the code after"
            " %(months)s months."
        )
        return Outcome("warning", _("Mind."), text % {"months": retention_months})
    word = _("Recognised.") if is_recognised else _("Chosen by you.")
    if field in known and values:
        return _codes(word, values, known[field])
    if field in DATES and not date_order:
        return Outcome("warning", word, _("Day or month first? We ask that below."))
    if field in DATES:
        order = str(ORDERS[date_order])
        return Outcome("ok", word, f"{order[:1].upper()}{order[1:]}.")
    notes = {**_NOTES, **_IN_A_TABLE} if kind == "postcodes" else _NOTES
    if kind in ABOUT_TITLES:
        notes = _OF_BOOKS
    return Outcome("ok", word, str(notes.get(field, "")))


def _codes(word: str, values: set[str], known: frozenset[str]) -> Outcome:
    figures = {"known": len(values & known), "all": len(values)}
    if values <= known:
        return Outcome("ok", word, _("%(known)s of %(all)s in the examples are known.") % figures)
    if not known:
        return Outcome("ok", word, _("We ask about new codes in the next step."))
    text = _(
        "%(known)s of %(all)s in the examples are known. We ask about the rest in the next step."
    )
    return Outcome("warning", word, text % figures)


_LOOKS_LIKE: dict[str, Promise] = {
    "name": gettext_lazy("Looks like a name."),
    "email": gettext_lazy("Looks like an e-mail address."),
    "phone": gettext_lazy("Looks like a phone number."),
    "street": gettext_lazy("Looks like an address."),
    "house_number": gettext_lazy("Looks like a house number."),
    "postcode": gettext_lazy("Looks like a postcode."),
    "place": gettext_lazy("Looks like the place where somebody lives."),
    "birth_date": gettext_lazy("Looks like a date of birth."),
    "birth_year": gettext_lazy("Looks like a year of birth."),
    "member_number": gettext_lazy("Looks like a member number."),
    "login": gettext_lazy("Looks like a user name."),
    "citizen_number": gettext_lazy("Looks like a citizen service number."),
    "account": gettext_lazy("Looks like a bank account."),
    "gender": gettext_lazy("Looks like a gender."),
    "note": gettext_lazy("Looks like a note about somebody."),
}
