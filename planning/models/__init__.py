from planning.models.choices import (
    MOST_FOCUS_GROUPS,
    Budget,
    Capacity,
    FocusGroup,
    FocusPoint,
    Initiative,
    TargetGroup,
)
from planning.models.feeds import AccessToken, CalendarFeed
from planning.models.meetings import AgendaItem, Consultation, Decision
from planning.models.overlays import Holiday, NationalCampaign
from planning.models.people import Branch, BranchGroup, BuddyPair, Library, Membership, User
from planning.models.places import Channel, Display
from planning.models.plan import (
    Involvement,
    ItemBranch,
    ItemChange,
    ItemChannel,
    PlanItem,
    PlanSeries,
)
from planning.models.talk import AcceptedSignal, Comment, Review, Snooze
from planning.models.year import (
    PlanDraft,
    PlanSeen,
    PlanSettings,
    PlanVersion,
    SavedView,
    YearPlan,
)

__all__ = [
    "MOST_FOCUS_GROUPS",
    "AcceptedSignal",
    "AccessToken",
    "AgendaItem",
    "Branch",
    "BranchGroup",
    "BuddyPair",
    "Budget",
    "CalendarFeed",
    "Capacity",
    "Channel",
    "Comment",
    "Consultation",
    "Decision",
    "Display",
    "FocusGroup",
    "FocusPoint",
    "Holiday",
    "Initiative",
    "Involvement",
    "ItemBranch",
    "ItemChange",
    "ItemChannel",
    "Library",
    "Membership",
    "NationalCampaign",
    "PlanDraft",
    "PlanItem",
    "PlanSeen",
    "PlanSeries",
    "PlanSettings",
    "PlanVersion",
    "Review",
    "SavedView",
    "Snooze",
    "TargetGroup",
    "User",
    "YearPlan",
]
