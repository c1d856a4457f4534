"""Under which segment another one is counted: its own whole, a newer edition's, or a cluster's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Where a segment leads, as positions; 0 is nowhere."""

    parent: int = 0
    shown_as: int = 0
    is_in_cluster: bool = False  # shown_as is a cluster of the library itself

    def without_cluster(self) -> "Link":
        return Link(self.parent) if self.is_in_cluster else self


def tops(links: Mapping[int, Link]) -> dict[int, int]:
    """By position: the position under which its loans and households are counted."""
    return {position: list(_way(links, position))[-1] for position in links}


def ways(links: Mapping[int, Link]) -> dict[int, tuple[int, ...]]:
    """By position: itself, then what stands for it, up to what it is counted under."""
    return {position: tuple(_way(links, position)) for position in links}


def parts(links: Mapping[int, Link]) -> dict[int, int]:
    """By position: which part of that segment it is; the segment itself where it is none.

    A sub-segment is a part of its segment, and a segment of its cluster. A segment of an earlier
    edition is no part of the newer one that stands for it.
    """
    found = {}
    for position in links:
        *_before, last = way = list(_way(links, position))
        step = links[way[-2]] if len(way) > 1 else Link()
        is_part = len(way) > 1 and (step.is_in_cluster or not step.shown_as)
        found[position] = way[-2] if is_part else last
    return found


def _way(links: Mapping[int, Link], position: int) -> Iterator[int]:
    """From a segment to the one it is counted under; what is said of itself goes first."""
    passed: set[int] = set()
    while position not in passed:
        passed.add(position)
        yield position
        link = links.get(position, Link())
        position = link.shown_as or link.parent or position


def leads_back(links: Mapping[int, Link], position: int, to: int) -> bool:
    """Whether counting one segment under another would go round in a circle."""
    return position in _way(links, to)
