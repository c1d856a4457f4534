"""The kinds of file about segments that come after the segmentation itself."""

from django.utils.translation import gettext_lazy as _

from segments.views.imports_file_kind import BOOKS, FileKind, Rows

# All invented.
_MAPPING: Rows = (
    ("old_code", "new_code"),
    ("A1", "S1a"),
    ("A2", "S1"),
    ("B", "S2"),
)
_MEMBERSHIPS: Rows = (
    ("code", "area", "age_group", "members", "zero_borrowers", "heavy_borrowers"),
    ("S1", "", "volwassenen", "880", "240", "60"),
    ("S1", "Oost", "volwassenen", "610", "150", "45"),
    ("S2", "", "volwassenen", "1320", "310", "140"),
    ("S2", "", "jeugd", "1905", "290", "410"),
)

# How the pictures in the zip are to be called.
_COVERS: Rows = (
    ("bestandsnaam", "herkend aan"),
    ("9789000000019.jpg", "ISBN"),
    ("90-0000-001-6.png", "ISBN"),
    ("412345678.webp", "PPN"),
)

COVERS = FileKind(
    "covers", "omslagen", _("Covers"),
    _("A zip with pictures, each named by its ISBN or PPN, and a note on whose they are."),
    _("Read covers to recognise titles at a glance."),
    _COVERS,
    BOOKS,
)  # fmt: skip
SEGMENT_KINDS: tuple[FileKind, ...] = (
    FileKind(
        "memberships", "leden-per-segment", _("Members per segment"),
        _("How many members each segment has, and how many of them borrow nothing or much."),
        _("Read members per segment to see who has a card and does not use it."),
        _MEMBERSHIPS,
    ),
    FileKind(
        "mapping", "omzetting", _("From an earlier edition"),
        _("Which segment of the edition in use stands for each of the edition before."),
        _("Read which new segment stands for each old one, and trends run on."),
        _MAPPING,
    ),
)  # fmt: skip
