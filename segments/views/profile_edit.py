"""What staff write on a profile, each in its own place on the page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from config.http import render_page
from planning.requests import Request
from segments import addresses
from segments.actions import profile as actions
from segments.forms.profile import ChannelsForm, QuoteForm, SegmentTextForm
from segments.models import FloorQuote, Segment
from segments.queries import profile
from segments.views.profile import asked_segment


@require_http_methods(["GET", "POST"])
def segment_text(request: Request, code_slug: str) -> HttpResponse:
    segment = asked_segment(request, code_slug)
    form = SegmentTextForm(request.POST or None, instance=segment, auto_id="who_%s")
    if request.method == "POST" and form.is_valid():
        Segment.objects.filter(pk=segment.pk).update(**form.said())
        return _written(request, segment, "segments/_segment_who.html", {})
    title = _("Who are they?")
    return _form(request, segment, "segments/_segment_who_form.html", {"form": form}, title)


@require_http_methods(["GET", "POST"])
def segment_channels(request: Request, code_slug: str) -> HttpResponse:
    segment = asked_segment(request, code_slug)
    channels = profile.channels(request.library, segment)
    form = ChannelsForm(request.POST or None, channels=channels)
    if request.method == "POST" and form.is_valid():
        actions.say_channels(request.library, segment, form.said())
        context = {"channels": profile.channels(request.library, segment)}
        return _written(request, segment, "segments/_segment_channels.html", context)
    title = _("Channels")
    return _form(request, segment, "segments/_segment_channels_form.html", {"form": form}, title)


@require_http_methods(["GET", "POST"])
def quote_add(request: Request, code_slug: str) -> HttpResponse:
    segment = asked_segment(request, code_slug)
    today = timezone.localdate()
    initial = {"heard_on": today, "heard_by": request.user.name}
    form = QuoteForm(request.POST or None, today=today, initial=initial, auto_id="heard_%s")
    if request.method == "POST" and form.is_valid():
        quote = form.save(commit=False)
        actions.add_quote(request.library, segment, quote, by=request.user)
        return _quotes(request, segment)
    title = _("What did you hear?")
    return _form(request, segment, "segments/_segment_quote_form.html", {"form": form}, title)


@require_POST
def quote_archive(request: Request, pk: int) -> HttpResponse:
    quote = get_object_or_404(FloorQuote.objects.editable_by(request.membership), pk=pk)
    segment = get_object_or_404(Segment, library=request.library, pk=quote.segment_id)
    actions.archive_quote(quote)
    return _quotes(request, segment)


def _quotes(request: Request, segment: Segment) -> HttpResponse:
    context = {"quotes": profile.quotes(request.library, segment)}
    return _written(request, segment, "segments/_segment_quotes.html", context)


def _written(
    request: Request, segment: Segment, fragment: str, context: dict[str, Any]
) -> HttpResponse:
    """The block as it is now, or the way back to the page it is part of."""
    if not request.htmx:
        return redirect(addresses.segment_url(segment.code, segment.name))
    segment.refresh_from_db()
    response = render(request, fragment, _about(segment) | context)
    return trigger_client_event(response, "announce", {"value": _("Saved.")})


def _form(
    request: Request, segment: Segment, fragment: str, context: dict[str, Any], title: str
) -> HttpResponse:
    page = _about(segment) | context | {"title": title, "fragment": fragment}
    status = 422 if context["form"].errors else 200
    return render_page(
        request, "segments/segment_edit.html", fragment=fragment, context=page, status=status
    )


def _about(segment: Segment) -> dict[str, Any]:
    return {"segment": segment, "slug": addresses.code_slug(segment.code, segment.name)}
