"""SipHash-2-4 as its authors describe it, on Python's own numbers: slow and obvious."""

import hashlib

ALL = 2**64 - 1


def row_key(key: bytes, purpose: bytes) -> bytes:
    """The key that rows are hashed with for one purpose."""
    return hashlib.blake2b(key=key, digest_size=16, person=purpose).digest()


def slow_siphash(message: bytes, key: bytes) -> int:
    first, second = (int.from_bytes(key[at : at + 8], "little") for at in (0, 8))
    v = [
        first ^ 0x736F6D6570736575,
        second ^ 0x646F72616E646F6D,
        first ^ 0x6C7967656E657261,
        second ^ 0x7465646279746573,
    ]
    padded = message + bytes(7 - len(message) % 8) + bytes([len(message) % 256])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        _rounds(v, 2)
        v[0] ^= word
    v[2] ^= 0xFF
    _rounds(v, 4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def _rounds(v: list[int], count: int) -> None:
    for _ in range(count):
        v[0] = v[0] + v[1] & ALL
        v[1] = _rotated(v[1], 13) ^ v[0]
        v[0] = _rotated(v[0], 32)
        v[2] = v[2] + v[3] & ALL
        v[3] = _rotated(v[3], 16) ^ v[2]
        v[0] = v[0] + v[3] & ALL
        v[3] = _rotated(v[3], 21) ^ v[0]
        v[2] = v[2] + v[1] & ALL
        v[1] = _rotated(v[1], 17) ^ v[2]
        v[2] = _rotated(v[2], 32)


def _rotated(word: int, left: int) -> int:
    return (word << left | word >> 64 - left) & ALL
