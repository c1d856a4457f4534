"""The words of the explorer: sentences that say no more than the figures do."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from segments.forms.explorer import GROUP, Options, Selection
from segments.lattice import BANDS

NO_BREAK = "\N{NO-BREAK SPACE}"
TITLES = {
    "segment": gettext_lazy("Segments and genres"),
    "part": gettext_lazy("Parts of a segment and genres"),
    "age": gettext_lazy("Ages and genres"),
    "area": gettext_lazy("Areas and genres"),
    "branch": gettext_lazy("Branches and genres"),
}
ROW_WORDS = {
    "segment": gettext_lazy("Segment"),
    "part": pgettext_lazy("segments", "Part"),
    "age": gettext_lazy("Age"),
    "area": gettext_lazy("Area"),
    "branch": gettext_lazy("Branch"),
}
ROWS_SAID = {
    "segment": gettext_lazy("Segments"),
    "part": pgettext_lazy("segments", "Parts"),
    "age": gettext_lazy("Ages"),
    "area": gettext_lazy("Areas"),
    "branch": gettext_lazy("Branches"),
}
READER_WORDS = {
    "adults": gettext_lazy("Adults"),
    "youth": gettext_lazy("Youth"),
    "all": gettext_lazy("All readers"),
}
CHANGES_SAID: dict[str, Promise] = {
    "b1": gettext_lazy("much more"),
    "b2": gettext_lazy("more"),
    "b3": gettext_lazy("about as many"),
    "b4": gettext_lazy("fewer"),
    "b5": gettext_lazy("far fewer"),
}
# From the bands of segments.measures, in words; a change of +50 is an index of 150.
EDGES = {
    "b1": "150 {or_more}",
    "b2": "120–149",
    "b3": "80–119",
    "b4": "50–79",
    "b5": "{under} 50",
}
CHANGE_EDGES = {
    "b1": "+50 {or_more}",
    "b2": "+20 – +49",
    "b3": "−20 – +19",
    "b4": "−50 – −21",
    "b5": "{under} −50",
}


def count(number: float) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def decimal(number: float) -> str:
    return number_format(number, decimal_pos=1, use_l10n=True, force_grouping=True)


def percent(share: float) -> str:
    """12,5 % for a share of 12.5 per cent."""
    return f"{decimal(share)}{NO_BREAK}%"


def whole_percent(share: float) -> str:
    return f"{count(round(share))}{NO_BREAK}%"


def signed_percent(change: int) -> str:
    """A change with its sign."""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{count(abs(change))}{NO_BREAK}%"


def edges(band: str, measure: str) -> str:
    """Between which figures a band lies."""
    written = CHANGE_EDGES if measure == "change" else EDGES
    return written[band].format(or_more=_("or more"), under=_("under"))


def readers(selection: Selection) -> str:
    """Who the readers are: volwassenen, or readers of one age."""
    if selection.age == BANDS[0]:
        return _("age unknown")
    if selection.age:
        return _("%(band)s years") % {"band": selection.age}
    return str(READER_WORDS[selection.readers])


def foot(selection: Selection) -> str:
    """What stands before the totals of the genres; with an index those are loans."""
    if selection.measure == "index":
        return _("%(readers)s: loans") % {"readers": readers(selection)}
    return readers(selection)


def place(selection: Selection, options: Options) -> str:
    """Where was borrowed: a branch, a group, or all branches."""
    for entry in options.branches:
        if entry.code == selection.branch:
            return entry.name
    return selection.branch.removeprefix(GROUP) or _("all branches")


def base(selection: Selection, options: Options) -> str:
    """Whom a share is held against, as it stands in a sentence."""
    who = {"adults": _("all adults"), "youth": _("all youth"), "all": _("all readers")}
    said = _("readers of this age") if selection.age else who[selection.readers]
    if selection.rows == "part":
        return _("%(readers)s of %(segment)s") % {"readers": said, "segment": options.whole_name}
    if not selection.branch:
        return said
    return _("%(readers)s in %(place)s") % {"readers": said, "place": place(selection, options)}


def caption(selection: Selection) -> str:
    """How to read the figures of this measure."""
    return {
        "index": _(
            "Read it like this: 100 is as much as average, 180 is a 1.8× as large part,"
            " 50 is half as large."
        ),
        "loans": _("Read it like this: loans without renewals, rounded to 5."),
        "per_borrower": _("Read it like this: loans per borrower, in this period."),
        "share": _("Read it like this: of 100 loans of a row, so many are of that genre."),
        "change": _("Read it like this: +20 is 20 %% more loans than in %(period)s.")
        % {"period": selection.compare.label() if selection.compare else ""},
    }[selection.measure]


def too_small(threshold: int) -> str:
    return _(
        "Too small to show: fewer than %(threshold)s borrowers, or hidden because another"
        " figure would follow from it."
    ) % {"threshold": threshold}
