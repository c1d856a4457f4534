"""What every page shows around its content: navigation, libraries, the person."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planning.models import Membership


@dataclass(frozen=True)
class NavigationItem:
    url: str
    label: str | Promise
    icon: str
    current: bool
    group: str = "main"


def shell(request: HttpRequest) -> dict[str, Any]:
    membership: Membership | None = getattr(request, "membership", None)
    theme = getattr(request.user, "theme", "auto") if hasattr(request, "user") else "auto"
    context = {
        "version": settings.VERSION,
        "theme": theme,
        "library": None,
        "membership": membership,
        "navigation": [],
        "footer_links": [],
    }
    if membership is None:
        return context
    context["library"] = membership.library
    context["navigation"] = _navigation(request.path, membership)
    return context


def _navigation(path: str, membership: Membership) -> list[NavigationItem]:
    places = [
        ("home", _("This week"), "week", "main"),
        ("segments:explorer", _("Target groups"), "group", "main"),
    ]
    if membership.is_admin:
        places.append(("planning:manage", _("Manage"), "gear", "manage"))
    items = []
    for name, label, icon, group in places:
        url = reverse(name)
        current = path == url if url == "/" else path.startswith(url)
        items.append(NavigationItem(url, label, icon, current, group))
    return items
