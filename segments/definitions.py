"""What the figures mean, in words: the same on pages, in files and on the command line."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Definition:
    code: str
    name: str
    text: str


def definitions(threshold: int) -> list[Definition]:
    """All of them; threshold is the library's smallest number of borrowers shown."""
    return [
        Definition("loans", _("Loans"), _("Physical loans, without renewals, rounded to 5.")),
        Definition(
            "borrowers",
            _("Borrowers"),
            _(
                "Different members with at least one loan in the period, rounded to 5."
                " They never add up over rows, genres or periods."
            ),
        ),
        Definition(
            "index",
            _("Index"),
            _(
                "100 × the part a genre has in the loans of a row ÷ the part it has in all loans"
                " of these readers. 100 is as expected. Only where the base is 50 loans or more."
            ),
        ),
        Definition(
            "share",
            _("Share"),
            _("The part a genre has in the loans of its row, where those are 50 or more."),
        ),
        Definition(
            "readers",
            _("Adults and youth"),
            _("The age that the reader reaches in the year of the loan: 18 and over, or under 18."),
        ),
        Definition(
            "suppressed",
            _("Too small to show"),
            _(
                "Fewer than %(threshold)s borrowers, or hidden because a figure that is too small"
                " would follow from it."
            )
            % {"threshold": threshold},
        ),
        Definition("segment", _("Segment"), _("A segment is a likelihood, not a person.")),
    ]
