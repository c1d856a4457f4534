"""The figures of the explorer on the command line: the same queries, the same numbers."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from planning import spreadsheet, tenancy
from planning.models import Library
from segments import definitions
from segments.lattice import BANDS, READERS, ROWS, Ask, NotOnTheLattice
from segments.queries import figures, loans

ASKED = ("period", "branch", "group", "age", "readers", "rows", "segment")
COLUMNS = [
    spreadsheet.Column("segment"),
    spreadsheet.Column("genre"),
    spreadsheet.Column("loans", "count"),
    spreadsheet.Column("borrowers", "count"),
    spreadsheet.Column("index", "count"),
    spreadsheet.Column("share", "percent"),
    spreadsheet.Column("state"),
]


class Command(BaseCommand):
    help = "Print loans, borrowers, index and share per segment and genre, as fit to be published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--library", required=True, help="short name of the library")
        parser.add_argument("--period", required=True, help="2025, 2025-Q1 or 2025-03")
        parser.add_argument("--branch", default="", help="code of one branch")
        parser.add_argument("--group", default="", help="name of a group of branches")
        parser.add_argument("--age", default="", help=f"one of {', '.join(BANDS)}")
        parser.add_argument("--readers", default="all", choices=list(READERS))
        parser.add_argument("--rows", default="segment", choices=ROWS)
        parser.add_argument("--segment", default="", help="with --rows part: whose parts")
        parser.add_argument("--format", default="json", choices=["json", "csv"])

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(_("There is no library “%(slug)s”.") % {"slug": options["library"]})
        try:
            ask = Ask.parse(**{name: options[name] for name in ASKED})
            with tenancy.library_scope(library):
                matrix = loans.matrix(library, ask)
        except NotOnTheLattice as refusal:
            raise CommandError(str(refusal)) from None
        written = (
            _as_csv(matrix) if options["format"] == "csv" else _as_json(library, matrix, options)
        )
        self.stdout.write(written)


def _as_json(library: Library, matrix: loans.Matrix, options: dict[str, Any]) -> str:
    total = matrix.total
    asked = {name: options[name] or None for name in ASKED if name != "period"}
    said = definitions.definitions(library.threshold)
    answer = {
        "period": str(matrix.ask.period),
        "base": {**asked, "loans": total.loans, "borrowers": total.borrowers, "state": total.state},
        "definitions": {each.code: each.text for each in said},
        "cells": [figures.as_record(figure) for figure in figures.cells(matrix)],
        "totals": [figures.as_record(figure) for figure in figures.totals(matrix)],
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _as_csv(matrix: loans.Matrix) -> str:
    records = [figures.as_record(f) for f in [*figures.cells(matrix), *figures.totals(matrix)]]
    rows = [[record.get(column.title) for column in COLUMNS] for record in records]
    return spreadsheet.csv_bytes(spreadsheet.Table("", COLUMNS, rows)).decode("utf-8")
