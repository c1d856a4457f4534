"""How people get in: our rules on top of django-allauth's."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from planning.requests import Request

# Where somebody may go without a library, or before setting up a second factor.
OPEN_PREFIXES = (
    "/toegang/",
    "/static/",
    "/bibliotheek/",
    "/uitnodiging/",
    "/privacy/",
    "/toegankelijkheid/",
    "/help/",
)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # an administrator adds people

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """People are known by their e-mail address."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Who has just logged in is not asked for the password twice.
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(context.request, context.request.user)
        return not any(record["at"] > since for record in records)


def needs_second_factor(request: Request) -> bool:
    """Managers and administrators of a real library need one before they see anything."""
    if not request.membership.is_manager or request.library.is_demonstration:
        return False
    if request.path.startswith(OPEN_PREFIXES):
        return False
    return not is_mfa_enabled(request.user)
