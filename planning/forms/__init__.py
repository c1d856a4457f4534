from planning.forms.people import (
    BranchForm,
    GroupForm,
    MemberAddForm,
    MemberForm,
    ProfileForm,
    ThresholdsForm,
)

__all__ = [
    "BranchForm",
    "GroupForm",
    "MemberAddForm",
    "MemberForm",
    "ProfileForm",
    "ThresholdsForm",
]
