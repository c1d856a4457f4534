"""Addresses with campaign tags, and the same address short enough to read aloud. Pure.

The tags are those that web statistics know (utm_source, utm_medium, utm_campaign): where a visitor
came from, by what kind of channel, and for which campaign.
"""

from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from django.utils.text import slugify

TAGS = ("utm_source", "utm_medium", "utm_campaign")
# Part of a channel's name → what kind of channel web statistics call it.
MEDIA = {
    "instagram": "social",
    "facebook": "social",
    "bluesky": "social",
    "mastodon": "social",
    "threads": "social",
    "linkedin": "social",
    "tiktok": "social",
    "youtube": "social",
    "whatsapp": "social",
    "nieuwsbrief": "email",
    "newsletter": "email",
    "mail": "email",
    "sms": "sms",
    "website": "website",
    "app": "app",
    "pers": "press",
    "press": "press",
    "krant": "press",
    "scherm": "qr",
    "screen": "qr",
    "poster": "qr",
    "flyer": "qr",
    "folder": "qr",
    "tafel": "qr",
    "balie": "qr",
    "desk": "qr",
}
OTHER = "referral"
QR = "qr"


def medium(channel: str) -> str:
    """What kind of channel this is, by what it is called."""
    lowered = channel.casefold()
    return next((kind for known, kind in MEDIA.items() if known in lowered), OTHER)


def tagged(link: str, *, source: str, campaign: str, kind: str = "") -> str:
    """The address with tags in place of those it had; all else in it stays as it is."""
    parts = _parts(link)
    if parts is None:
        return link
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in TAGS]
    values = (slugify(source), kind or medium(source), slugify(campaign))
    tags = [(name, value) for name, value in zip(TAGS, values, strict=True) if value]
    return urlunsplit(parts._replace(query=urlencode(kept + tags, quote_via=quote)))


def readable(link: str) -> str:
    """The address as people say it: without scheme, www, tags and a last slash."""
    parts = _parts(link)
    if parts is None:
        return link
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in TAGS]
    query = f"?{urlencode(kept, quote_via=quote)}" if kept else ""
    return host + parts.path.rstrip("/") + query


def _parts(link: str) -> SplitResult | None:
    """An address in its parts; None for what is none, as somebody may be typing it."""
    try:
        return urlsplit(link) if link else None
    except ValueError:
        return None
