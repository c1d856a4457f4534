"""Advice follows the figures: made anew after each import, decided by people."""

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from planning.models import Branch, Library
from segments import advice as rules
from segments.advice import Figures, Reason, Suggestion, Thing
from segments.advice.certainty import log_distance
from segments.advice.facts import LITTLE, MUCH
from segments.models import Advice, Genre, Segment
from segments.queries import advice_figures
from segments.queries.remembered import remembering

Status = Advice.Status
# What was decided comes back when the figure it is ranked by is half as large again, or so much
# smaller, as when it was decided, or when little data became much.
CHANGED = 1.5
READERS = ("adults", "youth")
FIELDS = [
    *("certainty", "addressee", "segment", "genre", "branch", "titles", "period"),
    *("text", "reasons", "threshold", "rank", "is_current"),
]


def renew(library: Library, years: Collection[int]) -> None:
    """Make open advice anew from the newest figures; what was decided stays as it is.

    Whatever the years are: advice goes by the last whole year and by what stands now.
    """
    # Sentences are kept, so they are in the language of the house and not of who imported. The
    # same table is asked once for each segment.
    with translation.override(settings.LANGUAGE_CODE), remembering():
        found = [
            (figures, suggestion, rank)
            for readers in READERS
            if (figures := advice_figures.figures(library, readers)) is not None
            for rank, suggestion in enumerate(rules.suggestions(figures), start=1)
        ]
        keep(library, found)


@transaction.atomic
def keep(library: Library, found: Iterable[tuple[Figures, Suggestion, int]]) -> None:
    """Bring the rows in line with what the figures suggest now."""
    things = _Things(library)
    rows = [things.row(*each) for each in found]
    every = Advice.objects.filter(library=library)
    decided = {row.key: row for row in every.exclude(status=Status.OPEN).order_by("decided_at")}
    # Somebody may be deciding about one of them at this moment.
    waiting = every.filter(status=Status.OPEN).select_for_update(of=["self"])
    there = {row.key: row for row in waiting.order_by("pk")}
    wanted = [row for row in rows if row.key not in decided or _is_news(decided[row.key], row)]
    for row in wanted:
        if row.key in there:
            row.pk = there[row.key].pk
    Advice.objects.bulk_update([row for row in wanted if row.pk], FIELDS)
    Advice.objects.bulk_create([row for row in wanted if not row.pk])
    # Of what was decided it says whether the figures still say so; of the rest, whether it is news.
    is_open, said = Q(status=Status.OPEN), [row.key for row in rows]
    news = Q(key__in=[row.key for row in wanted])
    every.update(is_current=False)
    every.filter(is_open & news | ~is_open & Q(key__in=said)).update(is_current=True)
    _forget_outgrown(library)


def _forget_outgrown(library: Library) -> None:
    """After the threshold rose: figures of before may be of too few, so none of them is kept.

    What was decided keeps its text, and the weight by which it is told whether it is news.
    """
    outgrown = Advice.objects.filter(library=library, threshold__lt=library.threshold)
    outgrown.filter(status=Status.OPEN).delete()
    rows = list(outgrown.select_for_update(of=["self"]))
    for row in rows:
        first = row.reasons[0] if row.reasons else {}
        said = _("Its figures are not kept: since then the library tells of larger groups only.")
        row.reasons = [{**first, "text": said}] if first else []
        row.threshold = library.threshold
    Advice.objects.bulk_update(rows, ["reasons", "threshold"])


def _is_news(decided: Advice, now: Advice) -> bool:
    """Whether the figures changed so much since it was decided that it is worth asking again."""
    if decided.status == Status.TAKEN and decided.measure_on and decided.outcome is None:
        return False  # somebody is at it
    if (decided.certainty, now.certainty) == (LITTLE, MUCH):
        return True
    return log_distance(_weight(decided), _weight(now)) >= CHANGED


def _weight(row: Advice) -> float:
    return float(row.reasons[0].get("figure", 0)) if row.reasons else 0.0


class _Things:
    """From positions, which figures carry, to rows, which advice points at."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.segments = _by_position(Segment, library)
        self.genres = _by_position(Genre, library)
        self.branches = _by_position(Branch, library)

    def row(self, figures: Figures, suggestion: Suggestion, rank: int) -> Advice:
        said = suggestion
        return Advice(
            library=self.library,
            key=f"{figures.readers}:{said.key}",
            kind=said.kind,
            certainty=said.certainty,
            addressee=said.addressee,
            segment_id=_row_of(said.segment, self.segments),
            genre_id=_row_of(said.genre, self.genres),
            branch_id=_row_of(said.branch, self.branches),
            titles=list(said.titles),
            readers=figures.readers,
            period=figures.period,
            text=said.text[:300],
            reasons=[
                {
                    "text": reason.text,
                    "address": address(reason, figures),
                    **({"figure": round(said.weight, 3)} if place == 0 else {}),
                }
                for place, reason in enumerate(said.reasons)
            ],
            threshold=self.library.threshold,
            rank=rank,
        )


def _row_of(thing: Thing | None, rows: Mapping[int, int]) -> int | None:
    return None if thing is None else rows.get(thing.position)


def _by_position(model: type, library: Library) -> Mapping[int, int]:
    rows = model.objects.filter(library=library)  # type: ignore[attr-defined]
    return dict(rows.values_list("position", "pk"))


def address(reason: Reason, figures: Figures) -> str:
    """The page on which the figures of a reason stand."""
    asked = {"readers": figures.readers}
    if reason.genre and reason.page in ("shelf", "waiting", "quiet"):
        asked["genre"] = reason.genre.code
    if reason.branch and reason.page in ("shelf", "quiet"):
        asked["branch"] = reason.branch.code
    if reason.page == "homes":
        asked["kind"] = "catchment"
    if reason.page == "cell" and reason.segment and reason.genre:
        asked["period"] = figures.period
        asked["panel"] = f"cell:{reason.segment.code}:{reason.genre.position}"
    names = {
        "shelf": ("segments:titles", []),
        "waiting": ("segments:titles", []),
        "quiet": ("segments:titles", []),
        "title": ("segments:title", [reason.title]),
        "reach": ("segments:chances", []),
        "homes": ("segments:reach", []),
    }
    name, args = names.get(reason.page, ("segments:explorer", []))
    extra = {"waiting": {"only": "waiting"}, "quiet": {"only": "present", "sort": "-loans"}}
    query = urlencode({**asked, **extra.get(reason.page, {})}, safe=":")
    return f"{reverse(name, args=args)}?{query}"
