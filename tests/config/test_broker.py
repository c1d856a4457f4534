"""A broker that is away or frozen holds nobody: the sweep brings the job later."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from kombu import Connection
from kombu.exceptions import OperationalError

from config.celery import app
from segments import tasks

PATIENCE = 2.0


def send(path: Path) -> float:
    """Send a task to the broker at this socket; gives the seconds until that failed."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    started = time.monotonic()
    with (
        Connection(f"redis+socket://{path}", transport_options=options) as connection,
        pytest.raises(OperationalError),
    ):
        tasks.run_import.apply_async((1, 1), connection=connection)
    return time.monotonic() - started


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """Takes connections, and says nothing."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "frozen.sock"))
        listening.listen(20)
        yield tmp_path / "frozen.sock"


def test_a_broker_that_is_away_is_given_up_at_once(tmp_path: Path) -> None:
    assert send(tmp_path / "nothing.sock") < PATIENCE


def test_a_frozen_broker_is_given_up_within_two_seconds(frozen: Path) -> None:
    send(frozen)  # the first one loads what is needed, too

    assert send(frozen) < PATIENCE


def test_these_are_the_options_that_the_product_sends_with() -> None:
    assert app.conf.broker_transport_options == settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert not app.conf.task_publish_retry
