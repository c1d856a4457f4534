"""What can happen to screens, to their secret addresses, and to campaigns on them."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from campaigns.actions.programmes import renew
from campaigns.models import Campaign, Placement, Programme, Screen, ScreenAddress
from planning.actions import items
from planning.actions.feeds import TOKEN_BYTES, digest_of
from planning.models import Branch, Involvement, Library, PlanItem, User

# Words that stand in addresses beside the names of screens.
RESERVED = frozenset({"nieuw", "slides"})


@transaction.atomic
def add_screen(
    library: Library,
    *,
    branch: Branch,
    name: str,
    orientation: str = Screen.Orientation.LANDSCAPE,
    opening_hours: Sequence[Sequence[str]] = (),
    shows_tips: bool = True,
) -> Screen:
    """A screen in a branch. It has no address until somebody makes one."""
    screen = Screen.objects.create(
        library=library,
        branch=branch,
        name=name,
        slug=_free_slug(library, f"{branch.name} {name}"),
        orientation=orientation,
        opening_hours=[list(each) for each in opening_hours],
        shows_tips=shows_tips,
    )
    renew(library)
    return screen


@transaction.atomic
def change_screen(screen: Screen, *, fields: Mapping[str, Any]) -> Screen:
    """Change what a screen is; its address and its place in our own addresses stay."""
    for name, value in fields.items():
        setattr(screen, name, value)
    screen.save(update_fields=list(fields))
    renew(screen.library)
    return screen


@transaction.atomic
def new_address(screen: Screen) -> str:
    """A new secret for a screen, shown this once; the old address leads nowhere from now on."""
    Screen.objects.select_for_update().get(pk=screen.pk)
    _forget_addresses(screen)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ScreenAddress.objects.create(
        digest=digest_of(token), library_id=screen.library_id, screen_id=screen.pk
    )
    renew(screen.library)
    return token


@transaction.atomic
def revoke_address(screen: Screen) -> None:
    """The address leads nowhere from now on, and nobody waits for this screen any more."""
    _forget_addresses(screen)
    Screen.objects.filter(pk=screen.pk).update(seen_at=None, seen_digest="")


@transaction.atomic
def archive_screen(screen: Screen) -> None:
    """A screen that does not hang any more; what stood in the plan for it stays there."""
    revoke_address(screen)
    Programme.objects.filter(screen=screen).delete()
    Screen.objects.filter(pk=screen.pk).update(archived_at=timezone.now())


@transaction.atomic
def restore_screen(screen: Screen) -> None:
    """It hangs again; it needs a new address."""
    Screen.objects.filter(pk=screen.pk).update(archived_at=None)
    renew(screen.library)


@transaction.atomic
def place_campaign(
    campaign: Campaign,
    screens: Iterable[Screen],
    *,
    by: User | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> list[Placement]:
    """Put a campaign on screens, by default for all of its days; each stands in the plan."""
    item = campaign.item
    days = {"starts_on": starts_on or item.starts_on, "ends_on": ends_on or item.ends_on}
    placed = [_place(campaign, screen, days, by) for screen in screens]
    renew(campaign.library)
    return placed


@transaction.atomic
def move_placement(
    placement: Placement, *, by: User | None, starts_on: date, ends_on: date
) -> Placement:
    """Other days on this screen."""
    placement.item = items.change_item(
        placement.item,
        by=by,
        base=placement.item.version,
        fields={"starts_on": starts_on, "ends_on": ends_on},
    )
    renew(placement.library)
    return placement


@transaction.atomic
def follow(item: PlanItem, before: tuple[date, date], by: User | None) -> None:
    """A campaign changed in the plan: where it hung for all of its days, it does so again."""
    campaign = Campaign.objects.select_related("library").filter(pk=item.pk).first()
    if campaign is None:
        return
    renew(campaign.library)
    days = {"starts_on": item.starts_on, "ends_on": item.ends_on}
    if before == tuple(days.values()):
        return
    rows = campaign.placements.filter(
        item__archived_at=None, item__starts_on=before[0], item__ends_on=before[1]
    )
    for placement in rows.select_related("item").order_by("pk"):
        items.change_item(placement.item, by=by, base=placement.item.version, fields=days)


@transaction.atomic
def end_placement(placement: Placement, *, by: User | None) -> None:
    """Take a campaign off a screen; its item lies in the bin, and placing it again takes it out."""
    items.archive_item(placement.item, by=by)
    renew(placement.library)


def _place(
    campaign: Campaign, screen: Screen, days: Mapping[str, date], by: User | None
) -> Placement:
    known = (
        Placement.objects.select_related("item").filter(campaign=campaign, screen=screen).first()
    )
    if known:
        if known.item.archived_at:
            known.item = items.restore_item(known.item, by=by)
        known.item = items.change_item(known.item, by=by, base=known.item.version, fields=days)
        return known
    fields = {
        "kind": PlanItem.Kind.PLACEMENT,
        "title": _title(campaign, screen),
        "parent": campaign.item,
        "target_group": campaign.item.target_group,
        "branches": [screen.branch],
        "place": str(screen)[:80],
        **days,
    }
    item = items.create_item(campaign.library, by=by, fields=fields, involved=_involved(campaign))
    return Placement.objects.create(
        item=item, library_id=campaign.library_id, campaign=campaign, screen=screen
    )


def _title(campaign: Campaign, screen: Screen) -> str:
    name = f" – {screen.name}"
    return campaign.item.title[: 120 - len(name)] + name


def _involved(campaign: Campaign) -> list[tuple[str, None]]:
    """The same disciplines as the campaign; its people have their own tasks."""
    rows = Involvement.objects.filter(item=campaign.pk)
    found = sorted(set(rows.values_list("discipline", flat=True)))
    return [(each, None) for each in found]


def _forget_addresses(screen: Screen) -> None:
    ScreenAddress.objects.filter(library=screen.library_id, screen_id=screen.pk).delete()


def _free_slug(library: Library, name: str) -> str:
    base = slugify(name)[:50] or "scherm"
    taken = set(Screen.objects.filter(library=library).values_list("slug", flat=True)) | RESERVED
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
