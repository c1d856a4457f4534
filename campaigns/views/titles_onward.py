"""From titles of the collection to a campaign: one that is being made or runs, or a new one."""

from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from campaigns.actions import titles as actions
from campaigns.forms.titles import ChooseForm
from campaigns.models import Campaign
from campaigns.queries.campaign_titles import known_books
from campaigns.views import titles_change as changes
from campaigns.views.titles_ticked import numbers_of
from planning.models import PlanItem
from planning.requests import Request
from segments.queries.remembered import remembering

OVER = (PlanItem.Status.DONE, PlanItem.Status.DROPPED)


@require_http_methods(["GET", "POST"])
@remembering()
def titles_onward(request: Request) -> HttpResponse:
    given = request.POST if request.method == "POST" else request.GET
    numbers = numbers_of(given.get("titles", "").split(","))
    known = known_books(request.library, numbers)
    books = [known[number] for number in numbers if number in known]
    if not books:
        return redirect("segments:titles")
    found = campaigns_open(request, today=timezone.localdate())
    # What was asked already goes along to a new campaign: what it is called, what it begins with.
    new = f"{reverse('campaigns:campaign_add')}?{given.urlencode(safe=',')}"
    if request.method == "GET" and not found:
        return redirect(new)
    form = ChooseForm(request.POST or None, campaigns=found)
    if form.is_valid():
        return _put_in(request, form.cleaned_data["campaign"], [book.number for book in books])
    joined = ",".join(str(book.number) for book in books)
    context = {"form": form, "books": books, "campaigns": found, "new": new, "titles": joined}
    status = 422 if form.errors else 200
    return render(request, "campaigns/titles_onward.html", context, status=status)


def _put_in(request: Request, campaign: Campaign, numbers: list[int]) -> HttpResponse:
    try:
        added = changes.add(request, campaign, numbers)
    except actions.CannotAdd:
        messages.warning(request, changes.too_many())
    else:
        messages.success(request, changes.added_in_words(len(added)))
    return redirect("campaigns:campaign_titles", campaign.pk)


def campaigns_open(request: Request, *, today: date) -> "QuerySet[Campaign]":
    """Those that can still get titles: not over, not dropped, the first to begin first."""
    rows = Campaign.objects.editable_by(request.membership).filter(
        closed_at=None, item__ends_on__gte=today
    )
    found = rows.exclude(item__status__in=OVER)
    return found.order_by("item__starts_on", "pk")
