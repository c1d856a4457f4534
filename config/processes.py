"""The processes of a demonstration: web, worker and beat, which end when we end."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from config import services

ROOT = services.ROOT
STARTED_WITHIN = 60.0
# In a container or on a bare machine everything is root's; Celery would say so at each start.
QUIET = "ignore:You're running the worker with superuser privileges"


class CannotStart(Exception):
    """A process of the demonstration did not come up."""


class Watched:
    """Processes that belong together: when one ends, all end."""

    def __init__(self) -> None:
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], *, role: str, sig: int) -> None:
        log = services.state() / f"{name}.log"
        with log.open("ab") as file:
            self.processes[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=file,
                stderr=file,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "SAMENPLAN_ROLE": role, "PYTHONWARNINGS": QUIET},
                preexec_fn=services.die_with_parent(sig),  # noqa: PLW1509
            )

    def wait(self) -> None:
        """Until somebody stops us, or one of the processes ends by itself."""
        while all(process.poll() is None for process in self.processes.values()):
            time.sleep(0.5)
        ended = [name for name, process in self.processes.items() if process.poll() is not None]
        raise CannotStart(
            f"{', '.join(ended)} is gestopt; zie de logbestanden in {services.state()}."
        )

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def running(port: int) -> Iterator[Watched]:
    """Web, worker and beat for as long as the block lasts."""
    watched = Watched()
    previous = signal.signal(signal.SIGTERM, _stop)
    try:
        python = [sys.executable, "-m"]
        web = [
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"0.0.0.0:{port}",
            "--config",
            "config/gunicorn.py",
        ]
        watched.start("web", [*python, *web], role="web", sig=signal.SIGTERM)
        celery = [*python, "celery", "-A", "config.celery"]
        worker = ["worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        # A worker that lost its parent must not finish a long import first: it is picked up again.
        watched.start(
            "worker", [*celery, *worker, "--concurrency", "1"], role="worker", sig=signal.SIGKILL
        )
        schedule = str(services.state() / "beat-schedule")
        beat = ["beat", "--loglevel", "WARNING", "--schedule", schedule]
        watched.start("beat", [*celery, *beat], role="worker", sig=signal.SIGKILL)
        _wait_for(port, watched)
        yield watched
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, previous)
        watched.stop()


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def refuse_taken_port(port: int) -> None:
    """Say which port is free when somebody else listens on this one."""
    if not 0 < port < 65_536:
        raise CannotStart("Een poort is een getal van 1 tot en met 65535.")
    if not _is_free(port):
        free = next((other for other in range(port + 1, 65_536) if _is_free(other)), port)
        raise CannotStart(f"Poort {port} is bezet. Vrij is: python3 manage.py demo --port {free}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - other computers in the building may look
        except PermissionError as problem:
            raise CannotStart(f"Poort {port} is aan root voorbehouden.") from problem
        except OSError:
            return False
    return True


def _wait_for(port: int, watched: Watched) -> None:
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline:
        if watched.processes["web"].poll() is not None:
            break
        with socket.socket() as client:
            client.settimeout(1)
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise CannotStart(f"De webserver start niet; zie {services.state() / 'web.log'}.")
