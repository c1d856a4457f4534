"""Find out in which encoding a text was written, and turn it into UTF-8.

1. A byte order mark decides.
2. Otherwise valid UTF-8 is UTF-8.
3. Otherwise the file is UTF-8 with damaged rows when it has at least as many good characters above
   ASCII as bad bytes, or when it has no good ones and its bad bytes are not those of Windows-1252.
4. In all other cases it is Windows-1252, with a warning: people must look at a sample first.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from segments.reading.interface import BadFile

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
HIGH = bytes(range(128, 256))
KNOWN = frozenset(
    {"utf-8", "utf-16-le", "utf-16-be", "windows-1252", "iso-8859-15", "cp850", "mac-roman"}
)
ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "cp1252": "windows-1252",
    "ansi": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin-9": "iso-8859-15",
    "cp-850": "cp850",
    "macintosh": "mac-roman",
}
# Undefined in Windows-1252, or so rare in the languages of our titles that damage is likelier:
# the first halves of a cut UTF-8 character, thorn and y with dots.
UNLIKELY = frozenset(b"\x81\x8d\x8f\x90\x9d\xc2\xc3\xfe\xff")
# A letter with an accent in UTF-8 that was taken for Windows-1252 and written as UTF-8 again.
DOUBLE = (b"\xc3\x83\xc2", b"\xc3\x82\xc2", b"\xc3\xa2\xe2\x82\xac")
# Such damage is everywhere or nowhere, so a look at so many letters with accents tells.
ENOUGH = 10_000
DAMAGED = b"\xff"

# The 32 codes in which Windows-1252 differs from Latin-1, as UTF-8; five are undefined: damage.
CP1252 = tuple(
    (
        bytes([code]),
        b"\xc2" + bytes([code]),
        bytes([code]).decode("cp1252", "ignore").encode() or DAMAGED,
    )
    for code in range(0x80, 0xA0)
)


@dataclass
class Tally:
    """What was counted of the characters above ASCII in a text that has no byte order mark."""

    good: int = 0
    bad: int = 0
    unlikely: int = 0
    is_double: bool = False

    def add(self, text: bytes) -> None:
        """Count one piece of the file, cut between lines."""
        if text.isascii():
            return
        if self.good < ENOUGH:
            self.is_double = self.is_double or any(pattern in text for pattern in DOUBLE)
        runs, characters = read_leniently(text)
        damaged = sum(end - start for start, end in runs)
        # The second and later bytes of each character: as many as there are accented letters.
        self.good += len(text) - damaged - characters
        self.bad += len(runs)
        self.unlikely += sum(not UNLIKELY.isdisjoint(text[start:end]) for start, end in runs)

    def is_utf8(self) -> bool:
        """Apply rules 2 and 3."""
        if not self.good:
            return self.unlikely * 10 > self.bad or not self.bad
        return self.good >= self.bad


def is_valid(text: bytes) -> bool:
    """Whether all of the text is UTF-8."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def read_leniently(text: bytes) -> tuple[list[tuple[int, int]], int]:
    """The spans of bytes that are not UTF-8, and the number of characters between them."""
    runs: list[tuple[int, int]] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        runs.append((error.start, error.end))
        return "", error.end

    # It is looked up by name at each call, so registering anew puts the closure above in place.
    codecs.register_error("segments.note", note)
    return runs, len(text.decode("utf-8", "segments.note"))


def by_mark(head: bytes) -> str:
    """The encoding that a byte order mark or the NUL bytes of UTF-16 give away, or ""."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            if encoding == "utf-32":
                raise BadFile("unknown_encoding", encoding="UTF-32")
            return encoding
    start = head[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if len(start) >= 16 and odd * 5 > len(start) * 2 and even * 20 < len(start):
        return "utf-16-le"
    if len(start) >= 16 and even * 5 > len(start) * 2 and odd * 20 < len(start):
        return "utf-16-be"
    return ""


def by_name(name: str) -> str:
    """The one spelling that we use of the name of an encoding; BadFile when we cannot read it."""
    spelled = name.strip().lower().replace("_", "-")
    spelled = ALIASES.get(spelled, spelled)
    if spelled and spelled not in KNOWN:
        raise BadFile("unknown_encoding", encoding=name[:40])
    return spelled


def as_utf8(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The same text in UTF-8 without byte order mark; what cannot be decoded stays invalid."""
    convert = converter(encoding)
    text = (convert(piece) for piece in pieces)
    start = b""
    for piece in text:
        start += piece
        if len(start) >= 3:
            break
    while start.startswith(codecs.BOM_UTF8):
        start = start[3:]
    if start:
        yield start
    yield from text
    if rest := convert(b""):
        yield rest


def converter(encoding: str) -> Callable[[bytes], bytes]:
    """A function that turns the next piece into UTF-8; an empty piece is the end of the text."""
    if encoding == "utf-8":
        return bytes
    if encoding == "windows-1252":
        return _from_cp1252
    if encoding.startswith("utf-16"):
        return _from_utf16(encoding)
    return lambda piece: piece.decode(encoding, "surrogateescape").encode("utf-8", "surrogatepass")


def _from_cp1252(piece: bytes) -> bytes:
    # By way of Latin-1, which CPython converts several times faster than a character map.
    if piece.isascii():
        return piece
    text = piece.decode("latin-1").encode()
    for code, latin, proper in CP1252:
        if code in piece:
            text = text.replace(latin, proper)
    return text


def _from_utf16(encoding: str) -> Callable[[bytes], bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")

    def convert(piece: bytes) -> bytes:
        # A half character at the end of the file decodes to nothing: make it visible damage.
        if not piece and decoder.getstate()[0]:
            return DAMAGED
        return decoder.decode(piece).encode("utf-8", "surrogatepass")

    return convert
