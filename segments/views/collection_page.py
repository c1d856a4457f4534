"""What the pages of the collection share: what is asked, the source, what is missing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from planning import queries
from planning.requests import Request
from segments.forms.collection import Chosen, CollectionForm, Options
from segments.queries import books, names, shelves
from segments.queries.shelves import Shelf
from segments.views.explorer_page import Choice, Remark, last_import
from segments.views.explorer_words import READER_WORDS, count


@dataclass(frozen=True)
class Days:
    """Of which day the files are that the figures come from."""

    holdings: date | None
    reservations: date | None
    loans: date | None


@dataclass(frozen=True)
class Asked:
    """A question that may be asked, and how the collection stands in the year that it is about."""

    chosen: Chosen
    options: Options
    shelf: Shelf
    days: Days

    @property
    def branch(self) -> int:
        """The position of the branch, 0 for all together."""
        found = self.options.branch(self.chosen.branch)
        return found.position if found else 0

    @property
    def place(self) -> str:
        found = self.options.branch(self.chosen.branch)
        return found.name if found else _("all branches")

    @property
    def period(self) -> str:
        """Heel 2025, or 2026 with a warning that it goes on."""
        if self.shelf.is_whole:
            return _("all of %(year)s") % {"year": self.shelf.year}
        return _("%(year)s, incomplete") % {"year": self.shelf.year}

    @property
    def genre_name(self) -> str:
        found = self.options.genre(self.chosen.genre_position)
        return found.name if found else ""


@dataclass(frozen=True)
class Question:
    """The address, not judged yet."""

    form: CollectionForm
    shelf: Shelf


def question(request: Request, asks: Collection[str], *, every: bool = False) -> Question:
    """What the address asks; `every`: with the figures of each branch."""
    library, given = request.library, request.GET
    branches = names.branches(library)
    here = next((each.position for each in branches if each.code == given.get("branch")), 0)
    stand = shelves.shelf(library, branch=None if every else here)
    years = {str(year): year for year in stand.years if "year" in asks}
    year = years.get(given.get("year", ""), stand.year)
    if year != stand.year:
        stand = shelves.shelf(library, year, branch=None if every else here)
    options = Options(
        years=stand.years,
        branches=branches,
        genres=names.genres(library, youth_first=given.get("readers") == "youth"),
        segments=names.segments(library, years=[stand.year]) if "segment" in asks else (),
    )
    return Question(CollectionForm(given, options=options, asks=asks, year=stand.year), stand)


def asked(request: Request, question: Question) -> Asked:
    """The valid question with all that its page says around the figures."""
    imported = last_import(request.library)
    days = Days(
        books.holdings_day(request.library),
        books.reservations_day(request.library),
        localtime(imported.finished_at).date() if imported and imported.finished_at else None,
    )
    form = question.form
    return Asked(form.chosen(request.GET), form.options, question.shelf, days)


def refused(request: Request, form: CollectionForm) -> HttpResponse:
    """A question that may not be asked: what is wrong with it, and the way back."""
    return render(request, "segments/collection_refused.html", {"form": form}, status=422)


def nothing_yet(request: Request, *, title: str, text: str) -> HttpResponse:
    """No books at all: which file would bring them, and who may read it in."""
    context = {
        "title": title,
        "text": text,
        "is_admin": request.membership.is_admin,
        "administrators": queries.administrators(request.library),
    }
    return render(request, "segments/collection_empty.html", context)


def readers(chosen: Chosen) -> list[Choice]:
    """Volwassenen | Jeugd."""
    return [
        Choice(
            name,
            str(READER_WORDS[name]),
            chosen.address(readers=name, page=""),
            name == chosen.readers,
        )
        for name in ("adults", "youth")
    ]


def exports(name: str, chosen: Chosen) -> list[Choice]:
    """The same table as a file."""
    address = replace(chosen, page="", view="").address()
    return [
        Choice(kind, label, reverse(f"segments:{name}_{kind}") + address, is_current=False)
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    ]


def source(asked: Asked) -> str:
    """Place, period, copies and the days of the files in one line."""
    return " · ".join(_source(asked))


def _source(asked: Asked) -> Iterator[str]:
    stand, days = asked.shelf.at(asked.branch), asked.days
    yield asked.place
    if asked.shelf.year:
        yield asked.period
        yield _("%(count)s loans") % {"count": count(stand.loans)}
    if stand.copies:
        yield _("%(count)s copies") % {"count": count(stand.copies)}
    if days.holdings:
        yield _("copies as on %(day)s") % {"day": day_in_words(days.holdings)}
    if days.reservations:
        yield _("waiting lists as on %(day)s") % {"day": day_in_words(days.reservations)}
    if days.loans:
        yield _("loans read in on %(day)s") % {"day": day_in_words(days.loans)}


def day_in_words(day: date) -> str:
    return date_format(day, "j F Y")


def remarks(asked: Asked, *, is_admin: bool, knows_segments: bool = True) -> list[Remark]:
    """What cannot be seen yet, and the file that would show it: the first of these."""
    stand = asked.shelf.at()
    missing = {
        _(
            "Read in a file with holdings: then you see what stands where, how often a copy is"
            " borrowed, and what nobody takes."
        ): not asked.shelf.has_copies,
        _(
            "Read in loans, or a file with titles that has the loans of a year: then you see how"
            " often a copy is borrowed."
        ): not asked.shelf.year,
        _(
            "Which titles are sleepers can be told once the loans of two years are read in, or a"
            " file with titles that has the date of the last loan."
        ): stand.sleepers is None,
        _(
            "Who asks for a genre can be seen once loans have segments: read in a segmentation"
            " scheme and a postcode file."
        ): not knows_segments,
        _("Read in a file with reservations to see waiting lists."): not asked.days.reservations,
    }
    url = reverse("segments:import_new") if is_admin else ""
    return [Remark(text, _("Read in a file"), url) for text, is_so in missing.items() if is_so][:1]


def shared(request: Request, asked: Asked, form: CollectionForm) -> dict[str, Any]:
    """What every page of the collection has around its table."""
    return {
        "form": form,
        "chosen": asked.chosen,
        "chosen_words": form.words(),
        "readers": readers(asked.chosen),
        "source": source(asked),
        "is_admin": request.membership.is_admin,
    }
