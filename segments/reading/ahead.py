"""Let the next item be made in a thread while the last one is used."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
DEPTH = 1


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; an exception of the thread is raised here. It dies with the process."""
    ready: queue.Queue[tuple[str, Item | BaseException | None]] = queue.Queue(DEPTH)

    def work() -> None:
        try:
            for item in items:
                ready.put(("item", item))
        except BaseException as problem:
            ready.put(("problem", problem))
        else:
            ready.put(("end", None))

    threading.Thread(target=work, daemon=True).start()
    while True:
        kind, item = ready.get()
        if kind == "problem" and isinstance(item, BaseException):
            raise item
        if kind == "end":
            return
        yield item  # type: ignore[misc]
