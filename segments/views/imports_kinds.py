"""The kinds of file: what a librarian calls them, what they give, and a tiny example of each."""

from django.utils.translation import gettext_lazy as _

from segments.views.imports_book_kinds import BOOK_KINDS
from segments.views.imports_file_kind import LOANS, FileKind, Rows
from segments.views.imports_segment_kinds import COVERS, SEGMENT_KINDS

# All invented: no such members, no such postcodes (no Dutch one lies in 9990 to 9994).
_LOANS: Rows = (
    ("loan_id", "loaned_at", "returned_at", "renewal", "branch", "barcode", "title_id", "title",
     "author", "genre", "material", "member", "postcode", "birth_year"),
    ("100001", "2026-01-03 10:12", "2026-01-24", "0", "CEN", "0031000017", "t-17",
     "Langzaam door de Ardennen", "Vos, Mira", "REIS", "BOEK", "0000123", "9991AB", "1984"),
    ("100002", "2026-01-03 10:12", "", "0", "CEN", "0031000044", "t-44",
     "Drie beren op zolder", "Pot, Jan", "PRENT", "BOEK", "0000123", "9991AB", "1984"),
    ("100003", "2026-01-05 14:40", "2026-01-19", "0", "OOS", "0031000052", "t-52",
     "Moord aan de Singel", "Aal, Nour", "THRIL", "BOEK", "0000456", "9992CD", "1957"),
    ("100004", "2026-01-19 09:05", "", "1", "OOS", "0031000052", "t-52",
     "Moord aan de Singel", "Aal, Nour", "THRIL", "BOEK", "0000456", "9992CD", "1957"),
)  # fmt: skip
_AGGREGATE: Rows = (
    ("period", "branch", "genre", "material", "segment", "loans", "renewals", "borrowers"),
    ("2025", "CEN", "REIS", "BOEK", "S1", "1240", "310", "402"),
    ("2025", "CEN", "PRENT", "BOEK", "S2", "5120", "2040", "688"),
    ("2025", "OOS", "THRIL", "BOEK", "S1", "930", "280", "251"),
)
_MEMBERS: Rows = (
    ("member", "segment"),
    ("0000123", "S2"),
    ("0000456", "S1a"),
)
_POSTCODES: Rows = (
    ("postcode", "house_number", "code", "area"),
    ("9991AB", "", "S2", "Centrum"),
    ("9992CD", "", "S1a", "Oost"),
    ("9992CE", "12", "S1", "Oost"),
)
_HOUSEHOLDS: Rows = (
    ("area", "code", "households"),
    ("Centrum", "S1", "420"),
    ("Centrum", "S2", "1310"),
    ("Oost", "S1", "980"),
    ("Oost", "S2", "260"),
)
_SCHEME: Rows = (
    ("code", "name", "parent", "colour"),
    ("S1", "Rustige lezers", "", "#7a5ea8"),
    ("S1a", "Lezers aan het water", "S1", ""),
    ("S2", "Drukke gezinnen", "", "#2f7d6b"),
)

KINDS: tuple[FileKind, ...] = (
    FileKind(
        "loans", "uitleningen", _("Loans"),
        _("One row per loan, from your library system. This is where it starts."),
        _("Read a file with loans to see what is borrowed."),
        _LOANS, LOANS,
    ),
    FileKind(
        "aggregate", "tellingen", _("Counted loans"),
        _("Numbers per period, branch and genre, for when you have no separate loans."),
        _("Read a file with counted loans to see totals of earlier years."),
        _AGGREGATE, LOANS,
    ),
    *BOOK_KINDS,
    COVERS,
    FileKind(
        "scheme", "segmentindeling", _("Segmentation"),
        _("The list of segments: code, name and colour."),
        _("Read the segmentation to see segments with their names."),
        _SCHEME,
    ),
    FileKind(
        "postcodes", "postcodes", _("Postcodes"),
        _("Which segment belongs to which postcode."),
        _("Read a postcode file to see segments."),
        _POSTCODES,
    ),
    FileKind(
        "members", "leden", _("Members"),
        _("A segment, or a postcode, per member number."),
        _("Read a file with members to see who does not borrow yet."),
        _MEMBERS,
    ),
    FileKind(
        "households", "huishoudens", _("Households"),
        _("How many households each segment has in each area."),
        _("Read a file with households to see whom you do not reach yet."),
        _HOUSEHOLDS,
    ),
    *SEGMENT_KINDS,
)  # fmt: skip

BY_CODE = {kind.code: kind for kind in KINDS}
BY_SLUG = {kind.slug: kind for kind in KINDS}


def next_kind(loaded: set[str]) -> FileKind | None:
    """The kind of file that would help most after what has been loaded; None when all is there."""
    if not loaded & {"loans", "aggregate"}:
        return BY_CODE["loans"]
    if "scheme" not in loaded:
        return BY_CODE["scheme"]
    if not loaded & {"postcodes", "members"}:
        return BY_CODE["postcodes"]
    if "households" not in loaded:
        return BY_CODE["households"]
    return BY_CODE["holdings"] if "holdings" not in loaded else None
