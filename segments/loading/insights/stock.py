"""Titles and copies as they are now, of all files and loans together.

segments_stock, segments_title_year, and what segments_title says beside its texts.
"""

from collections.abc import Collection

from planning.models import Library


def renew(library: Library, years: Collection[int]) -> None:
    """Make these tables anew for these calendar years (0: files without loans)."""
