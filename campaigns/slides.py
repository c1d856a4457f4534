"""What stands on a slide and for how long: words that can be read from a distance. Pure."""

from collections.abc import Mapping
from typing import Any

import segno

from campaigns import links

MOST_WORDS = 30
MOST_BOOKS = 3
SHORTEST = 8.0  # seconds
BEFORE_READING, PER_WORD = 4.0, 0.35
LONGEST_ADDRESS = 40  # characters that somebody still types over
SPOKEN = ("heading", "sub", "text", "by", "lovers", "where")


def words_of(content: Mapping[str, Any]) -> int:
    """How many words a reader has to get through; those on covers are pictures."""
    return sum(len(str(content.get(name, "")).split()) for name in SPOKEN)


def seconds_for(words: int) -> float:
    """Long enough to read it in the corner of an eye: max(8, 4 + 0.35 per word)."""
    return round(max(SHORTEST, BEFORE_READING + PER_WORD * words), 2)


def shortened(text: str, most: int) -> str:
    """No more words than `most`: up to the end of a sentence where that keeps half of them."""
    words = text.split()
    if len(words) <= most:
        return text
    kept = words[: max(most, 1)]
    ends = [at for at, word in enumerate(kept, start=1) if word[-1] in ".!?"]
    if ends and ends[-1] * 2 >= most:
        return " ".join(kept[: ends[-1]])
    return " ".join(kept).rstrip(",;:–-") + " …"


def fitted(content: dict[str, Any]) -> dict[str, Any]:
    """A slide with its text shortened to what can be read, and with its time."""
    around = words_of({**content, "text": ""})
    text = shortened(str(content.get("text", "")), max(MOST_WORDS - around, 5))
    whole = {**content, "text": text}
    words = words_of(whole)
    return {**whole, "words": words, "seconds": seconds_for(words)}


def qr(link: str) -> dict[str, Any]:
    """A QR code as the path of a drawing of `size` squares, its quiet zone not among them."""
    code = segno.make(link, error="m", micro=False)
    path = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                path.append(f"M{x} {y}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    size = len(code.matrix)
    # Four squares of white around it, without which a telephone may not see it.
    return {"size": size, "box": f"-4 -4 {size + 8} {size + 8}", "path": "".join(path)}


def linked(content: dict[str, Any], link: str) -> dict[str, Any]:
    """A slide with its QR code and, always beside it, the address in letters."""
    if not link:
        return content
    return {**content, "link": link, "address": links.readable(link), "qr": qr(link)}
