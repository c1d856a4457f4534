"""Rows that belong to a library and that everybody who works there may see and change."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from planning.models.people import Membership


class OwnedQuerySet(models.QuerySet[Any]):
    def visible_to(self, membership: "Membership") -> Self:
        return self.filter(library=membership.library_id)

    def editable_by(self, membership: "Membership") -> Self:
        # A discipline is a property, not a permission: both sides may change each other's rows.
        return self.filter(library=membership.library_id)


class ManagedQuerySet(OwnedQuerySet):
    """What everybody sees and managers change."""

    def editable_by(self, membership: "Membership") -> Self:
        return super().editable_by(membership) if membership.is_manager else self.none()


class AdministeredQuerySet(OwnedQuerySet):
    """What everybody sees and administrators change."""

    def editable_by(self, membership: "Membership") -> Self:
        return super().editable_by(membership) if membership.is_admin else self.none()
