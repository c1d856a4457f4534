"""Sentences about the collection; they say what the figures say."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments import measures
from segments.queries.demand import Demand, Want
from segments.queries.names import Entry
from segments.queries.shelves import Stand
from segments.queries.weeding import Weeding
from segments.views.collection_page import Asked, day_in_words
from segments.views.explorer_words import count, decimal, whole_percent
from segments.weeding import GO, KEEP, MOVE, PROMOTE, Verdict

LEAST_COPIES = 20  # of a genre that is named in a sentence
NONE = "–"
Genres = Sequence[tuple[Entry, Stand]]


def overview(asked: Asked, genres: Genres) -> str:
    """How often a copy goes out, where most and least, and how much nobody took."""
    stand = asked.shelf.at(asked.branch)
    when = {"period": asked.period, "place": asked.place}
    if not asked.shelf.year:
        return ngettext(
            "%(copies)s copy of %(titles)s titles stands in %(place)s.",
            "%(copies)s copies of %(titles)s titles stand in %(place)s.",
            stand.copies,
        ) % {"copies": count(stand.copies), "titles": count(stand.titles), **when}
    if stand.turnover is None:
        return _("%(loans)s loans in %(place)s, %(period)s.") % {
            "loans": count(stand.loans),
            **when,
        }
    said = [_turnover(stand.turnover, genres, asked.period)]
    if stand.never_loaned:
        said.append(
            ngettext(
                "%(count)s title that was there all year nobody took.",
                "%(count)s titles that were there all year nobody took.",
                stand.never_loaned,
            )
            % {"count": count(stand.never_loaned)}
        )
    return " ".join(said)


def _turnover(turnover: float, genres: Genres, period: str) -> str:
    known = [
        (stand.turnover, genre.name)
        for genre, stand in genres
        if stand.turnover is not None and stand.copies >= LEAST_COPIES
    ]
    said = {"times": decimal(turnover), "period": period}
    if len(known) < 2:
        return _("A copy went out %(times)s times on average, %(period)s.") % said
    (high, most), (low, least) = max(known), min(known)
    return _(
        "A copy went out %(times)s times on average, %(period)s: %(most)s most often"
        " (%(high)s), %(least)s least (%(low)s)."
    ) % {**said, "most": most, "high": decimal(high), "least": least, "low": decimal(low)}


def turnover(stand: Stand) -> str:
    return NONE if stand.turnover is None else decimal(stand.turnover)


def unlent(stand: Stand) -> str:
    """How many titles nobody took, and which part that is."""
    if stand.never_loaned is None or stand.unlent is None:
        return NONE
    return f"{count(stand.never_loaned)} ({whole_percent(stand.unlent)})"


def sleepers(stand: Stand) -> str:
    return NONE if stand.sleepers is None else count(stand.sleepers)


def currency(stand: Stand) -> str:
    return NONE if stand.currency is None else whole_percent(stand.currency)


def spread(stand: Stand) -> str:
    return NONE if stand.spread is None else count(round(stand.spread))


def found(asked: Asked, total: int, *, only: str = "") -> str:
    """How many titles a list has, and which."""
    chosen = asked.chosen
    parts = [f"“{chosen.q}”" if chosen.q else "", asked.genre_name]
    parts += [asked.place if chosen.branch else "", only]
    said = ngettext("%(count)s title", "%(count)s titles", total) % {"count": count(total)}
    which = ", ".join(filter(None, parts))
    return f"{said}: {which}." if which else f"{said}."


def want(want: Want) -> str:
    """Rustige buiten 141, with the target group that it is part of."""
    groups = f" ({', '.join(want.groups)})" if want.groups else ""
    return f"{want.segment.name} {want.index}{groups}"


def wants(found: Sequence[Want]) -> str:
    return ", ".join(want(each) for each in found)


def why(weeding: Weeding, verdict: Verdict, genre: str, demand: Demand) -> str:
    """Why a title of a weeding list had better be kept, moved or shown, or may go."""
    said = [_reason(weeding, verdict, genre, demand)]
    if verdict.is_last:
        said.append(_("Then no copy is left."))
    return " ".join(said)


def _reason(weeding: Weeding, verdict: Verdict, genre: str, demand: Demand) -> str:
    if verdict.code == KEEP and not weeding.reservations:
        return _("Lent %(here)s times here in two years.") % {"here": count(weeding.loans_here)}
    if verdict.code == KEEP:
        return ngettext(
            "%(count)s person waits for it.",
            "%(count)s people wait for it.",
            weeding.reservations,
        ) % {"count": count(weeding.reservations)}
    if verdict.code == MOVE:
        return _("Lent %(elsewhere)s times elsewhere in two years, %(here)s times here.") % {
            "elsewhere": count(weeding.loans_elsewhere),
            "here": count(weeding.loans_here),
        }
    if verdict.code == PROMOTE:
        best = verdict.wishes[0]
        sentence = measures.index_sentence(best.index, best.segment, genre)
        return _("%(sentence)s (index %(index)s).") % {"sentence": sentence, "index": best.index}
    return _may_go(weeding, verdict, demand)


def _may_go(weeding: Weeding, verdict: Verdict, demand: Demand) -> str:
    if weeding.last_on:
        last = _("Last lent on %(day)s") % {"day": day_in_words(weeding.last_on)}
    else:
        last = _("No loan of it is known")
    if verdict.wishes:  # a segment likes its genre, but it is too old
        return _("%(last)s; it is of %(year)s and went out nowhere in two years.") % {
            "last": last,
            "year": weeding.published,
        }
    rest = (
        _("nobody waits for it and no segment surely borrows more of this genre than expected")
        if demand.is_known
        else _("nobody waits for it; which segments borrow this genre is not known")
    )
    return f"{last}; {rest}."


def verdict(code: str) -> str:
    """What may become of a title, in two words."""
    return {
        KEEP: _("keep"),
        MOVE: _("move"),
        PROMOTE: _("show it first"),
        GO: _("may go"),
    }[code]


VERDICT_CSS = {KEEP: "warning", MOVE: "", PROMOTE: "ok", GO: "dashed"}


def weeding(counts: dict[str, int], total: int, *, is_waiting: bool) -> str:
    """What the list comes to in one sentence."""
    if is_waiting:
        return _("What may become of the titles on this list is being worked out right now.")
    if not total:
        return _("The list is empty.")
    parts = [
        ngettext(
            "%(count)s had better stay",
            "%(count)s had better stay",
            counts[KEEP],
        )
        % {"count": count(counts[KEEP])},
        _("%(count)s are lent more in another branch") % {"count": count(counts[MOVE])},
        _("%(count)s deserve one more display") % {"count": count(counts[PROMOTE])},
    ]
    said = [part for part, code in zip(parts, (KEEP, MOVE, PROMOTE), strict=True) if counts[code]]
    whole = ngettext("%(count)s line on the list", "%(count)s lines on the list", total) % {
        "count": count(total)
    }
    rest = _("%(count)s may go") % {"count": count(counts[GO])}
    return f"{whole}: {', '.join([*said, rest] if counts[GO] else said)}."
