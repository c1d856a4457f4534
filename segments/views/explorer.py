from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from planning.requests import Request


@require_GET
def explorer(request: Request) -> HttpResponse:
    return render(request, "segments/explorer.html", {})
