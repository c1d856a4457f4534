"""What codes are called and which genre they mean, as a table of codes says; and back again.

What a name or a genre was before is kept in the report of the import. Codes that were new stay,
as branches and titles of other files do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from planning.models import Branch, Library
from planning.models.people import next_position
from segments.coding.codes import CodeRow
from segments.loading import answers
from segments.models import Genre, GenreCode, LoanImport, Material

# Which field of which row may change; in the report as "model.field.pk".
FIELDS: dict[str, Any] = {
    "branch.name": Branch,
    "material.name": Material,
    "genre.name": Genre,
    "genre.is_youth": Genre,
    "code.genre_id": GenreCode,
}
COUNTED = "code.genre_id"  # counts of loans depend on it


class Changes:
    """What was said, by place: [before, after]."""

    def __init__(self) -> None:
        self.found: dict[str, list[Any]] = {}

    def set(self, row: Any, what: str, value: Any) -> None:
        """Give a row another value, and remember the one it had."""
        field = what.partition(".")[2]
        before = getattr(row, field)
        place = f"{what}.{row.pk}"
        # Also what stays the same is said: another table may be taken out that said it before.
        self.found[place] = [self.found.get(place, [before])[0], value]
        if before != value:
            setattr(row, field, value)
            row.save(update_fields=[field])


def keep_codes(loan_import: LoanImport, _coder: Any, rows: Sequence[CodeRow]) -> None:
    """Make codes mean what the table says."""
    library, changes = loan_import.library, Changes()
    by_kind: dict[str, list[CodeRow]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    _name_branches(library, by_kind["branch"], changes)
    _name_materials(library, by_kind["material"], changes)
    _give_genres(library, by_kind["genre"], changes)
    loan_import.report = {**loan_import.report, "changed": changes.found}
    _count_again(library, changes.found)


def take_out_codes(loan_import: LoanImport) -> None:
    """Give back what was called otherwise, unless a later table has said something else of it."""
    changed: dict[str, list[Any]] = loan_import.report.get("changed", {})
    tables = LoanImport.objects.current().filter(library=loan_import.library, kind=loan_import.kind)
    there = {each.pk for each in tables if each.pk != loan_import.pk}
    later = [
        each
        for each in tables.order_by("pk")
        if each.pk > loan_import.pk and each.report.get("same_as") not in there
    ]
    for place, (before, after) in changed.items():
        heir = next((each for each in later if place in each.report.get("changed", {})), None)
        if heir is not None:
            heir.report["changed"][place][0] = before
            heir.save(update_fields=["report"])
        elif before != after:
            _give_back(loan_import.library, place, before, after)
    _count_again(loan_import.library, changed)


def _give_back(library: Library, place: str, before: Any, after: Any) -> None:
    what, _dot, pk = place.rpartition(".")
    field = what.partition(".")[2]
    rows = FIELDS[what].objects.filter(library=library, pk=pk, **{field: after})
    is_taken = what == "genre.name" and Genre.objects.filter(library=library, name=before).exists()
    if not is_taken:
        rows.update(**{field: before})


def _count_again(library: Library, changed: Mapping[str, list[Any]]) -> None:
    moved = [place for place, (before, after) in changed.items() if before != after]
    if any(place.startswith(COUNTED) for place in moved):
        Library.objects.filter(pk=library.pk).update(rollups_stale_at=timezone.now())


def _name_branches(library: Library, rows: Iterable[CodeRow], changes: Changes) -> None:
    known = _by_code(Branch.objects.filter(library=library))
    for row in rows:
        branch = known.get(row.code.casefold()) or answers.add_branch(library, row.code)
        changes.set(branch, "branch.name", row.name or row.genre)


def _name_materials(library: Library, rows: Iterable[CodeRow], changes: Changes) -> None:
    known = _by_code(Material.objects.filter(library=library))
    for row in rows:
        material = known.get(row.code.casefold())
        if material is None:
            answers.add_material(library, row.code, row.name or row.genre)
        else:
            changes.set(material, "material.name", row.name or row.genre)


def _give_genres(library: Library, rows: Sequence[CodeRow], changes: Changes) -> None:
    meant = {row.code.casefold(): row.genre or row.name for row in rows}
    for genre, name in _renamed(library, meant):
        changes.set(genre, "genre.name", name)
    genres = {each.name: each for each in Genre.objects.filter(library=library)}
    codes = _by_code(GenreCode.objects.filter(library=library))
    said: dict[str, bool] = {}
    for row in rows:
        name = meant[row.code.casefold()]
        if name not in genres:
            made = Genre.objects.filter(library=library)
            genres[name] = Genre.objects.create(
                library=library, name=name, position=next_position(made)
            )
        if row.is_youth is not None:
            said.setdefault(name, row.is_youth)
        code = codes.get(row.code.casefold())
        if code is None:
            answers.add_genre_code(library, row.code, name)
        else:
            changes.set(code, COUNTED, genres[name].pk)
    for name, is_youth in said.items():
        changes.set(genres[name], "genre.is_youth", is_youth)


def _renamed(library: Library, meant: dict[str, str]) -> Iterator[tuple[Genre, str]]:
    """Genres of which all codes get one new name: the same genre, called otherwise."""
    codes_of: dict[Any, list[str]] = defaultdict(list)
    for code, genre_id in GenreCode.objects.filter(library=library).values_list("code", "genre"):
        codes_of[genre_id].append(code.casefold())
    genres = list(Genre.objects.filter(library=library).order_by("pk"))
    names = {genre.name for genre in genres}
    for genre in genres:
        wanted = {meant.get(code, genre.name) for code in codes_of[genre.pk]}
        if len(wanted) == 1 and not wanted & names:
            names |= wanted
            yield genre, wanted.pop()


def _by_code(rows: Any) -> dict[str, Any]:
    return {row.code.casefold(): row for row in rows.order_by("pk")}
