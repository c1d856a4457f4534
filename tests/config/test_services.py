"""The embedded servers: folders that cannot be used, names that are too long, a sudden end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import processes, services

# Starts both servers, says so, and waits to be killed.
HOLDER = """
import time
from config import services
with services.running() as started:
    print(started, flush=True)
    time.sleep(120)
"""


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A new state folder where the servers' user can come."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    monkeypatch.setenv("SAMENPLAN_STATE", str(folder / "made"))
    yield folder / "made"
    shutil.rmtree(folder)


def living(state: Path) -> list[str]:
    """The command lines of all processes that name a state folder."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:  # ended meanwhile
            continue
    return [line for line in lines if str(state) in line]


def test_folders_are_made_for_the_servers_and_secrets_stay_ours(state: Path) -> None:
    before = os.umask(0o077)

    services.prepare_folders()

    assert os.umask(before) == 0o077
    modes = {name: (state / name).stat().st_mode & 0o777 for name in ("run", "uploads", "keys")}
    assert modes == {"run": 0o700, "uploads": 0o700, "keys": 0o700}
    assert not services.AS_ROOT or state.stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(not services.AS_ROOT, reason="only root's servers run as somebody else")
def test_a_folder_that_the_servers_cannot_enter_is_one_sentence(state: Path) -> None:
    state.parent.chmod(0o700)

    with pytest.raises(services.CannotServe, match="afgesloten"):
        services.prepare_folders()


def test_a_file_in_place_of_the_folder_is_one_sentence(state: Path) -> None:
    state.touch()

    with pytest.raises(services.CannotServe, match="SAMENPLAN_STATE"):
        services.prepare_folders()


def test_a_full_disk_is_one_sentence(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LEAST_ROOM", 10**18)

    with pytest.raises(services.CannotServe, match="Te weinig ruimte"):
        services.prepare_folders()


def test_sockets_have_a_short_path_whatever_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENPLAN_STATE", "/var/lib/" + "lang " * 30)

    assert len(str(services.run_dir() / ".s.PGSQL.5432.lock")) <= 107


@pytest.mark.chaos
def test_servers_end_with_the_process_that_started_them_and_start_again(state: Path) -> None:
    names = ("DATABASE_URL", "WORKER_DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    for _ in range(2):
        command = [sys.executable, "-c", HOLDER]
        holder = subprocess.Popen(
            command, cwd=services.ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout
        assert holder.stdout.readline() == "True\n"
        assert len(living(state)) >= 2

        holder.send_signal(signal.SIGKILL)
        holder.wait()

        deadline = time.monotonic() + 20
        while living(state) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert living(state) == []
        holder.stdout.close()


def test_a_taken_port_is_one_sentence(state: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit, match=f"Poort {port} is bezet"), processes.running(port):
            pass
