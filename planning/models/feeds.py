"""Agendas by a secret address."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.owned import OwnedQuerySet
from planning.models.people import Library, Membership, User
from planning.models.year import SavedView


class CalendarFeed(models.Model):
    class Kind(models.TextChoices):
        PERSONAL = "personal", _("my agenda")
        JOINT = "joint", _("joint moments")
        DISCIPLINE = "discipline", _("one discipline")
        VIEW = "view", _("a saved view")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    discipline = models.CharField(max_length=12, choices=Membership.Discipline.choices, blank=True)
    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="discipline") ^ Q(discipline=""), name="feed_of_a_discipline"
            ),
            models.CheckConstraint(
                condition=Q(kind="view", view__isnull=False) | (~Q(kind="view") & Q(view=None)),
                name="feed_of_a_view",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id}"


class AccessToken(models.Model):
    """Which library a secret address belongs to. Without a policy: it is asked before any scope."""

    # SHA-256 of 256 random bits; the address itself is shown once and kept nowhere.
    digest = models.CharField(max_length=64, unique=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    feed_id = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.feed_id}"
