"""One advice: why, how sure, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from planning.models import User
from planning.queries import items
from planning.requests import Request
from segments.actions import advice as actions
from segments.forms.advice import RefuseForm, TakeForm
from segments.models import Advice, TargetGroupSegment
from segments.queries import advice as queries
from segments.queries import books
from segments.views import advice_words as words

Kind, Status = Advice.Kind, Advice.Status


@require_GET
def advice(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Advice.objects.visible_to(request.membership), pk=pk)
    return _page(request, found)


@require_POST
def advice_take(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Advice.objects.editable_by(request.membership), pk=pk)
    form = _take_form(request, request.POST)
    if not form.is_valid():
        return _page(request, found, take=form, status=422)
    try:
        owner = form.people.get(form.cleaned_data["owner"])
        if found.status == Status.TAKEN:
            actions.hand_over(found, owner=owner)
        else:
            actions.take_over(found, by=request.user, owner=owner)
    except actions.CannotDecide:
        return _page(request, found, is_changed=True, status=409)
    return redirect(found)


@require_POST
def advice_refuse(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Advice.objects.editable_by(request.membership), pk=pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refuse=form, status=422)
    try:
        actions.refuse(found, by=request.user, reason=form.cleaned_data["reason"])
    except actions.CannotDecide:
        return _page(request, found, is_changed=True, status=409)
    return redirect(found)


@require_POST
def advice_reopen(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Advice.objects.editable_by(request.membership), pk=pk)
    try:
        actions.reopen(found)
    except actions.CannotDecide:
        return _page(request, found, is_changed=True, status=409)
    messages.success(request, _("It is open again."))
    return redirect(found)


def _page(
    request: Request,
    found: Advice,
    *,
    take: TakeForm | None = None,
    refuse: RefuseForm | None = None,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    related = ("segment", "genre", "branch", "owner", "decided_by")
    found = Advice.objects.visible_to(request.membership).select_related(*related).get(pk=found.pk)
    title, _text = words.COLUMNS[found.kind]
    context = {
        "advice": found,
        "direction": title,
        "facts": words.facts(found),
        "sure": words.SURE[found.certainty],
        "how_sure": words.HOW_SURE[found.certainty],
        "standing": words.standing(found),
        "outcome": words.outcome(found, today=timezone.localdate()),
        "titles": _titles(request, found),
        "evidence": " ".join(reason["text"] for reason in found.reasons),
        "question": _("What do we do with this? %(text)s") % {"text": found.text},
        "source": f"advice:{found.key}|{found.period}",
        "take": take or _take_form(request, None, found.owner),
        "refuse": refuse or RefuseForm(),
        "steps": _steps(found),
        "history": queries.history(found),
        "is_changed": is_changed,
    }
    return render(request, "segments/advice.html", context, status=status)


def _take_form(request: Request, given: Any, owner: User | None = None) -> TakeForm:
    initial = {"owner": (owner or request.user).pk}
    return TakeForm(given, initial=initial, people=items.colleagues(request.library))


def _titles(request: Request, found: Advice) -> list[books.Book]:
    """The titles that it names, as they stand at its branch or everywhere, in its order."""
    if not found.titles:
        return []
    branch = found.branch.position if found.branch else None
    rows, _count = books.books(
        request.library, numbers=found.titles, branch=branch, limit=len(found.titles)
    )
    order = {number: place for place, number in enumerate(found.titles)}
    return sorted(rows, key=lambda book: order[book.number])


def _steps(found: Advice) -> list[tuple[str, str]]:
    """What it can become in one click, and the address of its form, filled in already."""
    group = _target_group(found)
    why = "\n".join(reason["text"] for reason in found.reasons)
    title = {"title": found.text[:120], "target_group": group}
    proposal = _filled_in("planning:initiative_add", **title, description=why)
    titles = ",".join(str(number) for number in found.titles)
    code = found.segment.code if found.segment and not group else ""
    campaign = _filled_in("campaigns:campaign_add", **title, notes=why, titles=titles, segment=code)
    steps = [(_("Make it a proposal"), proposal), (_("Plan a campaign"), campaign)]
    if found.kind == Kind.PROMOTE:
        steps.reverse()
    if found.segment and not group:
        name, code = found.segment.name[:60], found.segment.code
        address = _filled_in("planning:target_group_add", name=name, why=why, segment=code)
        steps.append((_("Make it a target group"), address))
    return steps


def _filled_in(view: str, **known: str) -> str:
    return f"{reverse(view)}?{urlencode({name: text for name, text in known.items() if text})}"


def _target_group(found: Advice) -> str:
    """The target group that this segment is part of, where there is exactly one."""
    if found.segment_id is None:
        return ""
    rows = TargetGroupSegment.objects.filter(
        library=found.library_id, segment=found.segment_id, target_group__archived_at=None
    )
    groups = list(rows.values_list("target_group", flat=True)[:2])
    return str(groups[0]) if len(groups) == 1 else ""
