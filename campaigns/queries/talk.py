"""What people say of a campaign, and of one title or post in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaigns.models import Campaign
from campaigns.queries.campaign_titles import known_books
from planning import mentions
from planning.mentions import Piece
from planning.models import Comment
from planning.queries import items

WHOLE = ""


@dataclass(frozen=True)
class Remark:
    """A comment, in pieces so that who is spoken to stands out, and what it is about."""

    comment: Comment
    pieces: list[Piece]
    about: str

    @property
    def is_settled(self) -> bool:
        return self.comment.resolved_at is not None


def anchors(campaign: Campaign) -> dict[str, str]:
    """What of a campaign one can speak about: "title:12" and "post:34", with their names."""
    rows = list(campaign.titles.order_by("position", "pk"))
    unnamed = [each.title for each in rows if not each.name and each.title is not None]
    called = {number: book.name for number, book in known_books(campaign.library, unnamed).items()}
    titles = {f"title:{each.pk}": each.name or called.get(each.title or 0, "") for each in rows}
    posts = campaign.posts.filter(item__archived_at=None).select_related("item")
    return {key: name for key, name in titles.items() if name} | {
        f"post:{each.pk}": each.item.title for each in posts.order_by("item__starts_on", "item__pk")
    }


def remarks(
    campaign: Campaign, *, people: Mapping[int, str], about: Mapping[str, str]
) -> list[Remark]:
    """Everything that was said, oldest first."""
    return [
        Remark(each, mentions.pieces(each.body, people), about.get(each.anchor, ""))
        for each in items.comments(campaign.item)
    ]
