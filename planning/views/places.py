"""Manage: the channels, and the places in branches where a collection is shown."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning import queries as people
from planning.actions import places as actions
from planning.forms.places import ChannelForm, DisplayForm
from planning.models import Channel, Display
from planning.queries import places as queries
from planning.requests import Request
from planning.rights import admin_required


@require_GET
@admin_required
def channel_list(request: Request) -> HttpResponse:
    context = {"channels": queries.channels(request.library)}
    return render(request, "planning/channel_list.html", context)


@require_http_methods(["GET", "POST"])
@admin_required
def channel_add(request: Request) -> HttpResponse:
    form = ChannelForm(request.POST or None, library=request.library)
    if form.is_valid():
        channel = actions.save_channel(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been added.") % {"name": channel})
        return redirect("planning:channel_list")
    status = 422 if form.errors else 200
    return render(request, "planning/channel_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def channel_edit(request: Request, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel.objects.editable_by(request.membership), pk=pk)
    form = ChannelForm(request.POST or None, instance=channel, library=request.library)
    if form.is_valid():
        saved = actions.save_channel(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been changed.") % {"name": saved})
        return redirect("planning:channel_list")
    context = {"form": form, "channel": channel}
    status = 422 if form.errors else 200
    return render(request, "planning/channel_edit.html", context, status=status)


@require_POST
@admin_required
def channel_archive(request: Request, pk: int) -> HttpResponse:
    channel = get_object_or_404(Channel.objects.editable_by(request.membership), pk=pk)
    _switch(request, channel)
    return redirect("planning:channel_list")


@require_GET
@admin_required
def display_list(request: Request) -> HttpResponse:
    context = {
        "displays": queries.displays(request.library),
        "has_branches": people.branches(request.library).exists(),
    }
    return render(request, "planning/display_list.html", context)


@require_http_methods(["GET", "POST"])
@admin_required
def display_add(request: Request) -> HttpResponse:
    form = DisplayForm(request.POST or None, library=request.library)
    if form.is_valid():
        display = actions.save_display(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been added.") % {"name": display})
        return redirect("planning:display_list")
    status = 422 if form.errors else 200
    return render(request, "planning/display_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def display_edit(request: Request, pk: int) -> HttpResponse:
    display = get_object_or_404(Display.objects.editable_by(request.membership), pk=pk)
    form = DisplayForm(request.POST or None, instance=display, library=request.library)
    if form.is_valid():
        saved = actions.save_display(form.save(commit=False), library=request.library)
        messages.success(request, _("%(name)s has been changed.") % {"name": saved})
        return redirect("planning:display_list")
    context = {"form": form, "display": display}
    status = 422 if form.errors else 200
    return render(request, "planning/display_edit.html", context, status=status)


@require_POST
@admin_required
def display_archive(request: Request, pk: int) -> HttpResponse:
    display = get_object_or_404(Display.objects.editable_by(request.membership), pk=pk)
    _switch(request, display)
    return redirect("planning:display_list")


def _switch(request: Request, place: Channel | Display) -> None:
    if place.archived_at:
        actions.take_back(place)
        messages.success(request, _("%(name)s can be chosen again.") % {"name": place})
    else:
        actions.put_away(place)
        messages.success(request, _("%(name)s is no longer offered.") % {"name": place})
