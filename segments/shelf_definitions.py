"""What the figures about books mean, in words: the same on pages and in files."""

from django.utils.translation import gettext as _

from segments.definitions import Definition


def shelf_definitions(year: int) -> list[Definition]:
    """All of them; year is the newest with loans."""
    before = {"year": year, "before": year - 1}
    return [
        Definition("titles", _("Titles"), _("Different titles with at least one copy.")),
        Definition("copies", _("Copies"), _("By the newest file with holdings of each branch.")),
        Definition(
            "loans",
            _("Loans"),
            _(
                "Physical loans, without renewals. Of titles they are exact: they say nothing"
                " about readers."
            ),
        ),
        Definition(
            "turnover", _("Turnover"), _("Loans of the year ÷ copies that stand there now.")
        ),
        Definition(
            "unlent",
            _("Not lent"),
            _("Titles that stood there since before the year began and were not lent in it."),
        ),
        Definition(
            "sleepers",
            _("Sleepers"),
            _("Titles that stood there before 1 January %(before)s and were not lent since.")
            % before,
        ),
        Definition(
            "currency",
            _("Currency"),
            _(
                "The part of the titles that is two years old at most, by year of publication or"
                " else of acquisition."
            ),
        ),
        Definition("spread", _("Spread"), _("Different titles for each 100 copies.")),
        Definition(
            "waiting", _("Waiting"), _("Reservations by the newest file with reservations.")
        ),
        Definition(
            "genre",
            _("Genre"),
            _("Of a title: what the newest file says, else what most of its loans say."),
        ),
        Definition(
            "demand",
            _("Who asks for it"),
            _(
                "The segments with the highest index, from 50 loans of this genre on: how large a"
                " part of their loans it is, held against all readers of these ages. 100 is as"
                " expected. On fewer loans an index is no sure figure. A segment is a likelihood,"
                " not a person."
            ),
        ),
    ]
