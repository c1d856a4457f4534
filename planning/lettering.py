"""How wide a name is in our own letter, so that labels get room before a browser draws them."""

import unicodedata
from math import ceil

# Advance widths of Source Sans 3 Regular, in thousandths of its size; figures are tabular.
_ADVANCES = {
    200: " ",
    250: "|ij',.:;·’‘l",
    265: "I",
    292: "!f",
    311: "()[]{}-",
    350: "tr/\\",
    426: '*s?z"“”',
    456: "xc",
    467: "vy",
    480: "YJ–",
    497: "LFke#$+0123456789<=>^~€",
    515: "_agXV",
    545: "ESTZ`oøAhu",
    556: "nbdpq",
    580: "PRCßK",
    617: "B&DG",
    652: "UNH",
    664: "OQ",
    727: "wM",
    800: "Wæ—",
    850: "½%mœ@",
    948: "…",
}
_WIDTHS = {letter: width for width, letters in _ADVANCES.items() for letter in letters}
# A letter that is not ours comes from some other font: as wide as they get.
_UNKNOWN = 1000
_STRONG = 1.06


def width(text: str, size: float, *, is_strong: bool = False) -> int:
    """Pixels that a text needs at most, at this size; an accent makes no letter wider."""
    letters = (
        each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each)
    )
    total = sum(_WIDTHS.get(letter, _UNKNOWN) for letter in letters) * size / 1000
    return ceil(total * _STRONG if is_strong else total)
