"""What people say to each other about an item."""

from django.utils import timezone

from planning.models import Comment, PlanItem, User


def add_comment(item: PlanItem, *, body: str, by: User, anchor: str = "") -> Comment:
    """Say something of an item, or of what it hangs on; the item itself does not change."""
    return Comment.objects.create(
        library_id=item.library_id, item=item, body=body, by=by, anchor=anchor
    )


def settle_comment(comment: Comment, *, by: User) -> None:
    """Nobody has to do anything with it any more; twice is as once."""
    rows = Comment.objects.filter(pk=comment.pk, resolved_at=None)
    rows.update(resolved_at=timezone.now(), resolved_by=by)


def reopen_comment(comment: Comment) -> None:
    """After all it is not settled."""
    Comment.objects.filter(pk=comment.pk).update(resolved_at=None, resolved_by=None)
