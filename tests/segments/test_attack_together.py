"""All published figures at once: matrices, parts, reach, penetration, titles, and an own list.

One genre of one town here. Five towns whole, which takes some minutes:
SAMENPLAN_ATTACK_TOWNS=5 python3 manage.py test tests/segments/test_attack_together.py -q -s
With SAMENPLAN_ATTACK_MATRICES=1 the small figures of the matrices are looked at once more, with
SAMENPLAN_ATTACK_MONTHS=1 every month and band of age of the matrices is known as well.
"""

import os
import sys
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from segments.lattice import ADULTS
from segments.placing import Key
from segments.reaching import penetration
from segments.suppression import Cell, K, State
from tests.segments import town_of_titles
from tests.segments.attack_tables import GENRES
from tests.segments.attacker import Knowledge, exact_knowledge, knowledge
from tests.segments.attacker_of_all import Attack, Seen
from tests.segments.moving import Name
from tests.segments.small_library import published_library
from tests.segments.town_of_parts import known_exactly, known_of_parts
from tests.segments.town_of_titles import AGES, Town, reach_counts, title_counts, told_titles

pytestmark = pytest.mark.attack
TOWNS = int(os.environ.get("SAMENPLAN_ATTACK_TOWNS", "0"))
ON_MATRICES = "SAMENPLAN_ATTACK_MATRICES" in os.environ
WITH_MONTHS = "SAMENPLAN_ATTACK_MONTHS" in os.environ
HOUSEHOLDS = 4321


@cache
def matrices(seed: int) -> tuple[Knowledge, Knowledge]:
    """What the matrices of segments and of areas say."""
    town = town_of_titles.town(seed)
    both = town.segments, town.areas
    found = [knowledge(exact, published_library(exact)) for exact in both]
    return found[0], found[1]


def from_penetration(told: dict[Key, int]) -> dict[Key, int]:
    """The counts of readers again, from penetration and households."""
    found = {}
    for key, count in told.items():
        reached = penetration(Cell(State.SHOWN, borrowers=count), HOUSEHOLDS)
        assert reached
        found[key] = round(reached.per_hundred * HOUSEHOLDS / 500) * 5
    return found


def all_told(seed: int) -> Seen:
    town = town_of_titles.town(seed)
    reach = {age: from_penetration(town_of_titles.told_reach(seed, age)) for age in AGES}
    titles = told_titles(seed, title_counts(town))
    return Seen(*matrices(seed), reach, titles, parts=known_of_parts(seed))


@pytest.mark.parametrize("seed", range(1, max(TOWNS, 1) + 1))
def test_nothing_small_is_pinned_by_all_figures_together(seed: int) -> None:
    attack = Attack(
        town_of_titles.town(seed),
        all_told(seed),
        on_matrices=ON_MATRICES,
        with_months=WITH_MONTHS,
    )
    meets = attack.system.A @ attack.truth
    assert (attack.system.lb <= meets + 1e-6).all()
    assert (attack.system.ub >= meets - 1e-6).all()

    found = attack.pinned(genres=range(GENRES) if TOWNS else (0,))

    sys.stdout.write(f"town {seed}: {len(attack.targets.names)} small figures, pinned: {found}\n")
    assert found == []


def test_many_figures_are_told_all_the_same() -> None:
    seen, town = all_told(1), town_of_titles.town(1)
    big = [key for key, count in reach_counts(town, ADULTS).items() if count >= K and key[0]]
    cells = title_counts(town)
    popular = (cells.borrowers >= K) & (cells.age > 0) & (cells.segment > 0)

    assert len(seen.reach[ADULTS]) > 0.3 * len(big)
    assert (seen.titles & popular).sum() > 0.9 * popular.sum()


def exactly_told(town: Town) -> Seen:
    """Reach without rounding and without complements."""
    reach = {
        age: {key: count for key, count in reach_counts(town, age).items() if count >= K and key[0]}
        for age in AGES
    }
    known = exact_knowledge(town.segments), exact_knowledge(town.areas)
    return Seen(*known, reach, np.zeros(len(title_counts(town)), np.bool_), slack=0)


def test_reach_without_rounding_and_complements_gives_small_figures_away() -> None:
    """The attack itself: it finds what these protections hide."""
    town = town_of_titles.town(1)
    attack = Attack(town, exactly_told(town))

    stuck = attack.pinned(genres=(), with_all=False)

    assert len([name for name in stuck if name[0] == "place"]) > 5


def stuck_parts(parts: tuple[Knowledge, ...]) -> list[Name]:
    """Loans to parts of one segment in the year that nothing can move, by all that is told."""
    attack = Attack(town_of_titles.town(1), replace(all_told(1), parts=parts))
    targets = attack.targets.where(lambda name: name[:4] == ("part", 1, 4, 2))

    found = attack.pinned(genres=(), with_all=False, targets=targets)

    assert len(targets.names) > 5
    return found


def test_parts_without_rounding_and_complements_give_small_ones_away() -> None:
    assert len(stuck_parts(known_exactly(1))) > 3
    assert stuck_parts(known_of_parts(1)) == []
