"""The conversation about a campaign, and everything that happened to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.forms.campaign_talk import RemarkForm
from campaigns.queries import talk
from campaigns.views.workspace import asked_campaign, frame
from planning.actions import comments as actions
from planning.queries import items, mentions
from planning.requests import Request
from planning.views.spoken_to import say_unknown


@require_http_methods(["GET", "POST"])
def campaign_talk(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=request.method == "POST")
    anchors = talk.anchors(found)
    initial = {"anchor": request.GET.get("over", "")}
    form = RemarkForm(request.POST or None, anchors=anchors, initial=initial)
    if form.is_valid():
        said = actions.add_comment(found.item, by=request.user, **form.cleaned_data)
        say_unknown(request, form.cleaned_data["body"])
        return redirect(f"{request.path}#said-{said.pk}")
    people = mentions.names(request.library)
    remarks = talk.remarks(found, people=people, about=anchors)
    context = frame(found, "campaign_talk") | {
        "form": form,
        "open": [each for each in remarks if not each.is_settled],
        "settled": [each for each in remarks if each.is_settled],
        "history": items.history(found.item),
        "names": [name for number, name in people.items() if number != request.user.pk],
    }
    status = 422 if form.errors else 200
    return render(request, "campaigns/campaign_talk.html", context, status=status)


@require_POST
def comment_resolve(request: Request, pk: int, comment: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    said = get_object_or_404(found.item.comments, pk=comment)
    if "again" in request.POST:
        actions.reopen_comment(said)
    else:
        actions.settle_comment(said, by=request.user)
    page = reverse("campaigns:campaign_talk", args=[found.pk])
    return redirect(f"{page}#said-{said.pk}")
