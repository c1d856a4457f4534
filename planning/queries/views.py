"""The ways of looking at the plan that people keep."""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Lower

from planning.models import Membership, SavedView


def saved_views(membership: Membership) -> "QuerySet[SavedView]":
    """Somebody's own views and those that colleagues share, own ones first."""
    rows: QuerySet[Any] = SavedView.objects.visible_to(membership)
    rows = rows.filter(Q(owner=membership.user_id) | Q(is_shared=True))
    is_own = ExpressionWrapper(Q(owner=membership.user_id), output_field=BooleanField())
    rows = rows.select_related("owner").annotate(is_own=is_own)
    return rows.order_by("-is_own", Lower("name"), "pk")


def own_views(membership: Membership) -> "QuerySet[SavedView]":
    """Those that somebody may rename and remove."""
    rows: QuerySet[Any] = SavedView.objects.editable_by(membership)
    return rows.filter(owner=membership.user_id).order_by(Lower("name"), "pk")
