"""Imports as the wizard's pages find them, without a file and without a worker."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from planning import tenancy
from planning.models import Library, User
from segments.models import LoanImport

HEADER = ["VESTIGING", "UITLEENDATUM", "PASNUMMER", "KLANTNAAM", "RUBRIEK", "ACTIE", "TITEL"]
SAMPLES = [
    ["CEN", "13-01-2026", None, None, "PK", "UITL", "Café Müller"],
    ["OOS", "14-01-2026", None, None, "633.1", "VERL", "Drie beren"],
    ["CEN", "15-01-2026", None, None, "PK", "INN", "Drie beren"],
]
PERSONAL = {"PASNUMMER": "member_number", "KLANTNAAM": "name"}
MAPPING = {
    "branch": "VESTIGING",
    "loaned_at": "UITLEENDATUM",
    "member": "PASNUMMER",
    "genre": "RUBRIEK",
    "title": "TITEL",
}
REPORT = {
    "read": 100,
    "accepted": 90,
    "rejected": 10,
    "ignored": 0,
    "problems": {"unknown_genre": 6, "bad_date": 3, "missing_date": 1},
    "warnings": {"unknown_postcode": 7},
    "unknown": {"genre": {"PK": 4, "633.1": 2}},
    "columns": ["UITLEENDATUM", "VESTIGING", "PASNUMMER"],
    "examples": {"bad_date": [[12, ["31-02-2026", "CEN", ""]]], "missing_date": [[14, []]]},
    "first_day": "2026-01-13",
    "last_day": "2026-03-31",
    "per_branch": {"Centrum": 60, "Oost": 30},
    "previous_per_branch": {"Centrum": 58, "Oost": 60, "Dorp": 5},
    "first_rows": [{"loaned_at": "2026-01-13", "branch": "CEN", "title": "<b>Vet</b>"}],
    "too_many": True,
}


def inspection(samples: list[list[str | None]] | None = None, **fields: Any) -> dict[str, Any]:
    """What a look at the file found: a Dutch export with a name in it."""
    found = {
        "header": HEADER,
        "samples": samples or SAMPLES,
        "personal": PERSONAL,
        "delimiter": ";",
        "encoding": "windows-1252",
        "rows": 53215,
        "warnings": [],
        "container": "csv",
    }
    return found | fields


def profile(**fields: Any) -> dict[str, Any]:
    """The columns as they were chosen."""
    return {"name": "own", "kind": "loans", "mapping": MAPPING, "date_order": "dmy"} | fields


def make_import(library: Library, *, by: User | None = None, **fields: Any) -> LoanImport:
    """A file with loans whose columns still have to be chosen."""
    defaults: dict[str, Any] = {
        "kind": "loans",
        "filename": "uitleningen.csv",
        "stored_as": "abc",
        "digest": "d" * 64,
        "inspection": inspection(),
    }
    with tenancy.library_scope(library):
        return LoanImport.objects.create(library=library, created_by=by, **(defaults | fields))


def checked(library: Library, **fields: Any) -> LoanImport:
    """A file that was looked through and waits for go."""
    defaults: dict[str, Any] = {"status": "checked", "profile": profile(), "report": REPORT}
    return make_import(library, **(defaults | fields))


def done(library: Library, **fields: Any) -> LoanImport:
    """A file that is in since yesterday."""
    defaults: dict[str, Any] = {
        "status": "done",
        "phase": "load",
        "stored_as": "",
        "profile": profile(),
        "report": REPORT | {"months": ["2026-01", "2026-02", "2026-04"]},
        "read": 1314,
        "accepted": 1300,
        "duplicates": 4,
        "rejected": 10,
        "finished_at": timezone.now() - timedelta(days=1),
    }
    return make_import(library, **(defaults | fields))


def fresh(loan_import: LoanImport) -> LoanImport:
    """The row as it is in the database now."""
    with tenancy.library_scope(loan_import.library_id):
        return LoanImport.objects.get(pk=loan_import.pk)


def without_token(text: str) -> str:
    """A page without what differs from one answer to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
