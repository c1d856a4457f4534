"""The parts of one segment in the explorer, and what the page says where an edition ends."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from planning.models import Library
from segments.forms.explorer import Options, Selection
from segments.lattice import MONTH, Period
from segments.queries import names, schemes
from segments.queries.figures import EVERY
from segments.queries.schemes import Change
from segments.views import explorer_words as words
from segments.views.explorer_panel import Opened


def title(selection: Selection, options: Options) -> str:
    """What the page is about."""
    if selection.rows == "part":
        return _("Parts of %(segment)s") % {"segment": options.whole_name}
    return str(words.TITLES[selection.rows])


def link(library: Library, opened: Opened | None, selection: Selection) -> tuple[str, str] | None:
    """From a segment to its parts, as text and address; None where it has none."""
    if opened is None or opened.is_cell or opened.row is EVERY or selection.rows != "segment":
        return None
    code = opened.row.code
    if opened.row.position == 0 or not names.parts(library, code):
        return None
    period = selection.period
    if period.level == MONTH:
        period = period.wider()[0]
    cleared = dict.fromkeys(("branch", "age", "panel", "row", "sort", "page", "compare"), "")
    address = selection.address(rows="part", segment=code, period=period, **cleared)
    return _("Open %(segment)s: its parts") % {"segment": opened.row.name}, address


def back(selection: Selection) -> str:
    """From the parts to all segments; empty elsewhere."""
    if selection.rows != "part":
        return ""
    panel = f"row:{selection.segment}"
    return selection.address(rows="segment", segment="", panel=panel, row="", sort="", page="")


def edition_notes(library: Library, selection: Selection, shown: Iterable[Period]) -> list[str]:
    """Where these figures run across a change of edition, and which years keep the old segments."""
    if selection.rows not in ("segment", "part"):
        return []
    notes = []
    if library.rollups_stale_at is not None:
        notes.append(_("The figures are being counted again; these are still those of before."))
    if not schemes.earlier_editions(library):
        return notes
    found = schemes.change(library)
    periods = list(shown)
    if found and any(schemes.is_before(found, period) for period in periods):
        notes.append(change_sentence(found))
    if years := {period.year for period in periods} & set(schemes.all_wiped_years(library)):
        notes.append(wiped_sentence(sorted(years)))
    return notes


def change_sentence(change: Change) -> str:
    """Tot en met maart 2026 ingedeeld volgens Wijs 2024, omgezet."""
    pattern = (
        _("Up to %(month)s classified by %(edition)s, of which not all segments are converted.")
        if change.has_unconverted
        else _("Up to %(month)s classified by %(edition)s, converted.")
    )
    return pattern % {"month": change.until.label(), "edition": change.edition}


def wiped_sentence(years: Iterable[int]) -> str:
    """Which years cannot be counted again."""
    return _(
        "Of %(years)s the codes of borrowers have been wiped. These years keep the segments of"
        " then."
    ) % {"years": ", ".join(map(str, years))}
