"""Reads the cells of a small spreadsheet and prints them as JSON; a process of its own.

A crafted workbook can take its reader down, so that reader may not be ours. Nothing of the product
is imported here.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

BYTES = 768 * 1024 * 1024
SECONDS = 10
ROWS, COLUMNS = 1000, 60


def main(path: str) -> None:
    """Print the first sheet with anything in it as a list of lists of text."""
    import python_calamine

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=ROWS)
        if any(cell not in ("", None) for row in rows for cell in row):
            sys.stdout.write(json.dumps([[text(cell) for cell in row[:COLUMNS]] for row in rows]))
            return
    sys.stdout.write("[]")


def text(cell: object) -> str:
    """A cell as somebody would read it; days as 2027-03-15."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if cell is None or isinstance(cell, bool | time | timedelta):
        return "" if cell is None else str(cell)
    return str(cell)


if __name__ == "__main__":
    main(sys.argv[1])
