"""Tell from the first bytes what a file is when it is not a table."""

import re

from segments.reading.interface import BadFile

# Long or unprintable enough to be sure of.
SURE = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x7fELF", "program"),
    (b"#!/", "program"),
    (b"7z\xbc\xaf", "other_archive"),
    (b"\xfd7zXZ", "other_archive"),
    (b"\x28\xb5\x2f\xfd", "other_archive"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "document"),
)
# A column may be called "MZ" too: these count only when bytes follow that no text has.
LIKELY = (
    (b"MZ", "program"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"RIFF", "image"),
    (b"Rar!", "other_archive"),
    (b"BZh", "other_archive"),
    (b"PAR1", "database"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

WEB_PAGE = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|table|div|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
XML = re.compile(r"\s*<(?:\?xml|!doctype|!\[cdata|[a-z][\w:.-]*(?:\s[^>]*)?/?>)", re.IGNORECASE)
JSON = re.compile(
    r'\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*(?:[\[{"\]]|-?\d|null|true|false))'
)
# Below space, but for tab, line ends, form feed, the end-of-file mark of DOS, and 1 and 28 to 31,
# which some systems use as a delimiter.
CONTROLS = bytes(set(range(28)) - {1, 9, 10, 12, 13, 26} | {127})


def refuse_foreign_bytes(head: bytes) -> None:
    """Raise BadFile when the first bytes of the file are those of a known other kind."""
    binary = head[:64].translate(None, CONTROLS) != head[:64]
    for magic, code in SURE + (LIKELY if binary else ()):
        if head.startswith(magic):
            raise BadFile(code)
    if head.startswith(OLE):
        raise BadFile("encrypted" if ENCRYPTED_OLE in head else "old_excel")


def refuse_binary(head: bytes) -> None:
    """Raise BadFile when too much of the text is control characters; a stray NUL is not."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    if controls > 2 and controls * 20 > len(head):
        raise BadFile("binary")


def refuse_foreign_text(head: str) -> None:
    """Raise BadFile when the text begins as a web page, XML or JSON."""
    start = head[:4096]
    for pattern, code in ((WEB_PAGE, "web_page"), (XML, "xml"), (JSON, "json")):
        if pattern.match(start):
            raise BadFile(code)
