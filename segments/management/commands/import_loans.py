"""import_loans FILE --library SLUG …: the wizard's own code, in this process, without a worker."""

import json
import logging
import shutil
import tempfile
import uuid
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand

from planning import tenancy
from planning.models import Library
from segments import profiles
from segments.actions import covers, jobs, mapping, running, upkeep, uploads
from segments.actions.answers import NeedsAnswer
from segments.actions.tally import TOO_MANY
from segments.coding import CodingFailed
from segments.models import LoanImport
from segments.profiles import Profile
from segments.profiles.profile import DateOrder
from segments.queries.error_file import error_filename, write_error_file
from segments.reading import BadFile
from segments.reasons import stopped_text

logger = logging.getLogger(__name__)
Status = LoanImport.Status
WAIT_SECONDS = 3600.0
CODES = ("branch", "genre", "material")
SHOWN = 10  # unknown codes that the reason names
GIVEN = (
    "encoding",
    "create_unknown",
    "accept_rejects",
    "accept_fewer",
    "without_postcodes",
    "exported_on",
)


class CannotBegin(Exception):
    """What was asked cannot be done with this file; the message is a code, or "code: detail"."""


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
        parser.add_argument("--accept-fewer", action="store_true", help="than half of the copies")
        parser.add_argument("--without-postcodes", action="store_true")
        parser.add_argument("--rights", default="", help="of covers: whose they are")
        parser.add_argument("--json", action="store_true", help="the default; kept for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = self._import(options)
        except CannotBegin as problem:
            answer = _answer(LoanImport(status=Status.REFUSED, reason=str(problem)), "")
        except Exception as problem:
            # Its own words could quote a reader's row.
            place = CodingFailed.at(problem)
            logger.error("an import failed: %s", place)
            answer = _answer(LoanImport(status=Status.FAILED, reason=f"internal: {place}"), "")
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if answer["state"] != Status.DONE:
            raise SystemExit(1)
        upkeep.catch_up(Library.objects.get(slug=options["library"]).pk)

    def _import(self, options: dict[str, Any]) -> dict[str, Any]:
        library, path = Library.objects.filter(slug=options["library"]).first(), options["file"]
        if library is None:
            raise CannotBegin(f"unknown_library: {options['library']}")
        if not path.is_file():
            raise CannotBegin("no_file")
        loan_import = _receive(library, path, options)
        if loan_import.status == Status.DRAFT and _settle(loan_import, options):
            running.run(library.pk, loan_import.pk, wait=WAIT_SECONDS)
        with tenancy.library_scope(library):
            loan_import = LoanImport.objects.get(pk=loan_import.pk)
            return _answer(loan_import, _error_file(loan_import, path))


def _receive(library: Library, path: Path, options: dict[str, Any]) -> LoanImport:
    copy = Path(settings.UPLOAD_DIR) / f"{uuid.uuid4().hex}.copy"
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, copy)
    given = {name: options[name] for name in GIVEN if options[name]}
    if options["delimiter"]:
        given["delimiter"] = options["delimiter"].replace("\\t", "\t")
    with tenancy.library_scope(library):
        return uploads.receive(
            library, filename=path.name, source=copy, kind=options["kind"], by=None, options=given
        )


def _settle(loan_import: LoanImport, options: dict[str, Any]) -> bool:
    """Settle the columns and queue the load; False if something stops it."""
    with tenancy.library_scope(loan_import.library):
        if loan_import.kind == LoanImport.Kind.COVERS:
            covers.say_rights(loan_import, options["rights"])
            jobs.ask(loan_import, "load", by=None)
            return True
        try:
            profile = _profile(loan_import, options)
        except NeedsAnswer as question:
            _stop(loan_import, Status.NEEDS_ANSWER, str(question))
            return False
        except CannotBegin as problem:
            _stop(loan_import, Status.REFUSED, str(problem))
            uploads.delete_file(loan_import)
            return False
        loan_import = mapping.choose(loan_import, profile)
        jobs.ask(loan_import, "load", by=None)
    return True


def _stop(loan_import: LoanImport, status: str, reason: str) -> None:
    loan_import.status, loan_import.reason = status, reason
    loan_import.save(update_fields=["status", "reason"])


def _profile(loan_import: LoanImport, options: dict[str, Any]) -> Profile:
    """What the columns are: as said, else as remembered or recognised."""
    given = dict(entry.partition("=")[::2] for entry in options["map"])
    if given and not options["kind"]:
        field_of = {header: field for field, header in given.items()}
        header = loan_import.inspection["header"]
        loan_import.kind = profiles.guess_kind([field_of.get(name, name) for name in header])
        loan_import.save(update_fields=["kind"])
    _refuse_unknown(loan_import, given)
    suggestion = mapping.suggestion(loan_import)
    profile = suggestion.profile
    if options["profile"]:
        try:
            profile = mapping.named_profile(loan_import, options["profile"])
        except mapping.NoSuchProfile:
            raise CannotBegin(f"unknown_profile: {options['profile']}") from None
    profile = replace(profile, mapping={**profile.mapping, **given})
    if missing := profiles.missing(profile.kind, profile.mapping):
        raise CannotBegin(f"missing_columns: {', '.join(missing)}")
    if "renewal" in profile.mapping and _is_new(loan_import, options, given):
        profile = mapping.with_renewals(loan_import, profile)
    if options["date_order"] or options["profile"]:
        return replace(profile, date_order=options["date_order"] or profile.date_order)
    is_settled = len(suggestion.date_orders_possible) == 1 and not set(given) & set(profiles.DATES)
    return profile if is_settled else _with_order(loan_import, profile)


def _is_new(loan_import: LoanImport, options: dict[str, Any], given: dict[str, str]) -> bool:
    """Whether nobody has said yet how the renewals of this export are told."""
    is_known = mapping.remembered_profile(loan_import) is not None
    signed = profiles.signed_profile(loan_import.kind, loan_import.inspection["header"])
    return "renewal" in given or not (options["profile"] or is_known or signed)


def _refuse_unknown(loan_import: LoanImport, given: dict[str, str]) -> None:
    fields = {field.name for field in profiles.FIELDS[loan_import.kind]}
    if unknown := sorted(set(given) - fields):
        raise CannotBegin(f"unknown_field: {', '.join(unknown)}")
    header = loan_import.inspection["header"]
    missing = [name for name in given.values() if not profiles.find_headers(header, name)]
    if missing:
        raise CannotBegin(f"unknown_column: {', '.join(missing)}")
    is_about_people = loan_import.kind not in (
        "scheme",
        "households",
        "mapping",
        "memberships",
        "codes",
    )
    personal = loan_import.inspection["personal"] if is_about_people else {}
    for field, name in given.items():
        for column in profiles.find_headers(header, name):
            reason = personal.get(column)
            if reason and field not in profiles.fields_of_personal(reason):
                raise CannotBegin(f"personal_column: {column}")


def _with_order(loan_import: LoanImport, profile: Profile) -> Profile:
    try:
        orders = mapping.date_orders(loan_import, profile)
    except BadFile as problem:
        loan_import.inspection = {**loan_import.inspection, "facts": problem.facts}
        loan_import.save(update_fields=["inspection"])
        raise CannotBegin(problem.code) from None
    if len(orders) != 1:
        raise NeedsAnswer("ambiguous_date")
    return replace(profile, date_order=cast("DateOrder", orders[0]))


def _error_file(loan_import: LoanImport, path: Path) -> str:
    """Write the rejected rows beside the file, else where the command runs, else aside."""
    if not loan_import.rejects.exists():
        return ""
    for folder in (path.resolve().parent, Path.cwd(), Path(tempfile.gettempdir())):
        target = folder / error_filename(loan_import)
        try:
            with target.open("w", encoding="utf-8", newline="") as file:
                write_error_file(loan_import, file)
        except OSError:
            continue
        return str(target)
    return ""


def _answer(loan_import: LoanImport, error_file: str) -> dict[str, Any]:
    state, reason = _state(loan_import)
    return {
        "state": state,
        "read": loan_import.read,
        # Rows that are right but count for nothing, such as returns and class cards, came in too.
        "accepted": loan_import.accepted + loan_import.ignored,
        "duplicates": loan_import.duplicates,
        "conflicts": loan_import.conflicts,
        "rejected": loan_import.rejected,
        "ignored": loan_import.ignored,
        "reason": stopped_text(reason, loan_import.inspection.get("facts", {})),
        "code": reason,
        "error_file": error_file,
        "import": loan_import.pk,
        "warnings": loan_import.report.get("warnings", {}),
        "unknown": loan_import.report.get("unknown", {}),
        "unused_columns": _unused(loan_import),
    }


def _unused(loan_import: LoanImport) -> list[str]:
    """The columns that were not read."""
    header, mapping = loan_import.inspection.get("header", []), loan_import.profile
    if not mapping:
        return []
    wanted = [*mapping["mapping"].values(), *mapping["exclude"]]
    used = {column for name in wanted for column in profiles.find_headers(header, name)}
    return [name for name in header if name not in used]


def _state(loan_import: LoanImport) -> tuple[str, str]:
    """done, refused, needs_answer or failed, and the code of the reason."""
    reason = loan_import.reason
    if reason.startswith("missing_columns"):
        return Status.REFUSED, reason
    if loan_import.status == Status.REFUSED and reason.startswith("too_many_rejects"):
        problems, codes = (loan_import.report.get(part, {}) for part in ("problems", "unknown"))
        unknown = sum(problems.get(f"unknown_{kind}", 0) for kind in CODES)
        if loan_import.rejected - unknown > TOO_MANY * loan_import.read:
            return Status.NEEDS_ANSWER, reason
        names = [name for kind in CODES for name in codes.get(kind, {})]
        return Status.REFUSED, f"unknown_codes: {', '.join(names[:SHOWN])}"
    known = (Status.DONE, Status.REFUSED, Status.NEEDS_ANSWER)
    return (loan_import.status if loan_import.status in known else Status.FAILED), reason
