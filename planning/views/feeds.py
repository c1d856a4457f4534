"""Agendas out of the application: by a secret address, or one file at a time."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning import tenancy
from planning.actions import feeds as actions
from planning.calendar import calendar_bytes
from planning.clashes import is_joint_moment
from planning.entries import CONSULTATION, Entry
from planning.forms.feeds import FeedForm
from planning.models import CalendarFeed, Library, PlanItem
from planning.queries import feeds
from planning.queries.plan import year_of
from planning.queries.views import saved_views
from planning.requests import Request
from planning.views.plan_facts import form as plan_form
from planning.wording import discipline_in_words

Kind = CalendarFeed.Kind
BACK, AHEAD = timedelta(days=120), timedelta(days=730)
CONTENT = "text/calendar; charset=utf-8"


@login_not_required
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda behind a secret address; a wrong one and one taken back are the same 404."""
    found = feeds.token_of(actions.digest_of(token))
    if found is None:
        raise Http404
    with tenancy.library_scope(found.library):
        agenda = feeds.open_feed_of(found)
        if agenda is None:
            raise Http404
        body = _body(request, agenda)
        actions.note_reading(agenda)
    return _answer(request, body, _name(agenda))


@require_http_methods(["GET", "POST"])
def feed_list(request: Request) -> HttpResponse:
    views = saved_views(request.membership)
    form = FeedForm(request.POST or None, views=views)
    fresh = ""
    if form.is_valid():
        _feed, token = actions.open_feed(request.library, owner=request.user, **form.cleaned_data)
        fresh = _address(request, token)
        form = FeedForm(views=views)
    return _list(request, form, fresh=fresh)


@require_POST
def feed_renew(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(feeds.own_feeds(request.membership), pk=pk)
    token = actions.renew_feed(found)
    form = FeedForm(views=saved_views(request.membership))
    return _list(request, form, fresh=_address(request, token))


@require_POST
def feed_revoke(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(feeds.own_feeds(request.membership), pk=pk)
    actions.revoke_feed(found)
    messages.success(request, _("That address leads nowhere from now on."))
    return redirect("planning:feeds")


@require_GET
def item_ics(request: Request, pk: int) -> HttpResponse:
    """One appointment as a file, for who cannot wait until an agenda looks again."""
    rows = PlanItem.objects.visible_to(request.membership).current().with_everything()
    item = get_object_or_404(rows, pk=pk)
    single = feeds.happenings([item], address=_item_address(request))
    body = calendar_bytes(item.title, single, [])
    return _file(body, slugify(item.title) or "samenplan")


def plan_ics(request: Request, year: int, keep: Callable[[Entry], bool]) -> bytes:
    """A whole year as an agenda file."""
    first, last = year_of(year)
    agenda = feeds.agenda(request.library, first, last, keep=keep, address=_item_address(request))
    name = _("Year plan %(year)s") % {"year": year}
    return calendar_bytes(name, agenda.singles, agenda.series)


def keeper(feed: CalendarFeed) -> Callable[[Entry], bool]:
    """Which items are in an agenda."""
    if feed.kind == Kind.PERSONAL:
        return lambda entry: any(each.person_id == feed.owner_id for each in entry.joined)
    if feed.kind == Kind.JOINT:
        return lambda entry: is_joint_moment(entry) or entry.kind == CONSULTATION
    if feed.kind == Kind.DISCIPLINE:
        return lambda entry: feed.discipline in entry.disciplines
    return _kept_by_view(feed.library, feed.view.query if feed.view else "")


def _kept_by_view(library: Library, query: str) -> Callable[[Entry], bool]:
    asked = plan_form(library, QueryDict(query).dict())
    today = timezone.localdate()
    selection = asked.selection(today.year, today)
    branch = asked.branch_id(selection)
    return lambda entry: selection.keeps(entry, branch)


def _body(request: HttpRequest, found: CalendarFeed) -> bytes:
    today = timezone.localdate()
    agenda = feeds.agenda(
        found.library,
        today - BACK,
        today + AHEAD,
        keep=keeper(found),
        address=_item_address(request),
    )
    return calendar_bytes(_name(found), agenda.singles, agenda.series)


def _name(found: CalendarFeed) -> str:
    return f"{_title(found)} – {found.library.name}"


def _title(found: CalendarFeed) -> str:
    if found.kind == Kind.DISCIPLINE:
        return str(capfirst(discipline_in_words(found.discipline)))
    if found.kind == Kind.VIEW and found.view:
        return str(found.view.name)
    return str(capfirst(found.get_kind_display()))


def _list(request: Request, form: FeedForm, *, fresh: str) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "fresh": fresh,
        "feeds": [(_title(each), each) for each in feeds.own_feeds(request.membership)],
    }
    status = 422 if form.errors else 200
    return render(request, "planning/feed_list.html", context, status=status)


def _address(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("planning:feed", args=[token]))


def _item_address(request: HttpRequest) -> Callable[[int], str]:
    return lambda pk: request.build_absolute_uri(reverse("planning:item", args=[pk]))


def _answer(request: HttpRequest, body: bytes, name: str) -> HttpResponse:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = _file(body, slugify(name))
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _file(body: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}.ics"'
    return HttpResponse(body, CONTENT, headers={"Content-Disposition": disposition})
