"""The sentence of each line, and of the page: they say what the figures say, and nothing of others.

Of people who do not borrow we know nothing, so what is said of tastes is said of those who do.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments import portrait
from segments.advice.wording import listed
from segments.forms.reach import BORROWER, VISITOR, Options, Selection
from segments.queries.chances import Chance, Liking
from segments.queries.names import Entry
from segments.queries.reach import Reached
from segments.views import explorer_words as words
from segments.views.reach_page import leading


def name(line: Reached) -> str:
    """Rustige buiten in Dorp, or Rustige buiten where the place is everywhere."""
    segment = line.segment.name or _("all segments")
    if not line.place.name:
        return segment
    return _("%(segment)s in %(place)s") % {"segment": segment, "place": line.place.name}


def sentence(chance: Chance, selection: Selection) -> str:
    """All of a line in one sentence, in the words of the question that was asked."""
    if selection.who == VISITOR:
        parts = [_homes(chance), _no_loans(chance)]
    else:
        parts = [_rate(chance.line), _more(chance.line, selection), _taste(chance)]
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}."


def _rate(line: Reached) -> str:
    return _("%(households)s households, %(rate)s borrowers per 100") % {
        "households": words.count(line.households),
        "rate": words.decimal(line.per_hundred or 0),
    }


def _more(line: Reached, selection: Selection) -> str:
    if not line.potential:
        return ""
    values = {"more": words.count(line.potential)}
    if selection.against is None:
        return _("at the average %(more)s borrowers more") % values
    values["period"] = str(selection.against)
    return _("as in %(period)s, %(more)s borrowers more") % values


def _taste(chance: Chance) -> str:
    if not chance.line.segment.name:
        return ""  # of everybody together nothing stands out
    if chance.is_loans_hidden:
        return _("what they borrow is too small to tell")
    if not chance.likings and chance.hints:
        genre = portrait.within(chance.hints[0].name)
        return _("who of them borrows seems to take much %(genre)s, on few loans") % {
            "genre": genre
        }
    if not chance.likings:
        return _("what they borrow is much like what everybody borrows")
    first = chance.likings[0]
    genre = portrait.within(first.genre.name)
    said = _("who of them borrows already often takes %(genre)s") % {"genre": genre}
    stands = _stands(first, chance)
    return f"{said}, {stands}" if stands else said


def _stands(liking: Liking, chance: Chance) -> str:
    """Where the genre stands that they like most."""
    if liking.copies is None:
        return ""
    most = liking.most.name if liking.most else ""
    if not most:
        return _("and of that no branch has a copy")
    if not chance.near or (len(chance.near) > 1 and not chance.line.place.name):
        return _("and most of that stands in %(branch)s") % {"branch": most}
    near = _listed(chance.near)
    if liking.is_near:
        return _("and that stands in %(branch)s (%(copies)s copies)") % {
            "branch": near,
            "copies": words.count(liking.near or 0),
        }
    if liking.is_little:
        return ngettext(
            "but only %(copies)s of %(all)s copies stands in %(branch)s, and most in %(most)s",
            "but only %(copies)s of %(all)s copies stand in %(branch)s, and most in %(most)s",
            liking.near or 0,
        ) % {
            "copies": words.count(liking.near or 0),
            "all": words.count(liking.copies),
            "branch": near,
            "most": most,
        }
    return ngettext(
        "but of that %(copies)s copy stands in %(branch)s, and most in %(most)s",
        "but of that %(copies)s copies stand in %(branch)s, and most in %(most)s",
        liking.near or 0,
    ) % {"copies": words.count(liking.near or 0), "branch": near, "most": most}


def _homes(chance: Chance) -> str:
    line = chance.line
    values = {
        "households": words.count(line.households),
        "rate": words.decimal(line.per_hundred or 0),
    }
    if not chance.near or not line.place.name:
        return _("%(households)s households, with %(rate)s borrowers per 100") % values
    values["branch"] = _listed(chance.near)
    return (
        _("%(households)s households live near %(branch)s, with %(rate)s borrowers per 100")
        % values
    )


def _no_loans(chance: Chance) -> str:
    if not chance.near:
        return ""
    if not chance.line.place.name:
        return ""
    return ngettext(
        "%(count)s activity is planned there",
        "%(count)s activities are planned there",
        chance.activities,
    ) % {"count": chance.activities}


def _listed(branches: Sequence[Entry]) -> str:
    return listed([branch.name for branch in branches])


def rule(selection: Selection) -> str:
    """Who is in the list and in which order it stands: all there is to it."""
    who = (
        _("The list holds every group of which fewer borrow than at the reference.")
        if selection.who == BORROWER
        else _(
            "The list holds every group of which fewer borrow than at the reference. What they"
            " would borrow is no argument here: they may come for something else."
        )
    )
    order = {
        "potential": _(
            "On top stands where most borrowers would be added if they borrowed as much as at"
            " the reference (potential): the difference × the households."
        ),
        "households": _("On top stand the most households."),
        "rate": _("On top stands where the fewest borrow per 100 households."),
        "segment": _("They stand in the order of the names of the segments."),
        "place": _("They stand in the order of the names of the places."),
    }[selection.order]
    return f"{who} {order}"


def opening(chances: Sequence[Chance], selection: Selection, options: Options) -> str:
    """The sentence on top, about the first line of the list."""
    if not chances:
        return _("No group of households stays behind the reference, as far as it may be told.")
    line = chances[0].line
    values = {
        "name": _named(line, selection),
        "households": words.count(line.households),
        "rate": words.decimal(line.per_hundred or 0),
        "reference": words.decimal(line.reference or 0),
    }
    if selection.against is None:
        pattern = _(
            "{name}: {households} households, and {rate} borrowers per 100 where the average is"
            " {reference}."
        )
    else:
        values["period"] = options.label(selection.against)
        pattern = _(
            "{name}: {households} households, and {rate} borrowers per 100 where it was"
            " {reference} in {period}."
        )
    return format_html(pattern, **values)


def _named(line: Reached, selection: Selection) -> str:
    """Its name, in which the segment opens the figure."""
    segment = leading(selection, line, target="chances")
    if not line.place.name:
        return segment
    return format_html(_("{segment} in {place}"), segment=segment, place=line.place.name)


def interval(line: Reached) -> str:
    """Between 7,2 and 8,9 per 100, counted in 355 borrowers."""
    if line.per_hundred is None or line.low is None or line.high is None:
        return ""
    said = _("%(borrowers)s borrowers; 95 times in 100 between %(low)s and %(high)s per 100") % {
        "borrowers": words.count(line.borrowers.borrowers or 0),
        "low": words.decimal(line.low),
        "high": words.decimal(line.high),
    }
    if line.segment.name and line.low <= (line.reference or -1) <= line.high:
        said = f"{said}; {_('the difference may be chance')}"
    return said


def fit(chance: Chance) -> str:
    """What of the present collection they like stands near them: Reis (120 exemplaren)."""
    known = [liking for liking in chance.likings if liking.near is not None]
    if not known:
        return ""
    return ", ".join(
        ngettext("%(genre)s (%(count)s copy)", "%(genre)s (%(count)s copies)", liking.near or 0)
        % {"genre": liking.genre.name, "count": words.count(liking.near or 0)}
        for liking in known
    )


def question(line: Reached, selection: Selection) -> str:
    """What to ask each other about a line."""
    pattern = (
        _("How do we reach %(name)s as borrowers?")
        if selection.who == BORROWER
        else _("What would bring %(name)s into the library?")
    )
    return pattern % {"name": name(line)}


def figure(line: Reached, selection: Selection) -> tuple[str, str]:
    """The figure that stands large before a line, and what it counts."""
    if selection.order == "potential":
        return f"+{words.count(line.potential or 0)}", _("borrowers")
    if selection.order == "rate":
        return words.decimal(line.per_hundred or 0), _("per 100")
    return words.count(line.households), _("households")


def members(line: Reached | None) -> str:
    """The other measure, where a file of members is there."""
    if line is None:
        return ""
    if line.per_hundred is None:
        return _("members per 100 households: too small to show")
    return _("members per 100 households: %(rate)s") % {"rate": words.decimal(line.per_hundred)}


def stands(liking: Liking, chance: Chance) -> str:
    """How many copies of a genre there are, near them and in all."""
    if liking.copies is None:
        return ""
    values = {"near": words.count(liking.near or 0), "all": words.count(liking.copies)}
    if liking.near is None or not chance.line.place.name:
        return _("%(all)s copies") % values
    values["branch"] = _listed(chance.near)
    return _("%(near)s of %(all)s copies in %(branch)s") % values
