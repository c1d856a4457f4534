"""What people say of the plan: comments, reviews, and signals they live with."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.models.owned import OwnedQuerySet
from planning.models.people import Library, User
from planning.models.plan import PlanItem


class Comment(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="comments")
    # What of the item it is about: empty for the whole of it.
    anchor = models.CharField(max_length=60, blank=True)
    body = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.body[:40]


class Review(models.Model):
    """Somebody asks for a manager's word on an item exactly as it is."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        APPROVED = "approved", pgettext_lazy("review", "agreed")
        CHANGES = "changes", _("changes asked")
        CLEARED = "cleared", _("no longer valid")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="reviews")
    # The item as it was when it was asked, and a digest of what matters of it.
    item_version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    question = models.CharField(_("question"), max_length=300, blank=True)
    due_on = models.DateField(_("before"), null=True, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    # Who decided as a guest, by a signed address and without an account.
    guest = models.CharField(_("guest"), max_length=80, blank=True)
    # Decided by who asked, in a library of fewer than three people.
    is_self_decided = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="asked"), name="one_open_review_per_item"
            ),
            models.CheckConstraint(
                condition=~Q(state="changes") | ~Q(reason=""), name="asked_changes_have_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "cleared"]) | Q(decided_at__isnull=False),
                name="a_decided_review_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.item_version}: {self.state}"


class AcceptedSignal(models.Model):
    """A signal that people know of and live with; gone again as soon as its facts change."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    key = models.CharField(max_length=150)
    code = models.CharField(max_length=24)
    text = models.CharField(max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "key"], name="signal_accepted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="accepted_signal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.key


class Snooze(models.Model):
    """Something on the list of this week that a person wants to see later, or not at all."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=150)
    # Empty: never again, with a reason.
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "user", "key"], name="snoozed_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | ~Q(reason=""), name="never_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.key
