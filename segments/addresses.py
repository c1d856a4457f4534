"""How a segment stands in an address: its code and its name, in lower-case ASCII."""

from django.urls import reverse
from django.utils.text import slugify


def code_slug(code: str, name: str) -> str:
    """Such as s3-rustige-buiten."""
    return "-".join(filter(None, (slugify(code), slugify(name)))) or "segment"


def segment_url(code: str, name: str) -> str:
    """The address of the profile of a segment."""
    return reverse("segments:segment", args=[code_slug(code, name)])


def fits(asked: str, code: str) -> bool:
    """Whether an address begins with this code, whatever name follows."""
    short = slugify(code)
    return bool(short) and (asked == short or asked.startswith(f"{short}-"))
