"""What kind a file is: by its header, and by its name where the header may mean several."""

import pytest

from segments.profiles import guess_kind, missing

BOOKS = "PPN;ISBN;TITEL;AUTEUR"
LOANS = "UITLEENDATUM;PASNUMMER;VESTIGING;PPN;TITEL"


@pytest.mark.parametrize(
    ("header", "name", "kind"),
    [
        (f"{BOOKS};VESTIGING;KAST;EXEMPLAREN;AANSCHAFDATUM;PRIJS", "export.csv", "holdings"),
        ("Barcode;PPN;Titel;Vestiging", "export.csv", "holdings"),
        (f"{BOOKS};TAAL;JAAR_VAN_UITGAVE;UITLENINGEN;LAATSTE_UITLEENDATUM", "x.csv", "titles"),
        (f"{BOOKS};RUBRIEK", "Titelbestand 2026.csv", "titles"),
        (f"AANSCHAFDATUM;{BOOKS};VESTIGING;EXEMPLAREN", "Aanwinsten nov.csv", "acquisitions"),
        (f"{BOOKS};VESTIGING;RESERVERINGEN", "export.csv", "reservations"),
        (f"{BOOKS};VESTIGING;EXEMPLAREN", "saneerlijst.csv", "weeding"),
        ("Soort;Code;Omschrijving;Genre", "export.csv", "codes"),
        # The names of these promise something else than what is in them.
        (LOANS, "uitleningen uit eigen bezit.csv", "loans"),
        ("PPN;TITEL", "aanwinsten.csv", "loans"),
        ("JAAR;TITEL;VESTIGING;UITLENINGEN", "export.csv", "aggregate"),
        ("code;naam;kleur", "export.csv", "scheme"),
    ],
)
def test_a_file_about_books_is_told_by_header_and_name(header: str, name: str, kind: str) -> None:
    assert guess_kind(header.split(";"), name) == kind


@pytest.mark.parametrize(
    ("kind", "mapped", "lacking"),
    [
        ("holdings", {"branch", "isbn"}, ()),
        ("holdings", {"branch"}, ("title_id",)),
        ("acquisitions", {"title"}, ("acquired_on",)),
        ("acquisitions", set(), ("acquired_on", "title_id")),
        ("codes", {"name"}, ("code_value",)),
        ("loans", set(), ("loaned_at",)),
    ],
)
def test_a_row_about_books_says_which_title(
    kind: str, mapped: set[str], lacking: tuple[str, ...]
) -> None:
    assert missing(kind, mapped) == lacking
