"""Advice follows the figures: made anew after each import, decided by people."""

from collections.abc import Collection

from planning.models import Library


def renew(library: Library, years: Collection[int]) -> None:
    """Make open advice anew from the newest figures; what was decided stays as it is."""
