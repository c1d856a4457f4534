"""What a library's own export looks like: which header is which field, and what its values mean."""

from .book_fields import ABOUT_TITLES, TITLE_FIELDS
from .field import PERSONAL, Field
from .fields import FIELDS, REQUIRED, fields_of_personal, label, missing
from .profile import BadProfile, Profile, Renewals, find_header, find_headers
from .shipped import SHIPPED, shipped_profile
from .suggesting import (
    DATES,
    Suggestion,
    date_orders,
    guess_kind,
    renewal_counts,
    renewals_from,
    signed_profile,
    suggest,
)

__all__ = [
    "ABOUT_TITLES",
    "DATES",
    "FIELDS",
    "PERSONAL",
    "REQUIRED",
    "SHIPPED",
    "TITLE_FIELDS",
    "BadProfile",
    "Field",
    "Profile",
    "Renewals",
    "Suggestion",
    "date_orders",
    "fields_of_personal",
    "find_header",
    "find_headers",
    "guess_kind",
    "label",
    "missing",
    "renewal_counts",
    "renewals_from",
    "shipped_profile",
    "signed_profile",
    "suggest",
]
