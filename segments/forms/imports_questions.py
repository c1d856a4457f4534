"""The questions below the columns, as fields: dates, renewals, branches, what does not count."""

import re
from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.forms.imports import Choices

HOW: Choices = [
    ("rows", gettext_lazy("The column says what a row is, such as UITL or VERL")),
    ("column", gettext_lazy("The column says yes (or 1) for a renewal")),
    ("counter", gettext_lazy("The column says how often the loan was renewed")),
    ("parent", gettext_lazy("The column is only filled in for a renewal")),
]
ROW_IS: Choices = [
    ("loan", gettext_lazy("loan")),
    ("renewal", gettext_lazy("renewal")),
    ("ignore", gettext_lazy("skip")),
]
BRANCH_IS: Choices = [
    ("lent", gettext_lazy("Where it was borrowed")),
    ("holding", gettext_lazy("Where the book stood")),
    ("owning", gettext_lazy("Whose book it is")),
]


def date_order(example: str, orders: Sequence[str], initial: str) -> forms.ChoiceField:
    """Is 03-01 the third of January or the first of March? With a date of the file itself."""
    first, second = _day_and_month(example)
    day_first = date_format(date(2000, second, first), "j F")
    month_first = date_format(date(2000, first, second), "j F")
    values = {"date": example or "03-01", "day_first": day_first, "month_first": month_first}
    words = {
        "dmy": _("%(day_first)s: the day comes first") % values,
        "mdy": _("%(month_first)s: the month comes first") % values,
        "ymd": _("The year comes first"),
    }
    return forms.ChoiceField(
        label=_("Is %(date)s %(day_first)s or %(month_first)s?") % values,
        choices=[(order, words[order]) for order in orders],
        initial=initial,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the dates are written.")},
    )


def _day_and_month(example: str) -> tuple[int, int]:
    found = re.match(r"(\d{1,2})[-/. ]?(\d{1,2})", example)
    first, second = (int(found[1]), int(found[2])) if found else (3, 1)
    return (first, second) if 1 <= first <= 12 and 1 <= second <= 12 else (3, 1)


def renewals(initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What is a renewal?"),
        choices=HOW,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you see that a row is a renewal.")},
    )


def row_is(value: str, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=value,
        choices=ROW_IS,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what %(value)s means.") % {"value": value}},
    )


def branch_is(column: str, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Which branch is in %(column)s?") % {"column": column},
        choices=BRANCH_IS,
        initial=initial,
        widget=forms.RadioSelect,
    )


def exclude_column(headers: Sequence[str], initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Column that shows it"),
        choices=[("", gettext_lazy("No, or I do not know")), *((each, each) for each in headers)],
        initial=initial,
        required=False,
    )


def exclude_values(initial: str) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Values that do not count"),
        initial=initial,
        required=False,
        max_length=400,
        help_text=gettext_lazy("With a comma in between, for instance: KLAS, DOCENT"),
    )


def remember_as(initial: str) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Under the name"), max_length=80, required=False, initial=initial
    )
