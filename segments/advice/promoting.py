"""Promoten, said to marketing: people to reach, books to show, a title with readers of its own.

1. `reach`: a segment of at least one household in twenty with fewer than four fifths of the
   borrowers per hundred households that the reference has. What those who do borrow like is told
   beside it, unless there is too little of it already; of the others we know nothing. Much data:
   the upper bound, among all figures looked at together, stays below. Ranked by how many borrowers
   the difference is. Of adults only: no file says in how many households there are children.
2. `shelf`: titles that stand near the homes of a segment that borrows the genre much, and that were
   lent there once in the year or not at all, unless there is so little of the genre that it is for
   placing or acquiring; per segment and branch the genre it borrows most above its usual part. Much
   data: the taste holds among all figures looked at together. Ranked by households.
3. `title`: a title of whose loans at least seven in ten are of one segment, and twice its usual
   part. Much data: half as much again holds among all figures. Ranked by loans of the segment.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from segments import reaching
from segments.advice import certainty
from segments.advice.acquiring import LOVED, acquire, is_short, taste_reason, tastes
from segments.advice.certainty import Ratio
from segments.advice.facts import (
    LITTLE,
    MARKETING,
    MUCH,
    PROMOTE,
    Figures,
    Home,
    Reached,
    Reason,
    Suggestion,
    Taste,
    TitleTaste,
)
from segments.advice.placing import fans, is_scarce, is_sure
from segments.advice.wording import count, decimal, listed, percent, times
from segments.suppression import Cell, State

ADULTS = "adults"
LARGE = 0.05  # of all households
UNREACHED = 0.8  # of the reference
LEAST_TITLES = 5
MOST_TITLES = 12
OWN = 0.7  # of the loans of a title
TWICE, SURELY_OWN = 2.0, 1.5
LIKED = 3  # genres that are named
A_READER_ONCE = 1.0  # a reader takes a title once: loans of a title do not hang together


def promote(figures: Figures) -> Iterator[Suggestion]:
    """Who to reach, what to show, and which title has readers of its own."""
    yield from _unreached(figures)
    yield from _on_the_shelf(figures)
    yield from _own_titles(figures)


def _unreached(figures: Figures) -> Iterator[Suggestion]:
    for each in figures.reached if figures.readers == ADULTS else ():
        ratio = certainty.reach(
            each.borrowers, each.households, each.reference, comparisons=figures.comparisons
        )
        rate = reaching.penetration(each.borrowers, each.households)
        if ratio is None or rate is None or each.households < LARGE * each.all_households:
            continue
        if ratio.value >= UNREACHED or ratio.high(together=False) >= 1:
            continue
        liked = _liked(figures, each)
        yield Suggestion(
            kind=PROMOTE,
            rule="reach",
            certainty=MUCH if ratio.high(together=True) < UNREACHED else LITTLE,
            addressee=MARKETING,
            text=_reach_text(each, liked),
            reasons=(
                _reach_reason(figures, each, rate.per_hundred),
                *(taste_reason(figures, *pair) for pair in liked),
            ),
            weight=max(0.0, (each.reference / 100) * each.households * (1 - ratio.value)),
            segment=each.segment,
            genre=liked[0][0].genre if liked else None,
        )


def _liked(figures: Figures, reached: Reached) -> list[tuple[Taste, Ratio]]:
    """What those of this segment who borrow take more of than others, most first."""
    found = [
        pair
        for pair in tastes(figures)
        if pair[0].segment == reached.segment
        and pair[1].value >= LOVED
        and pair[1].low(together=False) > 1
        and not is_short(figures, pair[0].genre)
    ]
    return sorted(found, key=lambda pair: (-pair[1].value, pair[0].genre.code))[:LIKED]


def _reach_text(reached: Reached, liked: list[tuple[Taste, Ratio]]) -> str:
    said = {"segment": reached.segment.name, "households": count(reached.households)}
    if not liked:
        return _("Reach %(segment)s: %(households)s households, and few of them borrow") % said
    return _(
        "Reach %(segment)s: %(households)s households, and few of them borrow; those who do often"
        " take %(genres)s"
    ) % {**said, "genres": listed([taste.genre.name for taste, _ratio in liked])}


def _reach_reason(figures: Figures, reached: Reached, own: float) -> Reason:
    # From the rate as pages tell it, so that they and this sentence say the same number.
    more = reaching.potential(own, reached.reference, reached.households)
    return Reason(
        _(
            "%(own)s borrowers per 100 households; the average is %(reference)s. At the average"
            " there would be %(more)s borrowers more. %(borrowers)s borrowers, %(households)s"
            " households, %(period)s."
        )
        % {
            "own": decimal(own),
            "reference": decimal(reached.reference),
            "more": count(more),
            "borrowers": count(reached.borrowers.borrowers or 0),
            "households": count(reached.households),
            "period": figures.period_said,
        },
        page="reach",
        segment=reached.segment,
    )


def _on_the_shelf(figures: Figures) -> Iterator[Suggestion]:
    best: dict[tuple[int, int], tuple[Taste, Ratio, Home]] = {}
    scarce = {each.genre for each in acquire(figures)}
    for taste, ratio, home in fans(figures):
        quiet = figures.quiet.get((home.branch.position, taste.genre.position))
        place = taste.segment.position, home.branch.position
        if taste.genre in scarce:  # more readers would only wait longer
            continue
        if quiet is None or quiet.count < LEAST_TITLES or is_scarce(figures, taste, home):
            continue
        if place not in best or ratio.value > best[place][1].value:
            best[place] = taste, ratio, home
    for taste, ratio, home in best.values():
        yield _shelf(figures, taste, ratio, home)


def _shelf(figures: Figures, taste: Taste, ratio: Ratio, home: Home) -> Suggestion:
    quiet = figures.quiet[home.branch.position, taste.genre.position]
    return Suggestion(
        kind=PROMOTE,
        rule="shelf",
        certainty=MUCH if is_sure(ratio) else LITTLE,
        addressee=MARKETING,
        text=_(
            "Show %(segment)s in %(branch)s what stands there of %(genre)s: %(count)s titles"
            " were hardly lent"
        )
        % {
            "segment": taste.segment.name,
            "branch": home.branch.name,
            "genre": taste.genre.name,
            "count": count(quiet.count),
        },
        reasons=(
            _quiet_reason(figures, taste, home, quiet.count),
            taste_reason(figures, taste, ratio),
        ),
        weight=home.households,
        segment=taste.segment,
        genre=taste.genre,
        branch=home.branch,
        titles=quiet.titles[:MOST_TITLES],
    )


def _quiet_reason(figures: Figures, taste: Taste, home: Home, titles: int) -> Reason:
    return Reason(
        _(
            "%(titles)s titles of %(genre)s stand in %(branch)s and were lent there once or not at"
            " all, %(period)s. %(part)s of %(segment)s live nearby."
        )
        % {
            "titles": count(titles),
            "genre": taste.genre.name,
            "branch": home.branch.name,
            "period": figures.period_said,
            "part": percent(home.households / home.of_segment),
            "segment": home.segment.name,
        },
        page="quiet",
        genre=taste.genre,
        branch=home.branch,
    )


def _own_titles(figures: Figures) -> Iterator[Suggestion]:
    by_title: dict[int, list[tuple[TitleTaste, Ratio]]] = defaultdict(list)
    for taste in figures.titles:
        ratio = certainty.index(
            taste.cell,
            taste.of_segment,
            Cell(State.SHOWN, taste.lent, taste.lent),
            taste.total,
            comparisons=figures.title_comparisons,
            spread=A_READER_ONCE,
        )
        if ratio is not None and ratio.value >= TWICE and _part(taste) >= OWN:
            by_title[taste.number].append((taste, ratio))
    for pairs in by_title.values():
        taste, ratio = max(pairs, key=lambda pair: (_part(pair[0]), pair[0].segment.code))
        if ratio.low(together=False) > 1:
            yield _own_title(figures, taste, ratio)


def _part(taste: TitleTaste) -> float:
    """Of the loans of the title; they are rounded, so it is at most 1."""
    return min(1.0, (taste.cell.loans or 0) / max(taste.lent, 1))


def _own_title(figures: Figures, taste: TitleTaste, ratio: Ratio) -> Suggestion:
    said = {"title": taste.name[:120], "segment": taste.segment.name}
    return Suggestion(
        kind=PROMOTE,
        rule="title",
        certainty=MUCH if ratio.low(together=True) >= SURELY_OWN else LITTLE,
        addressee=MARKETING,
        text=_("Use “%(title)s” to speak to %(segment)s: it is almost only they who take it")
        % said,
        reasons=(
            Reason(
                _(
                    "%(part)s of the loans of this title are of %(segment)s: %(times)s× their usual"
                    " part. %(loans)s of %(all)s loans, %(period)s."
                )
                % {
                    "part": percent(_part(taste)),
                    "segment": taste.segment.name,
                    "times": times(ratio.value),
                    "loans": count(taste.cell.loans or 0),
                    "all": count(taste.lent),
                    "period": figures.period_said,
                },
                page="title",
                segment=taste.segment,
                title=taste.number,
            ),
        ),
        weight=taste.cell.loans or 0,
        segment=taste.segment,
        titles=(taste.number,),
        title=taste.number,
    )
