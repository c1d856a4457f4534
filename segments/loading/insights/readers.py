"""Who took which title in a year, settled before it is stored: segments_title_reader."""

from collections.abc import Collection

from planning.models import Library


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
