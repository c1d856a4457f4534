"""What can be asked. People and places are at hand here; plans have modules of their own."""

from planning.queries.people import (
    administrators,
    branches,
    disciplines,
    groups,
    managers,
    works_elsewhere,
)

__all__ = [
    "administrators",
    "branches",
    "disciplines",
    "groups",
    "managers",
    "works_elsewhere",
]
