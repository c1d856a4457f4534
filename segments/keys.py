"""The secret of a library that turns member numbers into codes; only workers can read it."""

import os
import secrets

from django.conf import settings
from django.db import connection

SIZE = 32
WEB = "samenplan_web"


class NoKey(Exception):
    """This process may not read the library's key, or the key is damaged."""


def library_key(library_id: int) -> bytes:
    """The key of 256 bits, made when it is first needed."""
    _refuse_web()
    path = settings.KEY_DIR / f"{library_id}.key"
    try:
        if not path.exists():
            _create(library_id)
        key: bytes = path.read_bytes()
    except OSError as problem:
        raise NoKey(f"the key of library {library_id} cannot be read") from problem
    if len(key) != SIZE:
        raise NoKey(f"the key of library {library_id} is damaged")
    return key


def _refuse_web() -> None:
    # In production the web process has no folder of keys; where all run as one user, this stops it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == WEB:
            raise NoKey("a web process does not turn member numbers into codes")


def _create(library_id: int) -> None:
    path = settings.KEY_DIR / f"{library_id}.key"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # of two workers that make one, the first wins
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
