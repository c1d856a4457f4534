"""Take a file out of its wrapping, gzip or a zip with one file, without trusting either."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from segments.reading import kinds, limits
from segments.reading.interface import BadFile

PACKED_STEP = 256 * 1024
HIDDEN = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
SUPPORTED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def recognise(path: Path) -> tuple[str, str]:
    """The compression ("", "gzip", "zip") and container ("csv", "xlsx"), by the content."""
    with path.open("rb") as file:
        head = file.read(8192)
    if not head:
        raise BadFile("empty")
    kinds.refuse_foreign_bytes(head)
    if head.startswith(kinds.GZIP):
        return "gzip", "csv"
    if not head.startswith(kinds.ZIP):
        return "", "csv"
    return _kind_of_zip(path)


def refuse_too_large(size: int, container: str) -> None:
    """Raise BadFile when the upload is larger than its kind may be."""
    cap = limits.XLSX_BYTES if container == "xlsx" else limits.CSV_BYTES
    if size > cap:
        raise BadFile("too_large", size="200 MB" if container == "xlsx" else "2 GB")


def chunks(path: Path, compression: str, step: int) -> Iterator[bytes]:
    """The unpacked bytes, in pieces of at most `step`."""
    with path.open("rb") as file:
        if compression == "gzip":
            yield from _gunzip(file, step)
        elif compression == "zip":
            yield from _unzip(path, step)
        else:
            while piece := file.read(step):
                yield piece


def unpacked_size(path: Path, compression: str) -> int:
    """About how many bytes there are once unpacked, as the file itself says."""
    if compression == "zip":
        with zipfile.ZipFile(path) as archive:
            return _only_member(archive).file_size
    if compression == "gzip":
        with path.open("rb") as file:
            file.seek(-4, 2)
            return int.from_bytes(file.read(4), "little")
    return path.stat().st_size


def refuse_bomb(taken: int, given: int) -> None:
    """Raise BadFile when `taken` packed bytes grew to a suspicious number of bytes."""
    if given > limits.UNPACKED_BYTES:
        raise BadFile("unpacked_too_large", gigabytes=limits.UNPACKED_BYTES // 1024 // limits.MIB)
    if given > limits.RATIO_FROM and given > limits.RATIO * max(taken, 1):
        raise BadFile("bomb")


def _gunzip(file: BinaryIO, step: int) -> Iterator[bytes]:
    inflater, taken, given, first = zlib.decompressobj(31), 0, 0, True
    try:
        while packed := file.read(PACKED_STEP):
            taken += len(packed)
            while packed:
                if inflater.eof:  # another member, or the zeros some tapes pad with
                    packed = packed.lstrip(b"\0")
                    if not packed:
                        break
                    inflater = zlib.decompressobj(31)
                piece = inflater.decompress(packed, step)
                packed = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
                given += len(piece)
                refuse_bomb(taken, given)
                if piece:
                    _refuse_nested(piece if first else b"")
                    first = False
                    yield piece
        while not inflater.eof and (piece := inflater.decompress(b"", step)):
            given += len(piece)
            refuse_bomb(taken, given)
            yield piece
    except zlib.error:
        raise BadFile("gzip_broken") from None
    if not inflater.eof:
        raise BadFile("gzip_broken")


def _unzip(path: Path, step: int) -> Iterator[bytes]:
    given, first = 0, True
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_member(archive)
            with archive.open(member) as file:
                while piece := file.read(step):
                    given += len(piece)
                    refuse_bomb(member.compress_size, given)
                    _refuse_nested(piece if first else b"")
                    first = False
                    yield piece
    except ZIP_ERRORS:
        raise BadFile("zip_broken") from None


def _kind_of_zip(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {member.filename for member in archive.infolist()}
            if "mimetype" in names and "content.xml" in names:
                raise BadFile("opendocument")
            if "[Content_Types].xml" in names:
                if any(name.startswith(("word/", "ppt/")) for name in names):
                    raise BadFile("document")
                if "xl/workbook.bin" in names:
                    raise BadFile("old_excel")
                return "", "xlsx"
            _only_member(archive)
    except ZIP_ERRORS:
        raise BadFile("zip_broken") from None
    return "zip", "csv"


def refuse_unsafe_members(archive: zipfile.ZipFile) -> None:
    """Raise BadFile for a member outside the archive, a link, or one behind a password."""
    for member in archive.infolist():
        # orig_filename: ZipFile itself cuts a name at a NUL and turns backslashes on Windows only.
        name = member.orig_filename.replace("\\", "/")
        if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or "\0" in name:
            raise BadFile("zip_unsafe_name")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise BadFile("zip_link")
        if member.flag_bits & 0x1:
            raise BadFile("encrypted")


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    refuse_unsafe_members(archive)
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir()
        and not member.filename.startswith(HIDDEN[0])
        and not member.filename.endswith(HIDDEN[1:])
    ]
    if len(members) != 1:
        raise BadFile("zip_two_files" if members else "zip_no_file")
    if members[0].compress_type not in SUPPORTED:
        raise BadFile("zip_broken")
    refuse_bomb(members[0].compress_size, members[0].file_size)
    return members[0]


def _refuse_nested(head: bytes) -> None:
    if head.startswith((kinds.GZIP, *kinds.ZIP)):
        raise BadFile("zip_in_zip")
    kinds.refuse_foreign_bytes(head)
