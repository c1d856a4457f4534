"""What a kind of file is to somebody who chooses one."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rows = tuple[tuple[str, ...], ...]
LOANS, BOOKS, READERS = _("Loans"), _("Books"), _("Readers and where they live")


@dataclass(frozen=True)
class FileKind:
    """One kind of file; `sample` has the names of the fields as headers, so it needs no mapping."""

    code: str
    slug: str  # in addresses and in the name of the sample
    label: Promise
    sentence: Promise
    gives: Promise  # what the next file of this kind makes visible
    sample: Rows
    group: Promise = READERS

    @property
    def is_snapshot(self) -> bool:
        """Whether it tells how things stand on one day, so that the newest file counts."""
        return self.code in ("holdings", "reservations", "weeding")
