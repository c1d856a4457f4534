"""Figures as they stand in a sentence."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

NO_BREAK = "\N{NO-BREAK SPACE}"


def count(number: float) -> str:
    return number_format(round(number), use_l10n=True, force_grouping=True)


def decimal(number: float) -> str:
    return number_format(number, decimal_pos=1, use_l10n=True, force_grouping=True)


def times(ratio: float) -> str:
    """1,8 for an index of 180; rounded, since it is made of rounded counts."""
    return decimal(ratio)


def percent(share: float) -> str:
    return f"{count(100 * share)}{NO_BREAK}%"


def listed(names: Sequence[str]) -> str:
    """Reizen, Koken en Gezondheid."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
