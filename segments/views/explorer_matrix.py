"""A published matrix as a heatmap: what each cell says, looks like and leads to."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from django.utils.translation import gettext as _

from segments import measures
from segments.forms.explorer import Selection
from segments.queries.loans import ANY, Matrix
from segments.queries.names import Entry
from segments.suppression import Cell, State
from segments.views import explorer_words as words

MANY = 16  # more genres than this get a scroller of their own
LONG_WORD = 9
TOO_FEW = "·"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# Second parts of the long words that genres are called by.
_PARTS = (
    "boeken|romans|verhalen|strips|lezers|spellen|films|muziek|leren|werk|handwerk|kunde|zorg|leven"
    "|informatief|schappij|wetenschap|schiedenis|fieën|heid|fiction|fictie|tectives|leesboeken"
)
_BREAK = re.compile(f"(?<=\\w{{3}})(?={_PARTS})", re.IGNORECASE)


@dataclass(frozen=True)
class Value:
    """A figure of one measure; number is None where there is none to show."""

    number: float | None
    text: str
    css: str
    glyph: str = ""
    said: str = ""
    short: str = ""  # the same in a cell, where the caption says that it is per cent


@dataclass(frozen=True)
class Tile:
    value: Value
    url: str
    css: str
    glyph: str
    spoken: str  # row, genre and meaning, for who cannot see where the cell stands
    is_open: bool


@dataclass(frozen=True)
class Line:
    label: str
    code: str
    url: str
    tiles: list[Tile]
    is_open: bool


@dataclass(frozen=True)
class Part:
    """tbody, or tfoot with the line of the base."""

    tag: str
    lines: list[Line]


@dataclass(frozen=True)
class Head:
    label: str
    url: str
    css: str
    is_open: bool


@dataclass(frozen=True)
class Measured:
    """The figures of one measure, of a matrix and (for a change) of the one before it."""

    measure: str
    now: Matrix
    before: Matrix | None = None

    def value(self, row: int = ANY, genre: int = ANY) -> Value:
        """What a cell or a total says in this measure."""
        cell = self.now.cell(row, genre)
        if cell.state is State.NONE:
            return Value(None, "–", "none", said=_("nothing borrowed"), short="–")
        if cell.state is State.SUPPRESSED:
            return Value(None, "", "too-small", said=_("too small to show"))
        if self.measure == "index" and ANY not in (row, genre):
            return self._index(cell, row, genre)
        if self.measure == "change":
            return self._change(cell, row, genre)
        return self._plain(cell, row, genre)

    def _index(self, cell: Cell, row: int, genre: int) -> Value:
        now = self.now
        index = measures.index(cell, now.cell(row), now.cell(genre=genre), now.total)
        if index is None:
            return Value(
                None, TOO_FEW, "plain", said=_("too few loans for an index"), short=TOO_FEW
            )
        band = measures.band_of(index)
        return _value(index, words.count(index), band.css, band.glyph, str(band.wording))

    def _change(self, cell: Cell, row: int, genre: int) -> Value:
        then = self.before.cell(row, genre) if self.before else None
        change = measures.change(cell, then) if then else None
        if change is None:
            return Value(
                None, TOO_FEW, "plain", said=_("too few loans to compare with"), short=TOO_FEW
            )
        band = measures.band_of(max(0, 100 + change))
        said = words.CHANGES_SAID[band.css]
        return _value(change, words.signed_percent(change), band.css, band.glyph, str(said))

    def _plain(self, cell: Cell, row: int, genre: int) -> Value:
        number: float | None = cell.loans
        if self.measure == "share" and genre != ANY:
            number = measures.share(cell, self.now.cell(row))
        elif self.measure == "per_borrower":
            number = measures.loans_per_borrower(cell)
        if number is None:
            return Value(
                None, TOO_FEW, "plain", said=_("too few loans for this figure"), short=TOO_FEW
            )
        if self.measure == "share" and genre != ANY:
            return _value(number, words.percent(number), "plain")
        written = words.decimal if self.measure == "per_borrower" else words.count
        return _value(number, written(number), "plain")


def _value(number: float, text: str, css: str, glyph: str = "", said: str = "") -> Value:
    return Value(number, text, css, glyph, said, short=text.removesuffix(f"{words.NO_BREAK}%"))


def panel_of(row: str, genre: int) -> str:
    """How the address names what is opened: a cell, a row, a genre or everything."""
    if row and genre != ANY:
        return f"cell:{quote(row)}:{genre}"
    if row:
        return f"row:{quote(row)}"
    return "total" if genre == ANY else f"genre:{genre}"


def soft_hyphens(name: str) -> str:
    """Say where the long words of a head may break; not every browser knows Dutch."""
    return " ".join(
        _BREAK.sub(SOFT_HYPHEN, word) if len(word) > LONG_WORD else word for word in name.split(" ")
    )


@dataclass(frozen=True)
class Heatmap:
    """Everything the table shows, in the order in which it stands there."""

    selection: Selection
    measured: Measured

    @property
    def is_many(self) -> bool:
        return len(self.measured.now.genres) > MANY

    @property
    def is_wide(self) -> bool:
        """Whether the figures need more room than the three digits of an index."""
        return self.selection.measure != "index"

    @property
    def caption(self) -> str:
        return words.caption(self.selection)

    @property
    def row_word(self) -> str:
        return str(words.ROW_WORDS[self.selection.rows])

    def heads(self) -> list[Head]:
        heads = [
            self._head(
                panel_of("", genre.position),
                soft_hyphens(genre.name),
                f"genre {self._turn(genre.position)}".strip(),
            )
            for genre in self.measured.now.genres
        ]
        return [*heads, self._head(panel_of("", ANY), self._total_word(), "number total")]

    @cached_property
    def parts(self) -> list[Part]:
        base = Entry(ANY, "", words.foot(self.selection))
        rows = [self._line(row) for row in self.measured.now.rows]
        return [Part("tbody", rows), Part("tfoot", [self._line(base)])]

    def legend(self) -> list[tuple[str, str, str]]:
        """Class, arrow and meaning of each kind of cell that this measure has."""
        bands = [
            (band.css, band.glyph, words.edges(band.css, self.selection.measure))
            for band in measures.BANDS
        ]
        has_bands = self.selection.measure in ("index", "change")
        tiles = [tile for part in self.parts for line in part.lines for tile in line.tiles]
        too_few = any(tile.value.short == TOO_FEW for tile in tiles)
        return [
            *(bands if has_bands else []),
            *([("none", TOO_FEW, _("too few loans"))] if too_few else []),
            ("too-small", "", _("too small to show")),
            ("none", "–", _("nothing borrowed")),
        ]

    def _total_word(self) -> str:
        if self.selection.measure in ("per_borrower", "change"):
            return _("all genres")
        return _("loans")

    def _head(self, panel: str, label: str, css: str) -> Head:
        return Head(label, self._address + panel, css, self._is_open(panel))

    def _line(self, row: Entry) -> Line:
        panel = panel_of(row.code, ANY)
        cells = [(genre.position, genre.name) for genre in self.measured.now.genres]
        return Line(
            label=row.name,
            code=row.code if self.selection.rows in ("segment", "part") and row.position else "",
            url=self._address + panel,
            tiles=[
                self._tile(row, position, f"{row.name}, {name}")
                for position, name in [*cells, (ANY, _("all genres"))]
            ],
            is_open=self._is_open(panel),
        )

    def _tile(self, row: Entry, genre: int, name: str) -> Tile:
        panel = panel_of(row.code, genre)
        value = self.measured.value(row.position, genre)
        is_total = genre == ANY and value.number is not None
        return Tile(
            value,
            self._address + panel,
            css="number total" if is_total else f"{value.css} {self._turn(genre)}".strip(),
            glyph="" if is_total else value.glyph,
            spoken=f", {name}, {value.said}" if value.said else f", {name}",
            is_open=self._is_open(panel),
        )

    def _turn(self, genre: int) -> str:
        return "turn" if genre in self._turns else ""

    @cached_property
    def _turns(self) -> set[int]:
        """Where the genres of the other readers begin: a line is drawn before them."""
        pairs = itertools.pairwise(self.measured.now.genres)
        return {second.position for first, second in pairs if first.group != second.group}

    def _is_open(self, panel: str) -> bool:
        return panel == self._opened

    @cached_property
    def _opened(self) -> str:
        return quote(self.selection.panel, safe=":")

    @cached_property
    def _address(self) -> str:
        # One address for hundreds of links: only what stands last differs.
        return f"{self.selection.address(panel='')}&panel="
