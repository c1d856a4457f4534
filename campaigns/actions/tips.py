"""What can happen to a book tip. It is live at once; who disagrees takes it back with a reason."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import channels_text
from campaigns.actions import content_versions
from campaigns.actions.programmes import renew
from campaigns.models import BookTip, Campaign, ContentVersion
from planning.models import Library, Membership, TargetGroup, User
from segments import author_names

What = ContentVersion.What
CHANGEABLE = frozenset({"text", "for_lovers_of", "target_group", "by"})


class Tipped(Protocol):
    """A book of the collection, or one that the collection does not have: without a number."""

    @property
    def number(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def author(self) -> str: ...


class TooLong(Exception):
    """A tip is at most 280 characters, as people see them."""


class AlreadyTipped(Exception):
    """The same person wrote the same words about this book, and they are live: `tip`."""

    def __init__(self, tip: BookTip) -> None:
        super().__init__(str(tip))
        self.tip = tip


class CannotTakeBack(Exception):
    """It was taken back already, there is no reason, or there is nothing to put back."""


@transaction.atomic
def write_tip(
    library: Library,
    *,
    by: User | None,
    book: Tipped,
    fields: Mapping[str, Any],
    campaign: Campaign | None = None,
) -> BookTip:
    """Tip a title; of `fields` the text and `by` (by whom, as the reader sees it) are needed."""
    _refuse(fields)
    _refuse_twice(library, by=by, book=book, text=fields.get("text", ""))
    tip = BookTip.objects.create(
        library=library,
        title=book.number,
        book=book.name[:200],
        author=author_names.said(book.author)[:200],
        campaign=campaign,
        written_by=by,
        **fields,
    )
    content_versions.keep_tip(tip, What.WRITTEN, by=by)
    renew(library)
    return tip


@transaction.atomic
def change_tip(
    tip: BookTip, *, by: User | None, base: int | None = None, fields: Mapping[str, Any]
) -> BookTip:
    """Change a tip that was seen at version `base`; nothing new leaves no version."""
    tip = _locked(tip)
    content_versions.refuse_unseen(tip, base)
    _refuse(fields)
    if all(getattr(tip, name) == value for name, value in fields.items()):
        return tip
    for name, value in fields.items():
        setattr(tip, name, value)
    return _next(tip, What.CHANGED, by=by)


@transaction.atomic
def take_back(tip: BookTip, *, by: User | None, why: str) -> BookTip:
    """Show a tip nowhere any more, and say why; of one's own tip that needs no reason."""
    tip = _locked(tip)
    is_own = by is not None and by.pk == tip.written_by_id
    why = why.strip() or (_("own tip") if is_own else "")
    if tip.taken_back_at is not None or not why:
        raise CannotTakeBack(str(tip))
    tip.taken_back_at, tip.taken_back_by, tip.taken_back_why = timezone.now(), by, why
    return _next(tip, What.TAKEN_BACK, by=by, why=tip.taken_back_why)


@transaction.atomic
def put_back(tip: BookTip, *, by: User | None) -> BookTip:
    """Show a tip again that was taken back."""
    tip = _locked(tip)
    if tip.taken_back_at is None:
        raise CannotTakeBack(str(tip))
    tip.taken_back_at, tip.taken_back_by, tip.taken_back_why = None, None, ""
    return _next(tip, What.PUT_BACK, by=by)


def restore_tip(tip: BookTip, *, version: int, by: User | None, base: int | None = None) -> BookTip:
    """Make the words of a tip again what they were at an older version."""
    then = tip.versions.get(version=version).content
    groups = TargetGroup.objects.filter(library=tip.library_id)
    fields = {
        "text": then["text"],
        "for_lovers_of": then["for_lovers_of"],
        "by": then["by"],
        "target_group": groups.filter(pk=then["target_group_id"]).first(),
    }
    return change_tip(tip, by=by, base=base, fields=fields)


def _refuse(fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise KeyError(*unknown)
    if channels_text.length(fields.get("text", "")) > channels_text.TIP:
        raise TooLong(fields["text"])


def _refuse_twice(library: Library, *, by: User | None, book: Tipped, text: str) -> None:
    """Back and Save once more is not a second tip; who writes waits for the own earlier save."""
    if by is None:
        return
    members = Membership.objects.select_for_update(of=["self"], no_key=True)
    list(members.filter(library=library, user=by))
    same = BookTip.objects.filter(library=library, written_by=by, taken_back_at=None, text=text)
    about = {"title": book.number} if book.number else {"title": None, "book": book.name[:200]}
    known = same.filter(**about).order_by("pk").first()
    if known is not None:
        raise AlreadyTipped(known)


def _locked(tip: BookTip) -> BookTip:
    row: BookTip = BookTip.objects.select_for_update(of=["self"]).get(pk=tip.pk)
    return row


def _next(tip: BookTip, what: str, *, by: User | None, why: str = "") -> BookTip:
    tip.version += 1
    tip.changed_at = timezone.now()
    tip.save()
    content_versions.keep_tip(tip, what, by=by, why=why)
    renew(tip.library)
    return tip
