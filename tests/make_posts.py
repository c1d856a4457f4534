"""Book tips and posts for tests: every argument optional, every default valid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigns.actions import posts, tips
from campaigns.models import BookTip, Campaign, Post
from planning import tenancy
from planning.models import Channel, Library, User
from tests import make_plan
from tests.segments import make_books

TEXT = "Precies de route die wij vorig jaar misten."


@dataclass(frozen=True)
class Named:
    """A book, of the catalogue or not."""

    name: str = "Camperroutes"
    author: str = "Bakker, Els"
    number: int | None = None


def make_tip(
    library: Library,
    book: Named | None = None,
    *,
    by: User | None = None,
    campaign: Campaign | None = None,
    **fields: Any,
) -> BookTip:
    given = {"text": TEXT, "by": "Els, bibliotheek Dorp", **fields}
    with tenancy.library_scope(library):
        return tips.write_tip(library, by=by, book=book or Named(), fields=given, campaign=campaign)


def make_post(
    library: Library,
    name: str = "Reizen",
    *,
    day: date = make_plan.DAY,
    channels: Iterable[Channel] = (),
    campaign: Campaign | None = None,
    tip: BookTip | None = None,
    by: User | None = None,
    **fields: Any,
) -> Post:
    with tenancy.library_scope(library):
        return posts.begin_post(
            library,
            by=by,
            name=name,
            day=day,
            channels=channels,
            campaign=campaign,
            tip=tip,
            fields=fields,
        )


def shelve(library: Library, *names: str) -> None:
    """Titles 1, 2, … with these names, one copy each."""
    rows = [(at, f"k{at}", "", name, "Vries, Anna de") for at, name in enumerate(names, start=1)]
    make_books.insert(library, "segments_title", rows)
    copies = [(at, 1, "", None, 1, None) for at in range(1, len(names) + 1)]
    make_books.file(library, "holdings", copies)
    make_books.renew(library)
