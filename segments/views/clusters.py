from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from config.http import render_page
from planning.requests import Request
from planning.rights import admin_required
from segments import clustering
from segments.actions import clusters as actions
from segments.queries import schemes as queries
from segments.views import explorer_words as words


@admin_required
@require_GET
def clusters(request: Request) -> HttpResponse:
    found = queries.clusters_of(request.library)
    context = {
        "clusters": found,
        "has_segments": queries.active_edition(request.library) is not None,
        "now": words.whole_percent(found.before) if found else "",
        "afterwards": words.whole_percent(found.after) if found else "",
        "enough": words.whole_percent(100 * clustering.ENOUGH),
    }
    return render_page(
        request, "segments/clusters.html", fragment="segments/_clusters.html", context=context
    )


@admin_required
@require_POST
def clusters_ask(request: Request) -> HttpResponse:
    if queries.active_edition(request.library) is not None:
        actions.ask_proposal(request.library)
    return redirect("segments:clusters")


@admin_required
@require_POST
def clusters_use(request: Request) -> HttpResponse:
    found = queries.clusters_of(request.library)
    try:
        if found is None:
            raise actions.CannotUse
        actions.use_proposal(found.scheme)
    except actions.CannotUse:
        messages.warning(request, _("There is no proposal to use. Ask for a new one."))
    else:
        messages.success(request, _("In use. All figures are being counted again."))
    return redirect("segments:clusters")


@admin_required
@require_POST
def clusters_leave(request: Request) -> HttpResponse:
    actions.go_back(request.library)
    messages.success(
        request, _("Every segment and genre stands by itself again. All figures are counted anew.")
    )
    return redirect("segments:clusters")
