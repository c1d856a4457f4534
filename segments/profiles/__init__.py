"""What a library's own export looks like: which header is which field, and what its values mean."""

from .fields import FIELDS, PERSONAL, REQUIRED, Field, label
from .profile import BadProfile, Profile, Renewals, find_header
from .shipped import SHIPPED
from .suggesting import Suggestion, guess_kind, suggest

__all__ = [
    "FIELDS",
    "PERSONAL",
    "REQUIRED",
    "SHIPPED",
    "BadProfile",
    "Field",
    "Profile",
    "Renewals",
    "Suggestion",
    "find_header",
    "guess_kind",
    "label",
    "suggest",
]
