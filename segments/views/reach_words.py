"""What the page of one place says in a sentence."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _

from segments.forms.reach import Selection
from segments.queries.names import Entry
from segments.queries.reach import Reached
from segments.views import explorer_words as words
from segments.views.reach_page import Reaches, leading


def title(place: Entry) -> str:
    if not place.name:
        return _("Whom we reach")
    return _("Whom we reach in %(place)s") % {"place": place.name}


def opening(lines: Sequence[Reached], place: Entry, found: Reaches, selection: Selection) -> str:
    """Of all households together, and of the segments with the most and the fewest."""
    shown = [line for line in lines if line.per_hundred is not None]
    if not shown:
        return _("Everything here is too small to show. Choose a larger place.")
    rate = _together(shown[0], place, found, selection)
    said = ""
    if rate is not None:
        said = _("%(rate)s borrowers per 100 households.") % {"rate": words.decimal(rate)}
    if len(shown) < 2:
        return said
    most, fewest = shown[0], shown[-1]
    return format_html(
        "{} {}",
        said,
        format_html(
            _("Most among {most} ({high}), fewest among {fewest} ({low})."),
            most=leading(selection, most, target="reach"),
            high=words.decimal(most.per_hundred or 0),
            fewest=leading(selection, fewest, target="reach"),
            low=words.decimal(fewest.per_hundred or 0),
        ),
    )


def _together(first: Reached, place: Entry, found: Reaches, selection: Selection) -> float | None:
    """Of everywhere the average that all else is held against, else of all readers in a place."""
    if not place.name and selection.against is None:
        # Readers of whom no segment is known are not in it, so it may differ from the total.
        return first.reference
    total = found.borrowers.lines.get((-1, place.position))
    return total.per_hundred if total else None


def reference(name: str, lines: Sequence[Reached], selection: Selection) -> str:
    """What is compared with; the average has one value for all segments."""
    value = next((line.reference for line in lines if line.reference is not None), None)
    if selection.against or value is None:
        return name
    return _("%(reference)s (%(rate)s per 100)") % {
        "reference": name,
        "rate": words.decimal(value),
    }
