"""Coded rows on their way in: one plain table per month, filled by a thread of its own.

The tables are committed as they come; nobody but the worker can read them, and the import's one
transaction takes them over or leaves them to be dropped. What the lattice is counted from stays in
memory as well, so that a new month need not be read back.
"""

import queue
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connections

from segments.loading import copying

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Part = Mapping[str, NDArray[Any]]  # columns of equal length

TYPES = {
    "library_id": "int4",
    "day": "date",
    "loan_key": "int8",
    "row_digest": "int8",
    "import_id": "int4",
    "member": "int4",
    "branch": "int2",
    "title": "int4",
    "genre_code": "int2",
    "material": "int2",
    "segment": "int2",
    "area": "int2",
    "band": "int2",
    "loans": "int2",
    "renewals": "int2",
    "returned_on": "date",
    "acquired_on": "date",
}
COLUMNS = ", ".join(TYPES)
Repeated = list[tuple[int, list[tuple[int, int]]]]
# What is counted, and how narrow it may be kept.
COUNTED = {
    "member": np.int32,
    "branch": np.int16,
    "genre_code": np.int16,
    "segment": np.int16,
    "area": np.int16,
    "band": np.int8,
    "loans": np.int16,
}
# Of more rows than this nothing is kept: memory stays flat, and the tables are read back.
MOST_HELD = 5_000_000
_DONE = None


def months_of(days: "NDArray[Any]") -> "NDArray[np.int32]":
    """Days since 2000-01-01 as months, year * 12 + month - 1."""
    dates = np.datetime64("2000-01-01") + days.astype("m8[D]")
    return (dates.astype("M8[M]").astype(np.int64) + 1970 * 12).astype(np.int32)


def is_new(cursor: Any, library_id: int, month: int) -> bool:
    """Whether a library has no loans of this month yet, nor a place for them."""
    cursor.execute("SELECT to_regclass(%s) IS NULL", [f"segments_loan_{library_id:d}_{month:d}"])
    return bool(cursor.fetchone()[0])


class Held:
    """The rows of an import as they are counted, by month, as long as they are not too many."""

    def __init__(self) -> None:
        self._parts: dict[int, list[Part]] = {}
        self._rows = 0

    def add(self, month: int, part: "Part") -> None:
        """Keep these rows too; renewals are not counted."""
        self._rows += len(part["day"])
        if self._rows > MOST_HELD:
            self._parts.clear()
            return
        kept = part["loans"] > 0
        self._parts.setdefault(month, []).append(
            {name: part[name][kept].astype(kind) for name, kind in COUNTED.items()}
        )

    def of(self, months: Iterable[int]) -> "dict[int, Part]":
        """The rows of those of these months that are held."""
        if self._rows > MOST_HELD:
            return {}
        return {month: joined(self._parts[month]) for month in months}


def joined(parts: "Sequence[Part]") -> "Part":
    """Several pieces of rows as one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


class Stages:
    """The month tables of one import, and a thread that copies into them."""

    def __init__(self, *, library_id: int, import_id: int) -> None:
        self.library_id, self.import_id = library_id, import_id
        self.months: dict[int, int] = {}  # month → rows
        self.held = Held()
        self.keyed: set[int] = set()
        self._gives_keys = False
        self._queue: queue.Queue[tuple[int, Part] | None] = queue.Queue(maxsize=4)
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._write, name="staging", daemon=True)
        self._thread.start()

    @staticmethod
    def table(import_id: int, month: int) -> str:
        return f"segments_stage_{import_id:d}_{month:d}"

    def add(self, columns: dict[str, "NDArray[Any]"]) -> None:
        """Hand over one batch; blocks while the database is behind."""
        rows = len(columns["day"])
        whole = {
            "library_id": np.full(rows, self.library_id),
            "import_id": np.full(rows, self.import_id),
            **columns,
        }
        months = months_of(columns["day"])
        for month in np.flatnonzero(np.bincount(months)).tolist():
            chosen = months == month
            part = whole if chosen.all() else {name: whole[name][chosen] for name in TYPES}
            self.months[month] = self.months.get(month, 0) + len(part["day"])
            self.held.add(month, part)
            self._put((month, part))

    def end(self, *, with_keys: bool) -> None:
        """There is no more; where no loan is there twice, new months get their key at once."""
        self._gives_keys = with_keys
        self._put(_DONE)

    def finish(self) -> None:
        """Wait until everything is in its table."""
        self._thread.join()
        if self._problem:
            raise self._problem

    def abandon(self) -> None:
        """Stop without waiting for more; the tables are dropped by whoever ends the job."""
        while self._thread.is_alive():
            try:
                self._queue.put(_DONE, timeout=0.1)
                break
            except queue.Full:
                self._queue.get_nowait()
        self._thread.join()

    def _put(self, item: "tuple[int, Part] | None") -> None:
        while self._thread.is_alive():
            try:
                self._queue.put(item, timeout=0.5)
            except queue.Full:
                continue
            return
        if self._problem:
            raise self._problem

    def _write(self) -> None:
        connection = connections.create_connection("default")
        try:
            self._copy_all(connection)
        except BaseException as problem:
            self._problem = problem
        finally:
            connection.close()

    def _copy_all(self, connection: Any) -> None:
        item = self._queue.get()
        made: set[int] = set()
        with connection.cursor() as cursor:
            # Safe: the import's own commit, which waits for the disk, comes later in the same log.
            cursor.execute("SET synchronous_commit = off")
            while item is not _DONE:
                month = item[0]
                if month not in made:
                    cursor.execute("SELECT segments_create_stage(%s, %s)", [self.import_id, month])
                    made.add(month)
                item = self._copy_month(cursor, month, item)
            for month in made:
                if self._gives_keys and is_new(cursor, self.library_id, month):
                    cursor.execute("SELECT segments_key_stage(%s, %s)", [self.import_id, month])
                    self.keyed.add(month)
                # So that the planner knows what it joins.
                cursor.execute(f"ANALYZE {self.table(self.import_id, month)}")

    def _copy_month(
        self, cursor: Any, month: int, item: "tuple[int, Part] | None"
    ) -> "tuple[int, Part] | None":
        """Copy as long as the batches stay in one month; give back the first that does not."""
        table = self.table(self.import_id, month)
        with cursor.copy(f"COPY {table} ({COLUMNS}) FROM STDIN (FORMAT binary)") as copy:
            copy.write(copying.HEADER)
            while item is not _DONE and item[0] == month:
                copy.write(copying.encode(item[1], TYPES))
                item = self._queue.get()
            copy.write(copying.TRAILER)
        return item


class Keys:
    """Loan key, digest and month of every staged row: what finds a file's own repetitions."""

    def __init__(self) -> None:
        self._parts: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []

    def add(self, columns: dict[str, "NDArray[Any]"]) -> None:
        months = months_of(columns["day"])
        self._parts.append((columns["loan_key"], columns["row_digest"], months))

    def repeated(self) -> Repeated:
        """Each loan key that is there more than once, with (digest, month) of its rows.

        To be asked once: what it is found with is let go.
        """
        if not self._parts:
            return []
        keys = np.sort(np.concatenate([part[0] for part in self._parts]))
        twice = keys[1:][keys[1:] == keys[:-1]]
        if not len(twice):
            self._parts.clear()
            return []
        found: dict[int, list[tuple[int, int]]] = {int(key): [] for key in twice}
        for loan_keys, digests, months in self._parts:
            at = np.searchsorted(twice, loan_keys).clip(max=len(twice) - 1)
            for index in np.flatnonzero(twice[at] == loan_keys):
                row = (int(digests[index]), int(months[index]))
                found[int(loan_keys[index])].append(row)
        self._parts.clear()
        return sorted(found.items())
