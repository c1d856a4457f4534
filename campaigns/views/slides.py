"""Slides by hand: of a campaign, or a message of the library."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import slides as words
from campaigns.actions import slides as actions
from campaigns.forms.slides import SlideForm
from campaigns.models import BookTip, Campaign, Slide
from campaigns.queries import programmes
from campaigns.queries import screens as queries
from campaigns.queries.campaign_titles import known_books
from campaigns.views.framing import holds_frames
from campaigns.views.slide_preview import drawn, given_by
from campaigns.views.workspace import asked_campaign
from planning.requests import Request


@require_http_methods(["GET", "POST"])
@holds_frames
def slide_add(request: Request) -> HttpResponse:
    """A message of the library; with ?campaign= a slide of that campaign."""
    number = request.GET.get("campaign", "")
    campaign = asked_campaign(request, int(number), to_change=True) if number.isdecimal() else None
    slide = Slide(**(_of_campaign(campaign) if campaign else _of_title(request)))
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
    context = _context(request, form, campaign)
    status = 422 if form.errors else 200
    return render(request, "campaigns/slide_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
@holds_frames
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
    context = _context(request, form, slide.campaign) | {"slide": slide}
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
    is_ours = Case(When(campaign=campaign.pk if campaign else 0, then=0), default=1)
    return SlideForm(
        request.POST or None,
        instance=slide,
        books={number: known[number].title for number in wanted if number in known},
        tips=tips.order_by(is_ours, "-written_at", "-pk"),
        screens=queries.screens(library),
        is_of_campaign=campaign is not None,
    )


def _of_title(request: Request) -> dict[str, str]:
    """With ?title= a message begins with what that book is called."""
    number = request.GET.get("title", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    found = known_books(request.library, [int(number)]) if is_number else {}
    said: dict[str, str] = {}
    for book in found.values():
        said = {"heading": book.name[:60], "text": book.writer[:160]}
    return {"kind": Slide.Kind.MESSAGE, **said}


def _of_campaign(campaign: Campaign) -> dict[str, Any]:
    """A new slide of a campaign begins as that says itself: its name, message and first books."""
    numbers = programmes.titles_of([campaign.pk]).get(campaign.pk, [])[: words.MOST_BOOKS]
    heading = campaign.item.title[:60]
    room = words.MOST_WORDS - len(heading.split())
    return {
        "kind": Slide.Kind.THEME if numbers else Slide.Kind.MESSAGE,
        "heading": heading,
        "text": words.shortened(campaign.message, room)[:160],
        "link": campaign.link,
        "titles": numbers,
    }


def _context(request: Request, form: SlideForm, campaign: Campaign | None) -> dict[str, Any]:
    """The page of one slide; that of a campaign stands under campaigns in the menu."""
    if campaign:
        request.menu_path = reverse("campaigns:campaign_screens", args=[campaign.pk])
    return {"form": form, "campaign": campaign} | drawn(request, given_by(form))


def _back(campaign: Campaign | None) -> HttpResponse:
    if campaign:
        return redirect("campaigns:campaign_screens", campaign.pk)
    return redirect("campaigns:screens")
