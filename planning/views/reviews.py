"""What waits for a manager's word, and giving it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning import beside
from planning.actions import reviews as actions
from planning.forms.release import AGREE, AnswerReviewForm, AskReviewForm
from planning.models import PlanItem, Review
from planning.queries import reviews
from planning.requests import Request
from planning.rights import manager_required


@require_GET
def review_list(request: Request) -> HttpResponse:
    return _queue(request)


@require_http_methods(["GET", "POST"])
def review_ask(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.editable_by(request.membership).current()
    item = get_object_or_404(rows, pk=pk)
    if item.kind in beside.kinds:
        return redirect(beside.address_of(item))  # where all of it can be read and asked
    # A question needs no words, so that an empty form is one.
    form = AskReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask_review(item, by=request.user, **form.cleaned_data)
        messages.success(request, _("The question waits with the managers."))
        return redirect(item)
    context = {"form": form, "item": item}
    status = 422 if form.errors else 200
    return render(request, "planning/review_ask.html", context, status=status)


@require_POST
@manager_required
def review_answer(request: Request, pk: int) -> HttpResponse:
    review = get_object_or_404(Review.objects.visible_to(request.membership), pk=pk)
    form = AnswerReviewForm(request.POST)
    if not form.is_valid():
        return _queue(request, wrong=review, form=form, status=422)
    try:
        review = actions.answer_review(
            review,
            by=request.user,
            item_version=form.cleaned_data["version"],
            digest=form.cleaned_data["digest"],
            is_agreed=form.cleaned_data["answer"] == AGREE,
            reason=form.cleaned_data["reason"],
        )
    except actions.CannotReview:
        said = _("This changed meanwhile, or it is your own question. You see it as it is now.")
        return _queue(request, refusal=said, status=409)
    messages.success(request, _("Written down: %(state)s.") % {"state": review.get_state_display()})
    return redirect("planning:reviews")


def _queue(
    request: Request,
    *,
    wrong: Review | None = None,
    form: AnswerReviewForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    waiting = reviews.waiting(request.library, request.user)
    context = {
        "waiting": [
            (each, form if form and each.review == wrong else _answer_form(each))
            for each in waiting
        ],
        "answered": reviews.answered_reviews(request.library),
        "may_decide": request.membership.is_manager,
        "refusal": refusal,
    }
    return render(request, "planning/review_list.html", context, status=status)


def _answer_form(each: reviews.Waiting) -> AnswerReviewForm:
    return AnswerReviewForm(
        initial={"version": each.item.version, "digest": each.digest},
        auto_id=f"review-{each.review.pk}-%s",
    )
