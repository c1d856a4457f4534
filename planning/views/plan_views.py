"""The ways of looking at the plan that people keep: own ones, and those they share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning.forms.plan import KeptQueryForm, SavedViewForm
from planning.models import SavedView
from planning.queries import views
from planning.requests import Request


@require_GET
def view_list(request: Request) -> HttpResponse:
    kept = views.saved_views(request.membership)
    context = {
        "own": [each for each in kept if each.owner_id == request.user.pk],
        "shared": [each for each in kept if each.owner_id != request.user.pk],
        "year": timezone.localdate().year,
    }
    return render(request, "planning/plan_view_list.html", context)


@require_http_methods(["GET", "POST"])
def view_add(request: Request) -> HttpResponse:
    asked = KeptQueryForm(request.GET)
    query, year = asked.kept(timezone.localdate().year)
    view = SavedView(library=request.library, owner=request.user, query=query)
    form = SavedViewForm(request.POST or None, instance=view)
    address = reverse("planning:year_plan", kwargs={"year": year})
    address = f"{address}?{query}" if query else address
    if form.is_valid():
        form.save()
        messages.success(request, _("The view %(name)s has been kept.") % {"name": view})
        return redirect(address)
    context = {"form": form, "back": address}
    status = 422 if form.errors else 200
    return render(request, "planning/plan_view_add.html", context, status=status)


@require_http_methods(["GET", "POST"])
def view_edit(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(views.own_views(request.membership), pk=pk)
    form = SavedViewForm(request.POST or None, instance=view)
    if form.is_valid():
        form.save()
        messages.success(request, _("The view %(name)s has been kept.") % {"name": view})
        return redirect("planning:view_list")
    context = {"form": form, "view": view}
    status = 422 if form.errors else 200
    return render(request, "planning/plan_view_edit.html", context, status=status)


@require_POST
def view_remove(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(views.own_views(request.membership), pk=pk)
    view.delete()
    messages.success(request, _("The view %(name)s is gone.") % {"name": view})
    return redirect("planning:view_list")
