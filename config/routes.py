"""Addresses of pages that not every version of the product has."""

from django.urls import NoReverseMatch, reverse


def url_if_there(name: str, *args: object) -> str:
    """The address of a page, or nothing while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
