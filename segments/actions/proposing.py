"""What a worker does with a question for clusters: count, propose, and say what that would give."""

from django.db.models import QuerySet
from django.utils import timezone

from planning import tenancy
from planning.models import Library
from segments import clustering
from segments.actions import jobs
from segments.clustering import Proposal
from segments.lattice import YEAR
from segments.loading import reader_cells
from segments.models import Genre, SegmentScheme
from segments.queries import loans

STEP = 0.02  # more is asked for until the tables show enough, complements and all


def answer(library_id: int) -> bool:
    """Answer the questions of a library that wait; False if it is busy."""
    with tenancy.library_scope(library_id):
        if not _waiting().exists():
            return True
    with jobs.library_lock(library_id) as got:
        if got:
            with tenancy.library_scope(library_id):
                for scheme in _waiting().select_related("library"):
                    scheme.proposal = _proposal(scheme.library)
                    scheme.save(update_fields=["proposal"])
        return got


def _waiting() -> QuerySet[SegmentScheme]:
    rows = SegmentScheme.objects.filter(role=SegmentScheme.Role.CLUSTERS, is_active=False)
    return rows.filter(proposal__state="asked").order_by("pk")


def _proposal(library: Library) -> dict[str, object]:
    today = timezone.localdate()
    years = [period for period in loans.known_periods(library) if period.level == YEAR]
    whole = [period for period in years if period.last_day < today]
    if not years:
        return {"state": "nothing"}
    year = (whole or years)[0].year
    cells = reader_cells.cells(library, year)
    if not cells:
        return {"state": "nothing", "year": year}
    k = library.threshold
    youth = Genre.objects.filter(library=library, is_youth=True).values_list("position", flat=True)
    found, share = _enough(cells, k, frozenset(youth))
    return {
        "state": "ready",
        "year": year,
        "before": round(clustering.published_share(cells, k), 4),
        "after": round(share, 4),
        "segments": sorted(sorted(group) for group in found.segments),
        "genres": sorted(sorted(group) for group in found.genres),
    }


def _enough(
    cells: dict[clustering.Cell, clustering.Counted], k: int, youth: frozenset[int]
) -> tuple[Proposal, float]:
    wanted = clustering.ENOUGH
    while True:
        found = clustering.propose(cells, k=k, youth_genres=youth, enough=wanted)
        together = clustering.merged(cells, found.segments, found.genres)
        share = clustering.published_share(together, k)
        if share >= clustering.ENOUGH or wanted > 1:
            return found, share
        wanted += STEP
