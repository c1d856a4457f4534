"""What warnings and problems of coding are called for a librarian."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WARNINGS: dict[str, Promise] = {
    "unknown_postcode": _("The postcode is in no table; the reader counts as unknown."),
    "unknown_segment": _("The segment is not in the scheme; the row counts as unknown."),
    "unknown_area": _("The area is not known; the row counts as unknown."),
    "unknown_catchment": _("The branch of the area is not known; it was left out."),
    "bad_birth_year": _("The year of birth cannot be right; the age counts as unknown."),
    "bad_age_band": _("The age band is none of ours; the age counts as unknown."),
    "bad_acquired_on": _("The date of acquisition is no date; it was left out."),
    "future_acquired_on": _("The date of acquisition lies in the future; it was left out."),
    "bad_last_loan_on": _("The date of the last loan is no date; it was left out."),
    "future_last_loan_on": _("The date of the last loan lies in the future; it was left out."),
    "bad_price": _("The price is no price; it was left out."),
    "bad_published": _("The year of publication cannot be right; it was left out."),
    "double_title": _("The title is there more than once; the first row counts."),
    "double_barcode": _("The copy is there more than once; the first row counts."),
    "bad_renewals": _("The number of renewals is no number; it counts as 0."),
    "title_missing": _("The row has no title; it counts, but under no title."),
    "double_postcode": _("The postcode is there more than once; the first row counts."),
    "short_postcode": _("A postcode of four digits says nothing of a segment; it gives the area."),
    "double_member": _("The member is there more than once; the first row counts."),
}
PROBLEMS: dict[str, Promise] = {
    "double_code": _("This code is there more than once."),
    "unknown_parent": _("The segment this one is part of is not in the file."),
    "more_levels": _("A part of a segment cannot have parts itself."),
    "long_code": _("The code is longer than 40 signs."),
}


def warning_text(code: str) -> Promise:
    """What was doubtful about rows that were taken; KeyError for an unknown code."""
    return WARNINGS[code]


def problem_text(code: str) -> Promise:
    """Why a scheme cannot be taken; KeyError for an unknown code."""
    return PROBLEMS[code]
