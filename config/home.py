"""The first page, the choice of role in a demonstration, and the switch between libraries."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from planning import tenancy
from planning.models import Library, Membership, User
from planning.requests import Request
from segments.models import LoanImport


@require_GET
def home(request: Request) -> HttpResponse:
    """This week: for now what has been read in, and where to go from there."""
    imports = LoanImport.objects.current().order_by("-finished_at", "-pk")
    context = {
        "last_import": imports.first(),
        "has_loans": imports.filter(kind__in=["loans", "aggregate"]).exists(),
    }
    return render(request, "config/home.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def demonstration_login(request: HttpRequest) -> HttpResponse:
    """Choose a role without a password; exists only while there is demonstration data."""
    people = _demonstration_people()
    if not people:
        raise Http404
    if request.method == "POST":
        user = get_object_or_404(_demonstration_users(), pk=request.POST.get("person"))
        login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
        return redirect("home")
    return render(request, "config/demonstration.html", {"people": people})


@require_POST
def switch_library(request: Request) -> HttpResponse:
    """Work for another of one's own libraries from now on."""
    with tenancy.person_scope(request.user):
        membership = Membership.objects.of(request.user).filter(
            library__slug=request.POST.get("library", "")
        )
        chosen = membership.first()
    if chosen is None:
        raise Http404
    request.session["library"] = chosen.library_id
    return redirect("home")


def _demonstration_users() -> QuerySet[User]:
    # A person who also works for a real library is nobody to log in as without a password.
    return User.objects.filter(is_active=True, email__endswith="@demo.invalid")


def _demonstration_people() -> list[Membership]:
    people: list[Membership] = []
    for library in Library.objects.filter(is_demonstration=True).order_by("pk"):
        with tenancy.library_scope(library):
            people += Membership.objects.filter(
                user__in=_demonstration_users()
            ).select_related("user", "library")
    return sorted(people, key=lambda person: person.pk)
