"""A demonstration library: people to be without a password, and its removal."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from planning import tenancy
from planning.actions.people import MADE_UP
from planning.models import Library, Membership, User
from planning.requests import Request
from planning.rights import admin_required

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Cast:
    """A demonstration library and the people one can be there."""

    library: Library
    people: list[Membership]


@login_not_required
@require_http_methods(["GET", "POST"])
def demonstration_login(request: HttpRequest) -> HttpResponse:
    """Choose a role without a password; exists only while there is demonstration data."""
    casts = _casts()
    if not casts:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        people = [person for cast in casts for person in cast.people if str(person.pk) == chosen]
        if not people:
            raise Http404
        login(request, people[0].user, BACKEND)
        request.session["library"] = people[0].library_id
        return redirect("home")
    return render(request, "config/demonstration.html", {"casts": casts})


def is_open() -> bool:
    """Whether there is anybody to be in a demonstration library."""
    return bool(_casts())


def _casts() -> list[Cast]:
    libraries = Library.objects.filter(is_demonstration=True, removal_asked_at=None)
    casts = [Cast(library, _people(library)) for library in libraries.order_by("pk")]
    return [cast for cast in casts if cast.people]


def _people(library: Library) -> list[Membership]:
    with tenancy.library_scope(library):
        members = Membership.objects.accepted().filter(
            library=library, user__is_active=True, user__email__endswith=MADE_UP
        )
        people = list(members.select_related("user", "library").order_by("pk"))
    return [person for person in people if _is_made_up(person.user)]


def _is_made_up(user: User) -> bool:
    """A person who also works for a real library is nobody to log in as without a password."""
    with tenancy.person_scope(user):
        return not Membership.objects.filter(user=user, library__is_demonstration=False).exists()


@require_http_methods(["GET", "POST"])
@admin_required
def remove_demonstration(request: Request) -> HttpResponse:
    """Say what goes, and ask for it."""
    if not request.library.is_demonstration:
        raise Http404
    if request.method == "POST":
        ask_removal(request.library, by=request.user)
        return redirect("remove_demonstration")
    return render(request, "config/remove_demonstration.html", {})


@transaction.atomic
def ask_removal(library: Library, *, by: User) -> None:
    """Ask the workers to remove a demonstration library with all that is in it.

    The web process may not delete loans. A sweep takes every library with `removal_asked_at`.
    """
    del by  # for the log of changes, once there is one
    Library.objects.filter(pk=library.pk, is_demonstration=True, removal_asked_at=None).update(
        removal_asked_at=timezone.now()
    )
