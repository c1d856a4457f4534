"""The first steps on the home page: each is there until it is done or put away."""

from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import queries
from planning.models import Branch, Library, Membership
from segments.models import LoanImport

CODES = frozenset({"branches", "files", "colleague", "explorer", "safety"})
MOST_CARDS = 4


@dataclass(frozen=True)
class Card:
    code: str
    title: str
    text: str
    action: str | Promise = ""
    url: str = ""  # empty: a step for somebody else, or one that is done by going there
    minutes: int = 0

    @property
    def is_done_by_going(self) -> bool:
        return self.code == "explorer"


def loans() -> "QuerySet[LoanImport]":
    """The files with loans that count."""
    kinds = [LoanImport.Kind.LOANS, LoanImport.Kind.AGGREGATE]
    return LoanImport.objects.current().filter(kind__in=kinds)


def has_loans(library: Library) -> bool:
    """Whether there is anything to look at in the explorer."""
    return loans().filter(library=library).exists()


def cards(membership: Membership) -> list[Card]:
    """The steps that this person can still take, the first one first."""
    steps = [
        _branches(membership),
        _files(membership),
        _colleague(membership),
        _explorer(membership),
        _safety(membership),
    ]
    open_steps = [card for card in steps if card and card.code not in membership.cards_done]
    return open_steps[:MOST_CARDS]


def _branches(membership: Membership) -> Card | None:
    if not membership.is_admin or Branch.objects.filter(library=membership.library).exists():
        return None
    return Card(
        "branches",
        _("Write down your branches"),
        _("With the codes of your library system, so that every loan finds its place."),
        gettext_lazy("Add a branch"),
        reverse("planning:branch_add"),
        5,
    )


def _files(membership: Membership) -> Card | None:
    if not membership.is_admin or has_loans(membership.library):
        return None
    return Card(
        "files",
        _("Read in a file with loans"),
        _("An export of your library system. Names and addresses stay outside the door."),
        gettext_lazy("Choose a file"),
        reverse("segments:import_new"),
        10,
    )


def _colleague(membership: Membership) -> Card | None:
    present = queries.disciplines(membership.library)
    if {Membership.Discipline.COLLECTION, Membership.Discipline.MARKETING} <= present:
        return None
    title = _("Invite one colleague of the other discipline")
    text = _("Collection knows the books, marketing knows the public. It begins with two.")
    if membership.is_admin:
        url = reverse("planning:member_add")
        return Card("colleague", title, text, gettext_lazy("Invite a colleague"), url, 2)
    admins = " " + _("%(names)s can do that for you.") % {
        "names": ", ".join(queries.administrators(membership.library))
    }
    return Card("colleague", title, text + admins)


def _explorer(membership: Membership) -> Card | None:
    if not has_loans(membership.library):
        return None
    return Card(
        "explorer",
        _("Look at who borrows what"),
        _("One page: which groups of readers borrow which genres more than others do."),
        gettext_lazy("Look now"),
        minutes=5,
    )


def _safety(membership: Membership) -> Card | None:
    if membership.library.is_demonstration or is_mfa_enabled(membership.user):
        return None
    return Card(
        "safety",
        _("Log in without a password"),
        _("With a passkey: your fingerprint, your face or the code of your screen."),
        gettext_lazy("Make a passkey"),
        reverse("mfa_add_webauthn"),
        2,
    )
