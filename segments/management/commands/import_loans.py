"""import_loans FILE --library SLUG …: the wizard's own code, in this process, without a worker."""

import json
import shutil
import uuid
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from planning import tenancy
from planning.models import Library
from segments import profiles
from segments.actions import jobs, mapping, running, uploads
from segments.models import ImportProfile, LoanImport
from segments.profiles import Profile, Suggestion
from segments.queries.error_file import error_filename, write_error_file

WAIT_SECONDS = 3600.0
STATES = {"done", "refused", "needs_answer"}


class Command(BaseCommand):
    help = "Read a file in; prints one JSON object and exits 0 only when it is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--library", required=True)
        parser.add_argument("--kind", choices=LoanImport.Kind.values, default="")
        parser.add_argument("--profile", default="")
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=HEADER")
        parser.add_argument("--date-order", choices=["dmy", "ymd", "mdy"], default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--exported-on", default="", metavar="YYYY-MM-DD")
        parser.add_argument("--create-unknown", action="store_true")
        parser.add_argument("--accept-rejects", action="store_true")
        parser.add_argument("--without-postcodes", action="store_true")
        parser.add_argument("--json", action="store_true", help="the default; kept for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(slug=options["library"]).first()
        if library is None:
            raise CommandError(f"there is no library {options['library']}")
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"there is no file {path}")
        loan_import = self._receive(library, path, options)
        if loan_import.status == LoanImport.Status.DRAFT:
            question = self._ask(loan_import, options)
            if not question:
                running.run(library.pk, loan_import.pk, wait=WAIT_SECONDS)
        with tenancy.library_scope(library):
            loan_import = LoanImport.objects.get(pk=loan_import.pk)
            error_file = _error_file(loan_import, path)
        self.stdout.write(json.dumps(_answer(loan_import, error_file), ensure_ascii=False))
        if loan_import.status != LoanImport.Status.DONE:
            raise SystemExit(1)

    def _receive(self, library: Library, path: Path, options: dict[str, Any]) -> LoanImport:
        copy = Path(settings.UPLOAD_DIR) / f"{uuid.uuid4().hex}.copy"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        given = {
            "delimiter": options["delimiter"].replace("\\t", "\t"),
            "encoding": options["encoding"],
            "create_unknown": options["create_unknown"],
            "accept_rejects": options["accept_rejects"],
            "without_postcodes": options["without_postcodes"],
            "exported_on": options["exported_on"],
        }
        with tenancy.library_scope(library):
            return uploads.receive(
                library,
                filename=path.name,
                source=copy,
                kind=options["kind"],
                by=None,
                options={name: value for name, value in given.items() if value},
            )

    def _ask(self, loan_import: LoanImport, options: dict[str, Any]) -> str:
        """Settle the columns and queue the load; gives the question that stops it, if any."""
        with tenancy.library_scope(loan_import.library):
            suggestion = mapping.suggestion(loan_import)
            profile = self._profile(loan_import, suggestion, options)
            question = _question(profile, suggestion, options)
            if question:
                loan_import.status = LoanImport.Status.NEEDS_ANSWER
                loan_import.reason = question
                loan_import.save(update_fields=["status", "reason"])
                return question
            loan_import = mapping.choose(loan_import, profile)
            jobs.ask(loan_import, "load", by=None)
        return ""

    def _profile(
        self, loan_import: LoanImport, suggestion: Suggestion, options: dict[str, Any]
    ) -> Profile:
        profile = suggestion.profile
        if options["profile"]:
            profile = _named(loan_import.library, options["profile"], loan_import.kind)
        given = dict(entry.partition("=")[::2] for entry in options["map"])
        unknown = set(given) - {field.name for field in profiles.FIELDS[loan_import.kind]}
        if unknown:
            raise CommandError(f"--map: no such field: {', '.join(sorted(unknown))}")
        missing = [h for h in given.values() if not _is_there(loan_import, h)]
        if missing:
            raise CommandError(f"--map: no such column: {', '.join(missing)}")
        return replace(
            profile,
            mapping={**profile.mapping, **given},
            date_order=options["date_order"] or profile.date_order,
        )


def _is_there(loan_import: LoanImport, header: str) -> bool:
    return bool(profiles.profile.find_headers(loan_import.inspection["header"], header))


def _named(library: Library, name: str, kind: str) -> Profile:
    own = ImportProfile.objects.filter(library=library, name=name).first()
    if own is not None:
        return Profile.from_json(own.settings)
    for shipped in profiles.SHIPPED:
        if shipped.name == name and shipped.kind == kind:
            return shipped
    raise CommandError(f"there is no profile {name} for {kind}")


def _question(profile: Profile, suggestion: Suggestion, options: dict[str, Any]) -> str:
    missing = [name for name in profiles.REQUIRED[profile.kind] if name not in profile.mapping]
    if missing:
        return f"missing_columns: {', '.join(missing)}"
    is_settled = options["date_order"] or options["profile"]
    shipped = {each.name for each in profiles.SHIPPED}
    if len(suggestion.date_orders_possible) > 1 and not is_settled and profile.name not in shipped:
        return "ambiguous_date"
    return ""


def _error_file(loan_import: LoanImport, path: Path) -> str:
    if not loan_import.rejects.exists():
        return ""
    target = path.with_name(error_filename(loan_import))
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            write_error_file(loan_import, file)
    except OSError:
        return ""
    return str(target)


def _answer(loan_import: LoanImport, error_file: str) -> dict[str, Any]:
    state = loan_import.status if loan_import.status in STATES else "failed"
    return {
        "state": state,
        "read": loan_import.read,
        "accepted": loan_import.accepted,
        "duplicates": loan_import.duplicates,
        "conflicts": loan_import.conflicts,
        "rejected": loan_import.rejected,
        "ignored": loan_import.ignored,
        "reason": loan_import.reason,
        "error_file": error_file,
        "import": loan_import.pk,
        "warnings": loan_import.report.get("warnings", {}),
        "unknown": loan_import.report.get("unknown", {}),
    }
