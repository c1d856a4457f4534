"""How a new person gets in: a link to choose a password, or to accept another library."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from planning import queries, tenancy
from planning.models import Membership, User

SALT = "planning.invitation"
DAYS = settings.PASSWORD_RESET_TIMEOUT // 86_400


def can_show_link(membership: Membership) -> bool:
    """Whether an administrator may see the link with which somebody chooses a first password.

    Only while the account is this library's alone and nobody has ever used it: whoever holds the
    link holds the account.
    """
    user = membership.user
    if user.has_usable_password() or user.last_login or membership.library.is_demonstration:
        return False
    return not queries.works_elsewhere(user, membership.library)


def password_link(user: User) -> str:
    """Where this person chooses a password; valid once, for DAYS days."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))


def acceptance_link(request: HttpRequest, membership: Membership) -> str:
    """Where somebody who has an account accepts to work for one more library."""
    token = signing.dumps([membership.library_id, membership.pk], salt=SALT, compress=True)
    return request.build_absolute_uri(reverse("planning:accept_invitation", args=[token]))


def invited(token: str, user: User) -> Membership:
    """The membership that a token invites this person to; 404 for anybody else's token."""
    try:
        library_id, pk = signing.loads(token, salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        raise Http404 from None
    with tenancy.person_scope(user):
        memberships = Membership.objects.filter(pk=pk, library=library_id, user=user)
        membership = memberships.select_related("library", "user").first()
    if membership is None:
        raise Http404
    return membership


def send(request: HttpRequest, membership: Membership, *, by: User) -> bool:
    """Mail the invitation; False when this server cannot send mail."""
    # On the console is not in the mailbox, and a link does not belong in a log.
    has_mail = not settings.EMAIL_BACKEND.endswith("console.EmailBackend")
    if membership.library.is_demonstration or not has_mail:
        return False
    is_new = membership.accepted_at is not None
    link = password_link(membership.user) if is_new else acceptance_link(request, membership)
    context = {"membership": membership, "link": link, "by": by, "days": DAYS, "is_new": is_new}
    subject = _("%(library)s invites you to Samenplan") % {"library": membership.library.name}
    body = render_to_string("planning/email/invitation.txt", context)
    try:
        send_mail(subject, body, None, [membership.user.email])
    except OSError:  # every SMTP error is one; the page says that no mail went out
        return False
    return True
