"""What the pages about reach share: their switches and where figures come from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from config.http import render_page
from planning import queries
from planning.models import Library
from planning.requests import Request
from segments.forms.reach import WHO, Options, ReachForm, Selection
from segments.lattice import MONTH, YEAR, Ask
from segments.queries import chances, loans, member_counts, reach
from segments.queries.chances import Around
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.queries.reach import EVERY, Reach, ReachAsk, Reached
from segments.reaching import MEMBERS, PLACE_KINDS
from segments.views import explorer_page
from segments.views import explorer_words as words
from segments.views.explorer_page import Choice


def asked(library: Library, given: Mapping[str, str], *, has_place: bool) -> ReachForm | None:
    """The address as a question, not judged yet; None while there are no loans to ask about."""
    periods = loans.known_periods(library)
    years = [period for period in periods if period.level == YEAR]
    if not years:
        return None
    months = {period for period in periods if period.level == MONTH}
    options = Options(
        years=years,
        whole=frozenset(year for year in years if months.issuperset(year.months())),
        places={kind: reach.places(library, kind) for kind in PLACE_KINDS.values()},
    )
    return ReachForm(given, options=options, has_place=has_place)


def told(
    request: Request, form: ReachForm, *, has_place: bool
) -> "tuple[ReachForm, Selection, Reaches]":
    """The valid question with its figures.

    Who asks for no kind of place gets the first of which something may be told.
    """
    library = request.library
    selection = form.selection(request.GET)
    found = reached(library, selection, form.options)
    if "kind" in request.GET:
        return form, selection, found
    for kind in form.options.kinds[1:]:
        if found.has_something:
            break
        given = {**request.GET.dict(), "kind": kind}
        again = ReachForm(given, options=form.options, has_place=has_place)
        if again.is_valid():
            form, selection = again, again.selection(request.GET)
            found = reached(library, selection, form.options, found.matrix)
    return form, selection, found


@dataclass(frozen=True)
class Reaches:
    """Borrowers per 100 households and, where a file tells of members, members beside them."""

    borrowers: Reach
    members: Reach | None
    matrix: Matrix  # of segments: their totals are those of the borrowers

    @property
    def has_something(self) -> bool:
        """Whether of a segment in one of the places it may be told how many borrow."""
        places = self.borrowers.places or (EVERY,)
        return any(
            self.borrowers.line(segment.position, place.position).per_hundred is not None
            for segment in self.borrowers.segments
            for place in places
        )

    def member_line(self, line: Reached) -> Reached | None:
        """The members of the same segment in the same place."""
        if self.members is None:
            return None
        return self.members.lines.get((line.segment.position, line.place.position))


def reached(
    library: Library, selection: Selection, options: Options, matrix: Matrix | None = None
) -> Reaches:
    """The figures that are asked for; a file of members adds a measure and changes none."""
    if matrix is None:
        matrix = loans.matrix(library, Ask(selection.period, age=selection.age))
    ask = ReachAsk(
        period=selection.period,
        age=selection.age,
        place_kind=selection.place_kind,
        place=place_of(selection, options),
        against=selection.against,
    )
    return Reaches(reach.reach(library, ask, matrix), _members(library, ask), matrix)


def _members(library: Library, ask: ReachAsk) -> Reach | None:
    if member_counts.day(library) is None:
        return None
    return reach.reach(library, replace(ask, measure=MEMBERS, against=None))


def around(library: Library, selection: Selection, matrix: Matrix | None) -> Around:
    """What is known around these lines; matrix: None where what is borrowed is no argument."""
    return chances.around(
        library, kind=selection.place_kind, today=timezone.localdate(), matrix=matrix
    )


def place_of(selection: Selection, options: Options) -> int | None:
    """The position of the place that was chosen."""
    entries = options.places[selection.place_kind]
    return next((e.position for e in entries if e.code == selection.place), None)


def switches(selection: Selection) -> dict[str, list[Choice]]:
    """Als lener | Als bezoeker, and Volwassenen | Jeugd; both keep the rest of the address."""
    plain = {"page": "", "panel": ""}
    return {
        "who": [
            Choice(
                name,
                str(label),
                selection.address(who=name, sort="", **plain),
                name == selection.who,
            )
            for name, label in WHO.items()
        ],
        "readers": [
            Choice(
                name,
                str(words.READER_WORDS[name]),
                selection.address(readers=name, **plain),
                name == selection.readers,
            )
            for name in ("adults", "youth")
        ],
    }


def source(
    selection: Selection,
    options: Options,
    found: Reaches,
    library: Library,
    *,
    place: Entry = EVERY,
) -> str:
    """Period, base, n and the date of the last import in one line."""
    everybody = found.borrowers.lines[EVERY.position, place.position]
    parts = [str(words.READER_WORDS[selection.readers]), place.name]
    parts.append(options.label(selection.period))
    if everybody.households:
        count = words.count(everybody.households)
        parts.append(_("%(count)s households") % {"count": count})
    if everybody.borrowers.borrowers is not None:
        count = words.count(everybody.borrowers.borrowers)
        parts.append(_("%(count)s borrowers") % {"count": count})
    imported = explorer_page.last_import(library)
    if imported and imported.finished_at:
        day = date_format(localtime(imported.finished_at), "j F Y")
        parts.append(_("loans read in on %(day)s") % {"day": day})
    if found.members and found.members.counted_on:
        day = date_format(found.members.counted_on, "j F Y")
        parts.append(_("members of %(day)s") % {"day": day})
    return " · ".join(filter(None, parts))


def reference(selection: Selection, options: Options) -> str:
    """With what the figures are compared, as it stands after “compared with”."""
    if selection.against:
        return options.label(selection.against)
    return _("the average of the library")


def people(request: Request) -> dict[str, Any]:
    """Who can read a file in."""
    return {
        "is_admin": request.membership.is_admin,
        "administrators": queries.administrators(request.library),
    }


def refused(request: Request, form: ReachForm, *, back: str) -> HttpResponse:
    """A question that may not be asked: what is wrong with it, and the way back."""
    return render_page(
        request,
        "segments/reach_refused.html",
        fragment="segments/_reach_refused.html",
        context={"form": form, "back": reverse(back)},
        status=422,
    )


def exports(selection: Selection, name: str) -> list[Choice]:
    """The same figures as a file: all lines, whatever page is open."""
    address = selection.address(page="", panel="")
    return [
        Choice(kind, label, reverse(f"segments:{name}_{kind}") + address, is_current=False)
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    ]


def reach_address(selection: Selection, **changes: Any) -> str:
    """The same state on the page of one place, which does not ask in which role."""
    return selection.address(**{"who": "", "sort": "", "page": "", "panel": "", **changes})


def panel_of(line: Reached) -> str:
    """How the address names a line."""
    return f"{quote(line.segment.code, safe='')}:{quote(line.place.code, safe='')}"


def leading(selection: Selection, line: Reached, *, target: str) -> str:
    """The name of a segment in a sentence, which opens its figure."""
    return format_html(
        '<a href="{url}" hx-get="{url}" hx-target="#{target}" hx-swap="outerMorph"'
        ' hx-push-url="true"><mark>{name}</mark></a>',
        url=selection.address(panel=panel_of(line)),
        target=target,
        name=line.segment.name,
    )
