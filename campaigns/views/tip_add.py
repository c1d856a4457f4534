"""Writing tips, one after another: a list of titles, and the next one ready after each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campaigns import imaging
from campaigns.actions import tips as actions
from campaigns.actions.tips import Tipped
from campaigns.forms.tips import TipForm, UnknownBookForm
from campaigns.models import BookTip, Campaign
from campaigns.queries import pieces, programmes
from campaigns.queries import tips as queries
from campaigns.queries.tip_screens import Seen
from campaigns.views import tip_told
from planning.models import Membership, TargetGroup
from planning.queries import items
from planning.requests import Request
from segments.lattice import READERS
from segments.queries import arrivals, books, covers
from segments.queries.books import Book, shelf
from segments.queries.demand import Want, demand
from segments.queries.remembered import remembering
from segments.weeding import LEAST_INDEX

MOST = 50  # titles in one row
FOUND = 8


@dataclass(frozen=True)
class Named:
    """A book that the collection does not have here."""

    name: str
    author: str
    number: int | None = None


@dataclass(frozen=True)
class Row:
    """The titles that somebody writes about, what is done of them, and for whom it all is."""

    numbers: Sequence[int] = ()
    done: int = 0
    group: TargetGroup | None = None
    campaign: Campaign | None = None
    by: str = ""
    readers: str = ""  # whose loans the list told of
    books: dict[int, Book] = field(default_factory=dict)

    @property
    def book(self) -> Book | None:
        return self.books.get(self.numbers[0]) if self.numbers else None

    @property
    def rest(self) -> list[Book]:
        return [self.books[number] for number in self.numbers[1:]]

    @property
    def total(self) -> int:
        return self.done + len(self.numbers)

    def address(self, *, without_first: bool = False, is_done: bool = False) -> str:
        query = QueryDict(mutable=True)
        numbers = self.numbers[1:] if without_first else self.numbers
        if numbers:
            query["titles"] = ",".join(str(number) for number in numbers)
        if done := self.done + is_done:
            query["done"] = str(done)
        if self.group:
            query["target_group"] = str(self.group.pk)
        if self.campaign:
            query["campaign"] = str(self.campaign.pk)
        if self.by:
            query["by"] = self.by
        if self.readers:
            query["readers"] = self.readers
        return f"{reverse('campaigns:tip_add')}?{query.urlencode()}"


@require_http_methods(["GET", "POST"])
@remembering()
def tip_add(request: Request) -> HttpResponse:
    row = asked_row(request)
    has_catalogue = queries.has_catalogue(request.library)
    if row.book is None and has_catalogue and "unknown" not in request.GET:
        return _choose(request, row)
    wants = wants_of(request, row)
    form = TipForm(
        request.POST or None, library=request.library, initial=_initial(request, row, wants)
    )
    unknown = None if row.book else UnknownBookForm(request.POST or None)
    about: Tipped | None = row.book
    if unknown and unknown.is_valid():
        about = Named(**unknown.cleaned_data)
    if form.is_valid() and about:
        return _write(request, row, about, form)
    status = 422 if form.errors or (unknown and unknown.errors) else 200
    context = _context(request, row, form) | {
        "unknown": unknown,
        "has_catalogue": has_catalogue,
        "wants": wants,
    }
    return render(request, "campaigns/tip_add.html", context, status=status)


def asked_row(request: Request) -> Row:
    """The titles of the address that are there, in its order, and for whom."""
    query = request.GET
    given = [*query.get("titles", "").split(","), *query.getlist("title")]
    numbers = [
        int(text) for text in given if text.isascii() and text.isdecimal() and len(text) < 10
    ]
    numbers = list(dict.fromkeys(numbers))[:MOST]
    found, _total = (
        books.books(request.library, numbers=numbers, limit=MOST) if numbers else ([], 0)
    )
    by_number = {book.number: book for book in found}
    campaigns = Campaign.objects.visible_to(request.membership)
    groups = items.target_groups(request.library)
    campaign = campaigns.filter(pk=_number(query.get("campaign", ""))).first()
    group = groups.filter(pk=_number(query.get("target_group", ""))).first()
    return Row(
        numbers=[number for number in numbers if number in by_number],
        done=min(_number(query.get("done", "")), MOST),
        group=group or (campaign.item.target_group if campaign else None),
        campaign=campaign,
        by=query.get("by", "")[:80],
        readers=query["readers"] if query.get("readers") in READERS else "",
        books=by_number,
    )


def wants_of(request: Request, row: Row) -> list[Want]:
    """Which segments take more of its genre than others, as the list of new titles tells."""
    book = row.book
    if book is None or book.genre is None:
        return []
    age = READERS[row.readers or ("youth" if book.is_youth else "adults")]
    wanted = demand(request.library, shelf(request.library).year, age=age)
    return wanted.of(book.genre.position, least=LEAST_INDEX)


def _initial(request: Request, row: Row, wants: Sequence[Want]) -> dict[str, Any]:
    """For whom: whom the row is for, else the one group of whom it suits the segments."""
    names = {name for want in wants for name in want.groups}
    groups = items.target_groups(request.library).filter(name__in=names)
    own = groups.first() if len(names) == 1 else None
    return {
        "target_group": row.group or own,
        "by": row.by or signature(request.membership),
    }


def signature(membership: Membership) -> str:
    """Els, Dorp: a first name, and the branch where somebody knows her."""
    name = membership.user.get_short_name()
    place = membership.branch.name if membership.branch else membership.library.name
    return f"{name}, {place}"[:80]


def _write(request: Request, row: Row, about: Tipped, form: TipForm) -> HttpResponse:
    try:
        tip = actions.write_tip(
            request.library,
            by=request.user,
            book=about,
            fields=form.cleaned_data,
            campaign=row.campaign,
        )
    except actions.AlreadyTipped as already:
        said = _("You wrote these words about “%(book)s” already; nothing was added.")
        messages.info(request, said % {"book": already.tip.book})
        return _onward(request, row, already.tip)
    messages.success(request, tip_told.saved(tip))
    return _onward(request, row, tip)


def _onward(request: Request, row: Row, tip: BookTip) -> HttpResponse:
    """To the next title of the row; after the last one to what was written."""
    row = replace(row, by=tip.by)
    if row.rest:
        return redirect(row.address(without_first=True, is_done=True))
    return redirect("campaigns:tips") if row.done else redirect("campaigns:tip", tip.pk)


def _choose(request: Request, row: Row) -> HttpResponse:
    """Which book? A word of its title is enough."""
    text = request.GET.get("q", "").strip()[:100]
    found: Sequence[Book] = []
    if text:
        found, _total = books.books(request.library, text=text, limit=FOUND)
    choices = [
        (
            book,
            replace(row, numbers=[book.number], done=0, books={book.number: book}).address(),
        )
        for book in found
    ]
    context = {"row": row, "text": text, "choices": choices}
    return render(request, "campaigns/tip_choose.html", context)


def _context(request: Request, row: Row, form: TipForm) -> dict[str, Any]:
    book = row.book
    earlier = queries.live_tips(request.library, numbers=[book.number]) if book else []
    pictures = covers.addresses(request.library, [book.number]) if book else {}
    today = timezone.localdate()
    return {
        "row": row,
        "book": book,
        "form": form,
        "here": row.address(),
        "skip": row.address(without_first=True) if row.rest else "",
        "cover": pictures.get(book.number, "") if book else "",
        "tone": imaging.tone_of(book.number) if book else 0,
        "earlier": earlier,
        "place": row.done + 1,
        "hears": tip_told.hears(request.library, request.user),
        "came": arrivals.came(request.library, book.number, today=today) if book else None,
        "lacking": lacking(request, book) if book else "",
    }


def lacking(request: Request, book: Book) -> str:
    """Why it will not be on a screen yet: no copy of it stands anywhere."""
    found = programmes.titles(request.library, [book.number], today=timezone.localdate())
    code = pieces.why_lacking(book.number, found)
    return tip_told.where(request.library, Seen(code=code)) if code else ""


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
