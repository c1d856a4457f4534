"""Postcodes that no Dutch place has, the neighbourhoods they make up and the households in them."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .draws import Floats, For, Ints, bell, bits, ladder_pick, part, unit
from .library import DemoBranch
from .scheme import SEGMENTS, segment_positions, subsegment_codes

# 8945-8995 and 4955-4995 are free: no place in the Netherlands has these four digits (GeoNames,
# 2024).
FIRST_RANGE = 8945
RANGES = 51
ELSEWHERE_RANGE = 4955
ELSEWHERE_RANGES = 41
LEAST_POSTCODES = 1_500
MEMBERS_PER_HOUSEHOLD = 0.18
MEMBERS_PER_POSTCODE = 5

# The letters in use: F, I, O, Q, U and Y never were, nor are SA, SD and SS.
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
LETTER_PAIRS = [a + b for a in _LETTERS for b in _LETTERS if a + b not in {"SA", "SD", "SS"}]
MOST_POSTCODES = RANGES * len(LETTER_PAIRS)


@dataclass(frozen=True)
class Streets:
    """One entry per postcode; `branch` and `area` are places in `branches` and `areas`."""

    postcodes: list[str]
    areas: list[str]
    area: Ints
    branch: Ints
    subsegment: Ints
    households: Ints

    def households_by_area(self) -> list[tuple[str, str, int]]:
        """(area, code, households) summed over postcodes, in the order of areas and scheme."""
        counts: Counter[tuple[int, int]] = Counter()
        for area, code, households in zip(
            self.area.tolist(), self.subsegment.tolist(), self.households.tolist(), strict=True
        ):
            counts[area, code] += households
        codes = subsegment_codes()
        return [
            (self.areas[area], codes[code], total) for (area, code), total in sorted(counts.items())
        ]


def area_names(branches: tuple[DemoBranch, ...]) -> tuple[list[str], Ints]:
    """The neighbourhoods and the branch of each; two a branch where ranges run short."""
    per_branch = 4 if len(branches) * 4 <= RANGES else 2
    names = [
        f"{name} (fictief)" for branch in branches for name in branch.neighbourhoods[:per_branch]
    ]
    return names, np.repeat(np.arange(len(branches)), per_branch)


def _area_mix(seed: int, branches: tuple[DemoBranch, ...], branch_of_area: Ints) -> Floats:
    """(areas, sub-segments): how common each is; the branch's mix, varied by neighbourhood."""
    owners = np.array(segment_positions())
    sizes = np.array([len(segment.subsegments) for segment in SEGMENTS])
    weights = np.array([branch.segment_weights for branch in branches], float)[branch_of_area]
    noise = np.exp(0.45 * bell(bits(seed, For.AREA_MIX, np.arange(weights.size)))).reshape(
        weights.shape
    )
    spread = np.exp(
        0.6 * bell(bits(seed, For.AREA_MIX, -1 - np.arange(len(branch_of_area) * len(owners))))
    ).reshape(-1, len(owners))
    mix: Floats = (weights * noise / sizes)[:, owners] * spread
    return mix


def make_streets(seed: int, members: int, branches: tuple[DemoBranch, ...]) -> Streets:
    """Postcodes for `members` members, with so many households that penetration is believable."""
    names, branch_of_area = area_names(branches)
    count = int(np.clip(members // MEMBERS_PER_POSTCODE, LEAST_POSTCODES, MOST_POSTCODES))
    numbers = np.arange(count)
    # Whole ranges first fill evenly: postcode n is letter pair n // RANGES of range n % RANGES.
    ranges, pairs = numbers % RANGES, numbers // RANGES
    area = ranges * len(names) // RANGES
    order = np.lexsort((pairs, ranges))
    ranges, pairs, area = ranges[order], pairs[order], area[order]
    drawn = bits(seed, For.STREET, numbers)
    mean = max(12.0, members / MEMBERS_PER_HOUSEHOLD / count)
    households = np.maximum(3, mean * (0.4 + 1.2 * unit(drawn))).astype(np.int64)
    mix = _area_mix(seed, branches, branch_of_area)
    subsegment = np.empty(count, np.int64)
    chance = unit(bits(seed, For.STREET_SEGMENT, numbers))
    for place in range(len(names)):
        here = area == place
        subsegment[here] = ladder_pick(mix[place], chance[here])
    return Streets(
        postcodes=[
            f"{FIRST_RANGE + number}{LETTER_PAIRS[pair]}"
            for number, pair in zip(ranges.tolist(), pairs.tolist(), strict=True)
        ],
        areas=names,
        area=area,
        branch=branch_of_area[area],
        subsegment=subsegment,
        households=households,
    )


def postcode_elsewhere(drawn: NDArray[np.uint64]) -> list[str]:
    """Postcodes that are not in the library's table: the segment of their readers stays unknown."""
    ranges = ELSEWHERE_RANGE + part(drawn, 0, 16) % ELSEWHERE_RANGES
    pairs = part(drawn, 16, 16) % len(LETTER_PAIRS)
    return [
        f"{number}{LETTER_PAIRS[pair]}"
        for number, pair in zip(ranges.tolist(), pairs.tolist(), strict=True)
    ]
