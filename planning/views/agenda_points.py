"""One point of an agenda: put there, ticked off, decided, handed to the next time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.actions import agenda as agenda_actions
from planning.actions import meetings as actions
from planning.forms.meetings import DecisionForm, OutcomeForm, PointForm
from planning.forms.signals import SignalForm
from planning.models import AgendaItem, Consultation, Decision, PlanItem
from planning.queries import agenda_reasons, meetings, plan
from planning.queries.agenda_reasons import Point
from planning.queries.signals import signals
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views import meetings as pages
from planning.views.agenda_lines import Refused, company_of, decision_form, ids, sections
from planning.views.meeting_words import where_it_went


@require_POST
def point_add(request: Request, pk: int) -> HttpResponse:
    found = pages.editable(request, pk)
    form = PointForm(request.POST)
    if not form.is_valid():
        return pages.page(request, found, typed={"point_form": form}, status=422)
    try:
        point = agenda_actions.add_point(found, by=request.user, **form.cleaned_data)
    except agenda_actions.CannotAdd:
        typed = {"refusal": _("This consultation is over."), "refused_text": form.data["title"]}
        return pages.page(request, found, typed=typed, status=409)
    return redirect(_place(point))


@require_POST
def point_remove(request: Request, pk: int) -> HttpResponse:
    point = _point(request, pk)
    if point.added_by_id is None or point.consultation.started_at:
        messages.warning(request, _("This point stays: the plan put it there, or it began."))
    else:
        agenda_actions.remove_point(point)
        messages.success(request, _("“%(title)s” is off the agenda.") % {"title": point.title})
    return redirect("planning:consultation", point.consultation_id)


@require_POST
def point_write(request: Request, pk: int) -> HttpResponse:
    point = _point(request, pk)
    form = OutcomeForm(request.POST, auto_id=ids(point))
    if not form.is_valid():
        return _answer(request, point, refused=Refused(pk, form), status=422)
    try:
        actions.write_point(point, **form.cleaned_data)
    except actions.WrittenMeanwhile as other:
        # Shown again with theirs above it: saving once more is then a choice.
        again = request.POST.copy()
        again["seen"] = actions.digest_of(other.theirs)
        mine = OutcomeForm(again, auto_id=ids(point))
        refused = Refused(pk, mine, theirs=other.theirs or _("(emptied)"))
        return _answer(request, point, refused=refused, status=409)
    except actions.CannotHold:
        return _refuse(request, point)
    return _answer(request, point)


@require_POST
def point_agree(request: Request, pk: int) -> HttpResponse:
    point = _point(request, pk)
    company = company_of(request.library)
    form = decision_form(point, company, request.POST)
    if not form.is_valid():
        return _answer(request, point, refused=Refused(pk, form), status=422)
    try:
        actions.agree(point, agreed_of(form), by=request.user, today=timezone.localdate())
    except actions.CannotHold:
        return _refuse(request, point)
    return _answer(request, point)


@require_POST
def decision_remove(request: Request, pk: int) -> HttpResponse:
    rows = Decision.objects.editable_by(request.membership)
    decision = get_object_or_404(rows.select_related("consultation", "task"), pk=pk)
    point = _point(request, decision.agenda_item_id or 0)
    try:
        actions.take_back(decision, by=request.user)
    except actions.CannotHold:
        return _refuse(request, point)
    return _answer(request, point)


@require_POST
def signal_discuss(request: Request, year: int) -> HttpResponse:
    if not 2000 < year < 2100:
        raise Http404
    form = SignalForm(request.POST)
    if not form.is_valid():
        raise Http404
    key = form.cleaned_data["key"]
    found = signals(request.library, year, today=timezone.localdate())
    signal = next((each for each in found if each.key == key), None)
    if signal is None:
        messages.warning(request, _("This signal is gone: the plan changed meanwhile."))
        return redirect("planning:signals", year)
    point = agenda_reasons.signal_point(signal, year, today=timezone.localdate())
    return _put_on(request, point, back=reverse("planning:signals", args=[year]))


@require_POST
def item_discuss(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.visible_to(request.membership).current().with_everything()
    item = get_object_or_404(rows, pk=pk)
    point = agenda_reasons.item_point(plan.entries([item])[0])
    return _put_on(request, point, back=addresses.asked(request, item.get_absolute_url()))


def agreed_of(form: DecisionForm) -> actions.Agreed:
    """What was typed, without what a decision has no use for."""
    values = form.cleaned_data
    is_accepted = bool(values.get("is_signal_accepted"))
    if values["kind"] == Decision.Kind.DECISION:
        return actions.Agreed(values["kind"], values["text"], is_signal_accepted=is_accepted)
    discipline, person = values["who"]
    return actions.Agreed(
        values["kind"], values["text"], discipline, person, values["before"], is_accepted
    )


def _put_on(request: Request, point: Point, *, back: str) -> HttpResponse:
    put = agenda_actions.put_on_agenda(
        request.library,
        title=point.title,
        evidence=point.evidence,
        address=point.address,
        source=point.source,
        section=point.section,
        by=request.user,
    )
    if put is None:
        messages.info(request, _("No consultation is planned yet. Plan one, then put it there."))
        return redirect("planning:consultations")
    said = _("On the agenda of %(day)s.") % {"day": where_it_went(put.consultation.item)}
    messages.success(request, said)
    return redirect(back)


def _point(request: Request, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.editable_by(request.membership)
    rows = rows.filter(consultation__item__archived_at=None)
    found: AgendaItem = get_object_or_404(
        rows.select_related("consultation__item", "consultation__library", "library"), pk=pk
    )
    return found


def _place(point: AgendaItem) -> str:
    url = reverse("planning:consultation", args=[point.consultation_id])
    return f"{url}#agenda-point-{point.pk}"


def _refuse(request: Request, point: AgendaItem) -> HttpResponse:
    said = _("This consultation is not going on.")
    if request.htmx:
        return _answer(request, point, status=409)
    return pages.page(request, point.consultation, typed={"refusal": said}, status=409)


def _answer(
    request: Request, point: AgendaItem, *, refused: Refused | None = None, status: int = 200
) -> HttpResponse:
    """The point as it is now: alone for htmx, which then counts again, else on its page."""
    if not request.htmx:
        if refused is None:
            return redirect(_place(point))
        return pages.page(request, point.consultation, refused=refused, status=status)
    consultation = Consultation.objects.get(pk=point.consultation_id)
    row = next(each for each in meetings.agenda(consultation) if each.pk == point.pk)
    group = sections(consultation, [row], refused=refused)[0]
    context = {"line": group.lines[0]}
    response = render(request, "planning/_agenda_point.html", context, status=status)
    response["HX-Trigger"] = "agenda-changed"
    return response
