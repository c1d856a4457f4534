"""The secret of a library that turns member numbers into codes; only workers can read it."""

import os
import secrets

from django.conf import settings

SIZE = 32


class NoKey(Exception):
    """This process may not read the library's key, or the key is damaged."""


def library_key(library_id: int) -> bytes:
    """The key of 256 bits, made when it is first needed."""
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
