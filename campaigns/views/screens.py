"""Screens: what hangs now, where, and does it work; and the administrator who hangs them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import composing
from campaigns.actions import screens as actions
from campaigns.forms.screens import PairForm, ScreenForm
from campaigns.models import Screen
from campaigns.queries import screens as queries
from planning import queries as people
from planning.requests import Request
from planning.rights import admin_required, fresh_login_required


@require_GET
def screens(request: Request) -> HttpResponse:
    now = timezone.now()
    rows = queries.overview(request.library, now)
    coming = queries.coming(request.library, timezone.localdate())
    context = {
        "rows": [(row, coming.get(row.screen.pk, ())) for row in rows],
        "silent": [row for row in rows if row.is_silent],
        "messages_shown": queries.messages(request.library),
        "put_away": queries.put_away(request.library) if request.membership.is_admin else (),
        "today": timezone.localdate(),
        "has_branches": people.branches(request.library).exists(),
    }
    return render(request, "campaigns/screens.html", context)


@require_GET
def screen(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.screen_of(request.membership, slug))
    return page(request, found)


@require_http_methods(["GET", "POST"])
@admin_required
def screen_add(request: Request) -> HttpResponse:
    form = ScreenForm(request.POST or None, library=request.library)
    if form.is_valid():
        added = actions.add_screen(request.library, **form.cleaned_data)
        messages.success(request, _("%(name)s has been added.") % {"name": added})
        return redirect("campaigns:screen", added.slug)
    status = 422 if form.errors else 200
    return render(request, "campaigns/screen_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def screen_edit(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(Screen.objects.editable_by(request.membership), slug=slug)
    form = ScreenForm(request.POST or None, library=request.library, screen=found)
    if form.is_valid():
        actions.change_screen(found, fields=form.cleaned_data)
        messages.success(request, _("%(name)s has been changed.") % {"name": found})
        return redirect("campaigns:screen", found.slug)
    context = {"form": form, "screen": found}
    status = 422 if form.errors else 200
    return render(request, "campaigns/screen_edit.html", context, status=status)


@require_POST
@admin_required
@fresh_login_required
def screen_address(request: Request, slug: str) -> HttpResponse:
    """A new secret address, on the one page that ever shows it."""
    found = get_object_or_404(in_use(request), slug=slug)
    token = actions.new_address(found)
    address = request.build_absolute_uri(reverse("campaigns:player", args=[token]))
    found = get_object_or_404(queries.screen_of(request.membership, slug))
    return page(request, found, fresh=address)


@require_POST
@admin_required
def screen_revoke(request: Request, slug: str) -> HttpResponse:
    found = get_object_or_404(in_use(request), slug=slug)
    actions.revoke_address(found)
    messages.success(request, _("The address of %(name)s leads nowhere now.") % {"name": found})
    return redirect("campaigns:screen", found.slug)


@require_POST
@admin_required
def screen_archive(request: Request, slug: str) -> HttpResponse:
    """Put a screen away, or hang it again."""
    found = get_object_or_404(Screen.objects.editable_by(request.membership), slug=slug)
    if found.archived_at:
        actions.restore_screen(found)
        messages.success(request, _("%(name)s hangs again. Make an address.") % {"name": found})
        return redirect("campaigns:screen", found.slug)
    actions.archive_screen(found)
    messages.success(request, _("%(name)s has been put away.") % {"name": found})
    return redirect("campaigns:screens")


def in_use(request: Request) -> Any:
    return Screen.objects.editable_by(request.membership).filter(archived_at=None)


def page(
    request: Request,
    found: Screen,
    *,
    fresh: str = "",
    pair_form: PairForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """A screen; `fresh` is the address that is shown this once."""
    context = {
        "row": queries.hung(found, timezone.now()),
        "screen": found,
        "hours": composing.hours_in_words(found.opening_hours),
        "fresh": fresh,
        "pair_form": pair_form or PairForm(),
        "pair_at": request.build_absolute_uri(reverse("campaigns:pairing_code")),
    }
    return render(request, "campaigns/screen.html", context, status=status)
