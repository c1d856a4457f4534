"""What came of a campaign: the page, and its titles as a file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from campaigns import effect_words as words
from campaigns.actions import effects as actions
from campaigns.tasks import measure_effects
from campaigns.views import effect_page as pages
from campaigns.views.workspace import asked_campaign, frame
from planning.requests import Request
from planning.spreadsheet import Column, Table
from planning.views.files import TYPES, table_file
from segments.effect.told import Told
from segments.queries.remembered import remembering


@require_GET
@remembering()
def campaign_effect(request: Request, pk: int) -> HttpResponse:
    found = asked_campaign(request, pk)
    kept, is_late = actions.current(found)
    if is_late:
        measure_effects.delay_on_commit(request.library.pk)
    context = frame(found, "campaign_effect")
    context |= pages.context(found, kept, today=context["today"])
    context["is_late"] = is_late
    context["address"] = reverse("campaigns:campaign_effect", args=[pk])
    return render(request, "campaigns/effect.html", context)


@require_GET
@remembering()
def campaign_effect_file(request: Request, pk: int, kind: str) -> HttpResponse:
    if kind not in TYPES:
        raise Http404
    found = asked_campaign(request, pk)
    kept, _is_late = actions.current(found)
    told = Told.of(kept.content)
    rows = pages.rows(told, pages.title_names(request.library, told))
    columns = [
        *(Column(_("Title"), width=40), Column(_("Author"), width=24)),
        *(Column(name, "count") for name in (_("Before"), _("During"), _("Afterwards"))),
        Column(_("Same weeks last year"), "count"),
        Column(_("Expected during"), "decimal"),
    ]
    cells = [
        [
            *(row.name, row.author, row.told.before, row.told.during, row.told.after),
            None if told.last_year is None else row.told.last_year,
            row.told.expected,
        ]
        for row in rows
    ]
    notes = [
        (_("Campaign"), str(found)),
        (_("Before"), words.length(told.days_before)),
        (_("During"), words.length(told.days_during)),
        (_("Afterwards"), words.length(told.days_after)),
        (_("Loans are known until"), told.known_until),
        (_("Expected during"), _("What comparable titles did in the same weeks.")),
    ]
    stem = slugify(f"effect-{found}") or "effect"
    return table_file(Table(_("Titles"), columns, cells, notes), kind, stem)
