"""Says that somebody who was spoken to cannot be found: nobody reads it on This week then."""

from django.contrib import messages
from django.utils.translation import gettext as _

from planning import mentions
from planning.mentions import Unknown
from planning.queries import mentions as queries
from planning.requests import Request

MOST = 3


def say_unknown(request: Request, body: str) -> None:
    """A warning for each name in a comment that is nobody's."""
    if "@" not in body:
        return
    for each in mentions.unknown(body, queries.names(request.library))[:MOST]:
        messages.warning(request, in_words(each))


def in_words(found: Unknown) -> str:
    """Nora kennen we niet: bedoel je Noor de Vries?"""
    names = {"name": found.name, "meant": _(" or ").join(found.meant[:MOST])}
    if found.is_shared:
        return _("More than one colleague is called %(name)s: write %(meant)s.") % names
    if found.meant:
        return _("We do not know %(name)s: do you mean %(meant)s? Say it once more then.") % names
    return _("We do not know %(name)s, so nobody finds this on This week.") % names
