"""The web server: threads, since a sync worker's time-out would kill a large upload."""

import gc
import multiprocessing

worker_class = "gthread"
workers = min(4, multiprocessing.cpu_count())
threads = 8
timeout = 120
graceful_timeout = 20
preload_app = True
# Several copies on one machine must not share a socket.
control_socket_disable = True


def when_ready(server: object) -> None:
    """What was loaded before the workers begin stays: no collection looks at it again.

    Else every few requests one of them waits a tenth of a second for a walk over all of Django. And
    a page makes tens of thousands of objects: with the thresholds of a small script that walk comes
    in the middle of it.
    """
    del server
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
