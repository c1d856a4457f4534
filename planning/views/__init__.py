from planning.views.branches import (
    branch_add,
    branch_edit,
    branch_list,
    group_add,
    group_edit,
    group_remove,
)
from planning.views.members import (
    accept_invitation,
    member_add,
    member_edit,
    member_invitation,
    member_list,
    member_remove,
)
from planning.views.profile import profile
from planning.views.sessions import session_list
from planning.views.thresholds import thresholds

__all__ = [
    "accept_invitation",
    "branch_add",
    "branch_edit",
    "branch_list",
    "group_add",
    "group_edit",
    "group_remove",
    "member_add",
    "member_edit",
    "member_invitation",
    "member_list",
    "member_remove",
    "profile",
    "session_list",
    "thresholds",
]
