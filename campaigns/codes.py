"""Codes to scan. Pure: an address in, the shape of one path out, or a PNG."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno


@dataclass(frozen=True)
class Code:
    """A QR code as the path of one shape in a box."""

    path: str
    box: str


def code(address: str) -> Code:
    rows: Sequence[Sequence[int]] = [list(row) for row in _made(address).matrix]
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Code(path, f"-2 -2 {len(rows) + 4} {len(rows) + 4}")


def png(address: str) -> bytes:
    """Black on white with the quiet margin that a camera needs, some 1000 pixels wide."""
    made = _made(address)
    kept = io.BytesIO()
    scale = max(4, 1000 // made.symbol_size(border=4)[0])
    made.save(kept, kind="png", scale=scale, border=4)
    return kept.getvalue()


def _made(address: str) -> segno.QRCode:
    return segno.make(address, micro=False, error="m")
