"""What is to be done for a campaign, by whom and when; made to be ticked on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import starts, task_signs
from campaigns.actions import tasks as actions
from campaigns.forms.campaign_tasks import ChecklistForm, TaskChangeForm, TaskForm
from campaigns.models import Campaign
from campaigns.queries import posts
from campaigns.queries.campaigns import Counts
from campaigns.task_signs import Seen
from campaigns.views.workspace import asked_campaign, frame
from planning.actions import items as item_actions
from planning.entries import Entry
from planning.models import Membership, PlanItem
from planning.queries import items, plan
from planning.requests import Request
from planning.views.items import LETTERS

Status = PlanItem.Status
SOON = timedelta(days=7)


@dataclass(frozen=True)
class TaskLine:
    """A task in the list, and the form that changes it."""

    task: PlanItem
    entry: Entry
    form: TaskChangeForm
    is_late: bool
    sign: str  # what shows already that it was done

    @property
    def is_done(self) -> bool:
        return bool(self.task.status == Status.DONE)

    @property
    def discipline(self) -> str:
        return self.entry.joined[0].discipline if self.entry.joined else "other"

    @property
    def letter(self) -> str:
        return LETTERS.get(self.discipline, "A")

    @property
    def who(self) -> str:
        return ", ".join(each.person for each in self.entry.joined if each.person)


@dataclass(frozen=True)
class Group:
    name: str | Promise
    lines: Sequence[TaskLine]


@require_http_methods(["GET", "POST"])
def campaign_tasks(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=request.method == "POST")
    people = items.colleagues(request.library)
    form = TaskForm(request.POST or None, people=people, initial=_new(request, found))
    if form.is_valid():
        task = actions.add_task(found, by=request.user, **form.cleaned_data)
        return redirect(f"{request.path}#task-{task.pk}")
    return _page(request, found, people, form=form)


@require_POST
def task_change(request: Request, pk: int, task: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    row = get_object_or_404(_tasks(found), pk=task)
    people = items.colleagues(request.library)
    data = request.POST.copy()
    if "tick" in data or "reopen" in data:  # all else stays as it is
        for name, value in TaskChangeForm.filled_with(row).items():
            data.setdefault(name, str(value))
    form = TaskChangeForm(data, people=people, auto_id=f"task-{task}-%s")
    if not form.is_valid():
        return _page(request, found, people, refused=(task, form))
    return _change(request, found, row, form)


def _change(request: Request, found: Campaign, row: PlanItem, form: TaskChangeForm) -> HttpResponse:
    said = dict(form.cleaned_data)
    base = said.pop("version")
    try:
        if "tick" in request.POST or "reopen" in request.POST:
            is_done = "tick" in request.POST
            actions.tick_task(row, by=request.user, base=base, is_done=is_done)
        elif "drop" in request.POST:
            item_actions.archive_item(row, by=request.user, base=base)
            messages.success(request, _("The task is gone. It stays in the bin for thirty days."))
        else:
            actions.change_task(row, by=request.user, base=base, **said)
    except (item_actions.CannotChange, item_actions.ChangedMeanwhile):
        messages.warning(request, _("Somebody else changed this task meanwhile. Look at it first."))
    return redirect(f"{_address(found)}#task-{row.pk}")


@require_POST
def task_checklist(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk, to_change=True)
    form = ChecklistForm(request.POST)
    people = items.colleagues(request.library)
    if not form.is_valid():
        return _page(request, found, people, checklist=form)
    made = actions.add_steps(
        found,
        starts.template(form.cleaned_data["start"]).steps,
        by=request.user,
        people=[(each.discipline, each.person) for each in found.item.involvements.all()],
        today=timezone.localdate(),
    )
    said = ngettext("One task came with it.", "%(count)d tasks came with it.", len(made))
    messages.success(request, said % {"count": len(made)})
    return redirect(_address(found))


def _page(
    request: Request,
    found: Campaign,
    people: list[Membership],
    *,
    form: TaskForm | None = None,
    refused: tuple[int, TaskChangeForm] | None = None,
    checklist: ChecklistForm | None = None,
) -> HttpResponse:
    context = frame(found, "campaign_tasks")
    form = form or TaskForm(people=people, initial=_new(request, found))
    rows = list(_tasks(found).with_everything().order_by("ends_on", "pk"))
    seen = _seen(found, context["line"].counts)
    mine = "mine" in request.GET
    lines = [_line(each, people, context["today"], refused, seen) for each in rows]
    if mine:
        me = request.user.pk
        lines = [each for each in lines if me in {one.person_id for one in each.entry.joined}]
    context |= {
        "groups": _groups(lines, context["today"]),
        "done": [each for each in lines if each.is_done],
        "total": len(lines),
        "seen": sum(bool(each.sign) for each in lines),
        "mine": mine,
        "form": form,
        "checklist": checklist or ChecklistForm(initial={"start": found.start}),
        "opened": refused[0] if refused else 0,
    }
    is_wrong = form.errors or refused or checklist
    status = 422 if is_wrong else 200
    return render(request, "campaigns/campaign_tasks.html", context, status=status)


def _line(
    task: PlanItem,
    people: list[Membership],
    today: date,
    refused: tuple[int, TaskChangeForm] | None,
    seen: Seen,
) -> TaskLine:
    form = (
        refused[1]
        if refused and refused[0] == task.pk
        else TaskChangeForm(
            people=people,
            initial=TaskChangeForm.filled_with(task),
            auto_id=f"task-{task.pk}-%s",
        )
    )
    is_late = task.status != Status.DONE and task.ends_on < today
    sign = "" if task.status == Status.DONE else task_signs.sign(task.title, seen)
    return TaskLine(task, plan.entries([task])[0], form, is_late, sign)


def _seen(found: Campaign, counts: Counts) -> Seen:
    written, all_posts = posts.written(found)
    return Seen(
        titles=counts.titles,
        tips=counts.tips,
        posts=all_posts,
        posts_written=written,
        placements=counts.placements,
    )


def _groups(lines: Sequence[TaskLine], today: date) -> list[Group]:
    """Those that are still to be done: too late, this week, and later."""
    still = [each for each in lines if not each.is_done]
    soon = today + SOON
    found = (
        Group(gettext_lazy("Too late"), [each for each in still if each.is_late]),
        Group(
            gettext_lazy("Within a week"),
            [each for each in still if today <= each.task.ends_on <= soon],
        ),
        Group(gettext_lazy("Later"), [each for each in still if each.task.ends_on > soon]),
    )
    return [each for each in found if each.lines]


def _tasks(found: Campaign) -> Any:
    rows = PlanItem.objects.filter(parent=found.item_id, kind=PlanItem.Kind.TASK).current()
    return rows.exclude(status=Status.DROPPED)


def _new(request: Request, found: Campaign) -> dict[str, object]:
    """Mine, for a week before it begins, or for today when that has passed."""
    today = timezone.localdate()
    day = max(found.item.starts_on - SOON, today)
    return {"day": day, "who": f"{request.membership.discipline}:{request.user.pk}"}


def _address(found: Campaign) -> str:
    return reverse("campaigns:campaign_tasks", args=[found.pk])
