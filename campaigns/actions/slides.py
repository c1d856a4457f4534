"""What can happen to a slide: of a campaign, or a message of the library."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from campaigns.actions.programmes import renew
from campaigns.models import Campaign, Screen, Slide, SlideScreen
from planning.models import Library, User


class ChangedMeanwhile(Exception):
    """Somebody else changed this slide since it was seen."""


@transaction.atomic
def add_slide(
    library: Library,
    *,
    by: User | None,
    kind: str,
    campaign: Campaign | None = None,
    screens: Iterable[Screen] = (),
    **fields: Any,
) -> Slide:
    """A slide of a campaign, which plays where that is placed; or a message, on these screens.

    Without screens a message plays on all.
    """
    slide = Slide.objects.create(
        library=library, campaign=campaign, kind=kind, made_by=by, **fields
    )
    _put_on(slide, [] if campaign else screens)
    renew(library)
    return slide


@transaction.atomic
def change_slide(
    slide: Slide, *, base: int, fields: Mapping[str, Any], screens: Iterable[Screen] = ()
) -> Slide:
    """Change a slide that was seen at version `base`."""
    slide = Slide.objects.select_for_update(of=["self"]).get(pk=slide.pk)
    if slide.version != base:
        raise ChangedMeanwhile(str(slide))
    for name, value in fields.items():
        setattr(slide, name, value)
    slide.version += 1
    slide.save()
    _put_on(slide, [] if slide.campaign_id else screens)
    renew(slide.library)
    return slide


@transaction.atomic
def archive_slide(slide: Slide) -> None:
    """Show it nowhere any more."""
    Slide.objects.filter(pk=slide.pk).update(archived_at=timezone.now())
    renew(slide.library)


@transaction.atomic
def restore_slide(slide: Slide) -> None:
    """Show it again."""
    Slide.objects.filter(pk=slide.pk).update(archived_at=None)
    renew(slide.library)


def _put_on(slide: Slide, screens: Iterable[Screen]) -> None:
    SlideScreen.objects.filter(slide=slide).delete()
    SlideScreen.objects.bulk_create(
        SlideScreen(library_id=slide.library_id, slide=slide, screen=screen) for screen in screens
    )
