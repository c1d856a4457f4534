"""How people get in: our rules on top of django-allauth's."""

import time
from datetime import timedelta
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.internal.flows import sessions as session_flows
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from planning import tenancy
from planning.models import Membership, User
from planning.requests import Request

# Where somebody may go without a library, or before setting up a second factor.
OPEN_PREFIXES = (
    "/toegang/",
    "/scherm/",  # a screen never sees a page of ours that asks for something
    "/static/",
    "/bibliotheek/",
    "/uitnodiging/",
    "/privacy/",
    "/toegankelijkheid/",
    "/help/",
)


FORMER_AFTER = timedelta(days=365)


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


def sessions_of(user: User) -> list[UserSession]:
    """Where somebody is logged in, here first, then the latest; what ended is forgotten."""
    found = UserSession.objects.purge_and_list(user)
    found.sort(key=lambda session: session.created_at, reverse=True)
    return sorted(found, key=lambda session: not session.is_current())


def end_other_sessions(request: Request) -> None:
    """Log this person out everywhere but here."""
    session_flows.end_other_sessions(request, request.user)


def forget_ended_sessions() -> None:
    """Delete sessions that ran out, and the addresses and browsers noted of ended ones."""
    SessionStore.clear_expired()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=Subquery(alive)).delete()


def forget_former_people() -> int:
    """Take name and address off accounts that had no library for a year; gives their number.

    The row stays: what somebody did for a library is still done by one and the same person.
    """
    since = timezone.now() - FORMER_AFTER
    idle = User.objects.filter(Q(last_login=None) | Q(last_login__lt=since), joined_at__lt=since)
    former = [user for user in idle.filter(is_active=True).order_by("pk") if _has_left(user)]
    for user in former:
        _forget(user)
    return len(former)


def _has_left(user: User) -> bool:
    with tenancy.person_scope(user):
        return not Membership.objects.filter(user=user).exists()


@transaction.atomic
def _forget(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.name, user.email = _("former colleague"), f"{user.pk}@vergeten.invalid"
    user.is_active = False
    user.set_unusable_password()
    user.save()
