"""Embedded PostgreSQL and Valkey, used when DATABASE_URL or REDIS_URL is not set.

They end with the process that started them, also when that one is killed; a second command of
the same state folder uses what is running.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Protocol

ROOT = Path(__file__).resolve().parent.parent
AS_ROOT = os.geteuid() == 0
DATABASE = "samenplan"
# Commands that need no database.
BARE = {"help", "--help", "version", "--version", "make_demo_export", "lint", "makemessages"}
# Which database role a command works as; the rest is the web's.
OWNER_COMMANDS = {"demo", "migrate", "makemigrations", "sqlmigrate", "showmigrations", "dbshell"}
WORKER_COMMANDS = {
    *("worker", "beat", "import_loans", "undo_import", "bench", "planted_truths"),
    "bench_campaigns",
    *("erase_member", "processing_register"),
}
# These need servers that end with them and not before; others may use those while they run.
OWNERS = {"demo", "test"}
CLEAN = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}
# A new database takes 40 MB, its log of changes up to 4 GB; below this there is no use in starting.
LEAST_ROOM = 500_000_000


class CannotServe(Exception):
    """The embedded servers cannot be started here; says why in one sentence."""


def state() -> Path:
    """The folder of the embedded servers' data, the uploads and the keys."""
    given = os.environ.get("SAMENPLAN_STATE")
    if given:
        return Path(given).resolve()
    return Path("/var/lib/samenplan") if AS_ROOT else ROOT / ".local"


def use_test_state() -> None:
    """Tests have servers of their own, so that they never touch a demonstration."""
    for name in ("DATABASE_URL", "WORKER_DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ["SAMENPLAN_STATE"] = str(state() / "test")


def run_dir() -> Path:
    """Where the sockets are: a socket's path may have no more than 107 bytes."""
    path = state() / "run"
    if len(str(path)) <= 85:
        return path
    digest = hashlib.sha256(str(state()).encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"samenplan-{os.geteuid()}-{digest}"


def database_url(role: str) -> str:
    """The embedded database for one of the roles owner, web or worker."""
    return f"postgresql://samenplan_{role}@/{DATABASE}?host={run_dir()}"


def redis_url() -> str:
    return f"redis+socket://{run_dir() / 'valkey.sock'}"


class Server(Protocol):
    """What `running` needs to know of a server."""

    def start(self) -> None: ...
    def stop(self) -> None: ...
    def is_up(self) -> bool: ...


def die_with_parent(sig: int) -> Callable[[], None]:
    """For Popen(preexec_fn): the kernel sends sig to the child when the starting thread dies."""
    libc = ctypes.CDLL(None)

    def set_signal() -> None:
        libc.prctl(1, sig)

    return set_signal


def role_of(command: str) -> str:
    """The database role of a management command: owner, worker or web."""
    if command in OWNER_COMMANDS:
        return "owner"
    return "worker" if command in WORKER_COMMANDS else "web"


def for_command(command: str) -> contextlib.AbstractContextManager[bool]:
    """What a management command needs to be running around it."""
    return contextlib.nullcontext(False) if command in BARE else running(command)


@contextlib.contextmanager
def running(command: str) -> Iterator[bool]:
    """Start what is neither given from outside nor running already; yield whether we did."""
    from config.embedded import Postgres, Valkey

    servers: list[Server] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres())
    if not os.environ.get("REDIS_URL"):
        servers.append(Valkey())
    if not servers:
        yield False
        return
    prepare_folders()
    with (state() / "lock").open("a+") as lock, (state() / "borrowers").open("a") as borrowers:
        if not _become_owner(lock, borrowers, servers, command):
            yield False
            return
        # These two go on as another program under the same number, and keep what they started.
        os.set_inheritable(lock.fileno(), command in ("worker", "beat"))
        with contextlib.ExitStack() as stack:
            for server in servers:
                stack.callback(server.stop)
                server.start()
            yield True
            if command not in OWNERS:
                fcntl.flock(borrowers, fcntl.LOCK_EX)  # until nobody uses our servers any more


def _become_owner(lock: IO[str], borrowers: IO[str], servers: list[Server], command: str) -> bool:
    """Whether we are to start the servers; False when we may use those of another command."""
    fcntl.flock(borrowers, fcntl.LOCK_SH)
    deadline = time.monotonic() + 60
    has_said = False
    while not _is_locked_by_us(lock):
        if command in OWNERS:
            _refuse_second_demonstration(lock, command)
            if not has_said:
                print(f"Wachten op een ander commando in {state()}…", file=sys.stderr)
            has_said = True
        elif all(server.is_up() for server in servers):
            return False
        elif time.monotonic() > deadline:
            raise CannotServe(
                f"De servers van {state()} antwoorden niet; zie de logbestanden daar."
            )
        time.sleep(0.05)
    fcntl.flock(borrowers, fcntl.LOCK_UN)
    lock.truncate(0)
    lock.write(command)
    lock.flush()
    return True


def _is_locked_by_us(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _refuse_second_demonstration(lock: IO[str], command: str) -> None:
    lock.seek(0)
    if command == "demo" and lock.read() == "demo":
        raise CannotServe(
            f"De demonstratie in {state()} draait al. Stop die eerst, of geef deze een eigen map en"
            " poort: SAMENPLAN_STATE=… python3 manage.py demo --port 8001"
        )


def prepare_folders() -> None:
    """The state folder, owned by whoever runs the servers; what is secret stays ours."""
    before = os.umask(0o022)
    try:
        for path in (state(), run_dir()):
            path.mkdir(parents=True, exist_ok=True)
            if AS_ROOT:
                nobody = pwd.getpwnam("nobody")
                os.chown(path, nobody.pw_uid, nobody.pw_gid)
                path.chmod(0o755)
        run_dir().chmod(0o700)  # a socket is as private as its folder
        for name in ("uploads", "keys"):
            (state() / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise CannotServe(
            f"De map {state()} kan niet gebruikt worden: {problem.strerror}."
            " Noem een andere in SAMENPLAN_STATE."
        ) from problem
    finally:
        os.umask(before)
    _refuse_unusable_folder()


def _refuse_unusable_folder() -> None:
    reach = ["test", "-x", str(state())]
    if AS_ROOT and subprocess.run(reach, check=False, **as_server_user()).returncode:
        raise CannotServe(
            f"Voor root draaien de databaseservers als de gebruiker nobody, en die komt niet in"
            f" {state()}: een map erboven is afgesloten. Noem een andere in SAMENPLAN_STATE."
        )
    free = shutil.disk_usage(state()).free
    if free < LEAST_ROOM:
        raise CannotServe(
            f"Te weinig ruimte op de schijf van {state()}: {free // 1_000_000} MB vrij,"
            f" nodig is {LEAST_ROOM // 1_000_000} MB."
        )


def as_server_user() -> dict[str, Any]:
    """For Popen: PostgreSQL refuses to run as root, so there both servers run as nobody."""
    if not AS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
