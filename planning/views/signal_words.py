"""What each kind of signal is called, and what helps."""

from django.utils.translation import gettext_lazy as _

HEADINGS = {
    "clash_audience": _("Twice the same readers"),
    "clash_space": _("A place booked twice"),
    "clash_capacity": _("More hours than there are"),
    "gap_joint": _("Long without a joint moment"),
    "gap_focus": _("A focus group without a campaign"),
    "late": _("Not everybody on board"),
    "one_sided": _("One-sided campaigns"),
    "undecided_national": _("National campaigns to decide about"),
}
ADVICE = {
    "clash_audience": _(
        "Move one of the two, choose another channel, or make one message of them."
    ),
    "clash_space": _("Move one of the two, or choose another table, shelf or window."),
    "clash_capacity": _("Choose what can go or wait, or spread the work over more weeks."),
    "gap_joint": _("Plan something in these weeks that you make together."),
    "gap_focus": _("Plan a campaign for this group, or choose another focus group."),
    "late": _("Ask somebody of the other discipline now, while there is time."),
    "one_sided": _("Choose how readers hear of it, or what they find in the library."),
    "undecided_national": _("Say whether you join. A no is fine, with a reason."),
}
