"""The titles of a campaign: which were chosen, and what is suggested for its one target group."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from campaigns import availability, imaging
from campaigns.availability import Files
from campaigns.forms.titles import FilterForm, WriteInForm, address
from campaigns.models import Campaign
from campaigns.queries import campaign_titles as queries
from campaigns.queries import suggestions
from campaigns.queries.campaign_titles import Line
from campaigns.queries.suggestions import Asked, Section, Suggestion
from campaigns.views import titles_words as words
from campaigns.views.titles_removed import removed_of
from campaigns.views.titles_ticked import query_of, ticked
from campaigns.views.workspace import asked_campaign, frame
from config.http import render_page
from planning.requests import Request
from segments.advice.wording import listed
from segments.queries import books, names
from segments.queries.remembered import remembering


@dataclass(frozen=True)
class Shown:
    """A suggestion in words."""

    suggestion: Suggestion
    facts: Sequence[str]
    reasons: Sequence[str]
    queue: str
    is_chosen: bool
    is_ticked: bool = False

    @property
    def tone(self) -> int:
        """The colour of the cover that is drawn where there is no picture."""
        return imaging.tone_of(self.suggestion.book.number)


@dataclass(frozen=True)
class Block:
    """A reason with its titles; `more` is where the others are."""

    key: str
    head: str | Promise
    order: str | Promise
    lines: Sequence[Shown]
    more: str
    earlier: str


@require_GET
@remembering()
def campaign_titles(request: Request, pk: int) -> HttpResponse:
    """Without a question in the address the suggestions come after the page."""
    is_whole = bool(request.htmx or request.GET)
    return page(request, asked_campaign(request, pk), has_suggestions=is_whole)


@require_GET
@remembering()
def campaign_suggestions(request: Request, pk: int) -> HttpResponse:
    """What comes after the page; without a script the page with the suggestions in it."""
    campaign = asked_campaign(request, pk)
    if not request.htmx:
        return page(request, campaign)
    campaign.library = request.library
    form = filter_form(request, campaign)
    asked = suggestions.asked(campaign, form.filters, today=timezone.localdate())
    context = {"campaign": campaign, "item": campaign.item, "form": form}
    context |= suggested(request, asked) | {"query": address(form.filters)}
    return render(request, "campaigns/_suggestions.html", context)


def page(
    request: Request,
    campaign: Campaign,
    *,
    said: str = "",
    write_form: WriteInForm | None = None,
    has_suggestions: bool = True,
    status: int = 200,
) -> HttpResponse:
    """The page, or for htmx its part below the tabs; `said` is what was done just now."""
    today, campaign.library = timezone.localdate(), request.library
    form, files = filter_form(request, campaign), queries.files_of(request.library)
    lines = queries.titles(campaign, today=today, files=files)
    context = frame(campaign, "campaign_titles") | {
        "said": said,
        "lines": lines,
        "answer": sentence(campaign, lines),
        "removed": removed_of(request, campaign),
        "has_suggestions": has_suggestions,
        "write_form": write_form or WriteInForm(initial={"name": form.filters.q}, auto_id="in_%s"),
        "is_writing": write_form is not None,
        "has_books": bool(books.shelf(request.library).at().books),
        "form": form,
        "query": address(form.filters),
        "is_admin": request.membership.is_admin,
        "source": source(files),
        "is_fresh": availability.is_fresh(files.holdings_on, today),
    }
    if context["has_books"] and has_suggestions:
        asked = suggestions.asked(campaign, form.filters, today=today, files=files)
        context |= suggested(request, asked)
    return render_page(
        request,
        "campaigns/titles.html",
        fragment="campaigns/_titles.html",
        context=context,
        status=status,
    )


def filter_form(request: Request, campaign: Campaign) -> FilterForm:
    """The filters of the address, with what this library has to choose from."""
    here = [place.name for place in queries.places(campaign)]
    own = listed(here) if 0 < len(here) < 4 else _("the branches of the campaign")
    return FilterForm(
        request.GET,
        branches=names.branches(request.library),
        genres=names.genres(request.library),
        own_places=own if here else _("all branches together"),
    )


def suggested(request: Request, asked: Asked) -> dict[str, Any]:
    """What `campaigns/_suggestions.html` needs."""
    filters, found = asked.filters, suggestions.sections(asked)
    in_sight = {line.book.number for section in found for line in section.lines}
    numbers, further = ticked(request, in_sight, without=asked.chosen)
    return {
        "filters": filters,
        "ticked": numbers,
        "ticks": query_of(numbers),
        "elsewhere": further,
        "ground": words.ground(asked),
        "kind": asked.ground.kind,
        "rules": words.rules(),
        "blocks": [block(asked, section, numbers) for section in found],
        "here": reverse("campaigns:campaign_titles", args=[asked.campaign.pk]),
        "all_reasons": address(filters, reason="", q="", page=1) or "?",
    }


def block(asked: Asked, section: Section, ticks: Sequence[int]) -> Block:
    filters, why = asked.filters, section.why
    is_alone = bool(filters.reason or filters.q)
    following = filters.page + 1 if is_alone else 1
    more = address(filters, reason=why or "", page=following) if section.has_more else ""
    return Block(
        why or "found",
        words.HEADS[why],
        words.ORDERS[why],
        [shown(asked, line, is_ticked=line.book.number in ticks) for line in section.lines],
        more,
        address(filters, page=filters.page - 1) if is_alone and filters.page > 1 else "",
    )


def shown(asked: Asked, line: Suggestion, *, is_ticked: bool) -> Shown:
    book = line.book
    queue = ""
    if availability.has_queue(book.reservations, book.copies):
        said = ngettext("%(count)d reservation", "%(count)d reservations", book.reservations)
        queue = said % {"count": book.reservations}
    return Shown(
        line,
        words.short(asked, line),
        words.reasons(asked, line),
        queue,
        book.number in asked.chosen,
        is_ticked,
    )


def sentence(campaign: Campaign, lines: Sequence[Line]) -> str:
    """How many titles there are, and what to look at before they go live."""
    group = campaign.item.target_group
    if not lines:
        return _("Which books do we put in the light for %(group)s?") % {"group": group}
    said = ngettext(
        "%(count)d title for %(group)s", "%(count)d titles for %(group)s", len(lines)
    ) % {"count": len(lines), "group": group}
    found = availability.summary([each for line in lines for each in line.concerns])
    return f"{said}: {found}." if found else f"{said}."


def source(files: Files) -> str:
    """Of which day copies and waiting lists are."""
    parts = []
    if files.holdings_on:
        parts.append(_("copies as on %(day)s") % {"day": date_format(files.holdings_on, "j F Y")})
    if files.reservations_on:
        day = date_format(files.reservations_on, "j F Y")
        parts.append(_("waiting lists as on %(day)s") % {"day": day})
    return " · ".join(parts)
