"""What is done with a post beside its words: put on a day, moved, brought further, thrown away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import posts as actions
from campaigns.actions.content_versions import ChangedMeanwhile
from campaigns.forms.posts import ItemVersionForm, WhenForm
from campaigns.forms.tips import VersionForm
from campaigns.models import BookTip, Campaign
from campaigns.queries import tips as tip_queries
from campaigns.views.posts import asked_post
from campaigns.views.tips import changed_meanwhile
from planning.actions import items
from planning.queries import items as item_queries
from planning.requests import Request


@require_http_methods(["GET", "POST"])
def post_add(request: Request) -> HttpResponse:
    """A post on a day, in channels: one form, then its own page."""
    campaign, tip = _asked_campaign(request), _asked_tip(request)
    channels = item_queries.channels(request.library)
    form = WhenForm(
        request.POST or None, channels=channels, initial=_initial(request, campaign, tip)
    )
    if form.is_valid():
        given = form.cleaned_data
        made = actions.begin_post(
            request.library,
            by=request.user,
            name=given["name"],
            day=given["day"],
            channels=given["channels"],
            campaign=campaign,
            tip=tip,
        )
        if given["at"]:
            base = made.item.version
            items.change_item(
                made.item, by=request.user, base=base, fields={"start_time": given["at"]}
            )
        messages.success(request, _("It stands in the plan. Now its words."))
        return redirect("campaigns:post", made.pk)
    context = {
        "form": form,
        "campaign": campaign,
        "tip": tip,
        "back": back_of(campaign),
        "has_channels": channels.exists(),
        "is_admin": request.membership.is_admin,
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/post_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
def post_when(request: Request, pk: int) -> HttpResponse:
    found = asked_post(request, pk)
    item = found.item
    channels = item_queries.channels(request.library) | item.channels.all()
    initial = {
        "name": item.title,
        "day": item.starts_on,
        "at": item.start_time,
        "channels": item.channels.all(),
    }
    form = WhenForm(request.POST or None, channels=channels.distinct(), initial=initial)
    base = ItemVersionForm(request.POST or None, initial={"item_version": item.version})
    if form.is_valid() and base.is_valid():
        seen = base.cleaned_data["item_version"]
        try:
            actions.move_post(found, by=request.user, item_base=seen, **form.cleaned_data)
        except items.CannotChange as refused:
            by = refused.conflicts[0].by if refused.conflicts else ""
            form.add_error(None, changed_meanwhile(ChangedMeanwhile(by)))
            base = ItemVersionForm(initial={"item_version": refused.version})
        else:
            messages.success(request, _("The plan follows."))
            return redirect("campaigns:post", found.pk)
    context = {"form": form, "base": base, "post": found, "item": item}
    status = 422 if form.errors else 200
    return render(request, "campaigns/post_when.html", context, status=status)


@require_POST
def post_archive(request: Request, pk: int) -> HttpResponse:
    found = asked_post(request, pk)
    back = back_of(found.campaign)
    items.archive_item(found.item, by=request.user)
    messages.success(request, _("The post is in the bin of the plan, for thirty days."))
    return redirect(back)


@require_POST
def post_restore(request: Request, pk: int) -> HttpResponse:
    found = asked_post(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid() or not found.versions.filter(**form.cleaned_data).exists():
        raise Http404
    actions.restore_post(found, version=form.cleaned_data["version"], by=request.user)
    messages.success(request, _("The post reads again as it did then."))
    return redirect("campaigns:post", found.pk)


def back_of(campaign: Campaign | None) -> str:
    if campaign is None:
        return reverse("campaigns:posts")
    return reverse("campaigns:campaign_channels", args=[campaign.pk])


def _initial(request: Request, campaign: Campaign | None, tip: BookTip | None) -> dict[str, Any]:
    day = _day(request.GET.get("day", ""))
    if day is None and campaign:
        day = max(campaign.item.starts_on, timezone.localdate())
    channels: Sequence[str] = [
        text for text in request.GET.getlist("channel") if text.isascii() and text.isdecimal()
    ]
    name = tip.book if tip else campaign.item.title if campaign else ""
    return {"name": name, "day": day, "channels": channels}


def _asked_campaign(request: Request) -> Campaign | None:
    rows = Campaign.objects.editable_by(request.membership)
    found: Campaign | None = rows.filter(pk=_number(request.GET.get("campaign", ""))).first()
    return found


def _asked_tip(request: Request) -> BookTip | None:
    given = request.GET.get("tip", "")
    live = tip_queries.live_tips(request.library) if given else []
    return next((each for each in live if str(each.pk) == given), None)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
