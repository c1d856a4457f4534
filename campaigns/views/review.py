"""The review of a campaign: asked, taken back, and given to guests by an address."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.actions import guests as guest_actions
from campaigns.forms.reviewing import AskForm
from campaigns.models import Campaign, GuestLink
from campaigns.queries import guests, reviewing
from campaigns.queries.as_read import as_read
from campaigns.views.workspace import asked_campaign, frame
from planning.actions import reviews as actions
from planning.forms.release import AnswerReviewForm
from planning.models import PlanItem, Review
from planning.queries import release
from planning.requests import Request

State = Review.State


@require_http_methods(["GET", "POST"])
def campaign_review(request: Request, pk: int) -> HttpResponse:
    items = PlanItem.objects.visible_to(request.membership).filter(campaign=None)
    if items.filter(pk=pk, kind=PlanItem.Kind.CAMPAIGN).exists():
        return redirect("campaigns:campaign", pk)  # which makes a workspace of it first
    campaign = asked_campaign(request, pk, to_change=request.method == "POST")
    form = _ask_form(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, campaign, form=form)
    review = actions.ask_review(
        campaign.item,
        by=request.user,
        question=form.cleaned_data["question"],
        due_on=form.cleaned_data["due_on"],
        of=form.person,
    )
    if form.guest:
        _link, token = guest_actions.open_link(review, for_whom=form.guest, by=request.user)
        return _page(request, campaign, fresh=_address(request, token))
    who = ", ".join(reviewing.asked_of(review))
    messages.success(request, _("Asked: the question waits with %(who)s.") % {"who": who})
    return redirect("campaigns:campaign_review", pk)


@require_POST
def review_withdraw(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    rows = Review.objects.editable_by(request.membership).filter(item=campaign.pk)
    actions.withdraw_review(get_object_or_404(rows, state=State.ASKED))
    messages.success(request, _("The question is taken back."))
    return redirect("campaigns:campaign_review", pk)


@require_POST
def guest_renew(request: Request, pk: int, link: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    token = guest_actions.renew_link(_asked_link(request, campaign, link))
    return _page(request, campaign, fresh=_address(request, token))


@require_POST
def guest_revoke(request: Request, pk: int, link: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    guest_actions.revoke_link(_asked_link(request, campaign, link))
    messages.success(request, _("That address leads nowhere from now on."))
    return redirect("campaigns:campaign_review", pk)


def _asked_link(request: Request, campaign: Campaign, pk: int) -> GuestLink:
    """An address of a question that still waits; of an answered one nothing changes."""
    rows = GuestLink.objects.editable_by(request.membership).select_related("review")
    found: GuestLink = get_object_or_404(
        rows, pk=pk, review__item=campaign.pk, review__state=State.ASKED
    )
    return found


def _page(
    request: Request, campaign: Campaign, *, form: AskForm | None = None, fresh: str = ""
) -> HttpResponse:
    context = frame(campaign, "campaign_review")
    standing = context["standing"]
    review = standing.review
    context |= {
        "form": form or _ask_form(request),
        "links": guests.links(review) if review and standing.is_open else [],
        "now": timezone.now(),
        "fresh": fresh,
        "read": as_read(campaign),
        "earlier": reviewing.earlier(campaign),
        **(_answering(request, review) if review and standing.is_open else {}),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "campaigns/review.html", context, status=status)


def _answering(request: Request, review: Review) -> dict[str, Any]:
    """The form with which a manager answers here, on exactly what the page shows."""
    is_own = review.asked_by_id == request.user.pk
    if not request.membership.is_manager:
        return {"is_own": is_own}
    may_answer = not is_own or release.has_few_people(request.library)
    initial = {"version": review.item.version, "digest": reviewing.digest_now(review.item)}
    return {
        "is_own": is_own,
        "answer_form": AnswerReviewForm(initial=initial) if may_answer else None,
        "since": reviewing.since_last_word(review),
    }


def _ask_form(request: Request, given: QueryDict | None = None) -> AskForm:
    return AskForm(
        given,
        people=reviewing.who_may_answer(request.library, but=request.user),
        today=timezone.localdate(),
    )


def _address(request: Request, token: str) -> str:
    return request.build_absolute_uri(reverse("campaigns:guest", args=[token]))
