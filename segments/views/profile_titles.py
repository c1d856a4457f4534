"""Which titles a segment takes that others leave."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from planning.models import Library
from segments import measures
from segments.forms.profile import Asked
from segments.lattice import READERS
from segments.queries import title_readers
from segments.queries.names import Entry
from segments.queries.title_readers import OWN, TitleReaders
from segments.views import explorer_words as words
from segments.views import profile_links as links

MOST, LEAST_INDEX = 10, 120


@dataclass(frozen=True)
class OwnTitle:
    title: str
    author: str
    url: str
    genre: str
    loans: str
    share: str
    glyph: str
    css: str
    times: str


@dataclass(frozen=True)
class OwnTitles:
    rows: Sequence[OwnTitle]
    all_url: str
    year: int
    is_known: bool  # whether any title of these readers may be told


def own_titles(library: Library, row: Entry, asked: Asked) -> OwnTitles:
    """Titles of the year that are a much larger part of their loans than of everybody's."""
    age, year = READERS[asked.readers], asked.period.year
    found = title_readers.top_titles(
        library, year, age=age, segment=row.position, order=OWN, limit=MOST
    )
    lines = [line for line in found.lines if (line.index or 0) >= LEAST_INDEX]
    return OwnTitles(
        [_row(line) for line in lines],
        links.titles(asked, segment=row),
        year,
        is_known=found.shown > 0,
    )


def _row(line: TitleReaders) -> OwnTitle:
    band = measures.band_of(line.index or 0)
    times = words.decimal((line.index or 0) / 100)
    return OwnTitle(
        title=line.title,
        author=line.author,
        url=reverse("segments:title", args=[line.number]),
        genre=line.genre.name if line.genre else "",
        loans=words.count(line.loans),
        share=words.whole_percent(line.share) if line.share is not None else "",
        glyph=band.glyph,
        css=band.css,
        times=f"{'≥ ' if line.is_at_least else ''}{times}×",
    )
