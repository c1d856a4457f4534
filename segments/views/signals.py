"""The board of advice: to acquire, to place, to promote."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from config.http import render_page
from planning.models import Library
from planning.requests import Request
from planning.spreadsheet import Column, Table
from planning.views.files import table_file
from segments.forms.advice import SignalsForm
from segments.models import Advice
from segments.queries import advice as queries
from segments.views import advice_words as words
from segments.views import explorer_page

STEM = "samenplan-signalen"
PAGE, FRAGMENT = "segments/signals.html", "segments/_signals.html"


@dataclass(frozen=True)
class Card:
    """An advice on the board."""

    advice: Advice
    facts: str
    sure: str | Promise
    reason: str
    standing: words.Undecided
    outcome: str


@dataclass(frozen=True)
class BoardColumn:
    kind: str
    title: str | Promise
    text: str | Promise
    cards: list[Card]


@require_GET
def signals(request: Request) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return render_page(request, PAGE, fragment=FRAGMENT, context={"form": form}, status=422)
    library = request.library
    cards = [_card(each) for each in queries.advice(library, form.wanted())]
    context = {
        "form": form,
        "acquiring": words.acquiring(),
        "answer": words.answer(queries.open_counts(library)),
        "chosen": _chosen(form),
        "columns": [
            BoardColumn(kind, *said, [card for card in cards if card.advice.kind == kind])
            for kind, said in words.COLUMNS.items()
        ],
        "exports": _exports(request),
        "source": _source(library, cards),
        "needs": _needs(request) if not cards else None,
    }
    return render_page(request, PAGE, fragment=FRAGMENT, context=context)


@require_GET
def signals_csv(request: Request) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    return table_file(_table(request.library, form), "csv", STEM)


@require_GET
def signals_xlsx(request: Request) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    return table_file(_table(request.library, form), "xlsx", STEM)


def _form(request: Request) -> SignalsForm:
    segments, branches = queries.subjects(request.library)
    return SignalsForm(request.GET, segments=segments, branches=branches)


def _card(found: Advice) -> Card:
    said = words.outcome(found, today=timezone.localdate())
    return Card(
        advice=found,
        facts=words.facts(found),
        sure=words.SURE[found.certainty],
        reason=_reason(found),
        standing=words.standing(found),
        outcome=" ".join(said) if found.outcome else "",
    )


def _reason(found: Advice) -> str:
    """The reason that says more than the advice itself: where it is about a shelf, who borrows."""
    if not found.reasons:
        return ""
    return str(found.reasons[-1 if found.branch_id else 0]["text"])


def _chosen(form: SignalsForm) -> str:
    """What the filters say now, for where there is no room to show them."""
    said = []
    for bound in form.visible_fields():
        field: Any = bound.field
        said.append(str(dict(field.choices).get(bound.value() or "", "")))
    return " · ".join(filter(None, said))


def _exports(request: Request) -> list[tuple[str, str]]:
    asked = {name: str(value) for name, value in request.GET.items() if value}
    query = f"?{urlencode(asked)}" if asked else ""
    return [
        ("Excel", reverse("segments:signals_xlsx") + query),
        ("CSV", reverse("segments:signals_csv") + query),
    ]


def _source(library: Library, cards: list[Card]) -> str:
    """Of which periods the figures are, and when the newest were read in."""
    periods = sorted({card.advice.period for card in cards}, reverse=True)
    said = [words.period_said(period) for period in periods]
    imported = explorer_page.last_import(library)
    if imported and imported.finished_at:
        day = words.day_said(imported.finished_at)
        said.append(_("loans read in on %(day)s") % {"day": day})
    return " · ".join(said)


def _needs(request: Request) -> dict[str, str] | None:
    """Which file gives the next step where there is no advice at all; None where all is there."""
    missing = queries.missing(request.library)
    if missing is None:
        return None
    title, text = {
        "loans": (
            _("Advice begins with loans"),
            _("Read in a file with loans. With one of copies it says what is worn out."),
        ),
        "holdings": (
            _("What stands where is not known yet"),
            _("Read in a file with copies per branch: then it shows what is worn out or far away."),
        ),
        "homes": (
            _("Where segments live is not known yet"),
            _("Read in households per area, and say which branch an area belongs to."),
        ),
    }[missing]
    is_admin = request.membership.is_admin
    url = reverse("segments:import_new") if is_admin else ""
    return {"title": title, "text": text, "url": url}


def _table(library: Library, form: SignalsForm) -> Table:
    columns = [
        Column(_("Direction")),
        Column(_("Advice"), width=60),
        Column(_("How sure")),
        Column(_("For"), width=18),
        Column(_("Readers")),
        Column(_("Segment"), width=24),
        Column(_("Genre"), width=24),
        Column(_("Branch"), width=18),
        Column(_("Period")),
        Column(_("Why"), width=80),
        Column(_("Status"), width=40),
        Column(_("Outcome"), width=60),
    ]
    today = timezone.localdate()
    rows = [
        _row(found, " ".join(words.outcome(found, today=today)))
        for found in queries.advice(library, form.wanted())
    ]
    notes = [
        (_("Filters"), _chosen(form)),
        *((str(words.SURE[k]), str(v)) for k, v in words.HOW_SURE.items()),
    ]
    return Table(name=_("Signals"), columns=columns, rows=rows, notes=notes)


def _row(found: Advice, outcome: str) -> list[str]:
    title, _text = words.COLUMNS[found.kind]
    return [
        str(title),
        found.text,
        str(words.SURE[found.certainty]),
        words.addressee(found),
        words.readers(found),
        found.segment.name if found.segment else "",
        found.genre.name if found.genre else "",
        found.branch.name if found.branch else "",
        words.period(found),
        " ".join(reason["text"] for reason in found.reasons),
        words.standing(found).text or capfirst(found.get_status_display()),
        outcome,
    ]
