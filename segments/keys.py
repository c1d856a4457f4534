"""The secret of a library that turns member numbers into codes; only workers can read it."""

import os
import secrets
from pathlib import Path

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


def erased_codes(library_id: int) -> frozenset[bytes]:
    """The codes of members who asked to be forgotten, so that no later file brings them back.

    They lie beside the key and not in the database: a backup that is put back knows nothing of
    what was asked after it was made.
    """
    _refuse_web()
    try:
        lines = _erased(library_id).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return frozenset()
    return frozenset(bytes.fromhex(line) for line in lines)


def remember_erased(library_id: int, code: bytes) -> None:
    """Add a code to those of members who asked to be forgotten; on disk when this returns."""
    if code in erased_codes(library_id):
        return
    path = _erased(library_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        file.write(f"{code.hex()}\n".encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def forget(library_id: int) -> None:
    """Delete the key of a library that is no more, and the list beside it."""
    for path in (settings.KEY_DIR / f"{library_id}.key", _erased(library_id)):
        path.unlink(missing_ok=True)


def _erased(library_id: int) -> Path:
    return Path(settings.KEY_DIR) / f"{library_id}.erased"
