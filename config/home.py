"""The first page: what asks attention this week, the weeks to come, and the first steps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from config import attention, demonstration, manager_box, weeks, welcome
from config.http import render_page
from config.points import Point
from config.six_weeks import LETTERS, NAMES, six_weeks
from planning import actions
from planning.actions import items, snoozes
from planning.forms.item_steps import VersionForm
from planning.forms.snoozes import KeyForm, LaterForm
from planning.models import PlanItem
from planning.queries import directory
from planning.requests import Request
from segments.models import LoanImport
from segments.queries import advice

PAGE, FRAGMENT = "config/home.html", "config/_this_week.html"
PLAN_AHEAD_MONTH = 9  # from September on the first steps are about next year


@dataclass(frozen=True)
class Row:
    """A point, when it becomes too late in words, and the form that puts it aside."""

    point: Point
    when: str
    form: LaterForm

    @property
    def is_refused(self) -> bool:
        return bool(self.form.errors)

    @property
    def whose(self) -> str | Promise:
        return NAMES[self.point.lane]

    @property
    def letter(self) -> str:
        return LETTERS[self.point.lane]


@login_not_required
@require_GET
def home(request: Request) -> HttpResponse:
    if not request.user.is_authenticated:
        # A demonstration opens with the choice of who to be.
        return redirect("demonstration_login" if demonstration.is_open() else "account_login")
    return _page(request)


@require_POST
def put_later(request: Request) -> HttpResponse:
    """Tomorrow, next week, or not at all with a reason; only for who asks."""
    form = LaterForm(request.POST)
    if not form.is_valid():
        return _page(request, refused=form)
    until = form.until(timezone.localdate())
    snoozes.put_later(
        request.library,
        request.user,
        key=form.cleaned_data["key"],
        until=until,
        reason="" if until else form.cleaned_data["reason"],
    )
    return redirect("home")


@require_POST
def bring_back(request: Request) -> HttpResponse:
    form = KeyForm(request.POST)
    if not form.is_valid():
        raise Http404
    snoozes.bring_back(request.library, request.user, key=form.cleaned_data["key"])
    return redirect("home")


@require_POST
def task_tick(request: Request, pk: int) -> HttpResponse:
    """A task is done; the line that undoes it is on the page that follows."""
    rows = PlanItem.objects.editable_by(request.membership).current()
    task = get_object_or_404(rows.filter(kind=PlanItem.Kind.TASK), pk=pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    base = form.cleaned_data["version"]
    try:
        items.change_item(task, by=request.user, base=base, fields={"status": PlanItem.Status.DONE})
    except items.CannotChange:
        messages.warning(request, _("Somebody else changed this task meanwhile. Look at it first."))
        return redirect(task)
    return redirect(f"/?done={task.pk}")


@require_POST
def put_away_card(request: Request) -> HttpResponse:
    card = request.POST.get("card", "")
    if card not in welcome.CODES:
        raise Http404
    actions.put_away_card(request.membership, card=card)
    if "open" in request.POST and card in welcome.GOING:
        return redirect(welcome.where_to(card, year=_year_of_steps(timezone.localdate())) or "home")
    return redirect("home")


@require_POST
def switch_library(request: Request) -> HttpResponse:
    """Work for another of one's own libraries from now on."""
    slug = request.POST.get("library", "")
    chosen = [each for each in request.memberships if each.library.slug == slug]
    if not chosen:
        raise Http404
    request.session["library"] = chosen[0].library_id
    return redirect("home")


def _page(request: Request, *, refused: LaterForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    found = attention.attention(request.membership, today=today)
    left = welcome.traces(request.library)
    rows = [_row(point, today, refused) for point in found.points]
    imports = LoanImport.objects.filter(library=request.library)
    latest = imports.exclude(status__in=[LoanImport.Status.DRAFT, LoanImport.Status.CANCELLED])
    context: dict[str, Any] = {
        "week": weeks.week_of(today),
        "cards": welcome.cards(request.membership, left, year=_year_of_steps(today)),
        "rows": rows if "all" in request.GET or refused else rows[: attention.MOST],
        "total": len(rows),
        "joint_count": found.joint_count,
        "aside": found.aside,
        "tasks": attention.my_tasks(found.entries, request.user.pk, today=today),
        "ticked": _ticked(request),
        "today": today,
        "six_weeks": six_weeks(found.entries, today),
        "has_plan": bool(found.entries),
        "waiting": manager_box.waiting(request.membership, found.entries, today=today),
        **_people(request, today),
        "last_import": latest.order_by("-created_at", "-pk").first(),
        "has_loans": left.has_loans,
        "advice": advice.open_counts(request.library),
    }
    status = 422 if refused else 200
    response = render_page(request, PAGE, fragment=FRAGMENT, context=context, status=status)
    if refused:
        return response
    return trigger_client_event(response, "announce", {"value": _announced(len(rows))})


def _people(request: Request, today: date) -> dict[str, Any]:
    """Somebody to get to know, and whether they know you."""
    me, people = request.membership, list(directory.everybody(request.library))
    return {
        "meeting": directory.somebody_to_meet(me, people, week=weeks.week_of(today).number),
        "has_colleagues": len(people) > 1,
        "has_own_card": directory.has_card(me),
    }


def _announced(count: int) -> str:
    if not count:
        return _("Nothing asks attention any more.")
    said = ngettext("%(count)d thing asks attention.", "%(count)d things ask attention.", count)
    return said % {"count": count}


def _row(point: Point, today: date, refused: LaterForm | None) -> Row:
    if refused is not None and refused.data.get("key") == point.key:
        return Row(point, _when(point.due, today), refused)
    form = LaterForm(initial={"key": point.key}, auto_id=f"id_%s_{point.key}")
    return Row(point, _when(point.due, today), form)


def _when(due: date, today: date) -> str:
    """How long there is: in days while they can be counted, then in weeks."""
    days = (due - today).days
    if days < 0:
        return _("now")
    if days < 2:
        return _("today") if days == 0 else _("tomorrow")
    if days < 14:
        return _("%(count)d days") % {"count": days}
    return _("%(count)d weeks") % {"count": days // 7}


def _ticked(request: Request) -> PlanItem | None:
    """The task that was just ticked, as long as nothing else happened to it."""
    number = request.GET.get("done", "")
    if not number.isdecimal():
        return None
    rows = PlanItem.objects.editable_by(request.membership).current()
    found: PlanItem | None = rows.filter(pk=number, status=PlanItem.Status.DONE).first()
    return found


def _year_of_steps(today: date) -> int:
    return today.year + 1 if today.month >= PLAN_AHEAD_MONTH else today.year
