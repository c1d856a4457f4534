"""Hidden cells of a table as threads between its rows and columns: which of them lie on no loop?

Exact totals give one equation per row and column. What these equations determine is exactly a
thread that is a bridge: without it, its row and its column would no longer hang together.
A row is known by its number, a column by its number + height.
"""

from collections.abc import Collection, Sequence

Place = tuple[int, int]


def _threads(hidden: Collection[Place], height: int) -> dict[int, list[int]]:
    """For each row (its number) and column (its number + height) the ones it shares a cell with."""
    threads: dict[int, list[int]] = {}
    for row, column in hidden:
        threads.setdefault(row, []).append(height + column)
        threads.setdefault(height + column, []).append(row)
    return threads


def reached(hidden: Collection[Place], start: int, height: int) -> set[int]:
    """All rows and columns that can be reached from this one along hidden cells."""
    threads, found, todo = _threads(hidden, height), {start}, [start]
    while todo:
        new = [knot for knot in threads.get(todo.pop(), ()) if knot not in found]
        found.update(new)
        todo += new
    return found


def first_bridge(hidden: Sequence[Place], height: int) -> Place | None:
    """A hidden cell that is part of no loop, or None (Tarjan's low links, without recursion)."""
    threads = _threads(hidden, height)
    entered: dict[int, int] = {}
    lowest: dict[int, int] = {}
    for start in threads:
        if start in entered:
            continue
        entered[start] = lowest[start] = len(entered)
        path = [(start, -1, iter(threads[start]))]
        while path:
            knot, parent, rest = path[-1]
            for near in rest:
                if near not in entered:
                    entered[near] = lowest[near] = len(entered)
                    path.append((near, knot, iter(threads[near])))
                    break
                if near != parent:
                    lowest[knot] = min(lowest[knot], entered[near])
            else:
                path.pop()
                if parent >= 0:
                    lowest[parent] = min(lowest[parent], lowest[knot])
                    if lowest[knot] > entered[parent]:
                        row, column = sorted((parent, knot))
                        return row, column - height
    return None
