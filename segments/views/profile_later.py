"""Blocks of a profile that come after the page, so that it need not wait for them.

Where a segment borrows, what it consists of, and what stands there of what it asks for. Each is a
page of its own as well.
"""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.requests import Request
from segments import addresses
from segments.forms.profile import ProfileForm
from segments.models import Segment
from segments.queries.remembered import remembering
from segments.views import (
    profile_living,
    profile_page,
    profile_parts,
    profile_supply,
    profile_talk,
)
from segments.views.profile import asked_segment


@require_GET
@remembering()
def segment_places(request: Request, code_slug: str) -> HttpResponse:
    segment, form = asked_block(request, code_slug)
    found = {"places": profile_page.places(request.library, segment, form.asked())}
    title = profile_living.places_title(found["places"])
    return block(request, segment, title, "segments/_segment_places.html", found)


@require_GET
@remembering()
def segment_parts(request: Request, code_slug: str) -> HttpResponse:
    segment, form = asked_block(request, code_slug)
    asked, row = form.asked(), profile_page.entry(segment)
    found = profile_parts.parts(request.library, row, asked)
    context = {
        "parts": found,
        "has_favourites": any(part.favourite for part in found),
    }
    title = profile_parts.title()
    return block(request, segment, title, "segments/_segment_parts.html", context)


@require_GET
@remembering()
def segment_supply(request: Request, code_slug: str) -> HttpResponse:
    segment, form = asked_block(request, code_slug)
    shown = profile_page.figures(request.library, segment, form)
    found = profile_supply.supplies(request.library, shown.asked, shown.borrowing.figures)
    scarce = profile_supply.scarce(found)
    context = {
        "supply": profile_supply.chart(shown.row, shown.asked, found),
        "question": profile_talk.about_supply(shown.row, shown.asked, scarce),
        "source": shown.source,
    }
    title = profile_supply.title()
    return block(request, segment, title, "segments/_segment_supply.html", context)


def asked_block(request: Request, code_slug: str) -> tuple[Segment, ProfileForm]:
    """The segment of an address and what is asked of it; 404 for what the page itself refuses."""
    segment = asked_segment(request, code_slug)
    form = profile_page.form_of(request.library, request.GET, segment)
    if form is None or not form.is_valid():
        raise Http404
    return segment, form


def block(
    request: Request, segment: Segment, title: str, fragment: str, found: dict[str, Any]
) -> HttpResponse:
    """One block of a profile, or a page with that block alone."""
    context = found | {
        "segment": segment,
        "slug": addresses.code_slug(segment.code, segment.name),
        "title": title,
        "fragment": fragment,
        "is_admin": request.membership.is_admin,
        "service_area_url": reverse("segments:service_area"),
    }
    return render_page(request, "segments/segment_edit.html", fragment=fragment, context=context)
