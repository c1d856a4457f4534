"""Readers of segments in places, made fit to be published: in areas, and in what areas lie in.

Areas make up municipalities and also the catchments of branches, and both of these everything; so
beside what suppression hides in each table, `overlaps.py` says what the tables give away together.
Of whose segment or area is unknown nothing is told, and of no place a zero.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from segments import overlaps, suppression
from segments.overlaps import Figures, Sums
from segments.reaching import AREA, CATCHMENT, EVERYWHERE, MUNICIPALITY
from segments.suppression import SUPPRESSED, Cell, ExactTable, Labels

ANY, UNKNOWN = -1, 0
At = tuple[int, int]  # segment and place
Key = tuple[int, int, int]  # kind of place, place, segment
Within = Mapping[int, tuple[int, int]]  # by area: its municipality and its catchment


@dataclass(frozen=True)
class Told:
    """What other pages tell of these readers already: totals, and which of them stay hidden.

    `delicate`: totals on which something small hangs there, as it does on hidden ones; None for
    all of them.
    """

    totals: Collection[Key]
    hidden: Collection[Key] = ()
    delicate: Collection[Key] | None = None


def published(
    counts: Mapping[At, int],
    *,
    k: int,
    guarded: Collection[At] = (),
    hidden_elsewhere: Collection[At] = (),
) -> dict[At, Cell]:
    """The readers of one kind of place by (segment, place), ANY for totals; no loans.

    hidden_elsewhere: totals that other pages hide, which its places may not give away.
    """
    table = suppression.publish(
        _table(counts),
        k=k,
        also=_labels(guarded),
        hidden_elsewhere=_labels(hidden_elsewhere),
    )
    found: dict[At, Cell] = {}
    lines = zip(
        [*table.rows, ANY],
        [*table.cells, table.column_totals],
        [*table.row_totals, table.total],
        strict=True,
    )
    for segment, cells, end in lines:
        for place, cell in zip([*table.columns, ANY], [*cells, end], strict=True):
            if UNKNOWN not in (segment, place):
                told = cell if cell.is_shown else SUPPRESSED
                found[int(segment), int(place)] = Cell(told.state, borrowers=told.borrowers)
    return found


def _labels(places: Iterable[At]) -> set[Labels]:
    return {(_label(segment), _label(place)) for segment, place in places}


def _label(position: int) -> int | None:
    return None if position == ANY else position


def _table(counts: Mapping[At, int]) -> ExactTable:
    """Readers stand for loans too: of loans nothing is told."""
    segments = sorted({segment for segment, _ in counts} - {ANY})
    places = sorted({place for _, place in counts} - {ANY})
    grid = [[counts.get((segment, place), 0) for place in places] for segment in segments]
    rows = [counts.get((segment, ANY), 0) for segment in segments]
    columns = [counts.get((ANY, place), 0) for place in places]
    total = counts.get((ANY, ANY), 0)
    return ExactTable(segments, places, grid, grid, rows, rows, columns, columns, total, total)


def of_kind(counts: Mapping[Key, int], kind: int) -> dict[At, int]:
    """The counts of one kind of place, with those of everywhere as totals."""
    return {
        (segment, ANY if at == EVERYWHERE else place): readers
        for (at, place, segment), readers in counts.items()
        if at in (EVERYWHERE, kind)
    }


def guards(counts: Mapping[Key, int], within: Within, told: Told, *, k: int) -> set[Key]:
    """The figures of k readers or more that have to stay hidden."""
    import numpy as np

    if not counts:
        return set()
    keys = sorted(counts)
    sums = _sums(keys, within)
    readers = np.array([counts[key] for key in keys], np.int64)
    totals = np.array([key in told.totals for key in keys])
    silent = np.array([_is_silent(key, told) for key in keys])
    seconds = _seconds(counts, told, k)
    shown = (readers >= k) & ~silent
    shown &= totals | ~np.array([key in seconds for key in keys])
    # The smallest first; of as many readers by their place, never by their order in a file.
    rank = np.empty(len(keys), np.int64)
    rank[np.lexsort((np.arange(len(keys)), readers))] = np.arange(len(keys))
    figures = Figures(
        counts=readers,
        shown=shown,
        fixed=totals,
        known=np.zeros(len(keys), np.bool_),
        delicate=totals
        if told.delicate is None
        else np.array([key in told.delicate or key in told.hidden for key in keys]),
        small=readers < k,
        rank=rank,
    )
    away = overlaps.hidden(figures, sums, k)
    return {key for key, is_away in zip(keys, away, strict=True) if is_away}


def _is_silent(key: Key, told: Told) -> bool:
    """Whether it is told nowhere, however many readers it has."""
    kind, place, segment = key
    if key in told.totals:
        return key in told.hidden
    return segment == UNKNOWN or (kind != EVERYWHERE and place == UNKNOWN)


def _seconds(counts: Mapping[Key, int], told: Told, k: int) -> set[Key]:
    """What suppression hides in the table of each kind of place."""
    hidden = set()
    for kind in {kind for kind, _, _ in counts} - {EVERYWHERE}:
        elsewhere = of_kind(dict.fromkeys(told.hidden, 0), kind)
        found = published(of_kind(counts, kind), k=k, hidden_elsewhere=elsewhere.keys())
        for (segment, place), cell in found.items():
            if not cell.is_shown and place != ANY:
                hidden.add((kind, place, segment))
    return hidden


def _sums(keys: list[Key], within: Within) -> Sums:
    """Everywhere of its places, each larger place of its areas, each total of its segments."""
    import numpy as np

    at = {key: number for number, key in enumerate(keys)}
    whole: list[int] = []
    of: list[int] = []
    part: list[int] = []
    for total, parts in _families(keys, within):
        inside = [at[key] for key in parts if key in at]
        if total in at and inside:
            of += [len(whole)] * len(inside)
            part += inside
            whole.append(at[total])
    return Sums(*(np.array(column, np.int64) for column in (whole, of, part)))


def _families(keys: list[Key], within: Within) -> Iterator[tuple[Key, list[Key]]]:
    segments = sorted({segment for _, _, segment in keys})
    places: dict[int, list[int]] = defaultdict(list)
    for kind, place in sorted({(kind, place) for kind, place, _ in keys}):
        places[kind].append(place)
        yield (kind, place, ANY), [(kind, place, each) for each in segments if each != ANY]
    for segment in segments:
        for kind in (AREA, MUNICIPALITY, CATCHMENT):
            parts = [(kind, place, segment) for place in places[kind]]
            yield (EVERYWHERE, 0, segment), parts
        for number, kind in enumerate((MUNICIPALITY, CATCHMENT)):
            inside: dict[int, list[Key]] = defaultdict(list)
            for area in places[AREA]:
                inside[within.get(area, (0, 0))[number]].append((AREA, area, segment))
            for place in places[kind]:
                yield (kind, place, segment), inside[place]
