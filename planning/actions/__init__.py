"""What can happen. People and places are at hand here; plans and talk have modules of their own."""

from planning.actions.people import (
    CannotAdd,
    CannotLeave,
    accept_membership,
    add_branch,
    add_library,
    add_member,
    change_branch,
    change_member,
    put_away_card,
    remove_group,
    remove_made_up_people,
    remove_member,
    save_group,
)

__all__ = [
    "CannotAdd",
    "CannotLeave",
    "accept_membership",
    "add_branch",
    "add_library",
    "add_member",
    "change_branch",
    "change_member",
    "put_away_card",
    "remove_group",
    "remove_made_up_people",
    "remove_member",
    "save_group",
]
