from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planning.forms import ThresholdsForm
from planning.requests import Request
from planning.rights import admin_required


@require_http_methods(["GET", "POST"])
@admin_required
def thresholds(request: Request) -> HttpResponse:
    # A form writes what was typed on its object, also what it refuses: hence the copies.
    form = ThresholdsForm(request.POST or None, instance=copy(request.library))
    if form.is_valid():
        library = form.save(commit=False)
        if "threshold" in form.changed_data:  # what hides beside what depends on it
            library.rollups_stale_at = timezone.now()
        library.save()
        messages.success(request, _("The thresholds have been saved."))
        return redirect("planning:thresholds")
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "planning/thresholds.html", context, status=status)
