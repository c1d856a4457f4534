"""The thresholds of a library's plan."""

from planning.clashes import Thresholds
from planning.models import Library, PlanSettings


def plan_settings(library: Library) -> PlanSettings:
    """The settings of a library, or the defaults, which are written only when somebody saves."""
    row: PlanSettings | None = PlanSettings.objects.filter(library=library).first()
    return row or PlanSettings(library=library)


def thresholds(settings: PlanSettings) -> Thresholds:
    """From when on the plan says something."""
    return Thresholds(
        gap_weeks=settings.gap_weeks,
        late_days=settings.late_days,
        ad_hoc_days=settings.ad_hoc_days,
        clash_days=settings.clash_days,
        one_sided_weeks=settings.one_sided_weeks,
        undecided_weeks=settings.undecided_weeks,
    )
