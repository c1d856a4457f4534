"""What every page shows around its content: navigation, libraries, the person."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from config import demonstration, welcome
from config.routes import url_if_there
from planning.models import Library, Membership, PlanSettings

Part = PlanSettings.Part


@dataclass(frozen=True)
class Place:
    """A line of the menu: `parts` that show it (none: always), `also` what lies beneath it."""

    name: str
    label: str | Promise
    icon: str
    parts: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    group: str = "main"
    role: str = ""

    @property
    def code(self) -> str:
        """The part to switch on for it."""
        return min(self.parts, default="")


PLACES = (
    Place("home", _("This week"), "week"),
    Place("planning:plan", _("Year plan"), "year", also=("/momenten/",)),
    Place(
        "planning:choices_now",
        _("Choices"),
        "choice",
        frozenset({Part.CHOICES}),
        also=("/initiatieven/",),
    ),
    Place(
        "planning:target_groups",
        _("Target groups"),
        "group",
        frozenset({Part.CHOICES, Part.SEGMENTS}),
    ),
    Place(
        "campaigns:campaigns",
        _("Campaigns"),
        "campaign",
        frozenset({Part.CAMPAIGNS}),
        also=("/berichten/",),
    ),
    Place("campaigns:screens", _("Screens"), "screen", frozenset({Part.CAMPAIGNS})),
    Place("segments:explorer", _("Who borrows what"), "chart", frozenset({Part.SEGMENTS})),
    Place("segments:collection", _("Collection"), "book", frozenset({Part.SEGMENTS})),
    Place("planning:people_directory", _("Together"), "people"),
    Place("planning:consultations", _("Consultations"), "meet", frozenset({Part.CONSULTATIONS})),
    Place("planning:reviews", _("Reviews"), "check", frozenset({Part.RELEASE}), role="manager"),
    Place("manage", _("Manage"), "gear", group="manage", role="admin"),
)


# Pages whose figures are made after an import is in.
FIGURES = ("/collectie/", "/doelgroepen/")


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


@dataclass(frozen=True)
class Shell:
    """What the page that is asked for stands in; asked of the database once, by full pages only."""

    navigation: list[NavigationItem] = field(default_factory=list)
    # The part that this page belongs to, while it is not in the menu.
    offer: Place | None = None


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
    # Lazy: a fragment shows no menu, and needs no query for it.
    path = getattr(request, "menu_path", request.path)
    around = SimpleLazyObject(lambda: _around(path, membership))
    context["library"] = membership.library
    context["navigation"] = SimpleLazyObject(lambda: around.navigation)
    context["part_offer"] = SimpleLazyObject(lambda: around.offer)
    context["libraries"] = _libraries(membership, getattr(request, "memberships", []))
    context["is_being_made"] = _is_being_made(request.path, membership.library)
    context["library_switch_url"] = reverse("switch_library")
    context["account_links"] = [Link(reverse("planning:profile"), _("Your profile"))]
    return context


def _is_being_made(path: str, library: Library) -> bool:
    """Whether figures of this page are out of date for as long as a worker makes them anew."""
    return library.insights_stale_at is not None and path.startswith(FIGURES)


def _footer_links() -> list[Link]:
    return [
        Link(reverse("help"), _("Help")),
        Link(reverse("accessibility"), _("Accessibility")),
        Link(reverse("privacy"), _("Privacy")),
    ]


def _libraries(active: Membership, memberships: list[Membership]) -> list[LibraryChoice]:
    libraries = [each.library for each in memberships]
    return [LibraryChoice(each.name, each.slug, each == active.library) for each in libraries]


def _around(path: str, membership: Membership) -> Shell:
    shown = shown_parts(membership.library)
    places = [(place, url) for place in PLACES if (url := _url_for(place, membership))]
    lengths = [(_match(path, url, place), place) for place, url in places]
    here = max(lengths, key=lambda pair: pair[0])[1] if any(n for n, _ in lengths) else None
    items = [
        NavigationItem(url, place.label, place.icon, place == here, place.group)
        for place, url in places
        if not place.parts or place.parts & shown
    ]
    is_hidden = bool(here and here.parts and not here.parts & shown)
    return Shell(items, here if is_hidden and membership.is_admin else None)


def shown_parts(library: Library) -> frozenset[str]:
    """The parts in the menu: those switched on, and what comes with loans or with books."""
    rows = Library.objects.filter(pk=library.pk).annotate(
        has_files=Exists(welcome.files().filter(library=OuterRef("pk")))
    )
    parts, has_files = rows.values_list("plan_settings__parts", "has_files").get()
    return frozenset([*(parts or []), *([Part.SEGMENTS] if has_files else [])])


def _url_for(place: Place, membership: Membership) -> str:
    """Where it is, or nothing for who has no business there."""
    may = {"": True, "manager": membership.is_manager, "admin": membership.is_admin}
    return url_if_there(place.name) if may[place.role] else ""


def _match(path: str, url: str, place: Place) -> int:
    """How much of the address belongs to this place; the longest one is where we are."""
    if url == "/":
        return int(path == "/")
    return max((len(start) for start in (url, *place.also) if path.startswith(start)), default=0)
