"""Making an item joint: one question. And stepping out again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from planning.actions import items as actions
from planning.entries import DISCIPLINES
from planning.queries import plan
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.item_answers import form_answer
from planning.views.item_changes import editable
from planning.views.items import join_form


@require_http_methods(["GET", "POST"])
def item_join(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    entry = plan.entries([found])[0]
    form = join_form(request, entry, request.POST or None)
    if form is not None and form.is_valid():
        discipline, person = form.cleaned_data["who"]
        changed = actions.join_item(found, by=request.user, discipline=discipline, person=person)
        return addresses.back(request, changed, was=found.version)
    context = {
        "item": found,
        "join_form": form,
        "in_plan": "in_plan" in request.POST,
        "next": addresses.asked(request, found.get_absolute_url()),
    }
    status = 422 if request.method == "POST" else 200
    if request.htmx and form is not None:
        return form_answer(request, "planning/_item_join.html", context, status=status)
    return render(request, "planning/item_join.html", context, status=status)


@require_POST
def item_leave(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    discipline, _colon, number = request.POST.get("who", "").partition(":")
    if discipline not in DISCIPLINES or not (number == "" or number.isdecimal()):
        raise Http404
    people = {each.person_id: each.person for each in found.involvements.all() if each.person_id}
    try:
        changed = actions.leave_item(
            found,
            by=request.user,
            discipline=discipline,
            person=people.get(int(number)) if number else None,
        )
    except actions.CannotLeaveItem:
        messages.warning(request, _("Somebody has to stay. First say who takes over."))
        return addresses.back(request, found, was=None)
    return addresses.back(request, changed, was=found.version)
