"""Images of posts: their size, contrast, and words that are never cut off."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from campaigns import imaging, typesetting
from campaigns.imaging import Block, Picture

PICTURE = Picture(
    heading="Het verdwenen dorp",
    sentence="Een verhaal dat je op de fiets naar Drenthe wilt laten springen.",
    signed="Bibliotheek Noorderveld",
    has_book=True,
    book="Het verdwenen dorp",
    author="Anna de Vries",
)
LONG = Picture(
    heading="Arbeidsongeschiktheidsverzekeringsmaatschappijenkoepelorganisa",
    sentence="Hottentottententententoonstellingsbouwvergunningsaanvraagprocedure " + "W" * 53,
    signed="Bibliotheek De Kennemerwaard-Heemskerk-Beverwijk-Uitgeest en omgeving",
    has_book=True,
    book="W" * 200,
    author="Wolkenstein-Rodenegg-Trostburg, Oswald",
)
SHAPES = list(imaging.SIZES)


def luminance(colour: tuple[int, int, int]) -> float:
    parts = [each / 255 for each in colour]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def opened(picture: Picture, shape: str) -> Image.Image:
    return Image.open(io.BytesIO(imaging.draw(picture, shape))).convert("RGB")


def extremes(image: Image.Image, block: Block) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The darkest and the lightest colour where the words of a block stand."""
    colours = image.crop(block.box).getcolors(maxcolors=1_000_000) or []
    found = sorted((colour for _count, colour in colours), key=luminance)  # type: ignore[arg-type]
    return found[0], found[-1]  # type: ignore[return-value]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("has_book", [True, False])
def test_image_has_the_size_of_its_shape(shape: str, has_book: bool) -> None:  # noqa: FBT001
    image = opened(replace(PICTURE, has_book=has_book), shape)

    assert (
        image.size
        == {
            "square": (1080, 1080),
            "portrait": (1080, 1350),
            "landscape": (1200, 630),
        }[shape]
    )


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("has_book", [True, False])
@pytest.mark.parametrize("tone", range(len(imaging.TONES)))
def test_words_stand_out_from_what_is_behind_them(
    shape: str,
    has_book: bool,  # noqa: FBT001
    tone: int,
) -> None:
    picture = replace(PICTURE, has_book=has_book, tone=tone)
    image = opened(picture, shape)

    for block in imaging.layout(picture, shape).blocks:
        dark, light = extremes(image, block)
        assert contrast(dark, light) >= 4.5, block.name


@pytest.mark.parametrize("tone", range(len(imaging.TONES)))
def test_words_on_a_cover_of_our_own_stand_out(tone: int) -> None:
    picture = replace(PICTURE, tone=tone)
    cover = imaging.own_cover(picture, (400, 600))

    for block in imaging.cover_blocks(picture, (400, 600)):
        dark, light = extremes(cover, block)
        assert contrast(dark, light) >= 4.5, block.name


def words_of(block: Block) -> str:
    return "".join(block.words.lines).replace(" ", "").replace("-", "")


def whole(text: str) -> str:
    return typesetting.drawable(text).replace(" ", "").replace("-", "")


def blocks_in_order(picture: Picture, shape: str) -> Iterator[tuple[Block, str]]:
    texts = {"heading": picture.heading, "sentence": picture.sentence, "signed": picture.signed}
    for block in imaging.layout(picture, shape).blocks:
        yield block, texts[block.name]


def check_nothing_is_clipped(picture: Picture, shape: str) -> None:
    plan = imaging.layout(picture, shape)
    wide, high = plan.size
    bottom = 0
    for block, text in blocks_in_order(picture, shape):
        left, top, right, end = block.box
        assert words_of(block) == whole(text), block.name
        assert left >= imaging.MARGIN - 20 or plan.cover, block.name
        assert right <= wide - 40, block.name
        assert top >= bottom, block.name
        assert end <= high, block.name
        bottom = end
    if plan.cover:
        left, top, right, end = plan.field
        assert left <= plan.cover[0] < plan.cover[2] <= right
        assert top <= plan.cover[1] < plan.cover[3] <= end


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("has_book", [True, False])
def test_the_longest_words_are_whole_and_on_the_image(shape: str, has_book: bool) -> None:  # noqa: FBT001
    check_nothing_is_clipped(replace(LONG, has_book=has_book), shape)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_drawn_at_the_edge_of_an_image(shape: str) -> None:
    image = opened(replace(LONG, has_book=False), shape)
    wide, high = image.size

    edge = image.crop((wide - 20, 0, wide, high)).getcolors(maxcolors=100_000) or []

    # Only the field of colour and the paper under it: no letter runs off.
    assert len(edge) == 2


@settings(max_examples=25)
@given(
    heading=st.text(alphabet="abcdeWMij éü-", max_size=60),
    sentence=st.text(alphabet="abcdeWMij éü.,", max_size=120),
    shape=st.sampled_from(SHAPES),
    has_book=st.booleans(),
)
def test_no_words_are_ever_clipped(
    heading: str,
    sentence: str,
    shape: str,
    has_book: bool,  # noqa: FBT001
) -> None:
    picture = replace(PICTURE, heading=heading, sentence=sentence, has_book=has_book)

    check_nothing_is_clipped(picture, shape)


def test_a_cover_of_our_own_holds_the_longest_title() -> None:
    size = (400, 600)

    book, author = imaging.cover_blocks(LONG, size)

    assert words_of(book) == whole(LONG.book)
    assert words_of(author) == whole(LONG.author)
    assert book.box[2] <= size[0]
    assert book.box[3] <= author.box[1]
    assert author.box[3] <= size[1]


def test_a_cover_of_a_few_pixels_says_that_there_is_more() -> None:
    book, author = imaging.cover_blocks(LONG, (90, 135))

    assert words_of(book).endswith("…")
    assert book.box[2] <= 90
    assert book.box[3] <= author.box[1]


def test_an_uploaded_cover_keeps_its_proportions() -> None:
    kept = io.BytesIO()
    Image.new("RGB", (300, 300), "#00FF00").save(kept, "JPEG")
    picture = replace(PICTURE, cover=kept.getvalue())

    box = imaging.layout(picture, "square").cover
    image = opened(picture, "square")

    assert box is not None
    assert box[2] - box[0] == box[3] - box[1]
    middle = image.getpixel(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2))
    assert middle[1] > 240  # type: ignore[index]


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert imaging.draw(PICTURE, "square") == imaging.draw(PICTURE, "square")


@pytest.mark.parametrize(
    ("text", "drawn", "lost"),
    [
        ("Dvořák, Łódź en ẞ", "Dvořák, Łódź en ẞ", ""),
        ("Buiten zijn 🌱", "Buiten zijn", "🌱"),
        ("👨\u200d👩\u200d👧 thuis", "thuis", "👨\u200d👩\u200d👧"),
        ("Война и мир", "", "В о й н а и м р"),
    ],
)
def test_what_our_letters_lack_is_left_out_and_told(text: str, drawn: str, lost: str) -> None:
    assert typesetting.drawable(text) == drawn
    assert typesetting.undrawable(text) == lost


def test_neighbours_in_a_catalogue_have_different_colours() -> None:
    tones = {imaging.tone_of(number) for number in range(300, 400, 20)}

    assert len(tones) > 1
