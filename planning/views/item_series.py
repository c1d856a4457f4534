"""How something comes back: for the first time, otherwise than before, or no more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from planning import recurrence, wording
from planning.actions import items as actions
from planning.actions import series as series_actions
from planning.forms.item_add import RepeatForm
from planning.requests import Request
from planning.views import item_addresses as addresses
from planning.views.item_changes import editable
from planning.views.item_conflicts import show_changes


@require_http_methods(["GET", "POST"])
def item_repeat(request: Request, pk: int) -> HttpResponse:
    found = editable(request, pk)
    rule = found.series.rule if found.series else ""
    form = RepeatForm(
        request.POST or None,
        starts_on=found.starts_on,
        initial={
            "version": found.version,
            "repeat": recurrence.choice_of(rule) if rule else "",
            "until": recurrence.until_of(rule) if rule else None,
        },
    )
    if form.is_valid():
        try:
            made = series_actions.repeat_item(
                found, by=request.user, base=form.cleaned_data["version"], rule=form.rule
            )
        except actions.ChangedMeanwhile as refused:
            return show_changes(request, found, refused, act="repeat")
        said = _("It does not come back any more.")
        if form.rule:
            new = ngettext("%(count)s new day.", "%(count)s new days.", len(made))
            said = (
                f"{wording.repeat_in_words(form.rule).capitalize()}. {new % {'count': len(made)}}"
            )
        return addresses.back_from_series(request, found, said=said)
    context = {
        "item": found,
        "form": form,
        "repeats": bool(rule),
        "when": wording.day_in_words(found.starts_on),
    }
    return render(request, "planning/item_repeat.html", context, status=422 if form.errors else 200)
