"""Who hears of a tip, and where it is to be seen, in words."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.models import BookTip
from campaigns.queries import pieces, tip_screens
from campaigns.queries import tips as queries
from campaigns.queries.programmes import MOST_TIPS
from campaigns.queries.tip_screens import Seen
from campaigns.views.screen_words import why_held
from planning.models import Library, Membership, User
from segments.advice.wording import listed

NAMED = 3
WITHOUT_A_COPY = (pieces.AWAITED, pieces.GONE)
WHY_NOT = {
    tip_screens.NO_SCREENS: gettext_lazy("No screen hangs in the library yet."),
    tip_screens.LEFT_OUT: gettext_lazy("The screens of the library show no tips."),
    tip_screens.OLD: gettext_lazy("It is older than four weeks, so not on screens any more."),
    tip_screens.LATER: gettext_lazy("On the screen as soon as its campaign begins."),
}


def hears(library: Library, writer: User | None, *, written_on: date | None = None) -> str:
    """Who reads of it on This week, or did in its first week."""
    people = queries.hearers(library, writer)
    if not people:
        return _("Nobody of another discipline is here to hear of it.")
    names = {"names": _named(people)}
    if written_on and timezone.localdate() > written_on + queries.NEWS:
        return _("It stood on This week for %(names)s, during its first week.") % names
    said = ngettext(
        "%(names)s reads this on This week.", "%(names)s read this on This week.", len(people)
    )
    return said % names


def where(library: Library, seen: Seen) -> str:
    """The screens that show it, or why none does."""
    if seen.screens:
        return _("To be seen on %(screens)s.") % {"screens": _few(seen.screens)}
    if seen.code in WITHOUT_A_COPY:
        said = _("It comes on the screen as soon as there is a copy: %(why)s.")
        return said % {"why": why_held(seen.code, library)}
    if seen.code == tip_screens.BEHIND:
        said = _("Not on the screen: the %(count)d newest tips play there.")
        return said % {"count": MOST_TIPS}
    if seen.code in WHY_NOT:
        return str(WHY_NOT[seen.code])
    return _("On no screen: %(why)s.") % {"why": why_held(seen.code, library)}


def saved(tip: BookTip) -> str:
    """What is said after it was written: whether it is live, who hears of it, and where it is."""
    found = tip_screens.to_be_seen(tip, today=timezone.localdate())
    if found.code in WITHOUT_A_COPY:
        head = _("Saved: the tip about “%(book)s” comes on the screen as soon as there is a copy.")
        parts = [head % {"book": tip.book}]
    else:
        head = _("The tip about “%(book)s” is live.") % {"book": tip.book}
        parts = [head, where(tip.library, found)]
    return " ".join([*parts, hears(tip.library, tip.written_by)])


def _named(people: Sequence[Membership]) -> str:
    names = [f"{each.user.get_short_name()} ({each.get_discipline_display()})" for each in people]
    return _few(names)


def _few(names: Sequence[str]) -> str:
    shown = list(names[:NAMED])
    if more := len(names) - len(shown):
        shown.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return listed(shown)
