"""What is said of suggested titles: each reason in a few words, and in a sentence with figures."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.queries.fitting import AGE, NOTHING, PARTS, SEGMENT
from campaigns.queries.suggestions import Asked, Suggestion
from campaigns.suggestions import ADULT_GENRE, LEAST_TITLE, Own, Why, is_quiet
from segments.advice.wording import listed
from segments.views.explorer_words import count, decimal

HEADS: dict[Why | None, str | Promise] = {
    Why.OWN: gettext_lazy("Borrowed by them, and less by others"),
    Why.NEW: gettext_lazy("New in genres that suit them"),
    Why.QUIET: gettext_lazy("On the shelf and not lent for long"),
    Why.LENT: gettext_lazy("Most lent in genres that suit them"),
    Why.THEME: gettext_lazy("Put together for them"),
    None: gettext_lazy("Found"),
}
ORDERS: dict[Why | None, str | Promise] = {
    Why.OWN: gettext_lazy("The highest index first."),
    Why.NEW: gettext_lazy("The newest first."),
    Why.QUIET: gettext_lazy("What went quiet last comes first."),
    Why.LENT: gettext_lazy("The most lent first."),
    Why.THEME: gettext_lazy("From theme collections that are meant for them, the most lent first."),
    None: "",
}
READERS = {
    "adults": gettext_lazy("of all adults"),
    "youth": gettext_lazy("of all youth"),
}


def short(asked: Asked, line: Suggestion) -> list[str]:
    """What counts in a few words each: index Reis 141, aanwinst 2 mrt, 14 mnd niet geleend."""
    facts, found = line.facts, []
    if facts.own:
        found.append(_("index %(index)s with them") % {"index": count(facts.own.index)})
    if facts.fit and facts.fit.index:
        values = {"genre": facts.fit.genre, "index": count(facts.fit.index)}
        found.append(_("%(genre)s: index %(index)s") % values)
    elif facts.fit and facts.fit.part:
        found.append(_("meant for them: %(part)s") % {"part": facts.fit.part})
    elif facts.fit and facts.fit.genre:
        found.append(facts.fit.genre)
    elif line.book.genre:
        found.append(line.book.genre.name)
    if facts.theme:
        found.append(facts.theme)
    if facts.came_on:
        found.append(_came(facts.came_on))
    if is_quiet(facts, asked.rules):
        found.append(_quiet(asked, facts.last_on))
    elif facts.lent:
        found.append(_lent(asked, facts.lent))
    return found


def _came(day: date) -> str:
    said = _("expected %(day)s") if day > timezone.localdate() else _("new since %(day)s")
    return said % {"day": date_format(day, "j b")}


def _quiet(asked: Asked, last_on: date | None) -> str:
    if last_on is None:
        return _("never lent since %(day)s") % {"day": _month(asked.rules.known_from)}
    months = (timezone.localdate() - last_on).days * 12 // 365
    said = ngettext("%(count)s month not lent", "%(count)s months not lent", months)
    return said % {"count": count(months)}


def _lent(asked: Asked, lent: int) -> str:
    said = ngettext("lent %(count)s time in %(year)s", "lent %(count)s times in %(year)s", lent)
    return said % {"count": count(lent), "year": asked.shelf.year}


def _month(day: date | None) -> str:
    return date_format(day, "F Y") if day else ""


def reasons(asked: Asked, line: Suggestion) -> list[str]:
    """The same as sentences, with period and number: what is kept when the title is chosen."""
    facts, found = line.facts, []
    if facts.own:
        found.append(_taken_by_them(asked, facts.own))
    if facts.fit and facts.fit.index:
        said = _(
            "%(genre)s is %(times)s× as large a share of what %(who)s borrow as %(readers)s (index"
            " %(index)s, about %(loans)s loans in %(year)s)."
        )
        values = _share(asked, facts.fit.index, facts.fit.loans or 0)
        found.append(said % {**values, "genre": facts.fit.genre})
    if facts.fit and facts.fit.part:
        said = _("Its genre, %(genre)s, belongs to %(part)s, which is meant for this group.")
        found.append(said % {"genre": facts.fit.genre, "part": facts.fit.part})
    if facts.theme:
        said = _("Stands in %(part)s, which is meant for this group.")
        found.append(said % {"part": facts.theme})
    return found + _of_the_book(asked, line)


def _taken_by_them(asked: Asked, own: Own) -> str:
    said = (
        _(
            "At least %(times)s× as large a share of what %(who)s borrow as %(readers)s (index"
            " %(index)s, about %(loans)s loans to them in %(year)s)."
        )
        if own.is_at_least
        else _(
            "%(times)s× as large a share of what %(who)s borrow as %(readers)s (index %(index)s,"
            " about %(loans)s loans to them in %(year)s)."
        )
    )
    return said % _share(asked, own.index, own.loans)


def _share(asked: Asked, index: int, loans: int) -> dict[str, object]:
    """The figures of a sentence about shares; an index of 141 is 1,4 times as large a share."""
    liked = asked.ground.taste
    return {
        "times": decimal(index / 100),
        "who": listed(list(liked.rows)),
        "readers": READERS[liked.basis.readers] if liked.basis else "",
        "index": count(index),
        "loans": count(loans),
        "year": liked.basis.period.year if liked.basis else "",
    }


def _of_the_book(asked: Asked, line: Suggestion) -> list[str]:
    """What holds of the book, whoever borrows it."""
    facts, found = line.facts, []
    place = asked.place.name if asked.place else _("all branches")
    if facts.came_on:
        day = {"day": date_format(facts.came_on, "j F Y")}
        is_expected = facts.came_on > timezone.localdate()
        found.append((_("Expected on %(day)s.") if is_expected else _("New since %(day)s.")) % day)
    if facts.last_on:
        values = {"day": date_format(facts.last_on, "j F Y"), "place": place}
        found.append(_("Last lent on %(day)s (%(place)s).") % values)
    elif is_quiet(facts, asked.rules):
        values = {"day": _month(asked.rules.known_from), "place": place}
        found.append(_("Never lent since %(day)s, as far as our loans reach (%(place)s).") % values)
    if facts.lent:
        found.append(f"{_lent(asked, facts.lent).capitalize()} ({place}).")
    standing = ", ".join(f"{each.branch.name} {count(each.copies)}" for each in line.standing)
    if standing and asked.files.holdings_on:
        values = {"day": date_format(asked.files.holdings_on, "j F Y"), "places": standing}
        found.append(_("Copies as on %(day)s: %(places)s.") % values)
    if line.book.reservations:
        said = ngettext("%(count)s reservation.", "%(count)s reservations.", line.book.reservations)
        found.append(said % {"count": count(line.book.reservations)})
    return found


def ground(asked: Asked) -> str:
    """By what we judge, in one sentence: how far the group is known."""
    known = asked.ground
    who = listed(list(known.taste.rows))
    basis = known.taste.basis
    year = basis.period.year if basis else ""
    if known.kind in (SEGMENT, AGE) and not any(fit.index for fit in known.fits.values()):
        said = _("No genre stands out in what %(who)s borrowed in %(year)s.")
        return said % {"who": who, "year": year}
    return {
        SEGMENT: _(
            "By what %(who)s borrowed in %(year)s: genres and titles of which they take more."
        ),
        AGE: _(
            "By what readers of %(who)s borrowed in %(year)s: segments of this group are not known."
        ),
        PARTS: _("By the parts of the collection that are meant for this group."),
        NOTHING: _(
            "What this group borrows is not known yet, so this is only what is new, quiet or much"
            " lent."
        ),
    }[known.kind] % {"who": who, "year": year}


def rules() -> list[str]:
    """How titles come to stand where they stand: all of it, in its order."""
    return [
        _("There is no score. A title stands under the first reason that holds, in this order:"),
        *(f"{HEADS[why]}. {ORDERS[why]}" for why in Why),
        _(
            "A genre suits from an index of 120 on, or when a part of the collection with it is"
            " meant for the group. Of young people a genre for adults suits only when it is one in"
            " %(adult)s of their loans. A title of their own has an index of %(least)s or more."
        )
        % {"least": LEAST_TITLE, "adult": ADULT_GENRE},
    ]
