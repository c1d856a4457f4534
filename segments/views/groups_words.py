"""What is said of a target group: how many there are, how many come, and of what it is the sum."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments.queries.groups import Known
from segments.queries.parts import Basis
from segments.views import explorer_words as words


def short(known: Known | None) -> str:
    """On a card: 4.450 huishoudens, 8 leners per 100."""
    if known is None:
        return ""
    parts = []
    if known.supplied_loans:
        values = {"count": words.count(known.supplied_loans), "period": known.supplied_period}
        parts.append(_("%(count)s loans in %(period)s") % values)
    if known.households:
        parts.append(_("%(count)s households") % {"count": words.count(known.households)})
    if known.per_hundred is not None:
        parts.append(
            _("%(count)s active borrowers per 100 households")
            % {"count": words.decimal(known.per_hundred)}
        )
    elif known.borrowers is not None:
        parts.append(_("%(count)s active borrowers") % {"count": words.count(known.borrowers)})
    return " · ".join(parts)


def size(known: Known) -> str:
    """How many households there are, and how many of them borrow."""
    if known.supplied_period:
        return _from_totals(known)
    parts = []
    if known.households:
        parts.append(
            _("There are %(count)s households of %(rows)s.")
            % {"count": words.count(known.households), "rows": _and(known.rows)}
        )
    if known.borrowers is not None:
        who = {"adults": _("adults"), "youth": _("youth")}.get(known.readers, _("readers"))
        said = (
            _("Of %(rows)s %(count)s %(who)s borrowed something")
            if not known.households
            else _("Of these %(count)s %(who)s borrowed something")
        ) % {"rows": _and(known.rows), "count": words.count(known.borrowers), "who": who}
        if known.per_hundred is not None:
            said += ", " + _("%(number)s per 100 households") % {
                "number": words.decimal(known.per_hundred)
            }
        parts.append(f"{said}.")
    if known.hidden:
        parts.append(hidden(known.hidden))
    return " ".join(parts)


def _from_totals(known: Known) -> str:
    """What a supplier's yearly totals say of these ages."""
    parts = []
    values = {"rows": _and(known.rows), "period": known.supplied_period}
    if known.supplied_loans and known.supplied_of:
        values |= {
            "loans": words.count(known.supplied_loans),
            "total": words.count(known.supplied_of),
        }
        parts.append(_("Of the %(total)s loans in %(period)s %(loans)s were of %(rows)s.") % values)
    elif known.supplied_loans:
        values["loans"] = words.count(known.supplied_loans)
        parts.append(_("%(loans)s loans in %(period)s were of %(rows)s.") % values)
    if known.borrowers is not None:
        said = _("They were %(count)s borrowers, by the totals of your supplier.")
        parts.append(said % {"count": words.count(known.borrowers)})
    if known.hidden:
        parts.append(hidden(known.hidden))
    return " ".join(parts)


def hidden(count: int) -> str:
    return ngettext(
        "%(count)d figure is too small to show and is left out.",
        "%(count)d figures are too small to show and are left out.",
        count,
    ) % {"count": count}


@dataclass(frozen=True)
class State:
    """How far a group is, and what came in: what decides which step is next."""

    basis: Basis | None
    has_segments: bool
    has_ages: bool
    is_offered: bool  # there are segments to choose from
    is_known: bool  # something is told of it already
    has_totals: bool  # of a supplier


def missing(state: State) -> str:
    """What would tell more of this group: a choice here, or a file."""
    if state.basis is None:
        return _without_loans(state)
    if not state.basis.known.has_borrowers:
        return _(
            "In your files it is not written who borrowed. A file with member numbers and ages"
            " tells what this group takes."
        )
    if not state.is_offered:
        if state.has_ages or not state.basis.known.has_ages:
            return _("Read in a segmentation scheme and then a postcode file to see segments.")
        return _("Say from which age until which they are, and you see what they borrow.")
    if not state.has_segments and not state.has_ages:
        return _("Choose the segments that they are, and you see how many there are and who come.")
    return ""


def _without_loans(state: State) -> str:
    if not state.has_totals:
        return _(
            "How many they are and what they borrow, we see as soon as a file of loans is read in."
            " Until then these are your own words, and that is enough to plan with."
        )
    if not state.is_known:
        return _("Say from which age until which they are, and you see what they borrow.")
    return _(
        "Which genres they take, a file of loans tells: with the date, the branch, the genre"
        " and the member number. Of these numbers only codes are kept."
    )


def _and(names: tuple[str, ...]) -> str:
    """A, B en C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
