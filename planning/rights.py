"""Who may enter an area; what exists for somebody inside it is up to the querysets."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from planning import queries
from planning.models import Library, Membership
from planning.requests import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def admin_required(view: View[P]) -> View[P]:
    """Only for administrators of the library in hand; the others read whom to ask."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.membership.is_admin:
            raise PermissionDenied(_refusal(request.library))
        return view(request, *args, **kwargs)

    guarded.required_role = Membership.Role.ADMIN  # type: ignore[attr-defined]
    return guarded


def manager_required(view: View[P]) -> View[P]:
    """Only for managers of the library in hand, administrators among them."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.membership.is_manager:
            raise PermissionDenied(_manager_refusal(request.library))
        return view(request, *args, **kwargs)

    guarded.required_role = Membership.Role.MANAGER  # type: ignore[attr-defined]
    return guarded


def fresh_login_required(view: View[P]) -> View[P]:
    """Ask again who it is when the last log-in is more than half an hour ago."""
    guarded: View[P] = reauthentication_required(enabled=_has_real_people)(view)
    return guarded


def _has_real_people(request: Request) -> bool:
    # People of a demonstration have no password to ask for.
    return not request.library.is_demonstration


def _refusal(library: Library) -> str:
    # In words now: the error page is made when the transaction is over.
    names = queries.administrators(library)
    if not names:
        return _("Only an administrator of your library may do this.")
    return _("Only an administrator of your library may do this. Ask %(names)s.") % {
        "names": ", ".join(names)
    }


def _manager_refusal(library: Library) -> str:
    names = queries.managers(library)
    if not names:
        return _("Only a manager of your library may do this.")
    return _("Only a manager of your library may do this. Ask %(names)s.") % {
        "names": ", ".join(names)
    }
