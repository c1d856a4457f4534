"""One item: its page, and its panel beside the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_POST

from planning import wording
from planning.actions import comments as comment_actions
from planning.actions import reviews as review_actions
from planning.clashes import Signal
from planning.entries import Entry
from planning.forms.item_steps import CommentForm, JoinForm, MoveForm, StatusForm
from planning.models import PlanItem
from planning.queries import items, meetings, plan, reviews
from planning.queries import signals as signal_queries
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.spoken_to import say_unknown

LETTERS = {
    "collection": "C",
    "marketing": "M",
    "programming": "P",
    "joint": "S",
    "consultation": "O",
}


@dataclass(frozen=True)
class Undo:
    """The last change, when the person who looks made it just now."""

    version: int
    said: str


@dataclass(frozen=True)
class Person:
    """Who is in it, and since when."""

    discipline: str
    letter: str
    said: str
    name: str
    value: str
    since: Any


@dataclass(frozen=True)
class About:
    """What page and panel say of an item, in words."""

    letter: str
    when: str
    weeks: str
    repeats: str
    people: list[Person]
    hours: list[tuple[str, int]]
    signals: list[Signal]


@require_GET
def item(request: Request, pk: int) -> HttpResponse:
    rows = PlanItem.objects.visible_to(request.membership).with_everything()
    found = get_object_or_404(rows.select_related("parent", "created_by"), pk=pk)
    context = item_context(request, found, here=addresses.here(request))
    context |= {
        "history": items.history(found),
        "comments": items.comments(found),
        "comment_form": CommentForm(),
        "children": items.children(found),
        "decisions": meetings.decisions_about(found),
        "review": reviews.last_word(found),
        "plan_url": addresses.plan_of(found),
    }
    review = context["review"]
    context["review_holds"] = bool(review) and review_actions.still_holds(review, found)
    return render(request, "planning/item.html", context)


def panel_context(
    request: Request, pk: int, *, signals: Sequence[Signal] | None = None
) -> dict[str, Any] | None:
    """What `planning/_item_panel.html` needs; None where there is no such item.

    For a page with an element #plan that shows an item when its address says ?panel=item:<pk>:
    each form of the panel comes back to that address. Whoever has the signals of the year already
    passes them on.
    """
    rows = PlanItem.objects.visible_to(request.membership).with_everything()
    found = rows.filter(pk=pk).first()
    if found is None:
        return None
    context = item_context(request, found, here=addresses.here(request), signals=signals)
    return context | {"in_plan": True, "close_url": addresses.here(request, without=("panel",))}


def item_context(
    request: Request,
    found: PlanItem,
    *,
    here: str,
    signals: Sequence[Signal] | None = None,
) -> dict[str, Any]:
    """What the page and the panel of an item share; `here` is where its forms come back to."""
    entry = plan.entries([found])[0]
    if signals is None:
        signals = signal_queries.signals(
            request.library, found.starts_on.year, today=timezone.localdate()
        )
    return {
        "item": found,
        "entry": entry,
        "about": about(found, entry, signals),
        "sentence": wording.item_sentence(entry, timezone.localdate()),
        "undo": undo_line(request, found),
        "together": items.thrown_with(found),
        "next": here,
        "workspace_url": addresses.workspace_of(found),
        "move_form": move_form(found),
        "join_form": join_form(request, entry),
        # Beside the form that moves it, which has a version too.
        "status_form": StatusForm(
            initial={"status": found.status, "version": found.version}, auto_id="status_%s"
        ),
    }


def about(found: PlanItem, entry: Entry, signals: Sequence[Signal]) -> About:
    """An item in words, with those of these signals that are about it."""
    return About(
        letter=LETTERS.get(entry.lane, "A"),
        when=wording.period_in_words(
            found.starts_on, found.ends_on, found.start_time, found.end_time
        ),
        weeks=wording.weeks_in_words(found.starts_on, found.ends_on),
        repeats=wording.repeat_in_words(found.series.rule) if found.series else "",
        people=people(entry),
        hours=[(wording.discipline_in_words(each), entry.hours[each]) for each in entry.hours],
        signals=[each for each in signals if found.pk in each.item_ids],
    )


def people(entry: Entry) -> list[Person]:
    """Those who are in it, in the order in which they came."""
    return [
        Person(
            discipline=each.discipline,
            letter=LETTERS.get(each.discipline, "A"),
            said=wording.discipline_in_words(each.discipline),
            name=each.person,
            value=f"{each.discipline}:{each.person_id or ''}",
            since=each.joined_on,
        )
        for each in entry.joined
    ]


def undo_line(request: Request, found: PlanItem) -> Undo | None:
    """The line under an item that somebody has just changed: ?undo= says with which version."""
    number = request.GET.get("undo", "")
    version = int(number) if number.isdecimal() and len(number) < 9 else 0
    change = items.last_change(found, version=version, by=request.user)
    if change is None:
        return None
    names = items.names_of(found.library, [change.before, change.after])
    return Undo(version, capfirst(wording.change_in_words(change, names)))


def move_form(found: PlanItem) -> MoveForm:
    return MoveForm(
        initial={
            "starts_on": found.starts_on,
            "ends_on": found.ends_on,
            "version": found.version,
        },
        is_series=found.series_id is not None,
    )


def join_form(request: Request, entry: Entry, data: Any = None) -> JoinForm | None:
    """Who could join, or None when everybody is in it."""
    people, missing = items.joining(items.colleagues(request.library), entry)
    if not people and not missing:
        return None
    return JoinForm(data, people=people, missing=missing, is_joint=entry.is_joint)


@require_POST
def item_comment(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(PlanItem.objects.visible_to(request.membership), pk=pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        comment_actions.add_comment(found, by=request.user, **form.cleaned_data)
        say_unknown(request, form.cleaned_data["body"])
        return redirect(f"{found.get_absolute_url()}#comments")
    rows = PlanItem.objects.visible_to(request.membership).with_everything()
    whole = rows.select_related("parent", "created_by").get(pk=pk)
    context = item_context(request, whole, here=found.get_absolute_url())
    context |= {"history": items.history(found), "comments": items.comments(found)}
    context |= {"comment_form": form, "plan_url": addresses.plan_of(found)}
    return render(request, "planning/item.html", context, status=422)
