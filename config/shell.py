"""What every page shows around its content: navigation, libraries, the person."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config import demonstration
from planning.models import Membership


@dataclass(frozen=True)
class NavigationItem:
    url: str
    label: str | Promise
    icon: str
    current: bool
    group: str = "main"


@dataclass(frozen=True)
class Link:
    url: str
    label: str | Promise


@dataclass(frozen=True)
class LibraryChoice:
    name: str
    slug: str
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    membership: Membership | None = getattr(request, "membership", None)
    theme = getattr(request.user, "theme", "auto") if hasattr(request, "user") else "auto"
    context = {
        "version": settings.VERSION,
        "theme": theme,
        "library": None,
        "membership": membership,
        "navigation": [],
        "footer_links": _footer_links(),
        # A function: only the log-in page asks, other pages need no query for it.
        "has_demonstration": demonstration.is_open,
    }
    if membership is None:
        return context
    context["library"] = membership.library
    context["navigation"] = _navigation(request.path, membership)
    context["libraries"] = _libraries(membership, getattr(request, "memberships", []))
    context["library_switch_url"] = reverse("switch_library")
    context["account_links"] = [Link(reverse("planning:profile"), _("Your profile"))]
    return context


def _footer_links() -> list[Link]:
    return [
        Link(reverse("help"), _("Help")),
        Link(reverse("accessibility"), _("Accessibility")),
        Link(reverse("privacy"), _("Privacy")),
    ]


def _libraries(active: Membership, memberships: list[Membership]) -> list[LibraryChoice]:
    libraries = [each.library for each in memberships]
    return [LibraryChoice(each.name, each.slug, each == active.library) for each in libraries]


def _navigation(path: str, membership: Membership) -> list[NavigationItem]:
    places = [
        ("home", _("This week"), "week", "main"),
        ("segments:explorer", _("Target groups"), "group", "main"),
    ]
    if membership.is_admin:
        places.append(("manage", _("Manage"), "gear", "manage"))
    items = []
    for name, label, icon, group in places:
        url = reverse(name)
        current = path == url if url == "/" else path.startswith(url)
        items.append(NavigationItem(url, label, icon, current, group))
    return items
