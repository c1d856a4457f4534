"""The kinds of file about books, with a tiny example of each; all invented."""

from django.utils.translation import gettext_lazy as _

from segments.views.imports_file_kind import BOOKS, FileKind, Rows

_TITLES: Rows = (
    ("title_id", "isbn", "title", "author", "genre", "material", "language", "audience",
     "published", "loans", "last_loan_on"),
    ("t-17", "9799000000177", "Langzaam door de Ardennen", "Vos, Mira", "REIS", "BOEK", "nl", "V",
     "2023", "41", "2026-01-03"),
    ("t-44", "9799000000443", "Drie beren op zolder", "Pot, Jan", "PRENT", "BOEK", "nl", "J",
     "2019", "88", "2026-01-19"),
    ("t-61", "", "Vogels van de polder", "Riet, Els", "NATUUR", "BOEK", "nl", "V",
     "2004", "0", ""),
)  # fmt: skip
_HOLDINGS: Rows = (
    ("title_id", "isbn", "branch", "place", "copies", "acquired_on", "price"),
    ("t-17", "9799000000177", "CEN", "Reizen", "2", "2023-05-12", "24,99"),
    ("t-44", "9799000000443", "CEN", "Prentenboeken", "3", "2019-09-02", "15,50"),
    ("t-44", "9799000000443", "OOS", "Prentenboeken", "1", "2020-01-14", "15,50"),
    ("t-61", "", "OOS", "Natuur", "1", "2004-11-30", ""),
)
_ACQUISITIONS: Rows = (
    ("acquired_on", "title_id", "isbn", "title", "author", "genre", "branch", "copies", "price"),
    ("2026-01-08", "t-90", "9799000000900", "Met de trein naar Lapland", "Noord, Bo", "REIS",
     "CEN", "2", "27,50"),
    ("2026-01-08", "t-91", "9799000000917", "De laatste veerman", "Aal, Nour", "THRIL",
     "OOS", "1", "22,99"),
)  # fmt: skip
_RESERVATIONS: Rows = (
    ("title_id", "isbn", "title", "branch", "reservations"),
    ("t-91", "9799000000917", "De laatste veerman", "OOS", "14"),
    ("t-91", "9799000000917", "De laatste veerman", "CEN", "9"),
    ("t-17", "9799000000177", "Langzaam door de Ardennen", "OOS", "3"),
)
_WEEDING: Rows = (
    ("title_id", "isbn", "title", "branch", "copies"),
    ("t-61", "", "Vogels van de polder", "OOS", "1"),
    ("t-44", "9799000000443", "Drie beren op zolder", "CEN", "1"),
)
_CODES: Rows = (
    ("code_kind", "code_value", "name", "genre", "youth"),
    ("genre", "REIS", "Reisgidsen en reisverhalen", "Reizen", "nee"),
    ("genre", "PRENT", "Prentenboeken", "Prentenboeken", "ja"),
    ("branch", "CEN", "Centrum", "", ""),
    ("material", "BOEK", "Boek", "", ""),
)

BOOK_KINDS: tuple[FileKind, ...] = (
    FileKind(
        "titles", "titels", _("Titles"),
        _("Your catalogue: title, author, genre, language, year, and loans where you have them."),
        _("Read a file with titles to see books by genre, language and year."),
        _TITLES, BOOKS,
    ),
    FileKind(
        "holdings", "bezit", _("Holdings"),
        _("What stands where: a row per copy, or per title and branch with a number."),
        _("Read a file with holdings to see which books stand where, and which nobody takes."),
        _HOLDINGS, BOOKS,
    ),
    FileKind(
        "acquisitions", "aanwinsten", _("Acquisitions"),
        _("What came in or is expected, with its date."),
        _("Read a file with acquisitions to see what is new and for whom."),
        _ACQUISITIONS, BOOKS,
    ),
    FileKind(
        "reservations", "reserveringen", _("Reservations"),
        _("How many people wait for a title. We do not read who they are."),
        _("Read a file with reservations to see which titles have a waiting list."),
        _RESERVATIONS, BOOKS,
    ),
    FileKind(
        "weeding", "saneren", _("Weeding list"),
        _("What you want to take out of the collection."),
        _("Read a weeding list to see what somebody would still like to borrow."),
        _WEEDING, BOOKS,
    ),
    FileKind(
        "codes", "codes", _("Code table"),
        _("What codes mean: NUR, SISO, PIM, genres, branches or kinds of material."),
        _("Read a code table to see genres and branches by their names."),
        _CODES, BOOKS,
    ),
)  # fmt: skip
