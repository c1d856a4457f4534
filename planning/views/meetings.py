"""Consultations: which come, the agenda of one, holding it, and its notes."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config.http import render_page
from planning import meeting_notes
from planning.actions import agenda as agenda_actions
from planning.actions import meetings as actions
from planning.forms.meetings import CloseForm, PointForm, TemplateForm
from planning.models import Consultation, PlanItem
from planning.queries import meetings
from planning.requests import Request
from planning.views.agenda_lines import Refused, sections
from planning.views.meeting_words import agenda_sentence, going_on, list_sentence, when


@require_GET
def consultations(request: Request) -> HttpResponse:
    today = timezone.localdate()
    coming = meetings.coming(request.library, today=today)
    held = [each for each in coming if going_on(each)]
    first = held[0] if held else meetings.next_item(request.library, today=today)
    count = 0
    if first is not None:
        consultation = agenda_actions.consultation_of(first)
        agenda_actions.fill_agenda(consultation, today=today)
        count = meetings.open_points(consultation)
    context = {
        "first": first,
        "count": count,
        "is_going_on": bool(held),
        "sentence": list_sentence(first, count, is_going_on=bool(held)) if first else "",
        "coming": [(each, when(each)) for each in coming if first is None or each.pk != first.pk],
        "past": meetings.past(request.library),
        "unnoted": meetings.unnoted(request.library, today=today),
        "add_url": _add_url(),
    }
    return render(request, "planning/consultations.html", context)


@require_GET
def consultation(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    agenda_actions.fill_agenda(found, today=timezone.localdate())
    return page(request, found)


@require_POST
def consultation_template(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return page(request, found, typed={"template_form": form}, status=422)
    try:
        actions.set_template(found, template=form.cleaned_data["template"])
    except actions.CannotHold:
        messages.warning(request, _("This consultation has started already."))
    return redirect("planning:consultation", pk)


@require_POST
def consultation_start(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    try:
        if "back" in request.POST:
            actions.put_off(found)
        else:
            actions.start(found, today=timezone.localdate())
    except actions.CannotHold:
        messages.warning(request, _("This consultation is not going on."))
    return redirect("planning:consultation", pk)


@require_POST
def consultation_close(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return page(request, found, typed={"close_form": form}, status=422)
    remarks = form.cleaned_data["remarks"]
    try:
        with transaction.atomic():
            target = actions.close(
                found, by=request.user, remarks=remarks, today=timezone.localdate()
            )
    except actions.CannotHold:
        said = _("This consultation is not going on.")
        typed = {"refusal": said, "refused_text": remarks}
        return page(request, found, typed=typed, status=409)
    meeting_notes.mail(found, link=request.build_absolute_uri(_url(pk)))
    if target is not None:
        said = _("The consultation is over. What is left goes to %(when)s.")
        messages.success(request, said % {"when": when(target)})
    else:
        messages.success(request, _("The consultation is over."))
    return redirect("planning:consultation", pk)


@require_POST
def consultation_mail(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    if not meeting_notes.mail(found, link=request.build_absolute_uri(_url(pk))):
        messages.info(request, _("The notes have been mailed already, or there are none yet."))
    return redirect("planning:consultation", pk)


def editable(request: Request, pk: int) -> Consultation:
    """The consultation behind an item; 404 for any other item, for the bin and for strangers."""
    rows = PlanItem.objects.editable_by(request.membership).current().select_related("library")
    item = get_object_or_404(rows, pk=pk, kind=PlanItem.Kind.CONSULTATION)
    found = agenda_actions.consultation_of(item)
    found.item, found.library = item, item.library
    return found


def page(
    request: Request,
    found: Consultation,
    *,
    refused: Refused | None = None,
    typed: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A consultation as it is: an agenda, a meeting going on, or notes.

    `refused` is what was typed at a point, `typed` what was typed elsewhere and did not go through.
    """
    today = timezone.localdate()
    # Somebody may have started or closed it since it was read.
    found.refresh_from_db(fields=["template", "started_at", "closed_at", "mailed_at", "remarks"])
    points = meetings.agenda(found)
    first = meetings.next_item(request.library, today=today)
    # Notes tell what was spoken about; what came up by itself and was not, comes up again.
    shown = [each for each in points if each.state != "open" or not found.closed_at]
    context: dict[str, Any] = {
        "consultation": found,
        "item": found.item,
        "when": when(found.item),
        "people": list(found.item.involvements.select_related("person").order_by("joined_at")),
        "sentence": agenda_sentence(found, points),
        "sections": sections(found, shown, refused=refused),
        "decisions": [each for point in points for each in point.decisions.all()],
        "open_count": sum(each.state == "open" for each in points),
        "skipped_count": len(points) - len(shown),
        "is_next": first is not None and first.pk == found.pk,
        "first": first,
        "is_due": found.item.starts_on <= today,
        "point_form": PointForm(),
        "template_form": TemplateForm(initial={"template": found.template}),
        "close_form": CloseForm(initial={"remarks": found.remarks}),
        "has_mail": meeting_notes.reaches_mailboxes(found),
    }
    return render_page(
        request,
        "planning/consultation.html",
        fragment="planning/_consultation.html",
        context=context | (typed or {}),
        status=status,
    )


def _url(pk: int) -> str:
    return reverse("planning:consultation", args=[pk])


def _add_url() -> str:
    query = urlencode({"kind": "consultation", "next": reverse("planning:consultations")})
    return f"{reverse('planning:item_add')}?{query}"
