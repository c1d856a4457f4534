"""A segment in one plain sentence, of published figures only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments.advice.wording import listed

LARGE, SMALL = 1.25, 0.8  # times what is average; within them it is called average
MOST_NAMED = 3
MOST_HINTS = 1  # of what rests on few loans
# First words of genres that keep their capital within a sentence.
PROPER = ("Nederlands", "Engels", "Fries", "Frans", "Duits", "Turks", "Arabisch")


@dataclass(frozen=True)
class Facts:
    """What is known of a segment; a ratio is to the average over segments, None if unknown."""

    size: float | None = None  # households
    reach: float | None = None  # active borrowers per 100 households
    favourites: Sequence[str] = ()
    hints: Sequence[str] = ()  # genres of which they seem to borrow much, on too few loans
    has_loans: bool = True
    is_too_small: bool = False
    groups: int = 0
    campaigns: int = 0


def opening(facts: Facts) -> str:
    """Two sentences, safe to show: what they are like here, and what is done for them."""
    parts = [_size(facts.size), _reach(facts.reach), _favourites(facts)]
    said = format_html_join(", ", "{}", ((part,) for part in parts if part))
    return format_html("{}. {}", _capital(said), _campaigns(facts))


def _size(ratio: float | None) -> str:
    if ratio is None:
        return ""
    if ratio >= LARGE:
        return _("large")
    return _("small") if ratio < SMALL else _("of average size")


def _reach(ratio: float | None) -> str:
    if ratio is None:
        return ""
    if ratio >= LARGE:
        return _("many borrowers per household")
    if ratio < SMALL:
        return _("few borrowers per household")
    return _("about as many borrowers per household as average")


def _favourites(facts: Facts) -> str:
    if facts.is_too_small:
        return _("too small here to say what they borrow")
    if not facts.has_loans:
        return _("nothing is known yet of what they borrow")
    names = [format_html("<mark>{}</mark>", within(name)) for name in facts.favourites]
    hints = [within(name) for name in facts.hints[:MOST_HINTS]]
    if not names and hints:
        return format_html(_("seems to borrow much {names}, on few loans"), names=_listed(hints))
    if not names:
        return _("no genre stands out in what they borrow")
    return format_html(_("borrows relatively much {names}"), names=_listed(names[:MOST_NAMED]))


def _listed(names: Sequence[str]) -> str:
    """The same as in any sentence, safe to show."""
    return format_html(listed(["{}"] * len(names)), *names)


def _campaigns(facts: Facts) -> str:
    if not facts.groups:
        return _("It is in no target group yet.")
    if not facts.campaigns:
        return _("No campaign runs or is coming for it.")
    return ngettext(
        "%(count)s campaign runs or is coming for it.",
        "%(count)s campaigns run or are coming for it.",
        facts.campaigns,
    ) % {"count": facts.campaigns}


def within(name: str) -> str:
    """The name of a genre as it stands within a sentence."""
    first = name.split(" ", maxsplit=1)[0]
    keeps = first in PROPER or not name[1:2].islower()
    return name if keeps else name[:1].lower() + name[1:]


def _capital(said: str) -> str:
    # Its first letter is never part of a mark: something always stands before the names.
    return format_html("{}{}", said[:1].upper(), type(said)(said[1:]))
