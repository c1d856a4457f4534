"""What a segment asks for beside what stands there: a scatter of genres."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planning.models import Library
from segments.charts import Dot
from segments.forms.profile import Asked
from segments.queries import shelves
from segments.queries.figures import Figure
from segments.queries.names import Entry
from segments.queries.shelves import Shelf, Stand
from segments.views import explorer_words as words
from segments.views import profile_links as links
from segments.views.charts import ChartTable, ScatterChart, scattered

MUCH = 120  # an index from there on is much demand
LEAST_LOANS = 50  # of everybody: of fewer a number of copies per 100 loans says nothing


@dataclass(frozen=True)
class Supply:
    """Copies per 100 loans of a genre, beside the index of a segment."""

    figure: Figure
    stand: Stand
    copies: float  # for each 100 loans of all readers
    ratio: float  # to that of the whole collection


def title() -> str:
    """What the block is called."""
    return _("What do they ask for, and what stands there?")


def supplies(library: Library, asked: Asked, found: Sequence[Figure]) -> list[Supply]:
    """Genres with an index and with copies to speak of, the highest index first."""
    return _supplies(shelves.shelf(library, asked.period.year), found)


def scarce(found: Sequence[Supply]) -> Supply | None:
    """Of what they take much more than others, the genre with the fewest copies for its loans."""
    wanted = [each for each in found if (each.figure.index or 0) >= MUCH and each.ratio < 1]
    return min(wanted, key=lambda each: each.ratio, default=None)


def chart(row: Entry, asked: Asked, supplies: Sequence[Supply]) -> ScatterChart | None:
    """None where there is nothing to hold against each other."""
    if len(supplies) < 2:
        return None
    dots = [_dot(each, row, asked) for each in supplies]
    said = _("Demand and supply per genre")
    return ScatterChart(
        id="supply",
        title=said,
        description=_(
            "To the right stand genres that are a larger part of what %(segment)s borrows than of"
            " what everybody borrows; higher stand genres with more copies for each loan."
        )
        % {"segment": row.name},
        drawings=scattered(
            dots,
            [
                _("little demand, much supply"),
                _("much demand, much supply"),
                _("much demand, little supply"),
                _("little demand, little supply"),
            ],
        ),
        across=_("larger part of their loans"),
        along=_("more copies for each loan"),
        table=_table(supplies),
    )


def _supplies(shelf: Shelf, found: Sequence[Figure]) -> list[Supply]:
    whole = shelf.at()
    if not whole.copies or whole.loans < LEAST_LOANS:
        return []
    usual = 100 * whole.copies / whole.loans
    supplies = []
    for figure in found:
        stand = shelf.at(genre=figure.genre.position)
        is_told = figure.index is not None and figure.genre.position > 0
        if is_told and stand.copies and stand.loans >= LEAST_LOANS:
            copies = 100 * stand.copies / stand.loans
            supplies.append(Supply(figure, stand, copies, copies / usual))
    return sorted(supplies, key=lambda each: -(each.figure.index or 0))


def _dot(supply: Supply, row: Entry, asked: Asked) -> Dot:
    genre = supply.figure.genre
    return Dot(
        genre.name,
        (supply.figure.index or 0) / 100,
        supply.ratio,
        links.titles(asked, segment=row, genre=genre),
        said(supply),
    )


def said(supply: Supply) -> str:
    """Both figures in words."""
    return _("index %(index)s, %(copies)s copies for each 100 loans") % {
        "index": words.count(supply.figure.index or 0),
        "copies": words.count(round(supply.copies)),
    }


def _table(supplies: Sequence[Supply]) -> ChartTable:
    heads = [
        _("Genre"),
        _("Index"),
        _("Copies"),
        _("Loans of everybody"),
        _("Copies per 100 loans"),
    ]
    return ChartTable(
        heads,
        [
            [
                each.figure.genre.name,
                words.count(each.figure.index or 0),
                words.count(each.stand.copies),
                words.count(each.stand.loans),
                words.count(round(each.copies)),
            ]
            for each in supplies
        ],
    )
