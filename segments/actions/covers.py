"""Covers from a zip: found by ISBN or PPN, made small by the child, kept with whose they are."""

import uuid
import zlib
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments import reading
from segments.actions import files, jobs, uploads
from segments.actions.answers import NeedsAnswer
from segments.actions.jobs import CannotStart, Heartbeat
from segments.models import Cover, LoanImport, Reject
from segments.profiles import Profile

LONGEST_RIGHTS = 200
SHOWN = 5


@transaction.atomic
def say_rights(loan_import: LoanImport, rights: str) -> LoanImport:
    """Note whose the pictures are, and why they may be shown: without that nothing is read in."""
    loan_import = LoanImport.objects.select_for_update().get(pk=loan_import.pk)
    if loan_import.is_busy or loan_import.status in ("done", "undone"):
        raise CannotStart(loan_import.filename)
    loan_import.options = {**loan_import.options, "rights": rights[:LONGEST_RIGHTS]}
    loan_import.profile = Profile(name="covers", kind=LoanImport.Kind.COVERS).to_json()
    loan_import.save(update_fields=["options", "profile"])
    return loan_import


def check(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Say which names are titles of this library, without opening a picture."""
    _rights(loan_import)
    names = reading.picture_names(uploads.stored_path(loan_import))
    heartbeat.check()
    with tenancy.library_scope(loan_import.library):
        found = _titles(loan_import.library, names)
        _report(loan_import, names, found)
        loan_import.report["accepted"] = len(set(found.values()))
        loan_import.read = len(names)
        jobs.finish(loan_import, LoanImport.Status.CHECKED)


def load(loan_import: LoanImport, heartbeat: Heartbeat) -> None:
    """Keep the pictures of titles that are known; the newest import of a title is shown."""
    library, rights = loan_import.library, _rights(loan_import)
    with tenancy.library_scope(library):
        names = reading.picture_names(uploads.stored_path(loan_import))
        found = _titles(library, names)
        loan_import.coding_version = _titles_known(found)
        earlier = files.same_file(loan_import)
        if files.finish_unchanged(loan_import):
            # The newest file is shown, so its pictures go with the newest reading of it.
            Cover.objects.filter(loan_import__in=earlier).update(loan_import=loan_import)
            return
    covers: dict[int, Cover] = {}
    bad: list[str] = []
    doubles = 0
    try:
        for picture in reading.read_pictures(uploads.stored_path(loan_import), found):
            heartbeat.check()
            heartbeat.progress += 1
            title = found[picture.name]
            if title in covers:
                doubles += 1
            elif picture.content:
                covers[title] = _kept(loan_import, title, picture, rights)
            else:
                bad.append(picture.name)
        with tenancy.library_scope(library):
            jobs.fence(loan_import)
            _report(loan_import, names, found)
            loan_import.report["problems"] = {"bad_picture": len(bad)} if bad else {}
            loan_import.report["examples"] = {"bad_picture": [[0, [name]] for name in bad[:SHOWN]]}
            loan_import.read, loan_import.rejected = len(names), len(bad)
            loan_import.accepted, loan_import.duplicates = len(covers), doubles
            loan_import.ignored = len(names) - len(bad) - len(covers) - doubles
            Cover.objects.bulk_create(covers.values())
            Reject.objects.filter(loan_import=loan_import).delete()
            Reject.objects.bulk_create(
                Reject(
                    library=library,
                    loan_import=loan_import,
                    line=0,
                    code="bad_picture",
                    cells=[name],
                )
                for name in bad
            )
            jobs.finish(loan_import, LoanImport.Status.DONE)
            uploads.delete_file(loan_import)
    except BaseException:
        for cover in covers.values():
            path_of(cover).unlink(missing_ok=True)
        raise


def undo(loan_import: LoanImport, _heartbeat: Heartbeat) -> None:
    """Take the pictures of this file away; of one title an earlier one is shown again."""
    with tenancy.library_scope(loan_import.library):
        jobs.fence(loan_import)
        rows = Cover.objects.filter(library=loan_import.library, loan_import=loan_import)
        again = files.same_file(loan_import)
        if again:
            rows.update(loan_import=again[-1])
        else:
            for cover in rows:
                transaction.on_commit(partial(path_of(cover).unlink, missing_ok=True))
            rows.delete()
        loan_import.undone_at = timezone.now()
        jobs.finish(loan_import, LoanImport.Status.UNDONE)


def path_of(cover: Cover) -> Path:
    """Where a picture is."""
    return Path(settings.COVER_DIR) / str(cover.library_id) / cover.stored_as


def _rights(loan_import: LoanImport) -> str:
    rights = str(loan_import.options.get("rights", "")).strip()
    if not rights:
        raise NeedsAnswer("no_rights")
    return rights


def _kept(loan_import: LoanImport, title: int, picture: reading.Picture, rights: str) -> Cover:
    cover = Cover(
        library=loan_import.library,
        loan_import=loan_import,
        title=title,
        stored_as=f"{uuid.uuid4().hex}.jpg",
        width=picture.width,
        height=picture.height,
        rights=rights,
    )
    path_of(cover).parent.mkdir(parents=True, exist_ok=True)
    path_of(cover).write_bytes(picture.content)
    return cover


def _titles(library: Library, names: list[str]) -> dict[str, int]:
    """The names that are the PPN or the ISBN of a title, with its number."""
    # numpy stays out of the web process, which only asks where a picture is.
    from segments.coding.titles import isbn_key

    stems = {name: name.rpartition(".")[0].strip() for name in names}
    isbns = {name: isbn_key(stem) for name, stem in stems.items()}
    codes = sorted({*stems.values(), *isbns.values()} - {""})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, isbn, number FROM segments_title WHERE library_id = %s"
            " AND (key = ANY(%s) OR isbn = ANY(%s)) ORDER BY number DESC",
            [library.pk, codes, codes],
        )
        rows = cursor.fetchall()
    by_code = {isbn: number for _key, isbn, number in rows if isbn}
    by_code |= {key: number for key, _isbn, number in rows}
    found = {name: by_code.get(stem) or by_code.get(isbns[name]) for name, stem in stems.items()}
    return {name: number for name, number in found.items() if number}


def _titles_known(found: Mapping[str, int]) -> int:
    """Another number as soon as a picture of this zip is known to be of another title."""
    return zlib.crc32(repr(sorted(found.items())).encode()) >> 1  # fits the column


def _report(loan_import: LoanImport, names: list[str], found: Mapping[str, int]) -> None:
    unknown = Counter(name for name in names if name not in found)
    loan_import.report = {
        **loan_import.report,
        "read": len(names),
        "ignored": len(unknown),
        "columns": ["naam"],
        "unknown": {"cover": dict(unknown.most_common(files.UNKNOWN_KEPT))} if unknown else {},
    }
