"""A slide as a PNG, for screens that show pictures instead of our page. Pure but for cover files.

The same words in the same order as on the page, with the letters of campaigns.typesetting.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from campaigns import imaging, typesetting
from campaigns.imaging import Picture
from campaigns.typesetting import SANS, SERIF, STRONG, Room, Words

SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}
UNIT = 10.8  # one hundredth of the smaller side, as the page measures in vmin
PAPER, INK, WHITE, BAND, STRIPE, DEEP = (
    *("#F6F1E6", "#14202B", "#FFFFFF"),
    *("#0F2A42", "#B84A0C", "#0B3B36"),
)
MARGIN = round(8 * UNIT)
GAP = round(3 * UNIT)
BODY = round(3.6 * UNIT)


@dataclass(frozen=True)
class Area:
    left: int
    top: int
    width: int
    height: int


def still(
    public: Mapping[str, Any],
    slide: Mapping[str, Any] | None,
    pictures: Mapping[str, str],
    covers: str | Path,
) -> bytes:
    """One slide as a picture of the shape of its screen; without a slide the one at rest."""
    size = SIZES[public["orientation"]]
    is_dark = slide is None or slide["kind"] == "activity"
    ground = BAND if slide is None else DEEP if is_dark else PAPER
    image = Image.new("RGB", size, ground)
    foot = size[1] - round((21 if size[0] > size[1] else 24) * UNIT)
    colour = WHITE if is_dark else INK
    if slide is None:
        _rest(image, public)
    else:
        books = slide.get("books", ())[:3]
        words, shelf = _areas(size, foot, len(books))
        _write(image, words, _lines(slide), colour)
        _stand(image, shelf, [_cover(book, pictures, covers) for book in books])
        _band(image, foot, public, slide)
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=6)
    return kept.getvalue()


def _areas(size: tuple[int, int], foot: int, books: int) -> tuple[Area, Area]:
    """Where the words stand and where the books do: beside each other, or above."""
    wide, top = size[0] - 2 * MARGIN, MARGIN
    if not books:
        return Area(MARGIN, top, wide, foot - 2 * MARGIN), Area(0, 0, 0, 0)
    if size[0] > size[1]:
        own = round(wide * (0.28 if books == 1 else 0.52))
        room = wide - own - 2 * GAP
        shelf = Area(size[0] - MARGIN - own, top, own, foot - top)
        return Area(MARGIN, top, room, foot - top - GAP), shelf
    half = round(foot * 0.5)
    return Area(MARGIN, top, wide, half - top - GAP), Area(MARGIN, half, wide, foot - half)


def _lines(slide: Mapping[str, Any]) -> list[tuple[str, str, float, float]]:
    """What is said: text, letter, and its largest and smallest size in hundredths."""
    is_tip = slide["kind"] == "tip"
    text = f"“{slide['text']}”" if is_tip and slide.get("text") else slide.get("text", "")
    lines = [
        (slide["heading"], SERIF, 10.5, 6.2),
        (slide.get("sub", ""), STRONG, 4.0, 3.7),
        (text, SERIF if is_tip else SANS, 5.0, 3.7),
        (f"– {slide['by']}" if slide.get("by") else "", SANS, 4.0, 3.7),
        (slide.get("lovers", ""), SANS, 4.0, 3.7),
        (slide.get("where", ""), STRONG, 4.0, 3.7),
    ]
    return [line for line in lines if line[0]]


def _write(
    image: Image.Image, area: Area, lines: Sequence[tuple[str, str, float, float]], colour: str
) -> None:
    """Under each other, the heading as large as leaves room for the rest."""
    top, bottom = area.top, area.top + area.height
    for at, (text, face, largest, smallest) in enumerate(lines):
        later = sum(round(line[3] * UNIT * 1.3) + GAP for line in lines[at + 1 :])
        most = bottom - top - later if at else round((bottom - top - later) * 0.62)
        room = Room(
            area.width, max(most, BODY), round(largest * UNIT), round(smallest * UNIT), 1.18
        )
        words = typesetting.fitted(text, face, room)
        _put(image, words, area.left, top, colour)
        top += words.height + GAP


def _put(image: Image.Image, words: Words, left: int, top: int, colour: str) -> None:
    pen = ImageDraw.Draw(image)
    font = typesetting.letter(words.face, words.size)
    for row, line in enumerate(words.lines):
        baseline = top + row * words.leading + round(words.leading * 0.8)
        pen.text((left, baseline), line, font=font, fill=colour, anchor="ls")


def _cover(book: Mapping[str, Any], pictures: Mapping[str, str], covers: str | Path) -> Image.Image:
    """The uploaded picture, else one of our own with the title on it."""
    name = pictures.get(str(book["cover"]).partition(".")[0]) if book["cover"] else None
    if name and (path := Path(covers) / name).exists():
        with Image.open(path) as given:
            return given.convert("RGB")
    own = Picture("", "", "", tone=book["tone"], book=book["title"], author=book["author"])
    return imaging.own_cover(own, (400, 600))


def _stand(image: Image.Image, area: Area, books: Sequence[Image.Image]) -> None:
    """Books beside each other on the edge of the shelf."""
    if not books:
        return
    room = (area.width - GAP * (len(books) - 1)) // len(books)
    scaled = []
    for book in books:
        scale = min(room / book.width, area.height / book.height)
        size = (max(1, round(book.width * scale)), max(1, round(book.height * scale)))
        scaled.append(book.resize(size, Image.Resampling.LANCZOS))
    whole = sum(each.width for each in scaled) + GAP * (len(scaled) - 1)
    left = area.left + (area.width - whole) // 2
    for each in scaled:
        image.paste(each, (left, area.top + area.height - each.height))
        left += each.width + GAP


def _band(
    image: Image.Image, foot: int, public: Mapping[str, Any], slide: Mapping[str, Any]
) -> None:
    """The shelf: whose screen it is, and where to find more, in letters and as a QR code."""
    wide, high = image.size
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, foot, wide, high), fill=BAND)
    pen.rectangle((0, foot, wide, foot + round(1.2 * UNIT)), fill=STRIPE)
    tall, right = high - foot, wide - MARGIN
    if slide.get("qr"):
        side = round(15 * UNIT)
        top = foot + (tall - side) // 2 + round(0.6 * UNIT)
        image.paste(qr_picture(slide["qr"], side), (right - side, top))
        right -= side + GAP
        room = Room(round(wide * 0.42), tall - 2 * GAP, round(4.2 * UNIT), 20, 1.2)
        address = typesetting.fitted(slide["address"], STRONG, room)
        _put(image, address, right - address.width, foot + (tall - address.height) // 2, WHITE)
        right -= address.width + GAP
    room = Room(max(right - MARGIN, 100), tall - 2 * GAP, round(4 * UNIT), 20, 1.2)
    name = typesetting.fitted(public["library"], SANS, room)
    _put(image, name, MARGIN, foot + (tall - name.height) // 2, WHITE)


def qr_picture(code: Mapping[str, Any], side: int) -> Image.Image:
    """The code on white with a quiet zone of four squares, each square a whole number of pixels."""
    scale = max(1, side // (code["size"] + 8))
    margin = (side - code["size"] * scale) // 2
    image = Image.new("RGB", (side, side), WHITE)
    pen = ImageDraw.Draw(image)
    for run in code["path"].split("M")[1:]:
        place, _, length = run.partition("h")
        x, y = (int(each) * scale + margin for each in place.split())
        across = int(length.partition("v")[0]) * scale
        pen.rectangle((x, y, x + across - 1, y + scale - 1), fill="#000000")
    return image


def _rest(image: Image.Image, public: Mapping[str, Any]) -> None:
    hours = [(" ".join(line), SANS, 4.0, 3.7) for line in public["hours"]]
    lines = [(public["library"], SERIF, 10.5, 6.2), (public["branch"], STRONG, 4.5, 3.7), *hours]
    area = Area(MARGIN, MARGIN * 2, image.width - 2 * MARGIN, image.height - 3 * MARGIN)
    _write(image, area, lines, WHITE)
