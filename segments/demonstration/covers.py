"""Invented covers: a title and an author set in type on a colour, no picture of anything."""

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

from PIL import Image, ImageDraw, ImageFont

from segments import author_names

RIGHTS = "Verzonnen omslagen, gemaakt voor deze voorbeeldgegevens"
SIZE = (320, 480)
MARGIN = 28
PAPERS = ("#1f3d36", "#7a2e2e", "#22406b", "#5b3a6e", "#8a5a12", "#2f4f3a", "#4a4038", "#0f5c6e")
INK, SOFT = "#fffdf7", "#e6dfce"
LONGEST_LINE = 14


def write_covers(path: Path, titles: Iterable[tuple[str, str, str]]) -> None:
    """A zip with a cover for each title (PPN, title, author); the same titles, the same bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for ppn, title, author in titles:
            member = zipfile.ZipInfo(f"{ppn}.png", date_time=(2026, 1, 1, 0, 0, 0))
            archive.writestr(member, _cover(ppn, title, author))


def _cover(ppn: str, title: str, author: str) -> bytes:
    seed = crc32(ppn.encode())
    page = Image.new("RGB", SIZE, PAPERS[seed % len(PAPERS)])
    draw = ImageDraw.Draw(page)
    _ornament(draw, seed)
    down = MARGIN + 12
    for line in _lines(title):
        draw.text((MARGIN, down), line, font=_font(34), fill=INK)
        down += 42
    name = author_names.said(author)
    draw.text((MARGIN, SIZE[1] - MARGIN - 22), name[:26], font=_font(18), fill=SOFT)
    out = io.BytesIO()
    page.save(out, "PNG", compress_level=1)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _ornament(draw: ImageDraw.ImageDraw, seed: int) -> None:
    """A few rules, so that one is known from another at a glance."""
    for number in range(2 + seed % 4):
        down = 300 + number * (10 + seed // 8 % 12)
        draw.line((MARGIN, down, SIZE[0] - MARGIN - number * 22, down), fill=SOFT, width=2)


def _lines(title: str) -> list[str]:
    """The words of a title in at most five lines."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line[: LONGEST_LINE + 3] for line in lines[:5]]
