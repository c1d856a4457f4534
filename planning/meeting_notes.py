"""The notes of a consultation by mail: once, to who was there and to both disciplines."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from planning import tenancy
from planning.actions import meetings as actions
from planning.models import Consultation
from planning.queries import meetings
from planning.wording import day_in_words

logger = logging.getLogger(__name__)
CONSOLE = "django.core.mail.backends.console.EmailBackend"


def reaches_mailboxes(consultation: Consultation) -> bool:
    """Whether mail of this library goes out; on the console it is in nobody's mailbox."""
    is_console = settings.EMAIL_BACKEND == CONSOLE
    return not is_console and not consultation.library.is_demonstration


def mail(consultation: Consultation, *, link: str) -> bool:
    """Mail the notes when that was not done yet; False when it was.

    That it is done is written before anything leaves, so that two people who press at once, or a
    server that stops halfway, never send it twice. When no mail could go out that is taken back.
    """
    claimed = actions.claim_mail(consultation)
    if claimed is None:
        return False
    message = _message(claimed, link=link)
    if message.to:
        transaction.on_commit(partial(_send, message, claimed.library_id, claimed.pk))
    return True


def _message(consultation: Consultation, *, link: str) -> EmailMessage:
    agenda = meetings.agenda(consultation)
    decisions = [each for point in agenda for each in point.decisions.all()]
    # One message to a mixed company: in the language of the libraries.
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Notes of %(title)s, %(day)s") % {
            "title": consultation.item.title,
            "day": day_in_words(consultation.item.starts_on),
        }
        context = {
            "consultation": consultation,
            "item": consultation.item,
            "decisions": [each for each in decisions if each.kind == "decision"],
            "actions": [each for each in decisions if each.kind == "action"],
            "done": [each for each in agenda if each.state == "done"],
            "carried": [each for each in agenda if each.state == "carried"],
            "link": link,
        }
        body = render_to_string("planning/email/consultation_notes.txt", context)
    # Mail of a demonstration goes to nobody, whatever server there is.
    console = settings.EMAIL_HOST and consultation.library.is_demonstration
    return EmailMessage(
        subject,
        body,
        to=[each.email for each in meetings.recipients(consultation)],
        connection=get_connection(CONSOLE) if console else None,
    )


def _send(message: EmailMessage, library_id: int, pk: int) -> None:
    try:
        message.send()
    except OSError:  # every SMTP error is one; the page offers to try again
        logger.warning("The notes of a consultation could not be mailed.")
        with tenancy.library_scope(library_id):
            Consultation.objects.filter(pk=pk).update(mailed_at=None)
