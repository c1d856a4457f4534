"""Screens for tests: hung, with an address, and books that stand or do not stand on a shelf."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from PIL import Image

from campaigns.actions import programmes, screens, slides
from campaigns.models import BookTip, Campaign, Placement, Screen, Slide
from campaigns.player import addresses, stage
from planning import tenancy
from planning.models import Branch, Library
from segments.models import Cover
from tests import make
from tests.segments import make_books

BOOKS = (
    (1, "Camperroutes voor beginners", "Ilse Verwoerd"),
    (2, "Lopen langs het water", "Jonas Feenstra"),
    (3, "Met de nachttrein", "Van Aalders, Mina"),
    (4, "Drie landen in een week", "Roos Vermeulen"),
)


def screen(
    library: Library, name: str = "Hal", *, branch: Branch | None = None, **fields: Any
) -> Screen:
    branch = branch or make.branch(library)
    with tenancy.library_scope(library):
        return screens.add_screen(library, branch=branch, name=name, **fields)


def address(hung: Screen) -> str:
    """The secret of a new address."""
    with tenancy.library_scope(hung.library_id):
        return screens.new_address(hung)


def place(campaign: Campaign, *hung: Screen, **days: date) -> list[Placement]:
    with tenancy.library_scope(campaign.library_id):
        return screens.place_campaign(campaign, hung, by=None, **days)


def slide(
    library: Library, kind: str = "message", *, heading: str = "Welkom", **fields: Any
) -> Slide:
    with tenancy.library_scope(library):
        return slides.add_slide(library, by=None, kind=kind, heading=heading, **fields)


def tip(library: Library, text: str = "Een reis om te lezen.", **fields: Any) -> BookTip:
    with tenancy.library_scope(library):
        return BookTip.objects.create(
            library=library, **{"title": 1, "book": BOOKS[0][1], "text": text, "by": "Els"} | fields
        )


def books(
    library: Library,
    branch: Branch,
    *,
    copies: Sequence[int] = (2, 2, 2, 2),
    on: date | None = None,
) -> None:
    """The titles of BOOKS, in a holdings file of this day."""
    if not _has_titles(library):
        make_books.insert(
            library,
            "segments_title",
            [(number, f"K{number}", "", title, author) for number, title, author in BOOKS],
        )
    rows = [
        (number, branch.position, "", None, count, None)
        for (number, _title, _author), count in zip(BOOKS, copies, strict=True)
        if count
    ]
    make_books.file(library, "holdings", rows, on=on or timezone.localdate())
    make_books.renew(library)


def _has_titles(library: Library) -> bool:
    with tenancy.library_scope(library), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM segments_title WHERE library_id = %s", [library.pk])
        return bool(cursor.fetchone()[0])


def covers(library: Library, numbers: Iterable[int], *, colour: str = "#943506") -> None:
    """Pictures of these titles, as an upload of covers leaves them."""
    loan_import = make_books.done(library, "covers")
    folder = Path(settings.COVER_DIR) / str(library.pk)
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        name = f"{number}-{colour[1:]}.jpg"
        Image.new("RGB", (400, 600), colour).save(folder / name, "JPEG")
        with tenancy.library_scope(library):
            Cover.objects.create(
                library=library,
                loan_import=loan_import,
                title=number,
                stored_as=name,
                width=400,
                height=600,
                rights="zelf gemaakt",
            )


def renew(library: Library) -> None:
    """What happens after a commit, which a test does not do."""
    with tenancy.library_scope(library):
        programmes.make_programmes(library)


def programme(token: str) -> dict[str, Any]:
    """What the screen of this address was given."""
    found = addresses.address_of(token)
    assert found
    with tenancy.library_scope(found.library_id):
        screen = addresses.screen_of(found)
        assert screen
        public: dict[str, Any] = addresses.programme_of(screen).content["public"]
        return public


def keys(token: str) -> list[str]:
    return [each["key"] for each in programme(token)["slides"]]


def now_keys(token: str) -> list[str]:
    """What takes turns at this moment, as the player works it out."""
    return [each["key"] for each in stage.now_playing(programme(token), timezone.now())]


def today() -> date:
    return timezone.localdate()


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
