"""Run one import in this process and die by SIGKILL at its nth statement, from any thread.

Usage: python -m tests.segments.killed_import LIBRARY IMPORT N; prints how many statements there
were when it lived to the end.
"""

import itertools
import os
import signal
import sys
import threading
from typing import Any

import django

STATEMENTS = itertools.count(1)
LOCK = threading.Lock()


def _die_at(number: int) -> Any:
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        with LOCK:
            if next(STATEMENTS) == number:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    return wrapper


def main() -> None:
    django.setup()
    from django.db.backends.signals import connection_created

    library_id, import_id, number = map(int, sys.argv[1:4])
    wrapper = _die_at(number)

    def watch(**kwargs: Any) -> None:
        kwargs["connection"].execute_wrappers.append(wrapper)

    connection_created.connect(watch, weak=False)
    from segments.actions import running

    running.run(library_id, import_id, wait=300)
    sys.stdout.write(f"{next(STATEMENTS) - 1}\n")


if __name__ == "__main__":
    main()
