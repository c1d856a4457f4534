"""Slides by hand: of a campaign, or a message of the library."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import slides as actions
from campaigns.forms.slides import SlideForm
from campaigns.models import BookTip, Campaign, Slide
from campaigns.queries import programmes
from campaigns.queries import screens as queries
from campaigns.queries.campaign_titles import known_books
from campaigns.views.workspace import asked_campaign
from planning.requests import Request


@require_http_methods(["GET", "POST"])
def slide_add(request: Request) -> HttpResponse:
    """A message of the library; with ?campaign= a slide of that campaign."""
    number = request.GET.get("campaign", "")
    campaign = asked_campaign(request, int(number), to_change=True) if number.isdecimal() else None
    slide = Slide(kind=_first_kind(campaign), **_of_title(request))
    form = _form(request, campaign, slide)
    if form.is_valid():
        actions.add_slide(
            request.library,
            by=request.user,
            campaign=campaign,
            screens=form.cleaned_data.get("on_screens") or (),
            **form.fields_of_slide(),
        )
        messages.success(request, _("The slide has been added."))
        return _back(campaign)
    context = {"form": form, "campaign": campaign}
    status = 422 if form.errors else 200
    return render(request, "campaigns/slide_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
def slide_edit(request: Request, pk: int) -> HttpResponse:
    slide = _slide(request, pk)
    form = _form(request, slide.campaign, copy(slide))
    if form.is_valid():
        try:
            actions.change_slide(
                slide,
                base=form.cleaned_data["version"] or 0,
                fields=form.fields_of_slide(),
                screens=form.cleaned_data.get("on_screens") or (),
            )
        except actions.ChangedMeanwhile:
            form.add_error(None, _("Somebody else changed this slide meanwhile. Open it again."))
        else:
            messages.success(request, _("The slide has been changed."))
            return _back(slide.campaign)
    context = {"form": form, "campaign": slide.campaign, "slide": slide}
    status = 422 if form.errors else 200
    return render(request, "campaigns/slide_edit.html", context, status=status)


@require_POST
def slide_archive(request: Request, pk: int) -> HttpResponse:
    slide = _slide(request, pk)
    actions.archive_slide(slide)
    messages.success(request, _("The slide is not shown any more."))
    return _back(slide.campaign)


def _slide(request: Request, pk: int) -> Slide:
    rows = Slide.objects.editable_by(request.membership).filter(archived_at=None)
    rows = rows.select_related("campaign__item", "tip", "library")
    found: Slide = get_object_or_404(rows, pk=pk)
    return found


def _form(request: Request, campaign: Campaign | None, slide: Slide) -> SlideForm:
    library = request.library
    numbers = programmes.titles_of([campaign.pk]).get(campaign.pk, []) if campaign else []
    wanted = [*numbers, *(each for each in slide.titles if each not in numbers)]
    known = programmes.titles(library, wanted, today=timezone.localdate())
    tips = BookTip.objects.filter(library=library, taken_back_at=None)
    return SlideForm(
        request.POST or None,
        instance=slide,
        books={number: known[number].title for number in wanted if number in known},
        tips=tips.order_by("-written_at", "-pk"),
        screens=queries.screens(library),
        is_of_campaign=campaign is not None,
    )


def _of_title(request: Request) -> dict[str, str]:
    """With ?title= a message begins with what that book is called."""
    number = request.GET.get("title", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    found = known_books(request.library, [int(number)]) if is_number else {}
    for book in found.values():
        return {"heading": book.name[:60], "text": book.writer[:160]}
    return {}


def _has_titles(campaign: Campaign | None) -> bool:
    return campaign is not None and campaign.titles.filter(title__isnull=False).exists()


def _first_kind(campaign: Campaign | None) -> str:
    kind: Any = Slide.Kind.BOOK if _has_titles(campaign) else Slide.Kind.MESSAGE
    return str(kind)


def _back(campaign: Campaign | None) -> HttpResponse:
    if campaign:
        return redirect("campaigns:campaign_screens", campaign.pk)
    return redirect("campaigns:screens")
