"""The request as our views see it: somebody logged in, at one library."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from planning.models import Library, Membership, User


class Request(HttpRequest):
    user: User
    htmx: HtmxDetails
    library: Library
    membership: Membership
    memberships: list[Membership]  # all of this person's, the one in hand among them
    menu_path: str  # set by a page that stands elsewhere in the menu than its address says
