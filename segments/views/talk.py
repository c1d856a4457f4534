"""From a figure to the next consultation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.models import AgendaItem
from planning.requests import Request
from planning.wording import day_in_words
from segments import frozen
from segments.actions import talk as actions
from segments.forms.talk import TalkForm
from segments.frozen import Figure
from segments.templatetags.talk import Talk, ids, talk_of


@require_POST
def talk_together(request: Request) -> HttpResponse:
    try:
        figure = frozen.unsign(request.POST.get("figure", ""), library=request.library.pk)
    except frozen.NotOurs:
        return render(request, _template(request, "talk_refused"), {}, status=422)
    is_planning = "on" in request.POST
    form = TalkForm(
        request.POST, today=timezone.localdate(), is_planning=is_planning, auto_id=ids(figure)
    )
    if not form.is_valid():
        return _answer(request, talk_of(request, figure, form), status=422)
    values = {"question": form.cleaned_data["question"], "by": request.membership}
    if is_planning:
        day = form.cleaned_data["on"]
        point = actions.plan_and_talk(request.library, figure, on=day, **values)
    else:
        point = actions.talk_together(request.library, figure, **values)
    if point is None:
        return _ask_day(request, figure, form)
    return _put(request, figure, point)


def _ask_day(request: Request, figure: Figure, form: TalkForm) -> HttpResponse:
    """No consultation is planned: the question is kept while a day for one is asked."""
    again = TalkForm(
        initial=form.cleaned_data,
        today=timezone.localdate(),
        is_planning=True,
        auto_id=ids(figure),
    )
    remark = _("No consultation is planned yet. Choose a day, and your question goes with it.")
    return _answer(request, talk_of(request, figure, again, remark=remark))


def _put(request: Request, figure: Figure, point: AgendaItem) -> HttpResponse:
    if request.htmx:
        return _answer(request, talk_of(request, figure))
    said = _("On the agenda of %(day)s: %(question)s") % {
        "day": day_in_words(point.consultation.item.starts_on),
        "question": point.title,
    }
    messages.success(request, said)
    return redirect(f"{figure.address}#{figure.anchor}")


def _answer(request: Request, talk: Talk, *, status: int = 200) -> HttpResponse:
    return render(request, _template(request, "talk"), {"talk": talk}, status=status)


def _template(request: Request, name: str) -> str:
    """The fragment for who stays on the page, else a page of its own."""
    return f"segments/_{name}.html" if request.htmx else f"segments/{name}.html"
