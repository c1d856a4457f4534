"""Servers of one's own: what is not set is said in one sentence."""

import os
import subprocess
import sys

import pytest

from config import services

OWN = {
    "DATABASE_URL": "postgresql://samenplan_web:secret@127.0.0.1:1/samenplan",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "0123456789abcdefghij" * 3,
}


def manage(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {"PATH": os.environ["PATH"], "SAMENPLAN_STATE": str(services.state())}
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=services.ROOT,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("command", "missing", "sentence"),
    [
        ("check", "SECRET_KEY", "Set SECRET_KEY to at least 50 random characters"),
        ("worker", "", "Set WORKER_DATABASE_URL: this command works as the database role worker."),
        ("migrate", "", "Set OWNER_DATABASE_URL: this command works as the database role owner."),
    ],
)
def test_what_is_not_set_is_one_sentence(command: str, missing: str, sentence: str) -> None:
    given = {name: value for name, value in OWN.items() if name != missing}

    ended = manage(command, **given)

    assert ended.returncode == 1
    assert ended.stderr.startswith(sentence)
    assert ended.stderr.count("\n") == 1


def test_a_production_has_nothing_to_object_to() -> None:
    ended = manage("check --deploy", ALLOWED_HOSTS="samenplan.example.org", **OWN)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "no issues" in ended.stdout
