"""A figure as a page showed it, signed, so that nobody puts another one on an agenda."""

import hashlib
from dataclasses import asdict, dataclass

from django.core import signing

BEGINNING = "figure:"
SALT = "segments.frozen"
LONGEST_SOURCE, LONGEST_TEXT, LONGEST_ADDRESS = 150, 2000, 300  # columns of an agenda


class NotOurs(Exception):
    """This was not shown by a page of this library."""


@dataclass(frozen=True)
class Figure:
    """What a page said, what it rests on, where it stands, and the question that it raises.

    `source` is what makes it the same figure: "explorer:cell:S3:4|2025", of which the part before
    the bar stays the same from one period to the next.
    """

    library: int
    question: str
    evidence: str
    basis: str
    address: str
    source: str

    @property
    def text(self) -> str:
        """All of it, as an agenda keeps it."""
        return f"{self.evidence}\n{self.basis}".strip()[:LONGEST_TEXT]

    @property
    def kept_source(self) -> str:
        """Its source among those of everything else that stands on agendas."""
        whole = BEGINNING + self.source
        if len(whole) <= LONGEST_SOURCE:
            return whole
        stem, bar, rest = whole.partition("|")
        return f"{BEGINNING}{_digest(stem)}{bar}{rest}"[:LONGEST_SOURCE]

    @property
    def stem(self) -> str:
        return self.kept_source.partition("|")[0]

    @property
    def kept_address(self) -> str:
        """Where it stands; the page itself where the whole address is too long to keep."""
        if len(self.address) <= LONGEST_ADDRESS:
            return self.address
        return self.address.partition("?")[0][:LONGEST_ADDRESS]

    @property
    def anchor(self) -> str:
        """Its id on a page."""
        return f"talk-{_digest(self.kept_source)}"


def sign(figure: Figure) -> str:
    """The figure for a form; the same figure is always the same text."""
    return signing.Signer(salt=SALT).sign_object(asdict(figure), compress=True)


def unsign(signed: str, *, library: int) -> Figure:
    """The figure that a page of this library made."""
    try:
        figure = Figure(**signing.Signer(salt=SALT).unsign_object(signed))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotOurs(signed[:20]) from error
    if figure.library != library:
        raise NotOurs(signed[:20])
    return figure


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
