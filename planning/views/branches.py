"""The branches of the library, and the groups that they make up."""

from collections.abc import Callable
from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning import actions, queries
from planning.forms import BranchForm, GroupForm
from planning.models import Branch, BranchGroup
from planning.requests import Request
from planning.rights import admin_required


@require_GET
@admin_required
def branch_list(request: Request) -> HttpResponse:
    context = {
        "branches": queries.branches(request.library),
        "groups": queries.groups(request.library),
    }
    return render(request, "planning/branch_list.html", context)


@require_http_methods(["GET", "POST"])
@admin_required
def branch_add(request: Request) -> HttpResponse:
    form = BranchForm(request.POST or None, library=request.library)
    if form.is_valid():
        branch = form.save(commit=False)
        group = branch.group.name if branch.group else ""
        actions.add_branch(
            request.library, code=branch.code, name=branch.name, kind=branch.kind, group=group
        )
        messages.success(request, _("%(name)s has been added.") % {"name": branch})
        return redirect("planning:branch_list")
    status = 422 if form.errors else 200
    return render(request, "planning/branch_add.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def branch_edit(request: Request, pk: int, *, is_used: Callable[[Branch], bool]) -> HttpResponse:
    # Whether there are loans of a branch is not ours to know: config/manage.py passes who does.
    branch = get_object_or_404(Branch.objects.editable_by(request.membership), pk=pk)
    form = BranchForm(
        request.POST or None,
        instance=copy(branch),
        library=request.library,
        is_used=is_used(branch),
    )
    if form.is_valid():
        actions.change_branch(branch, **form.cleaned_data)
        messages.success(request, _("%(name)s has been changed.") % {"name": branch})
        return redirect("planning:branch_list")
    context = {"form": form, "branch": branch}
    status = 422 if form.errors else 200
    return render(request, "planning/branch_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@admin_required
def group_add(request: Request) -> HttpResponse:
    return _group_form(request, BranchGroup(library=request.library), "planning/group_add.html")


@require_http_methods(["GET", "POST"])
@admin_required
def group_edit(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(BranchGroup.objects.editable_by(request.membership), pk=pk)
    return _group_form(request, group, "planning/group_edit.html")


def _group_form(request: Request, group: BranchGroup, page: str) -> HttpResponse:
    branches = queries.branches(request.library)
    inside = [branch for branch in branches if group.pk and branch.group_id == group.pk]
    form = GroupForm(
        request.POST or None,
        initial={"name": group.name, "branches": inside},
        library=request.library,
        group=group,
        branches=branches,
    )
    if form.is_valid():
        actions.save_group(group, library=request.library, **form.cleaned_data)
        messages.success(request, _("The group %(name)s has been saved.") % {"name": group})
        return redirect("planning:branch_list")
    context = {"form": form, "group": group}
    return render(request, page, context, status=422 if form.errors else 200)


@require_POST
@admin_required
def group_remove(request: Request, pk: int) -> HttpResponse:
    group = get_object_or_404(BranchGroup.objects.editable_by(request.membership), pk=pk)
    actions.remove_group(group)
    messages.success(request, _("The group %(name)s is no more.") % {"name": group.name})
    return redirect("planning:branch_list")
