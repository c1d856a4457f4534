"""What a sheet of paper says besides the items: for whom the year is, our noes, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.models import Holiday, Initiative, Library, Membership, NationalCampaign, PlanVersion
from planning.queries import choices, directory, overlays, release
from planning.spans import YEAR, Span

Status = Initiative.Status


@dataclass(frozen=True)
class Around:
    """`changes` is how many things differ from the last released version."""

    nationals: Sequence[NationalCampaign]
    holidays: Sequence[Holiday]
    focus_groups: Sequence[str]
    focus_points: Sequence[str]
    declined: Sequence[Initiative]
    stopped: Sequence[Initiative]
    people: Sequence[Membership]
    version: PlanVersion | None
    changes: int


def around(library: Library, span: Span) -> Around:
    """All of it for a year or a quarter; the number of queries is fixed."""
    quarter = None if span.zoom == YEAR else span.number
    proposals = list(choices.initiatives(library, span.year, quarter))
    standing = release.standing(library, span.year)
    campaigns = overlays.national_campaigns(library, span.year)
    return Around(
        nationals=[
            each for each in campaigns if each.starts_on <= span.last and each.ends_on >= span.first
        ],
        holidays=list(overlays.holidays(library, span.first, span.last)),
        focus_groups=[each.target_group.name for each in choices.focus_groups(library, span.year)],
        focus_points=[each.name for each in choices.focus_points(library)],
        declined=[each for each in proposals if each.status == Status.DECLINED],
        stopped=[each for each in proposals if each.status == Status.STOPPED],
        people=list(directory.everybody(library)),
        version=standing.last,
        changes=len(standing.changes) if standing.last else 0,
    )
