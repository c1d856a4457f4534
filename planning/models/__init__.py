from planning.models.people import Branch, BranchGroup, Library, Membership, User

__all__ = ["Branch", "BranchGroup", "Library", "Membership", "User"]
