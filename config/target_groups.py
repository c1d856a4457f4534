"""Target groups as planning keeps them, with what segments knows of their readers.

The addresses are those of planning; config/urls.py names them before planning's own.
"""

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from planning.requests import Request
from planning.views import target_groups as views
from segments.forms.groups import GroupAddForm, GroupForm
from segments.views import groups


@require_GET
def target_group_list(request: Request) -> HttpResponse:
    return views.target_group_list(request, more=groups.of_list)


@require_GET
def target_group(request: Request, pk: int) -> HttpResponse:
    return views.target_group(request, pk, page="segments/target_group.html", more=groups.of_page)


@require_http_methods(["GET", "POST"])
def target_group_add(request: Request) -> HttpResponse:
    return views.target_group_add(request, form_class=GroupAddForm)


@require_http_methods(["GET", "POST"])
def target_group_edit(request: Request, pk: int) -> HttpResponse:
    return views.target_group_edit(request, pk, form_class=GroupForm)
