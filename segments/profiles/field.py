"""What a field is: one thing that a column of a file can mean."""

from dataclasses import dataclass

from django.utils.functional import Promise

# These stay at the door: read, turned into a code, a segment or an age band, and forgotten.
PERSONAL = frozenset({"member", "postcode", "house_number", "birth_year"})


@dataclass(frozen=True)
class Field:
    """One thing a column can mean; `headers` are other names for it, the likeliest first."""

    name: str
    label: Promise
    headers: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        return self.name in PERSONAL


def field(name: str, label: Promise, headers: str = "") -> Field:
    """A field, with its other names in one text with commas in between."""
    return Field(name, label, tuple(header.strip() for header in headers.split(",") if header))
