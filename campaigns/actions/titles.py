"""The titles of a campaign: which they are, in which order, and what is still to be bought."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from campaigns.actions.programmes import renew
from campaigns.models import Campaign, CampaignTitle
from campaigns.queries.campaign_titles import in_order
from planning.models import User
from segments.queries import books

MOST_TITLES = 200
LONGEST_NAME = 200
KEPT = ("title", "name", "isbn", "reasons", "note", "position")


class CannotAdd(Exception):
    """The campaign has as many titles as anybody can look after."""


class AlreadyIn(Exception):
    """The campaign has this title."""


@transaction.atomic
def add_titles(
    campaign: Campaign,
    numbers: Iterable[int],
    *,
    by: User | None,
    reasons: Mapping[int, Sequence[str]] | None = None,
) -> list[CampaignTitle]:
    """Put titles of the collection at the end; what is in it already, or unknown, is left out."""
    _lock(campaign)
    wanted = list(dict.fromkeys(numbers))
    has = set(campaign.titles.filter(title__in=wanted).values_list("title", flat=True))
    new = [number for number in wanted if number not in has]
    found, _total = books.books(campaign.library, numbers=new, limit=max(len(new), 1))
    by_number = {book.number: book for book in found}
    rows = [
        CampaignTitle(
            library_id=campaign.library_id,
            campaign=campaign,
            title=number,
            name=named(by_number[number].name, by_number[number].author),
            isbn=by_number[number].isbn[:13],
            reasons=list((reasons or {}).get(number, ())),
            added_by=by,
        )
        for number in new
        if number in by_number
    ]
    return _at_the_end(campaign, rows)


@transaction.atomic
def write_in(
    campaign: Campaign,
    *,
    name: str,
    isbn: str = "",
    expected_on: date | None = None,
    note: str = "",
    by: User | None,
) -> CampaignTitle:
    """Put a title at the end that is not in the collection: somebody still has to buy it."""
    _lock(campaign)
    same = campaign.titles.filter(isbn=isbn) if isbn else campaign.titles.filter(name__iexact=name)
    if same.exists():
        raise AlreadyIn(name)
    row = CampaignTitle(
        library_id=campaign.library_id,
        campaign=campaign,
        name=name[:LONGEST_NAME],
        isbn=isbn,
        expected_on=expected_on,
        note=note,
        added_by=by,
    )
    return _at_the_end(campaign, [row])[0]


def _at_the_end(campaign: Campaign, rows: Sequence[CampaignTitle]) -> list[CampaignTitle]:
    there = campaign.titles.count()
    if there + len(rows) > MOST_TITLES:
        raise CannotAdd(f"{there} + {len(rows)} > {MOST_TITLES}")
    last = campaign.titles.aggregate(last=Max("position"))["last"] or 0
    for at, row in enumerate(rows, start=1):
        row.position = last + at
    renew(campaign.library)
    return CampaignTitle.objects.bulk_create(rows)


@transaction.atomic
def remove_title(row: CampaignTitle) -> dict[str, Any]:
    """Take a title out; what it answers puts it back as it was (restore_title)."""
    removed = {name: getattr(row, name) for name in KEPT}
    removed["expected_on"] = row.expected_on.isoformat() if row.expected_on else None
    removed["added_at"] = row.added_at.isoformat()
    removed["added_by"] = row.added_by_id
    row.delete()
    renew(row.campaign.library)
    return removed


@transaction.atomic
def restore_title(campaign: Campaign, removed: Mapping[str, Any]) -> CampaignTitle:
    """Put back what was taken out, at its own place."""
    _lock(campaign)
    if removed["title"] and campaign.titles.filter(title=removed["title"]).exists():
        raise AlreadyIn(removed["name"])
    if campaign.titles.count() >= MOST_TITLES:
        raise CannotAdd(f"{MOST_TITLES} titles")
    renew(campaign.library)
    day = removed["expected_on"]
    return CampaignTitle.objects.create(
        library_id=campaign.library_id,
        campaign=campaign,
        expected_on=date.fromisoformat(day) if day else None,
        added_at=datetime.fromisoformat(removed["added_at"]),
        added_by_id=removed["added_by"],
        **{name: removed[name] for name in KEPT},
    )


@transaction.atomic
def reorder(campaign: Campaign, order: Sequence[int]) -> None:
    """Put the titles, by their id, in this order; those that are not named come after."""
    _lock(campaign)
    wanted = {pk: at for at, pk in enumerate(order)}
    rows = list(in_order(campaign))
    rows.sort(key=lambda row: wanted.get(row.pk, len(wanted)))
    for position, row in enumerate(rows, start=1):
        row.position = position
    CampaignTitle.objects.bulk_update(rows, ["position"])
    renew(campaign.library)


@transaction.atomic
def move_title(row: CampaignTitle, *, steps: int) -> None:
    """A place up (below 0) or down; at the end of the list it stays there."""
    _lock(row.campaign)
    order = [each.pk for each in in_order(row.campaign)]
    at = order.index(row.pk)
    order.insert(max(0, at + steps), order.pop(at))
    reorder(row.campaign, order)


def note_title(row: CampaignTitle, *, note: str, expected_on: date | None) -> CampaignTitle:
    """Say something of it, and when it is to come."""
    row.note, row.expected_on = note, expected_on
    row.save(update_fields=["note", "expected_on"])
    return row


@transaction.atomic
def match_title(row: CampaignTitle, number: int) -> CampaignTitle:
    """What was to be bought has come: from now on it is this title of the collection."""
    _lock(row.campaign)
    if row.campaign.titles.filter(title=number).exclude(pk=row.pk).exists():
        raise AlreadyIn(row.name)
    row.title = number
    row.save(update_fields=["title"])
    renew(row.campaign.library)
    return row


def named(title: str, author: str) -> str:
    """Camperroutes, Bakker: what a title is called in one line."""
    whole = f"{title}, {author}" if author else title
    return whole[:LONGEST_NAME]


def _lock(campaign: Campaign) -> None:
    """One change of the list at a time: positions and the largest number depend on all of it."""
    Campaign.objects.select_for_update(of=["self"]).get(pk=campaign.pk)
