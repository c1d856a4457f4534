"""Distinct borrowers of a segment where they live: segments_reach."""

from collections.abc import Collection

from planning.models import Library


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
