"""Putting titles in a campaign, taking them out, and saying something of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns.actions import titles as actions
from campaigns.forms.titles import NoteForm, WriteInForm
from campaigns.models import Campaign, CampaignTitle
from campaigns.queries import suggestions
from campaigns.queries.campaign_titles import name_of
from campaigns.queries.suggestions import Filters
from campaigns.views import titles as pages
from campaigns.views import titles_words as words
from campaigns.views.titles_removed import remember, take
from campaigns.views.titles_ticked import NAME, asked, numbers_of
from campaigns.views.workspace import asked_campaign
from planning.requests import Request
from segments.queries import parts
from segments.queries.remembered import remembering


@require_POST
@remembering()
def campaign_titles_add(request: Request, pk: int) -> HttpResponse:
    """Those that are ticked; or the one beside which the button stands, and then ticks stay."""
    campaign = asked_campaign(request, pk, to_change=True)
    numbers = numbers_of(request.POST.getlist("only") or request.POST.getlist("title"))
    if not numbers:
        return _answer(request, campaign, _("Tick a title first."))
    try:
        added = add(request, campaign, numbers)
    except actions.CannotAdd:
        return _answer(request, campaign, too_many())
    return _answer(request, campaign, added_in_words(len(added)))


def add(request: Request, campaign: Campaign, numbers: list[int]) -> list[CampaignTitle]:
    """Put them in with the reasons that hold today."""
    asked = suggestions.asked(campaign, Filters(), today=timezone.localdate())
    told = suggestions.told(asked, numbers)
    reasons = {number: words.reasons(asked, line) for number, line in told.items()}
    return actions.add_titles(campaign, numbers, by=request.user, reasons=reasons)


@require_POST
def campaign_title_write(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    form = WriteInForm(request.POST, auto_id="in_%s")
    if not form.is_valid():
        return pages.page(request, campaign, write_form=form, status=422)
    isbn = form.cleaned_data["isbn"]
    known = parts.titles_named(request.library, [isbn]) if isbn else {}
    try:
        if known:  # it is in the collection after all
            added = add(request, campaign, list(known.values()))
            return _answer(request, campaign, added_in_words(len(added)))
        row = actions.write_in(campaign, by=request.user, **form.cleaned_data)
    except actions.CannotAdd:
        return _answer(request, campaign, too_many())
    except actions.AlreadyIn:
        return _answer(request, campaign, _("This title is in the campaign already."))
    said = _("“%(name)s” is on the list, still to be bought.") % {"name": row.name}
    return _answer(request, campaign, said)


@require_POST
def campaign_title_edit(request: Request, pk: int, row: int) -> HttpResponse:
    found = _row(request, pk, row)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _answer(request, found.campaign, _("This is not a day, or too long. Try it again."))
    actions.note_title(found, **form.cleaned_data)
    return _answer(request, found.campaign, _("Saved."))


@require_POST
def campaign_title_move(request: Request, pk: int, row: int) -> HttpResponse:
    found = _row(request, pk, row)
    steps = -1 if "up" in request.POST else 1
    actions.move_title(found, steps=steps)
    said = _("“%(name)s” moved up.") if steps < 0 else _("“%(name)s” moved down.")
    return _answer(request, found.campaign, said % {"name": name_of(found)})


@require_POST
def campaign_title_remove(request: Request, pk: int, row: int) -> HttpResponse:
    found = _row(request, pk, row)
    name = name_of(found)
    remember(request, found.campaign, actions.remove_title(found) | {"called": name})
    said = _("“%(name)s” was taken out.") % {"name": name}
    return _answer(request, found.campaign, said)


@require_POST
def campaign_title_restore(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    removed = take(request, campaign, request.POST.get("added_at", ""))
    if removed is None:
        return _answer(request, campaign, _("It cannot be put back any more: add it again."))
    try:
        actions.restore_title(campaign, removed)
    except actions.CannotAdd:
        return _answer(request, campaign, too_many())
    except actions.AlreadyIn:
        return _answer(request, campaign, _("This title is in the campaign already."))
    return _answer(request, campaign, _("“%(name)s” is back.") % {"name": removed["called"]})


@require_POST
def campaign_title_match(request: Request, pk: int, row: int) -> HttpResponse:
    found = _row(request, pk, row)
    known = parts.titles_named(request.library, [found.isbn]) if found.isbn else {}
    if found.title is not None or not known:
        return _answer(request, found.campaign, _("It is not in the collection yet."))
    try:
        actions.match_title(found, next(iter(known.values())))
    except actions.AlreadyIn:
        return _answer(request, found.campaign, _("This title is in the campaign already."))
    said = _("“%(name)s” is in the collection now.") % {"name": name_of(found)}
    return _answer(request, found.campaign, said)


def _row(request: Request, pk: int, row: int) -> CampaignTitle:
    campaign = asked_campaign(request, pk, to_change=True)
    return get_object_or_404(campaign.titles.select_related("campaign__item"), pk=row)


def _answer(request: Request, campaign: Campaign, said: str) -> HttpResponse:
    """The part of the page for htmx; else back to the page, which says it above."""
    if request.htmx:
        return pages.page(request, asked_campaign(request, campaign.pk), said=said)
    messages.info(request, said)
    here = reverse("campaigns:campaign_titles", args=[campaign.pk])
    chosen = set(campaign.titles.values_list("title", flat=True))
    given = request.GET.copy()
    given.setlist(NAME, [str(each) for each in asked(request) if each not in chosen])
    return redirect(f"{here}?{query}" if (query := given.urlencode()) else here)


def added_in_words(number: int) -> str:
    if not number:
        return _("This was in the campaign already.")
    said = ngettext("%(count)d title was put in.", "%(count)d titles were put in.", number)
    return said % {"count": number}


def too_many() -> str:
    said = _("A campaign has at most %(most)d titles. Take some out first.")
    return said % {"most": actions.MOST_TITLES}
