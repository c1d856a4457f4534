"""A zip with pictures: what they are called, and each of them small, within the child process.

A picture is decoded here and nowhere else, and written anew: what is stored holds pixels only, no
place where it was taken, no second file behind the first.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from segments.reading import kinds, limits, packing
from segments.reading.interface import BadFile

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ZIP_BYTES = 500 * limits.MIB
PICTURES = 20_000
PICTURE_BYTES = 15 * limits.MIB  # unpacked
PIXELS = 40_000_000
WIDTH, HEIGHT = 320, 480
QUALITY = 82


def names(path: Path) -> list[str]:
    """The names of the pictures, without their folders; BadFile for a zip that is not safe."""
    if path.stat().st_size > ZIP_BYTES:
        raise BadFile("too_large", size="500 MB")
    with path.open("rb") as file:
        if not file.read(4).startswith(kinds.ZIP):
            raise BadFile("no_pictures")
    try:
        with zipfile.ZipFile(path) as archive:
            return [_bare(member) for member in _members(archive)]
    except packing.ZIP_ERRORS:
        raise BadFile("zip_broken") from None


def small(path: Path, wanted: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The pictures of these names, small and as JPEG; b"" for one that is no picture."""
    taken = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _members(archive):
                if _bare(member) not in wanted:
                    continue
                with archive.open(member) as file:
                    content = file.read(PICTURE_BYTES + 1)
                taken += len(content)
                packing.refuse_bomb(max(member.compress_size, 1), len(content))
                if taken > limits.UNPACKED_BYTES:
                    raise BadFile("unpacked_too_large", gigabytes=4)
                yield _bare(member), _shrunk(content)
    except packing.ZIP_ERRORS:
        raise BadFile("zip_broken") from None


def message(name: str, content: bytes, size: tuple[int, int]) -> bytes:
    """A picture as one message: what it is on the first line, then its bytes."""
    return json.dumps([name, *size]).encode() + b"\n" + content


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    packing.refuse_unsafe_members(archive)
    found = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.startswith(packing.HIDDEN[0])
        and member.filename.lower().endswith(ENDINGS)
        and member.compress_type in packing.SUPPORTED
    ]
    if not found:
        raise BadFile("no_pictures")
    if len(found) > PICTURES:
        raise BadFile("too_many_pictures", limit=PICTURES)
    return found


def _bare(member: zipfile.ZipInfo) -> str:
    return member.filename.rpartition("/")[2][:100]


def _shrunk(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    if len(content) > PICTURE_BYTES:
        return b""
    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS:
                return b""
            picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
            upright = ImageOps.exif_transpose(picture)
            return _written(upright)
    except MemoryError:
        raise
    except Exception:
        # Whatever a decoder stumbles over: this one is no picture, the others may be.
        return b""


def _written(picture: Image) -> bytes:
    from PIL import Image

    # Transparent becomes white.
    full = picture.convert("RGBA")
    flat = Image.new("RGB", full.size, "white")
    flat.paste(full, mask=full.getchannel("A"))
    flat.thumbnail((WIDTH, HEIGHT))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of what was written here."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        return picture.size
