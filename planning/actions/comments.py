"""What people say to each other about an item."""

from planning.models import Comment, PlanItem, User


def add_comment(item: PlanItem, *, body: str, by: User) -> Comment:
    """Say something of an item; the item itself does not change."""
    return Comment.objects.create(library_id=item.library_id, item=item, body=body, by=by)
