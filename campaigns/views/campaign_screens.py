"""The screen part of a campaign: where it hangs, its slides, and a true picture of both shapes."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import previewing
from campaigns.actions import screens as actions
from campaigns.forms.screens import PlaceForm, PlacementForm
from campaigns.models import Campaign, Placement
from campaigns.player import stage
from campaigns.programme import Piece
from campaigns.queries import pieces, programmes
from campaigns.queries import screens as queries
from campaigns.views.framing import holds_frames, may_be_framed
from campaigns.views.screen_now import COVERS
from campaigns.views.screen_words import why_held
from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request


@require_http_methods(["GET", "POST"])
@holds_frames
def campaign_screens(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=request.method == "POST")
    placed = list(queries.placements(campaign))
    days = {"starts_on": campaign.item.starts_on, "ends_on": campaign.item.ends_on}
    free = queries.free_screens(campaign, placed)
    form = PlaceForm(request.POST or None, screens=free, initial=days)
    if form.is_valid():
        chosen = form.cleaned_data
        added = actions.place_campaign(
            campaign,
            chosen["screens"],
            by=request.user,
            starts_on=chosen["starts_on"],
            ends_on=chosen["ends_on"],
        )
        messages.success(request, placed_words(added, today=timezone.localdate()))
        return redirect("campaigns:campaign_screens", pk)
    context = _context(campaign, placed) | {"form": form, "has_free": free.exists()}
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_screens.html", context, status=status)


@require_http_methods(["GET", "POST"])
def placement_edit(request: Request, pk: int, placement: int) -> HttpResponse:
    """Other days on one screen."""
    campaign = asked_campaign(request, pk, to_change=True)
    found = _placement(campaign, placement)
    days = {"starts_on": found.item.starts_on, "ends_on": found.item.ends_on}
    form = PlacementForm(request.POST or None, initial=days)
    if form.is_valid():
        actions.move_placement(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("The days on %(name)s have changed.") % {"name": found.screen})
        return redirect("campaigns:campaign_screens", pk)
    context = frame(campaign, "campaign_screens") | {"form": form, "placement": found}
    status = 422 if form.errors else 200
    return render(request, "campaigns/placement_edit.html", context, status=status)


@require_POST
def placement_remove(request: Request, pk: int, placement: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    found = _placement(campaign, placement)
    actions.end_placement(found, by=request.user)
    said = _("It does not hang on %(name)s any more. Put it back by placing it again.")
    messages.success(request, said % {"name": found.screen})
    return redirect("campaigns:campaign_screens", pk)


@require_GET
@may_be_framed
def campaign_screen_preview(request: Request, pk: int) -> HttpResponse:
    """The player itself, with the slides of this campaign only, whatever the day is."""
    campaign = asked_campaign(request, pk)
    found, _why = _pieces(campaign)
    only = request.GET.get("slide", "")
    about = {"library": request.library.name, "branch": "", "hours": []}
    about["screen"] = _("%(title)s, preview") % {"title": campaign.item.title}
    shown = stage.stage(previewing.public(about, found), digest="", covers=COVERS)
    shown |= {"preview": True, "only": only}
    if only:  # a page by itself, and not in a frame
        shown["back"] = reverse("campaigns:campaign_screens", args=[pk])
    return HttpResponse(render_to_string("campaigns/player.html", shown))


def _context(campaign: Campaign, placed: list[Placement]) -> dict[str, Any]:
    found, why = _pieces(campaign)
    own = {f"slide:{slide.pk}": slide for slide in queries.own_slides(campaign)}
    item, today = campaign.item, timezone.localdate()
    here = [each for each in placed if not _is_apart(each) and each.item.ends_on >= today]
    return frame(campaign, "campaign_screens") | {
        "placed": [(each, _is_apart(each)) for each in placed],
        "slides": [(previewing.checked(piece), own.get(piece.key)) for piece in found],
        "held": [asdict(each) | {"why": why_held(each.code, campaign.library)} for each in why],
        "has_own": bool(own),
        "is_over": item.ends_on < today,
        "hangs": placed_words(here, today=today),
        "hangs_until": max((each.item.ends_on for each in here), default=None),
    }


def _pieces(campaign: Campaign) -> tuple[list[Piece], list[pieces.Held]]:
    """Its slides, placed or not, and what stands in their way."""
    found = programmes.material(campaign.library, today=timezone.localdate(), also=[campaign.pk])
    made = list(pieces.campaign_pieces(campaign, campaign.item, found))
    held = [each for each in made if isinstance(each, pieces.Held)]
    shown = [each for each in made if isinstance(each, Piece)]
    code = pieces.why_held(campaign, found) or ("" if made else pieces.EMPTY)
    if code:
        held.insert(0, pieces.Held(campaign.item.title, code, campaign.pk))
    return shown, held


def _is_apart(placement: Placement) -> bool:
    own, of = placement.item, placement.campaign.item
    return bool(own.starts_on > of.ends_on or own.ends_on < of.starts_on)


def _placement(campaign: Campaign, pk: int) -> Placement:
    rows = queries.placements(campaign).select_related("campaign__library")
    found: Placement = get_object_or_404(rows, pk=pk)
    return found


def placed_words(placed: Sequence[Placement], *, today: date) -> str:
    """On how many screens it hangs, or from which day on it will; empty where it does not."""
    running = [each for each in placed if each.item.starts_on <= today]
    count, first = len(running), min((each.item.starts_on for each in placed), default=today)
    if running:
        said = ngettext(
            "It hangs on %(count)d screen now, until %(last)s.",
            "It hangs on %(count)d screens now, until %(last)s.",
            count,
        )
        last = max(each.item.ends_on for each in running)
        return said % {"count": count, "last": date_format(last, "j F")}
    said = ngettext(
        "From %(first)s it hangs on %(count)d screen.",
        "From %(first)s it hangs on %(count)d screens.",
        len(placed),
    )
    return said % {"count": len(placed), "first": date_format(first, "j F")} if placed else ""
