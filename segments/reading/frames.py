"""The messages between child and parent: one byte of kind, eight of length, the payload."""

import struct
from typing import BinaryIO

HEAD = struct.Struct(">cQ")
INSPECTION, REJECTS, ROWS, REFUSAL, END = b"I", b"R", b"A", b"E", b"Z"
PICTURE = b"P"
# More than the largest honest block: a child that a file took over must not fill our memory.
LARGEST = 768 * 1024 * 1024


class BrokenOff(Exception):
    """The other side stopped in the middle of what it was saying."""


def write_head(pipe: BinaryIO, kind: bytes, length: int) -> None:
    """Announce a message of `length` bytes."""
    pipe.write(HEAD.pack(kind, length))


def write(pipe: BinaryIO, kind: bytes, payload: bytes = b"") -> None:
    """Send a whole message."""
    write_head(pipe, kind, len(payload))
    pipe.write(payload)


def read_head(pipe: BinaryIO) -> tuple[bytes, int]:
    """The kind and length of the next message."""
    head = bytearray(HEAD.size)
    fill(pipe, memoryview(head))
    kind, length = HEAD.unpack(head)
    if length > LARGEST:
        raise BrokenOff
    return kind, length


def fill(pipe: BinaryIO, target: memoryview) -> None:
    """Read exactly as many bytes as `target` holds."""
    done = 0
    while done < len(target):
        count = pipe.readinto(target[done:])  # type: ignore[attr-defined]
        if not count:
            raise BrokenOff
        done += count
