"""How people get in: our rules on top of django-allauth's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from planning.requests import Request

# Where somebody who must set up a second factor may go.
OPEN_PREFIXES = ("/toegang/", "/static/")


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # an administrator adds people

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People are known by their e-mail address."""


def needs_second_factor(request: Request) -> bool:
    """Managers and administrators of a real library need one before they see anything."""
    if not request.membership.is_manager or request.library.is_demonstration:
        return False
    if request.path.startswith(OPEN_PREFIXES):
        return False
    return not is_mfa_enabled(request.user)
