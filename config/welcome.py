"""The first quarter of an hour on the home page: each step is there until it left its traces.

Nothing is ticked off by hand. First the plan, for both disciplines; then the data, for who may.
"""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.routes import url_if_there
from planning import queries
from planning.models import (
    Branch,
    Initiative,
    Library,
    Membership,
    NationalCampaign,
    PlanItem,
    PlanVersion,
    TargetGroup,
)
from segments.models import LoanImport

CODES = frozenset(
    {
        *("colleague", "plan", "national", "choices", "consultation", "a3"),
        *("branches", "files", "explorer", "safety"),
    }
)
# Those that are done by going there.
GOING = frozenset({"explorer", "a3"})
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
        return self.code in GOING


@dataclass(frozen=True)
class Traces:
    """What a library did already."""

    has_plan: bool
    has_answer: bool
    has_target_group: bool
    has_proposal: bool
    has_no: bool
    has_consultation: bool
    has_version: bool
    has_branches: bool
    has_loans: bool


def files() -> "QuerySet[LoanImport]":
    """The files with loans or with books that count."""
    kind = LoanImport.Kind
    books = [kind.TITLES, kind.HOLDINGS, kind.ACQUISITIONS]
    return LoanImport.objects.current().filter(kind__in=[kind.LOANS, kind.AGGREGATE, *books])


def loans() -> "QuerySet[LoanImport]":
    """The files with loans that count."""
    kinds = [LoanImport.Kind.LOANS, LoanImport.Kind.AGGREGATE]
    return LoanImport.objects.current().filter(kind__in=kinds)


def traces(library: Library) -> Traces:
    """All of it in one query."""
    items = PlanItem.objects.current()
    consultation = PlanItem.Kind.CONSULTATION
    no = [Initiative.Status.DECLINED, Initiative.Status.STOPPED]
    left = {
        "has_plan": _some(items.filter(national=None).exclude(kind=consultation)),
        "has_answer": _some(NationalCampaign.objects.exclude(answer=NationalCampaign.Answer.OPEN)),
        "has_target_group": _some(TargetGroup.objects.all()),
        "has_proposal": _some(Initiative.objects.all()),
        "has_no": _some(Initiative.objects.filter(status__in=no)),
        "has_consultation": _some(items.filter(kind=consultation)),
        "has_version": _some(PlanVersion.objects.all()),
        "has_branches": _some(Branch.objects.all()),
        "has_loans": _some(loans()),
    }
    rows = Library.objects.filter(pk=library.pk).annotate(**left)
    return Traces(**rows.values(*left).get())


def _some(rows: "QuerySet[Model]") -> Exists:
    return Exists(rows.filter(library=OuterRef("pk")))


def cards(membership: Membership, left: Traces, *, year: int) -> list[Card]:
    """The steps that this person can still take, the first one first."""
    steps: list[Callable[[], Card | None]] = [
        lambda: _colleague(membership),
        lambda: _plan(left, year),
        lambda: _national(left, year),
        lambda: _choices(left, year),
        lambda: _consultation(left),
        lambda: _a3(left, year),
        lambda: _branches(membership, left),
        lambda: _files(membership, left),
        lambda: _explorer(left),
        lambda: _safety(membership),
    ]
    found = (step() for step in steps)
    open_steps = [card for card in found if card and card.code not in membership.cards_done]
    return open_steps[:MOST_CARDS]


def where_to(card: str, *, year: int) -> str:
    """The page of a step that is done by going there."""
    return url_if_there("planning:a3", year) if card == "a3" else reverse("segments:explorer")


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


def _plan(left: Traces, year: int) -> Card | None:
    if left.has_plan:
        return None
    reading_in = url_if_there("planning:plan_import", year)
    if reading_in:
        return Card(
            "plan",
            _("Put the plan that you have beside the other one"),
            _("Paste it or upload it, as it is: a spreadsheet, an agenda or a list."),
            gettext_lazy("Paste or upload a plan"),
            reading_in,
            5,
        )
    return Card(
        "plan",
        _("Put three things in the year plan"),
        _("What you do anyway this year, each discipline its own. Overlaps show at once."),
        gettext_lazy("Put something in the plan"),
        f"{reverse('planning:item_add')}?next=/",
        5,
    )


def _national(left: Traces, year: int) -> Card | None:
    if left.has_answer:
        return None
    return Card(
        "national",
        _("National campaigns: join or not"),
        _("The Book Week, the reading days: say yes or no to each. A no is worth as much."),
        gettext_lazy("Look at the campaigns"),
        reverse("planning:national", args=[year]),
        3,
    )


def _choices(left: Traces, year: int) -> Card | None:
    if left.has_target_group and left.has_no:
        return None
    title = _("Choose one target group, and one thing that you do not do")
    text = _("Who chooses, reaches more. What you leave out gives the room for it.")
    if not left.has_target_group:
        url = reverse("planning:target_group_add")
        return Card("choices", title, text, gettext_lazy("Name a target group"), url, 3)
    url = f"{reverse('planning:initiative_add')}?year={year}"
    text = _("Put it on the board, and say why not. So nobody has to ask again.")
    if left.has_proposal:
        board = reverse("planning:choices", args=[year])
        return Card("choices", title, text, gettext_lazy("Look at the board"), board, 3)
    return Card("choices", title, text, gettext_lazy("Say what you do not do"), url, 3)


def _consultation(left: Traces) -> Card | None:
    if left.has_consultation:
        return None
    url = f"{reverse('planning:item_add')}?kind=consultation&next=/"
    text = _("Half an hour with the two of you is enough. The agenda fills itself.")
    title = _("Fix your first consultation")
    return Card("consultation", title, text, gettext_lazy("Choose a day"), url, 1)


def _a3(left: Traces, year: int) -> Card | None:
    # A library that released a plan knows its way.
    if not left.has_plan or left.has_version or not url_if_there("planning:a3", year):
        return None
    return Card(
        "a3",
        _("Print the plan on one A3"),
        _("For the wall beside the coffee. The whole year on one sheet."),
        gettext_lazy("Look at the sheet"),
        minutes=1,
    )


def _branches(membership: Membership, left: Traces) -> Card | None:
    if not membership.is_admin or left.has_branches:
        return None
    return Card(
        "branches",
        _("Write down your branches"),
        _("With the codes of your library system, so that every loan finds its place."),
        gettext_lazy("Add a branch"),
        reverse("planning:branch_add"),
        5,
    )


def _files(membership: Membership, left: Traces) -> Card | None:
    if not membership.is_admin or left.has_loans:
        return None
    return Card(
        "files",
        _("Read in a file with loans"),
        _("An export of your library system. Names and addresses stay outside the door."),
        gettext_lazy("Choose a file"),
        reverse("segments:import_new"),
        10,
    )


def _explorer(left: Traces) -> Card | None:
    if not left.has_loans:
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
