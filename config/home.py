"""The first page, and the switch between libraries."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config import demonstration, weeks, welcome
from planning import actions, queries
from planning.requests import Request
from segments.models import LoanImport


@login_not_required
@require_GET
def home(request: Request) -> HttpResponse:
    """This week: for now the first steps, what has been read in, and where to look."""
    if not request.user.is_authenticated:
        # A demonstration opens with the choice of who to be.
        return redirect("demonstration_login" if demonstration.is_open() else "account_login")
    imports = LoanImport.objects.filter(library=request.library)
    latest = imports.exclude(status__in=[LoanImport.Status.DRAFT, LoanImport.Status.CANCELLED])
    context = {
        "administrators": queries.administrators(request.library),
        "week": weeks.week_of(timezone.localdate()),
        "cards": welcome.cards(request.membership),
        "last_import": latest.order_by("-created_at", "-pk").first(),
        "has_loans": welcome.has_loans(request.library),
    }
    return render(request, "config/home.html", context)


@require_POST
def put_away_card(request: Request) -> HttpResponse:
    card = request.POST.get("card", "")
    if card not in welcome.CODES:
        raise Http404
    actions.put_away_card(request.membership, card=card)
    return redirect("segments:explorer" if "open" in request.POST else "home")


@require_POST
def switch_library(request: Request) -> HttpResponse:
    """Work for another of one's own libraries from now on."""
    slug = request.POST.get("library", "")
    chosen = [each for each in request.memberships if each.library.slug == slug]
    if not chosen:
        raise Http404
    request.session["library"] = chosen[0].library_id
    return redirect("home")
