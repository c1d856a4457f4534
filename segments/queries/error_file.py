"""The rejected lines of an import as a file that a person can repair and send again."""

import csv
from collections.abc import Iterator
from typing import TextIO

from segments.models import LoanImport, Reject
from segments.reasons import reason_text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def error_filename(loan_import: LoanImport) -> str:
    """uitleningen.csv → uitleningen_fouten.csv"""
    stem = loan_import.filename.rsplit(".", 1)[0]
    return f"{stem}_fouten.csv"


def write_error_file(loan_import: LoanImport, file: TextIO) -> int:
    """Write line, reason and the columns that are not personal; gives the number of lines."""
    columns = loan_import.report.get("columns", [])
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    file.write("\ufeff")
    writer.writerow(["regel", "fout", *map(harmless, columns)])
    lines = 0
    for reject in _rejects(loan_import):
        cells = reject.cells or {}
        texts = [harmless(cells.get(name, "")) for name in columns]
        writer.writerow([reject.line, str(reason_text(reject.code)), *texts])
        lines += 1
    return lines


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _rejects(loan_import: LoanImport) -> Iterator[Reject]:
    rows = Reject.objects.filter(library=loan_import.library_id, loan_import=loan_import)
    yield from rows.order_by("line", "pk").iterator(chunk_size=2000)
