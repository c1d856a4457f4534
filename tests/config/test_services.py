"""The embedded servers: folders that cannot be used, names that are too long, a sudden end."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import processes, services

# Uses both servers, says whether it started them, and ends when it is told to.
HOLDER = """
import sys
from config import services
with services.running("showmigrations") as started:
    print(started, flush=True)
    sys.stdin.readline()
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


@contextmanager
def holder() -> Iterator[subprocess.Popen[str]]:
    """A command that holds the embedded servers of the state folder."""
    names = ("DATABASE_URL", "WORKER_DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen(
        command, cwd=services.ROOT, env=environment, stdin=pipe, stdout=pipe, text=True
    ) as process:
        yield process
        process.kill()


def answer(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


def tell_to_end(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def wait_until_gone(state: Path) -> None:
    deadline = time.monotonic() + 20
    while living(state) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert living(state) == []


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
def test_servers_end_with_a_killed_command_and_start_again(state: Path) -> None:
    for _ in range(2):
        with holder() as command:
            assert answer(command) == "True\n"
            assert len(living(state)) >= 2

            command.kill()

            wait_until_gone(state)


@pytest.mark.chaos
def test_servers_stay_until_the_last_command_has_ended(state: Path) -> None:
    with holder() as first, holder() as second:
        started = {answer(first): first, answer(second): second}
        owner, borrower = started["True\n"], started["False\n"]

        tell_to_end(owner)
        with pytest.raises(subprocess.TimeoutExpired):
            owner.wait(1)
        assert len(living(state)) >= 2
        tell_to_end(borrower)

        assert owner.wait(20) == borrower.wait(20) == 0
        wait_until_gone(state)


def test_a_second_demonstration_of_the_same_folder_is_refused(state: Path) -> None:
    services.prepare_folders()
    with (state / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("demo")
        lock.flush()

        with (
            pytest.raises(services.CannotServe, match="draait al"),
            services.running("demo"),
        ):
            pass


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(processes.CannotStart, match=f"Poort {port} is bezet.* --port [0-9]+"):
            processes.refuse_taken_port(port)
