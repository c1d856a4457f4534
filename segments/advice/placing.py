"""Neerzetten, said to the branch: a genre that a segment borrows much stands far from its homes.

The genre is a larger part of the loans of the segment than of all loans, for sure by a fifth or by
the look of it by half; at least three in ten of its households live near the branch; and there
stands less than a quarter of that part of the copies, and less than half of what a branch with so
many copies usually has of it. Elsewhere there has to be something to place: else it is for
acquiring. Households and copies are exact, so how sure it is depends on the taste alone. Ranked by
households near the branch.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from segments.advice.acquiring import LOVED, taste_reason, tastes
from segments.advice.certainty import Ratio
from segments.advice.facts import (
    BRANCH,
    LITTLE,
    MUCH,
    PLACE,
    Figures,
    Home,
    Reason,
    Suggestion,
    Taste,
)
from segments.advice.wording import count, listed, percent

STRIKING = 1.5  # for a taste that is not sure
NEAR = 0.3  # of the households of the segment
PART, USUAL = 0.25, 0.5
LEAST_ELSEWHERE = 10  # copies that could be placed
NAMED = 3


def fans(figures: Figures) -> Iterator[tuple[Taste, Ratio, Home]]:
    """Segments that borrow a genre more than others, and branches near which many of them live."""
    for taste, ratio in tastes(figures):
        is_striking = ratio.value >= STRIKING and ratio.low(together=False) > 1
        if not (is_striking or is_sure(ratio)):
            continue
        for home in figures.homes:
            if home.segment == taste.segment and home.households >= NEAR * home.of_segment > 0:
                yield taste, ratio, home


def is_sure(ratio: Ratio) -> bool:
    """Whether the taste holds among all figures looked at together."""
    return ratio.low(together=True) >= LOVED


def place(figures: Figures) -> Iterator[Suggestion]:
    """Genres that stand far from those who borrow them."""
    for taste, ratio, home in fans(figures):
        if not is_scarce(figures, taste, home):
            continue
        genre, branch = taste.genre, home.branch
        yield Suggestion(
            kind=PLACE,
            rule="near",
            certainty=MUCH if is_sure(ratio) else LITTLE,
            addressee=BRANCH,
            text=_("Place %(genre)s in %(branch)s: %(where)s, %(part)s of %(segment)s live there")
            % {
                "genre": genre.name,
                "branch": branch.name,
                "where": _where(figures, taste, home),
                "part": percent(home.households / home.of_segment),
                "segment": taste.segment.name,
            },
            reasons=(
                _home_reason(home),
                _shelf_reason(figures, taste, home),
                taste_reason(figures, taste, ratio),
            ),
            weight=home.households,
            segment=taste.segment,
            genre=genre,
            branch=branch,
        )


def is_scarce(figures: Figures, taste: Taste, home: Home) -> bool:
    """Whether so little of it stands there that it is to be placed, not to be promoted."""
    there = figures.stand(home.branch.position, taste.genre.position).copies
    genre = figures.stand(genre=taste.genre.position).copies
    branch, every = figures.stand(home.branch.position).copies, figures.stand().copies
    if genre - there < LEAST_ELSEWHERE or not branch:
        return False
    part_of_homes = home.households / home.of_segment
    return is_little(there, genre, homes=part_of_homes, copies=branch / every)


def is_little(there: int, genre: int, *, homes: float, copies: float) -> bool:
    """Whether far fewer copies of a genre stand there than these parts of homes and copies."""
    return there < PART * genre * homes and there < USUAL * genre * copies


def _where(figures: Figures, taste: Taste, home: Home) -> str:
    """Staat alleen in Centrum; or how few of how many stand there."""
    genre = taste.genre.position
    there = figures.stand(home.branch.position, genre).copies
    others = [each for each in figures.branches if figures.stand(each.position, genre).copies]
    if not there and len(others) <= NAMED:
        return _("it stands only in %(branches)s") % {
            "branches": listed([each.name for each in others])
        }
    return _("%(there)s of %(all)s copies stand there") % {
        "there": count(there),
        "all": count(figures.stand(genre=genre).copies),
    }


def _shelf_reason(figures: Figures, taste: Taste, home: Home) -> Reason:
    genre = taste.genre
    return Reason(
        _(
            "%(there)s of the %(all)s copies of %(genre)s stand in %(branch)s, while %(part)s of"
            " all copies stand there."
        )
        % {
            "there": count(figures.stand(home.branch.position, genre.position).copies),
            "all": count(figures.stand(genre=genre.position).copies),
            "genre": genre.name,
            "branch": home.branch.name,
            "part": percent(
                figures.stand(home.branch.position).copies / max(figures.stand().copies, 1)
            ),
        },
        page="shelf",
        genre=genre,
        branch=home.branch,
    )


def _home_reason(home: Home) -> Reason:
    return Reason(
        _("%(count)s of the %(all)s households of %(segment)s live near %(branch)s.")
        % {
            "count": count(home.households),
            "all": count(home.of_segment),
            "segment": home.segment.name,
            "branch": home.branch.name,
        },
        page="homes",
        segment=home.segment,
        branch=home.branch,
    )
