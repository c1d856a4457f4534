"""One title: where it stands, how often it went out, and who took it as far as that may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from planning.requests import Request
from segments import charts, highlighting
from segments.advice.wording import listed
from segments.queries import arrivals, books, covers, names
from segments.queries.books import Book, Lent, Standing
from segments.queries.names import Entry
from segments.queries.title_takers import takers
from segments.views.charts import Bar, BarChart, ChartTable
from segments.views.collection_page import day_in_words
from segments.views.collection_titles import step_after
from segments.views.explorer_words import count

MUCH_WAITING = 3  # reservations for each copy, from which on promoting only makes the queue longer
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class History:
    """Loans by year (lines) and branch (columns); a year that goes on says so."""

    branches: Sequence[Entry]
    rows: Sequence[tuple[str, Sequence[int]]]


@require_GET
def title(request: Request, number: int) -> HttpResponse:
    library = request.library
    found, _total = books.books(library, numbers=[min(number, LARGEST_NUMBER)], limit=1)
    if not found:
        raise Http404
    book = found[0]
    standing, today = books.standing(library, [book.number])[book.number], timezone.localdate()
    lent = books.lent(library, book.number)
    days = {"holdings": books.holdings_day(library), "waiting": books.reservations_day(library)}
    shown = highlighting.highlights(library, [book.number]).get(book.number, [])
    context = {
        "book": book,
        "answer": sentence(book, standing, lent),
        "standing": standing,
        "came": None if standing else arrivals.came(library, book.number, today=today),
        "history": history(lent, names.branches(library)),
        "chart": chart(book, lent),
        "cover": covers.addresses(library, [book.number]).get(book.number, ""),
        "takers": takers(library, book.number),
        "threshold": library.threshold,
        "days": days,
        "highlights": shown,
        "warning": warning(book),
        "steps": [
            (label, step_after(kind, [book]))
            for kind, label in (
                ("tip", _("Write a tip")),
                ("campaign", _("Plan a campaign")),
                ("proposal", _("Propose something")),
                ("theme", _("Theme collection")),
            )
        ],
        "source": source(days["holdings"], lent),
        "address": reverse("segments:title", args=[book.number]),
        "talk_source": f"title:{book.number}:loans|{max((each.year for each in lent), default=0)}",
        "is_admin": request.membership.is_admin,
    }
    return render(request, "segments/title.html", context)


def sentence(book: Book, standing: Sequence[Standing], lent: Sequence[Lent]) -> str:
    """How many copies, where, and when it last went out."""
    if not book.copies:
        here = _("No copy stands in the collection as far as we know.")
    else:
        here = ngettext(
            "%(count)s copy stands in %(places)s.",
            "%(count)s copies stand in %(places)s.",
            book.copies,
        ) % {"count": count(book.copies), "places": _places(standing)}
    return f"{here} {_last(book, lent)}"


def _places(standing: Sequence[Standing]) -> str:
    names_of = [each.branch.name for each in standing]
    if len(names_of) > 3:
        return ngettext("%(count)d branch", "%(count)d branches", len(names_of)) % {
            "count": len(names_of)
        }
    return listed(names_of)


def _last(book: Book, lent: Sequence[Lent]) -> str:
    if book.last_on is None:
        return _("No loan of it is known.")
    last = {"day": day_in_words(book.last_on)}
    if book.is_sleeper:
        return _("It last went out on %(day)s: a sleeper.") % last
    counted = [(each.year, each.loans) for each in lent if each.branch == 0][-1:]
    if not counted or counted[0][0] < book.last_on.year:
        return _("It last went out on %(day)s.") % last
    (year, loans), *_rest = counted
    return ngettext(
        "In %(year)s it went out %(loans)s time, last on %(day)s.",
        "In %(year)s it went out %(loans)s times, last on %(day)s.",
        loans,
    ) % {**last, "year": year, "loans": count(loans)}


def warning(book: Book) -> str:
    """Why not to promote what many people wait for: 31 reserveringen, de wachtrij wordt langer."""
    reservations = book.reservations
    if reservations < MUCH_WAITING * max(book.copies, 1):
        return ""
    return ngettext(
        "%(count)s reservation: promoting makes the queue longer.",
        "%(count)s reservations: promoting makes the queue longer.",
        reservations,
    ) % {"count": count(reservations)}


def history(lent: Sequence[Lent], branches: Sequence[Entry]) -> History:
    """All that is known of its loans, from new to old."""
    at = {(each.year, each.branch): each.loans for each in lent}
    used = {each.branch for each in lent}
    shown = [branch for branch in branches if branch.position in used]
    years = sorted({each.year for each in lent}, reverse=True)
    rows = [
        (str(year), [at.get((year, place), 0) for place in (0, *(b.position for b in shown))])
        for year in years
    ]
    return History(shown, rows)


def chart(book: Book, lent: Sequence[Lent]) -> BarChart | None:
    """A bar for each year; nothing for one year alone."""
    totals = [(each.year, each.loans) for each in lent if each.branch == 0]
    if len(totals) < 2:
        return None
    highest = charts.ticks(max(loans for _year, loans in totals))[-1]
    address = reverse("segments:title", args=[book.number])
    return BarChart(
        id="loans-per-year",
        title=_("Loans per year"),
        description=", ".join(f"{year}: {count(loans)}" for year, loans in totals),
        kind="amount",
        bars=[
            Bar(
                label=str(year),
                url=f"{address}#history",
                css="plain",
                text=count(loans),
                span=charts.from_left(loans, highest),
            )
            for year, loans in totals
        ],
        axis=[],
        table=ChartTable([_("Year"), _("Loans")], [[str(y), count(n)] for y, n in totals]),
    )


def source(holdings: date | None, lent: Sequence[Lent]) -> str:
    """Of which years and which day the figures are."""
    parts = []
    if lent:
        first, last = min(each.year for each in lent), max(each.year for each in lent)
        parts.append(
            _("loans of %(first)s to %(last)s") % {"first": first, "last": last}
            if first != last
            else _("loans of %(year)s") % {"year": first}
        )
    if holdings:
        parts.append(_("copies as on %(day)s") % {"day": day_in_words(holdings)})
    return " · ".join(parts)
