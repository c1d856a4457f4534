"""What can happen to channels and to the places where a collection is shown."""

from django.utils import timezone

from planning.models import Channel, Display, Library


def save_channel(channel: Channel, *, library: Library) -> Channel:
    """Keep a channel; a new one comes last unless somebody gave it a place."""
    channel.library = library
    if channel.pk is None and not channel.position:
        last = Channel.objects.filter(library=library).order_by("-position").first()
        channel.position = last.position + 1 if last else 1
    channel.save()
    return channel


def save_display(display: Display, *, library: Library) -> Display:
    """Keep a table, shelf, window or screen of a branch."""
    display.library = library
    display.save()
    return display


def put_away(place: Channel | Display) -> None:
    """No longer offer it for something new; what it was chosen for stays as it is."""
    place.archived_at = timezone.now()
    place.save(update_fields=["archived_at"])


def take_back(place: Channel | Display) -> None:
    """Offer it again."""
    place.archived_at = None
    place.save(update_fields=["archived_at"])
