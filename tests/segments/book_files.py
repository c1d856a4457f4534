"""Small files about books for tests, read in without the command."""

from pathlib import Path
from typing import Any

from planning.models import Library
from segments.models import LoanImport
from tests.segments import loan_files

TITLES = """PPN;ISBN;Titel;Auteur;NUR;Taal;Jaar van uitgave;Uitleningen;Laatste uitleendatum
4001;9789000000002;Een;Aal, A.;301;nl;2019;12;24-12-2024
4002;;Twee;Bos, B.;302;nl;2020;0;
"""
HOLDINGS = """PPN;ISBN;Vestiging;Kast;Exemplaren;Aanschafdatum;Prijs
4001;;CEN;Reis;2;13-02-2020;12,95
;978-90-00-00000-2;CEN;Reis;1;13-02-2020;12,95
4002;;OOS;;1;;
"""
ACQUISITIONS = """Aanschafdatum;PPN;Titel;Vestiging;Exemplaren;Prijs
13-11-2026;4003;Drie;CEN;2;22,50
13-11-2026;4001;Een;OOS;1;
"""
RESERVATIONS = """PPN;Titel;Vestiging;Reserveringen
4001;Een;CEN;3
4001;Een;CEN;2
4002;Twee;OOS;1
"""
WEEDING = "PPN;Titel;Vestiging;Exemplaren\n4001;Een;CEN;1\n4002;Twee;OOS;1\n"
FILES = {
    "titles": TITLES,
    "holdings": HOLDINGS,
    "acquisitions": ACQUISITIONS,
    "reservations": RESERVATIONS,
    "weeding": WEEDING,
}


def read(library: Library, folder: Path, kind: str, text: str = "", **options: Any) -> LoanImport:
    path = folder / f"bestand-{len(list(folder.iterdir())):03}.csv"
    path.write_text(text or FILES[kind], encoding="utf-8")
    return loan_files.read_in(library, path, kind=kind, **options)


def figures(loan_import: LoanImport) -> tuple[int, ...]:
    """read, accepted, duplicates, rejected"""
    names = ("read", "accepted", "duplicates", "rejected")
    return tuple(getattr(loan_import, name) for name in names)


def undo(loan_import: LoanImport) -> None:
    assert loan_files.undo(loan_import).status == "undone"
