"""The image that goes with a post: a cover or one of our own, a heading, a sentence. Pure.

Values in, PNG bytes out: the same picture gives the same bytes. A picture is first laid out as
blocks of words in places, then drawn, so that a test can ask where everything stands.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from campaigns import typesetting
from campaigns.typesetting import SANS, SERIF, STRONG, Room, Words

SIZES = {"square": (1080, 1080), "portrait": (1080, 1350), "landscape": (1200, 630)}
PAPER, INK, SOFT = "#FBFAF7", "#1D2126", "#4A5159"
COLLECTION, MARKETING = "#0A4A82", "#B84A0C"
# A deep colour for an own cover and words, with the pale one that lies behind it.
TONES = (
    ("#0A4A82", "#DCE6F0"),
    ("#8A360B", "#F5E2D5"),
    ("#1E5B4F", "#DBE9E4"),
    ("#5A2A5E", "#EBDFEC"),
    ("#6B4A0A", "#F4EACB"),
)
WHITE = "#FFFFFF"
MARGIN = 72
FOOT = 40  # letters of the library's name
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Picture:
    """What is to be on an image; without a book there are words only."""

    heading: str
    sentence: str
    signed: str  # the library
    tone: int = 0
    has_book: bool = False
    book: str = ""
    author: str = ""
    cover: bytes | None = None


@dataclass(frozen=True)
class Block:
    """Words in a place: their box on the image, their colour, and the colour behind them."""

    name: str
    words: Words
    left: int
    top: int
    colour: str
    behind: str

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.left + self.words.width, self.top + self.words.height)


@dataclass(frozen=True)
class Layout:
    """An image as areas and blocks: `field` lies behind the cover, `cover` is the cover's place."""

    size: tuple[int, int]
    field: Box
    cover: Box | None
    blocks: tuple[Block, ...]
    lines_at: int  # the two lines that meet, at this height
    lines_from: int


def tone_of(number: int) -> int:
    """Each title has a colour of its own and keeps it; neighbours in a catalogue differ."""
    return (number * 2654435761 >> 7) % len(TONES)


def layout(picture: Picture, shape: str) -> Layout:
    """Where everything of a picture stands."""
    if not picture.has_book:
        return _words_only(picture, shape)
    return _beside(picture) if shape == "landscape" else _above(picture, shape)


def draw(picture: Picture, shape: str) -> bytes:
    """The picture as a PNG."""
    plan = layout(picture, shape)
    deep, pale = TONES[picture.tone % len(TONES)]
    image = Image.new("RGB", plan.size, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle(plan.field, fill=pale if picture.has_book else deep)
    if plan.cover:
        _draw_cover(image, picture, plan.cover)
    _draw_lines(image, plan)
    for block in plan.blocks:
        _write(pen, block)
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=6)
    return kept.getvalue()


def _above(picture: Picture, shape: str) -> Layout:
    """The cover on a field of colour, the words on paper below it."""
    wide, high = SIZES[shape]
    foot = high - MARGIN - FOOT
    room = wide - 2 * MARGIN
    split = round(high * 0.57)
    large, usual = (104, 54) if shape == "portrait" else (84, 44)
    head_room = Room(room, round((foot - split) * 0.46), large, 40, 1.12)
    blocks = _stacked(picture, head_room, usual, Place(MARGIN, split + 40, room, foot - 28))
    blocks += (_signed(picture, MARGIN, foot, room - 260, SOFT, PAPER),)
    box = _cover_box((0, 0, wide, split), picture, margin=56)
    return Layout((wide, high), (0, 0, wide, split), box, blocks, foot + FOOT // 2, MARGIN)


def _beside(picture: Picture) -> Layout:
    """The cover on a field at the left, the words beside it."""
    wide, high = SIZES["landscape"]
    split, margin = 440, 56
    left, room = split + margin, wide - split - 2 * margin
    foot = high - margin - 32
    head_room = Room(room, 260, 78, 34, 1.12)
    blocks = _stacked(picture, head_room, 40, Place(left, margin, room, foot - 20))
    blocks += (_signed(picture, left, foot, room - 230, SOFT, PAPER),)
    box = _cover_box((0, 0, split, high), picture, margin=48)
    return Layout((wide, high), (0, 0, split, high), box, blocks, foot + 18, left)


def _words_only(picture: Picture, shape: str) -> Layout:
    """A field of colour with the heading, large, and the sentence."""
    wide, high = SIZES[shape]
    deep, _pale = TONES[picture.tone % len(TONES)]
    room, foot = wide - 2 * MARGIN, high - MARGIN - FOOT
    split = foot - 44
    tall = split - 2 * MARGIN
    large = 132 if shape != "landscape" else 96
    head = typesetting.fitted(
        picture.heading, SERIF, Room(room, round(tall * 0.62), large, 44, 1.1)
    )
    gap = 32 if head.lines else 0
    said_room = Room(room, tall - head.height - gap, 52, 28, 1.28)
    said = typesetting.fitted(picture.sentence, SANS, said_room)
    top = MARGIN + max(0, (tall - head.height - gap - said.height) // 2)
    blocks = (
        Block("heading", head, MARGIN, top, WHITE, deep),
        Block("sentence", said, MARGIN, top + head.height + gap, WHITE, deep),
        _signed(picture, MARGIN, foot, room - 260, SOFT, PAPER),
    )
    field = (0, 0, wide, split)
    return Layout((wide, high), field, None, blocks, foot + FOOT // 2, MARGIN)


@dataclass(frozen=True)
class Place:
    """Where heading and sentence stand together: from a corner, so wide, down to a bottom."""

    left: int
    top: int
    width: int
    bottom: int


def _stacked(picture: Picture, head_room: Room, usual: int, place: Place) -> tuple[Block, ...]:
    """Heading and sentence under each other, in the middle of their place."""
    gap, tall = 20, place.bottom - place.top
    head = typesetting.fitted(picture.heading, SERIF, head_room)
    said_room = Room(place.width, tall - head.height - gap, usual, 26, 1.28)
    said = typesetting.fitted(picture.sentence, SANS, said_room)
    top = place.top + max(0, (tall - head.height - gap - said.height) // 2)
    return (
        Block("heading", head, place.left, top, INK, PAPER),
        Block("sentence", said, place.left, top + head.height + gap, SOFT, PAPER),
    )


def _signed(picture: Picture, left: int, top: int, room: int, colour: str, behind: str) -> Block:
    words = typesetting.fitted(picture.signed, STRONG, Room(room, FOOT, 30, 16, 1.2))
    return Block("signed", words, left, top, colour, behind)


def _cover_box(field: Box, picture: Picture, *, margin: int) -> Box:
    """As large as the field allows, in the middle, in the cover's own proportions."""
    left, top, right, bottom = field
    tall, wide = bottom - top - 2 * margin, right - left - 2 * margin
    across, down = (2, 3)
    if picture.cover:
        with Image.open(io.BytesIO(picture.cover)) as cover:
            across, down = cover.size
    scale = min(wide / across, tall / down)
    width, height = max(1, round(across * scale)), max(1, round(down * scale))
    x, y = (left + right - width) // 2, (top + bottom - height) // 2
    return (x, y, x + width, y + height)


def _draw_cover(image: Image.Image, picture: Picture, box: Box) -> None:
    left, top, right, bottom = box
    size = (right - left, bottom - top)
    around, sinks = 48, 14  # a soft shade, a little below the cover
    shade = Image.new("L", (size[0] + 2 * around, size[1] + 2 * around), 0)
    inner = (around, around, around + size[0], around + size[1])
    ImageDraw.Draw(shade).rectangle(inner, fill=90)
    shade = shade.filter(ImageFilter.GaussianBlur(16))
    ink = Image.new("RGB", shade.size, INK)
    image.paste(ink, (left - around, top - around + sinks), mask=shade)
    if picture.cover:
        with Image.open(io.BytesIO(picture.cover)) as given:
            image.paste(given.convert("RGB").resize(size, Image.Resampling.LANCZOS), (left, top))
    else:
        image.paste(own_cover(picture, size), (left, top))


def own_cover(picture: Picture, size: tuple[int, int]) -> Image.Image:
    """A cover for a title that has none: its name, its author, and the two lines that meet."""
    wide, high = size
    deep, pale = TONES[picture.tone % len(TONES)]
    cover = Image.new("RGB", size, deep)
    pen = ImageDraw.Draw(cover)
    pen.rectangle((0, 0, max(2, wide // 40), high), fill=_darker(deep))
    for block in cover_blocks(picture, size):
        _write(pen, block)
    band = _two_lines((room_of(wide), high // 7), deep, (pale, WHITE), max(2, wide // 90))
    cover.paste(band, (margin_of(wide), round(high * 0.64)))
    return cover


def cover_blocks(picture: Picture, size: tuple[int, int]) -> tuple[Block, ...]:
    """The words on a cover of our own."""
    wide, high = size
    deep, pale = TONES[picture.tone % len(TONES)]
    margin, room = margin_of(wide), room_of(wide)
    large, small = max(14, wide // 7), max(12, wide // 18)
    name = typesetting.fitted(picture.book, SERIF, Room(room, round(high * 0.5), large, small, 1.1))
    by_room = Room(room, round(high * 0.14), max(13, wide // 15), 12, 1.15)
    author = typesetting.fitted(picture.author, SANS, by_room)
    return (
        Block("book", name, margin, margin, WHITE, deep),
        Block("author", author, margin, high - margin - author.height, pale, deep),
    )


def margin_of(wide: int) -> int:
    return max(8, wide // 11)


def room_of(wide: int) -> int:
    return wide - 2 * margin_of(wide)


def _draw_lines(image: Image.Image, plan: Layout) -> None:
    """The two lines of the product at the end of the last line."""
    margin = MARGIN if plan.lines_from == MARGIN else 56
    size = (190, 44)
    band = _two_lines(size, PAPER, (COLLECTION, MARKETING), 4)
    image.paste(band, (plan.size[0] - margin - size[0], plan.lines_at - size[1] // 2))


def _two_lines(
    size: tuple[int, int], ground: str, colours: tuple[str, str], thick: int
) -> Image.Image:
    """Two lines that meet; drawn four times as large, so that they are smooth."""
    scale = 4
    wide, high = size[0] * scale, size[1] * scale
    band = Image.new("RGB", (wide, high), ground)
    pen = ImageDraw.Draw(band)
    rise = high / 2 - thick * scale
    for sign, colour in zip((-1, 1), colours, strict=True):
        path = _meeting(0, wide, high // 2, sign * rise)
        pen.line(path, fill=colour, width=thick * scale, joint="curve")
    return band.resize(size, Image.Resampling.LANCZOS)


def _meeting(left: int, right: int, middle: int, rise: float) -> list[tuple[float, float]]:
    """A line that comes from a height, runs along the middle and goes back again."""
    points = []
    for step in range(61):
        part = step / 60
        away = abs(part - 0.5) * 2  # 1 at both ends, 0 in the middle
        bend = away * away * (3 - 2 * away)
        points.append((left + (right - left) * part, middle + rise * (0.12 + 0.88 * bend)))
    return points


def _darker(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return (red * 3 // 4, green * 3 // 4, blue * 3 // 4)


def _write(pen: ImageDraw.ImageDraw, block: Block) -> None:
    words = block.words
    font = typesetting.letter(words.face, words.size)
    for row, line in enumerate(words.lines):
        # "ls": from the baseline, so that lines keep their distance whatever is in them.
        baseline = block.top + row * words.leading + round(words.leading * 0.78)
        pen.text((block.left, baseline), line, font=font, fill=block.colour, anchor="ls")
