"""The first start: a bare python3, a lock, and what can go wrong on the way to .venv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from config import bootstrap

# What manage.py does first; then it says where it runs.
PROGRAM = """
import sys
from config import bootstrap
{before}
bootstrap.ensure_environment()
print(sys.prefix)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no packages, in a folder with a space in its name."""
    root = tmp_path / "sam en plan"
    locks = root / "config" / "locks"
    locks.mkdir(parents=True)
    shutil.copy(bootstrap.__file__, root / "config")
    for wheel in bootstrap.LOCKS.glob("pip-*.whl"):
        shutil.copy(wheel, locks)
    for name in ("uv", "run", "test"):
        (locks / f"{name}.txt").write_text("")
    return root


def start(root: Path, before: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    (root / "program.py").write_text(PROGRAM.format(before=before))
    python = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    offline = {"PIP_NO_INDEX": "1", "PATH": os.environ["PATH"], "HOME": str(root), **environment}
    command = [str(python), "program.py"]
    return subprocess.run(
        command, cwd=root, env=offline, capture_output=True, text=True, check=False
    )


def test_first_start_builds_the_environment_and_runs_in_it(checkout: Path) -> None:
    started = start(checkout)

    assert "Omgeving klaar" in started.stderr
    assert started.stdout == f"{checkout / '.venv'}\n"


def test_an_installation_that_was_broken_off_starts_anew(checkout: Path) -> None:
    venv = checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (venv / ".unfinished").touch()
    (venv / "half").touch()

    first, second = start(checkout), start(checkout)

    assert "Omgeving klaar" in first.stderr
    assert second.stderr == ""
    assert not (venv / "half").exists()


def test_another_lock_refreshes_the_environment_as_it_is(checkout: Path) -> None:
    venv = checkout / ".venv"
    start(checkout)
    (venv / "kept").touch()
    (checkout / "config" / "locks" / "run.txt").write_text("# another\n")

    assert "Omgeving klaar" in start(checkout).stderr
    assert (venv / "kept").exists()


def test_packages_out_of_reach_are_one_sentence(checkout: Path) -> None:
    (checkout / "config" / "locks" / "run.txt").write_text(
        "nothing-of-this-name==1 --hash=sha256:" + "0" * 64
    )

    ended = start(checkout)

    assert ended.returncode == 1
    assert "konden niet worden opgehaald" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (checkout / ".venv" / ".synced-run").exists()


def test_a_full_disk_is_one_sentence(checkout: Path) -> None:
    ended = start(checkout, before="bootstrap.ROOM['run'] = 10**12")

    assert ended.returncode == 1
    assert "Te weinig ruimte op de schijf" in ended.stderr
    assert not (checkout / ".venv").exists()


def test_a_file_where_the_environment_should_be_is_one_sentence(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()

    ended = start(checkout)

    assert ended.returncode == 1
    assert ended.stderr.startswith("De omgeving in ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("name", ["run", "test", "uv"])
def test_locks_carry_hashes_and_no_addresses(name: str) -> None:
    lock = (bootstrap.LOCKS / f"{name}.txt").read_text()

    pins = [line for line in lock.splitlines() if "==" in line]
    assert pins
    assert "://" not in lock
    assert all(line.endswith("\\") for line in pins)


def test_the_lock_of_the_tests_holds_the_one_of_the_product() -> None:
    run, both = (
        {line.split(" ;")[0].rstrip(" \\") for line in lock.splitlines() if "==" in line}
        for lock in ((bootstrap.LOCKS / f"{name}.txt").read_text() for name in ("run", "test"))
    )

    assert run <= both
