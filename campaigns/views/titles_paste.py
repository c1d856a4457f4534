"""A pasted list of titles: what was found of each line, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from campaigns import pasted_titles
from campaigns.actions import titles as actions
from campaigns.forms.titles import PastedFormSet, PasteForm
from campaigns.models import Campaign
from campaigns.queries.pasted_titles import Meaning, State, meanings
from campaigns.views import titles_change as changes
from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request
from segments.queries.remembered import remembering

# What somebody has to say something about comes first; the campaign keeps the order of the list.
_FIRST = (State.DOUBTED, State.NOT_FOUND, State.FOUND, State.ALREADY)


@require_http_methods(["GET", "POST"])
@remembering()
def campaign_titles_paste(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    form = PasteForm(request.POST or None)
    context = frame(campaign, "campaign_titles") | {"form": form}
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "campaigns/titles_paste.html", context, status=status)
    found = meanings(campaign, pasted_titles.lines(form.cleaned_data["text"]))
    if not found:
        form.add_error("text", _("There is no title in it."))
        return render(request, "campaigns/titles_paste.html", context, status=422)
    rows = PastedFormSet(initial=[initial(each) for each in found])
    return _check(request, campaign, rows, found)


def initial(meaning: Meaning) -> dict[str, Any]:
    """What is sure is chosen; about what is doubted somebody has to say something."""
    line = meaning.line
    chosen = str(meaning.books[0].number) if meaning.state is State.FOUND else ""
    return {
        "choice": chosen,
        "state": meaning.state,
        "offered": ",".join(str(book.number) for book in meaning.books),
        "name": line.name[: actions.LONGEST_NAME],
        "isbn": line.isbn,
        "expected_on": line.expected_on,
    }


def _check(
    request: Request,
    campaign: Campaign,
    rows: Any,
    found: list[Meaning],
    *,
    status: int = 200,
) -> HttpResponse:
    pairs = zip(rows.forms, found, strict=True)
    lines = sorted(pairs, key=lambda pair: _FIRST.index(pair[1].state))
    choices = [form["choice"].value() for form, meaning in lines if meaning.state != State.ALREADY]
    counts = {state: sum(each.state is state for each in found) for state in State}
    context = frame(campaign, "campaign_titles") | {
        "formset": rows,
        "lines": lines,
        "sentence": in_words(counts),
        "put_in": sum(bool(choice) for choice in choices),
        "left_out": sum(not choice for choice in choices),
    }
    return render(request, "campaigns/titles_check.html", context, status=status)


@require_POST
@remembering()
def campaign_titles_pasted(request: Request, pk: int) -> HttpResponse:
    campaign = asked_campaign(request, pk, to_change=True)
    rows = PastedFormSet(request.POST)
    if not rows.is_valid():
        if not rows.management_form.is_valid() or rows.non_form_errors():
            return redirect("campaigns:campaign_titles_paste", pk)
        lines = [form.line for form in rows.forms]
        return _check(request, campaign, rows, meanings(campaign, lines), status=422)
    wanted = [form.cleaned_data for form in rows.forms]
    try:
        said = put_in(request, campaign, wanted)
    except actions.CannotAdd:
        said = changes.too_many()
    messages.info(request, said)
    return redirect("campaigns:campaign_titles", pk)


def put_in(request: Request, campaign: Campaign, wanted: list[dict[str, Any]]) -> str:
    """Those of the collection, then those that are still to be bought; how many of each."""
    numbers = [int(row["choice"]) for row in wanted if row["choice"].isdecimal()]
    added = changes.add(request, campaign, numbers) if numbers else []
    bought = 0
    for row in wanted:
        if row["choice"] != "buy":
            continue
        try:
            actions.write_in(
                campaign,
                name=row["name"],
                isbn=row["isbn"],
                expected_on=row["expected_on"],
                by=request.user,
            )
        except actions.AlreadyIn:
            continue
        bought += 1
    said = changes.added_in_words(len(added)) if numbers or not bought else ""
    more = ngettext(
        "%(count)d is on the list, still to be bought.",
        "%(count)d are on the list, still to be bought.",
        bought,
    ) % {"count": bought}
    return " ".join(each for each in (said, more if bought else "") if each)


def in_words(counts: dict[State, int]) -> str:
    """8 gevonden, 2 onzeker, 1 niet gevonden, 1 staat er al in."""
    said = {
        State.FOUND: _("%(count)d found"),
        State.DOUBTED: _("%(count)d doubted"),
        State.NOT_FOUND: _("%(count)d not found"),
        State.ALREADY: _("%(count)d in it already"),
    }
    parts = [said[state] % {"count": number} for state, number in counts.items() if number]
    return ", ".join(parts) + "."
