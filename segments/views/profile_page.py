"""The profile of a segment: which figures are asked, and what each block shows of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.models import Library
from planning.requests import Request
from segments import addresses, portrait
from segments.forms.explorer import Options, Selection
from segments.forms.profile import Asked, ProfileForm, default_period
from segments.lattice import NotOnTheLattice, Period
from segments.models import Advice, Segment
from segments.portrait import Facts
from segments.queries import advice, loans, names, profile
from segments.queries.loans import Matrix
from segments.queries.names import Entry
from segments.queries.profile import Doing
from segments.suppression import Cell, State
from segments.views import explorer_page as parts
from segments.views import explorer_words as words
from segments.views import profile_borrowing, profile_parts, profile_supply
from segments.views import profile_links as links
from segments.views import profile_living as homes
from segments.views import profile_talk as talk
from segments.views import profile_titles as own
from segments.views.explorer_page import Choice
from segments.views.profile_borrowing import Borrowing
from segments.views.profile_facts import facts


@dataclass(frozen=True)
class Figures:
    """The loans of one segment in a period, with those of earlier periods."""

    row: Entry
    asked: Asked
    options: Options
    now: Matrix
    borrowing: Borrowing
    source: str

    @property
    def cell(self) -> Cell:
        return self.now.cell(self.row.position)


def form_of(
    library: Library, given: Mapping[str, str], segment: Segment | None = None
) -> ProfileForm | None:
    """The address as a question, not judged yet; None while there are no loans to ask about."""
    periods = loans.known_periods(library)
    default = default_period(periods, timezone.localdate())
    if default is None:
        return None
    try:
        period = Period.parse(given.get("period", ""))
    except NotOnTheLattice:
        period = default
    others = [
        each
        for each in (names.segments(library) if segment else [])
        if segment and not each.is_optional and each.position != segment.position
    ]
    options = parts.options(library, period, periods)
    return ProfileForm(given, options=options, period=period, others=others)


def figures(library: Library, segment: Segment, form: ProfileForm) -> Figures:
    """The published figures of one segment."""
    row, asked, options = entry(segment), form.asked(), form.options
    before = asked.period.year_earlier()
    is_known = before in options.periods and options.is_whole(before)
    found = loans.matrices(library, asked.ask, {asked.period, *([before] if is_known else [])})
    earlier = found[before] if is_known else None
    borrowing = profile_borrowing.borrowing(
        row,
        asked,
        found[asked.period],
        earlier,
        held=profile_borrowing.beside(row, found[asked.period], earlier, form.other),
        threshold=library.threshold,
    )
    selection = Selection(period=asked.period, readers=asked.readers)
    imported = parts.last_import(library)
    source = parts.source(selection, options, found[asked.period], imported)
    return Figures(row, asked, options, found[asked.period], borrowing, source)


def context(request: Request, segment: Segment, form: ProfileForm | None) -> dict[str, Any]:
    """What the page shows, with loans or without."""
    library = request.library
    doing = profile.doing(library, segment, timezone.localdate())
    before, after = profile.around(library, segment)
    slug = addresses.code_slug(segment.code, segment.name)
    shown = {
        "segment": segment,
        "slug": slug,
        "form": form,
        "doing": doing,
        "group_url": links.target_group(entry(segment), why=segment.text),
        "advice": _directions(advice.open_advice(library, segment=segment.code)),
        "channels": profile.channels(library, segment),
        "quotes": profile.quotes(library, segment),
        "sheets": profile.sheets(library, segment),
        "is_admin": request.membership.is_admin,
    }
    if form is None:
        known = Facts(groups=len(doing.groups), campaigns=len(doing.campaigns), has_loans=False)
        return shown | {"lead": portrait.opening(known)} | _beside(before, after, "")
    found = figures(library, segment, form)
    is_admin = request.membership.is_admin
    return (
        shown
        | _counted(library, found, doing)
        | {"remarks": _remarks(found, is_admin=is_admin)}
        | {"later": _later(library, segment, found)}
        | {"other": form.other and (form.other.name, _url(form.other, found.asked))}
        | _beside(before, after, found.asked.query(compared=""))
    )


def _counted(library: Library, found: Figures, doing: Doing) -> dict[str, Any]:
    """The blocks that come out of files."""
    row, asked, borrowing = found.row, found.asked, found.borrowing
    living = homes.living(library, row, asked)
    titles, reach = own.own_titles(library, row, asked), talk.reach_sentence(living)
    return {
        "lead": portrait.opening(lead_facts(found, living, doing)),
        "facts": facts(row, asked, found.cell, living),
        "asked": asked,
        "readers": readers_of(asked, found.options),
        "borrowing": borrowing,
        "source": found.source,
        "living": living,
        "exports": _exports(row, asked),
        "reach_sentence": reach,
        "members": homes.member_parts(living),
        "group_url": links.target_group(row, why=f"{row.name}: {reach}" if reach else ""),
        "titles": titles,
        "talk": {
            "borrowing": talk.about_borrowing(row, asked, borrowing),
            "living": talk.about_living(row, asked, living),
            "members": talk.about_members(row, asked, living),
            "titles": talk.about_titles(row, asked, titles),
        },
    }


@dataclass(frozen=True)
class Later:
    """A block that comes after the page: without a script its link leads to it."""

    id: str
    title: str
    url: str
    link: str


def _later(library: Library, segment: Segment, shown: Figures) -> dict[str, Later]:
    """The blocks that come after the page, by name, as far as there is anything to tell."""
    found = {"trend": (_("How it went"), _("Its loans over time"))}
    if len(names.branches(library)) > 1:
        found["places"] = homes.places_title(None), _("Its loans by branch")
    if names.parts(library, segment.code):
        found["parts"] = profile_parts.title(), _("Its sub-segments")
    if shown.borrowing.chart:
        found["supply"] = profile_supply.title(), _("Demand and supply per genre")
    slug = addresses.code_slug(segment.code, segment.name)
    return {
        name: Later(
            f"segment-{name}",
            title,
            reverse(f"segments:segment_{name}", args=[slug]) + shown.asked.query(),
            link,
        )
        for name, (title, link) in found.items()
    }


def places(library: Library, segment: Segment, asked: Asked) -> homes.Places:
    """Where the segment borrows and lives."""
    row = entry(segment)
    whole = loans.matrix(library, asked.ask).cell(row.position)
    return homes.places(library, row, asked, whole)


def lead_facts(found: Figures, living: homes.Living, doing: Doing) -> Facts:
    """What the sentence on top is made of."""
    return Facts(
        size=living.size,
        reach=living.reached,
        favourites=found.borrowing.favourites,
        hints=found.borrowing.hints,
        has_loans=found.options.known.has_segments and found.cell.state is not State.NONE,
        is_too_small=found.cell.state is State.SUPPRESSED,
        groups=len(doing.groups),
        campaigns=len(doing.campaigns),
    )


def readers_of(asked: Asked, options: Options) -> list[Choice]:
    """Volwassenen | Jeugd; all readers only where that is what is shown."""
    offered = ["adults", "youth"] if options.known.has_ages else []
    if asked.readers == "all":
        offered.append("all")
    return [
        Choice(
            name, str(words.READER_WORDS[name]), asked.query(readers=name), name == asked.readers
        )
        for name in offered
    ]


def _exports(row: Entry, asked: Asked) -> list[Choice]:
    """The figures per genre as a file."""
    slug = addresses.code_slug(row.code, row.name)
    return [
        Choice(
            kind,
            label,
            reverse(f"segments:segment_{kind}", args=[slug]) + asked.query(),
            is_current=False,
        )
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    ]


def _remarks(found: Figures, *, is_admin: bool) -> list[parts.Remark]:
    if not found.options.known.has_segments:
        url = reverse("segments:import_new") if is_admin else ""
        text = _("Of these loans it is not known to which segment the readers belong.")
        return [parts.Remark(text, _("Read in a file"), url)]
    selection = Selection(period=found.asked.period, readers=found.asked.readers)
    return parts.remarks(selection, found.options, found.now, is_admin=is_admin)


def entry(segment: Segment) -> Entry:
    """The segment as figures know it."""
    return Entry(segment.position, segment.code, segment.name)


def _url(segment: Entry, asked: Asked) -> str:
    return addresses.segment_url(segment.code, segment.name) + asked.query(compared="")


def _directions(found: Iterable[Advice]) -> list[tuple[str, list[Advice]]]:
    """Aanschaffen, Neerzetten, Promoten, each with what is open."""
    rows = list(found)
    return [
        (str(label), [each for each in rows if each.kind == kind])
        for kind, label in Advice.Kind.choices
    ]


def _beside(before: Entry | None, after: Entry | None, query: str) -> dict[str, Any]:
    def link(one: Entry | None) -> tuple[str, str] | None:
        return (one.name, addresses.segment_url(one.code, one.name) + query) if one else None

    return {"before": link(before), "after": link(after)}
