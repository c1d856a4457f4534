"""Where a person is logged in, and logging out everywhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from planning import accounts
from planning.devices import device_name
from planning.requests import Request


@dataclass(frozen=True)
class Device:
    name: str
    since: datetime
    address: str
    is_this_one: bool


@require_http_methods(["GET", "POST"])
def session_list(request: Request) -> HttpResponse:
    if request.method == "POST":
        accounts.end_other_sessions(request)
        messages.success(request, _("You are logged out everywhere else."))
        return redirect("planning:session_list")
    devices = [
        Device(device_name(each.user_agent), each.created_at, each.ip, each.is_current())
        for each in accounts.sessions_of(request.user)
    ]
    others = sum(not device.is_this_one for device in devices)
    return render(request, "planning/session_list.html", {"devices": devices, "others": others})
