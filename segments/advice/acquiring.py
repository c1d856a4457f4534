"""Aanschaffen, said to collection: a genre that is in demand and of which little stands.

Three signs: loans per copy well above the library's (`pressed`), reservations per copy well above
the library's (`queued`), and a segment of whose loans the genre is a larger part than of all
loans (`loved`). Two of the three make an advice, or so many loans per copy that these say enough.
Much data: two signs that hold among all figures looked at together. Ranked by loans per copy.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segments import measures
from segments.advice import certainty
from segments.advice.certainty import Ratio
from segments.advice.facts import (
    ACQUIRE,
    COLLECTION,
    LITTLE,
    MUCH,
    Figures,
    Queue,
    Reason,
    Stand,
    Suggestion,
    Taste,
    Thing,
)
from segments.advice.wording import count, decimal

LEAST_LOANS = 50
LEAST_RESERVATIONS = 10
LEAST_WAITING = 3  # titles with a waiting list: of one title, that title is to be bought
PRESSED, QUEUED, LOVED = 1.5, 2.0, 1.2  # as a multiple of the library's
SURELY = {PRESSED: 1.25, QUEUED: 1.5, LOVED: 1.2}  # what the lower bound has to reach
ALONE = 2.5  # loans per copy that need no second sign


@dataclass(frozen=True)
class _Signs:
    pressed: Ratio
    queued: Ratio
    loved: tuple[Taste, Ratio] | None

    def present(self) -> list[tuple[float, Ratio]]:
        """The signs there are: beyond doubt on their own, and large enough to act on."""
        pairs = [(PRESSED, self.pressed), (QUEUED, self.queued)]
        pairs += [(LOVED, self.loved[1])] if self.loved else []
        return [
            (least, ratio)
            for least, ratio in pairs
            if ratio.value >= least and ratio.low(together=False) > 1
        ]


def acquire(figures: Figures) -> Iterator[Suggestion]:
    """Genres in demand with little supply."""
    for genre in figures.genres:
        stand, queue = figures.stand(genre=genre.position), figures.queue(genre.position)
        signs = _signs(figures, genre, stand, queue)
        present = signs.present()
        is_alone = signs.pressed.value >= ALONE and signs.pressed.low(together=False) >= PRESSED
        if signs.pressed.value < 1 or not (len(present) >= 2 or is_alone):
            continue
        sure = [1 for least, ratio in present if ratio.low(together=True) >= SURELY[least]]
        yield Suggestion(
            kind=ACQUIRE,
            rule="genre",
            certainty=MUCH if len(sure) >= 2 else LITTLE,
            addressee=COLLECTION,
            text=_("More of %(genre)s: there is much demand, and little of it in the library")
            % {"genre": genre.name},
            reasons=tuple(_reasons(figures, genre, signs)),
            weight=signs.pressed.value,
            segment=signs.loved[0].segment if signs.loved else None,
            genre=genre,
            titles=queue.longest,
        )


def is_short(figures: Figures, genre: Thing) -> bool:
    """Whether its copies are pressed or waited for: more readers would only wait longer."""
    signs = _signs(
        figures, genre, figures.stand(genre=genre.position), figures.queue(genre.position)
    )
    return any(ratio in (signs.pressed, signs.queued) for _least, ratio in signs.present())


def _signs(figures: Figures, genre: Thing, stand: Stand, queue: Queue) -> _Signs:
    every, waiting, many = figures.stand(), figures.queue(), figures.comparisons
    # Without one copy in the files there may be a genre that the file of copies does not name.
    has_copies = stand.copies > 0 and stand.loans >= LEAST_LOANS
    pressed = (stand.loans, stand.copies, every.loans, every.copies)
    is_waited_for = queue.reservations >= LEAST_RESERVATIONS and queue.titles >= LEAST_WAITING
    queued = (queue.reservations, stand.copies, waiting.reservations, every.copies)
    return _Signs(
        pressed=certainty.books(*pressed, of=stand.titles if has_copies else 0, comparisons=many),
        queued=certainty.books(*queued, of=queue.titles if is_waited_for else 0, comparisons=many),
        loved=loved(figures, genre),
    )


def loved(figures: Figures, genre: Thing) -> tuple[Taste, Ratio] | None:
    """The segment of whose loans this genre is most above its usual part, if that is no chance."""
    found = [
        (taste, ratio)
        for taste, ratio in tastes(figures)
        if taste.genre == genre and ratio.value >= LOVED and ratio.low(together=False) > 1
    ]
    return max(
        found, key=lambda pair: (pair[1].low(together=False), pair[0].segment.code), default=None
    )


def tastes(figures: Figures) -> Iterator[tuple[Taste, Ratio]]:
    """Every taste of which all figures are shown, with its index as a ratio."""
    for taste in figures.tastes:
        ratio = certainty.index(
            taste.cell,
            taste.of_segment,
            taste.of_genre,
            taste.total,
            comparisons=figures.comparisons,
        )
        if ratio is not None and (taste.of_segment.loans or 0) >= LEAST_LOANS:
            yield taste, ratio


def _reasons(figures: Figures, genre: Thing, signs: _Signs) -> Iterator[Reason]:
    stand, every = figures.stand(genre=genre.position), figures.stand()
    queue = figures.queue(genre.position)
    yield Reason(
        _(
            "A copy goes out %(times)s times a year; the average of the library is %(usual)s."
            " %(loans)s loans, %(copies)s copies, %(period)s."
        )
        % {
            "times": decimal(stand.loans / max(stand.copies, 1)),
            "usual": decimal(every.loans / max(every.copies, 1)),
            "loans": count(stand.loans),
            "copies": count(stand.copies),
            "period": figures.period_said,
        },
        page="shelf",
        genre=genre,
    )
    if queue.reservations:
        yield Reason(
            ngettext(
                "%(reservations)s reservations on %(count)d title, for %(copies)s copies of the"
                " whole genre.",
                "%(reservations)s reservations on %(count)d titles, for %(copies)s copies of the"
                " whole genre.",
                queue.titles,
            )
            % {
                "reservations": count(queue.reservations),
                "count": queue.titles,
                "copies": count(stand.copies),
            },
            page="waiting",
            genre=genre,
        )
    if signs.loved:
        yield taste_reason(figures, *signs.loved)


def taste_reason(figures: Figures, taste: Taste, ratio: Ratio) -> Reason:
    """How much larger a part of what this segment borrows it is, with its n."""
    said = measures.index_sentence(round(100 * ratio.value), taste.segment.name, taste.genre.name)
    return Reason(
        _("%(said)s. %(loans)s loans, %(borrowers)s borrowers, %(period)s.")
        % {
            "said": said,
            "loans": count(taste.cell.loans or 0),
            "borrowers": count(taste.cell.borrowers or 0),
            "period": figures.period_said,
        },
        page="cell",
        segment=taste.segment,
        genre=taste.genre,
    )
