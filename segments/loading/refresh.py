"""Count the lattice again for months that changed, with their quarters and years."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection

from planning.models import Branch, Library
from segments.lattice import MONTH
from segments.loading import copying, frozen, guarding, lattice_counts, store
from segments.loading.staging import COUNTED
from segments.models import Genre

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from segments.loading.staging import Part

SOURCE_TYPES = {
    "member": "int4",
    "branch": "int2",
    "genre_code": "int2",
    "segment": "int2",
    "area": "int2",
    "band": "int2",
    "loans": "int2",
}
ROLLUP_TYPES = {
    "library_id": "int4",
    "level": "int2",
    "period": "int4",
    "branch": "int2",
    "age": "int2",
    "kind": "int2",
    "row": "int2",
    "loans": copying.INT_ARRAY,
    "borrowers": copying.INT_ARRAY,
}
NOTHING: Mapping[int, Any] = MappingProxyType({})
MONTHS_PER_PERIOD = (1, 3, 12)  # by level: month, quarter, year
SELECT = (
    "SELECT member, branch, genre_code, segment, area, band, loans FROM {table}"
    " WHERE library_id = %s AND day >= %s AND day < %s AND loans > 0"
)


def refresh(
    library: Library,
    months: Iterable[int],
    *,
    staged: Mapping[int, str] = NOTHING,
    held: Mapping[int, "Part"] = NOTHING,
    begun: "Begun | None" = None,
) -> None:
    """Replace the counts of these months and of every quarter and year that holds one.

    months: year * 12 + month - 1. staged: the tables of months that are not attached yet. held:
    the rows of other such months. begun: counts of these rows that are being made already.
    """
    touched = set(months)
    dimensions = _Dimensions(library)
    with frozen.kept(library, {month // 12 for month in touched}) as wiped:
        for year in sorted({month // 12 for month in touched}):
            by_month = _by_month(library, year, staged, held)
            periods = [
                (level, period)
                for level, length in enumerate(MONTHS_PER_PERIOD)
                for period in sorted({month // length for month in touched if month // 12 == year})
            ]
            _replace(library, periods, _Counts(by_month, dimensions, begun))
            if year not in wiped:
                guarding.guard_year(library, year, dimensions.groups)
    for year in sorted(wiped):
        # What stays hidden follows the threshold of now; nothing is told of its groups any more.
        guarding.guard_year(library, year, {})


class _Dimensions:
    """What turns stored codes into the rows and columns that are counted."""

    def __init__(self, library: Library) -> None:
        self.genre = store.genre_of_code(library).astype(np.int32)
        self.segment = store.top_segment(library).astype(np.int32)
        self.part = _parts(self.segment, store.part_segment(library).astype(np.int32))
        positions = Genre.objects.filter(library=library).values_list("position", flat=True)
        self.genres = max(positions, default=0)
        self.groups = dict(
            Branch.objects.filter(library=library, group__isnull=False).values_list(
                "position", "group_id"
            )
        )

    def count(self, parts: "Sequence[Part]") -> lattice_counts.Lattice | None:
        """The lattice of these rows; None without any."""
        rows = self._rows(parts)
        return lattice_counts.count(rows, self.groups, self.genres) if len(rows) else None

    def _rows(self, parts: "Sequence[Part]") -> lattice_counts.Rows:
        part = {
            name: np.concatenate([each[name] for each in parts], dtype=np.int32) for name in COUNTED
        }
        return lattice_counts.Rows(
            member=part["member"],
            branch=part["branch"],
            genre=self.genre[part["genre_code"]],
            segment=self.segment[part["segment"]],
            part=self.part[part["segment"]],
            area=part["area"],
            band=part["band"],
            loans=part["loans"],
        )


def _parts(whole: "NDArray[np.int32]", part: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """By position of a segment its part, 0 where the segment that it counts under has none."""
    falls_apart = np.zeros(len(whole), np.bool_)
    falls_apart[whole[whole != part]] = True
    return np.where(falls_apart[whole], part, np.int32(0))


class _Counts:
    """The lattice of any period within one year; of periods with the same rows counted once."""

    def __init__(
        self, by_month: "Mapping[int, Part]", dimensions: _Dimensions, begun: "Begun | None"
    ) -> None:
        self._by_month = by_month
        self._dimensions = dimensions
        self._begun = begun
        self._last: tuple[list[int], lattice_counts.Lattice | None] | None = None

    def of(self, level: int, period: int) -> lattice_counts.Lattice | None:
        """The counts of a period; None where it has no loans."""
        length = MONTHS_PER_PERIOD[level]
        months = [month for month in sorted(self._by_month) if month // length == period]
        if self._last and self._last[0] == months:
            return self._last[1]
        if not months:
            return None
        if self._begun and self._begun.is_of(self._by_month[months[0]], months):
            counted = self._begun.counted
        else:
            counted = self._dimensions.count([self._by_month[month] for month in months])
        self._last = months, counted
        return counted


class Begun:
    """The counts of a file's only month, made while the database is busy with other things."""

    def __init__(self, library: Library, held: "Mapping[int, Part]") -> None:
        self._held = held if len(held) == 1 else {}
        dimensions, pool = _Dimensions(library), ThreadPoolExecutor(1)
        self._counting = [pool.submit(dimensions.count, [part]) for part in self._held.values()]
        pool.shutdown(wait=False)

    def is_of(self, part: "Part", months: Sequence[int]) -> bool:
        """Whether these months are the one that is counted, and its rows those that were."""
        return list(months) == list(self._held) and self._held[months[0]] is part

    @property
    def counted(self) -> lattice_counts.Lattice | None:
        return self._counting[0].result()


def _by_month(
    library: Library, year: int, staged: Mapping[int, str], held: Mapping[int, "Part"]
) -> "dict[int, Part]":
    """The rows of a year by month: held, or read from where they are, one month at a time."""
    months = range(year * 12, year * 12 + 12)
    found = {month: held[month] for month in months if month in held}
    for month in set(months) - set(held):
        first = date(year, month % 12 + 1, 1)
        after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        columns = store.copy_out(
            SELECT.format(table=staged.get(month, "segments_loan")),
            [library.pk, first, after],
            SOURCE_TYPES,
        )
        if len(columns["member"]):
            found[month] = {name: columns[name].astype(kind) for name, kind in COUNTED.items()}
    return found


def _replace(library: Library, periods: Sequence[tuple[int, int]], counts: _Counts) -> None:
    """Put the counts of these periods in the place of what is there, in one stream."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM segments_rollup USING unnest(%s::int[], %s::int[]) AS old (level, period)"
            " WHERE library_id = %s AND segments_rollup.level = old.level"
            " AND segments_rollup.period = old.period",
            [*map(list, zip(*periods, strict=True)), library.pk],
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS fresh_rollup"
            " (LIKE segments_rollup INCLUDING DEFAULTS)"
            " ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE fresh_rollup")
        names = ", ".join(ROLLUP_TYPES)
        with cursor.copy(f"COPY fresh_rollup ({names}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(copying.HEADER)
            for level, period in periods:
                counted = counts.of(level, period)
                if counted is not None:
                    copy.write(_encoded(library, level, period, counted))
            copy.write(copying.TRAILER)
        cursor.execute(copying.insert_sql("segments_rollup", "fresh_rollup", list(ROLLUP_TYPES)))


def _encoded(library: Library, level: int, period: int, counted: lattice_counts.Lattice) -> bytes:
    # Parts of segments are not asked about by the month.
    kept = counted.kind != lattice_counts.PART if level == MONTH else slice(None)
    found = {name: column[kept] for name, column in vars(counted).items()}
    size = len(found["branch"])
    columns = {
        "library_id": np.full(size, library.pk),
        "level": np.full(size, level),
        "period": np.full(size, period),
        **found,
    }
    return copying.encode(columns, ROLLUP_TYPES)
