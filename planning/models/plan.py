"""What stands in a plan, who is in it, and everything that ever happened to it."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.choices import Initiative, TargetGroup
from planning.models.overlays import NationalCampaign
from planning.models.owned import OwnedQuerySet
from planning.models.people import Branch, Library, Membership, User
from planning.models.places import Channel, Display


class PlanSeries(models.Model):
    """The rule behind items that come back; each of its days is an item of its own."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    # As in iCalendar, without its DTSTART: "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271231".
    rule = models.CharField(max_length=200)
    starts_on = models.DateField()
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.rule


class PlanItemQuerySet(OwnedQuerySet):
    def current(self) -> Self:
        """Not in the bin."""
        return self.filter(archived_at=None)

    def between(self, first: object, last: object) -> Self:
        """With at least one day from `first` to `last`, both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def with_everything(self) -> Self:
        """Three queries for all that a lane, a rule or an export wants to know."""
        rows = self.select_related("target_group", "display__branch", "national", "series")
        return rows.prefetch_related("involvements__person", "branches", "channels")


class PlanItem(models.Model):
    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("campaign")
        ACTIVITY = "activity", _("activity")
        MOMENT = "moment", _("communication moment")
        MILESTONE = "milestone", _("milestone")
        TASK = "task", _("task")
        CONSULTATION = "consultation", _("consultation")
        TRAINING = "training", _("training")
        LOOK_BACK = "look_back", _("look back")
        POST = "post", _("post")
        PLACEMENT = "placement", _("placement")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    # Days of the library, both included. Without times an item lasts whole days.
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_time = models.TimeField(_("until"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.AGREED
    )
    target_group = models.ForeignKey(
        TargetGroup,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        verbose_name=_("target group"),
    )
    branches = models.ManyToManyField(Branch, through="ItemBranch", blank=True)
    channels = models.ManyToManyField(Channel, through="ItemChannel", blank=True)
    display = models.ForeignKey(
        Display, on_delete=models.RESTRICT, null=True, blank=True, verbose_name=_("display")
    )
    place = models.CharField(_("place"), max_length=80, blank=True)
    # Hours for the whole item; empty is "not estimated", which is something else than 0.
    hours_collection = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_marketing = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_programming = models.PositiveSmallIntegerField(null=True, blank=True)
    euros = models.DecimalField(_("euros"), max_digits=8, decimal_places=2, null=True, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    series = models.ForeignKey(
        PlanSeries, on_delete=models.CASCADE, null=True, blank=True, related_name="items"
    )
    # The day that the rule gave; it stays when this one occurrence is moved.
    series_on = models.DateField(null=True, blank=True)
    national = models.ForeignKey(
        NationalCampaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="items"
    )
    initiative = models.OneToOneField(
        Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="item"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="plan_item_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(end_time=None)
                | Q(start_time__isnull=False, ends_on__gt=F("starts_on"))
                | Q(start_time__isnull=False, end_time__gt=F("start_time")),
                name="plan_item_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(series=None, series_on=None)
                | Q(series__isnull=False, series_on__isnull=False),
                name="plan_item_series_with_day",
            ),
            models.CheckConstraint(
                condition=Q(euros=None) | Q(euros__gte=0), name="plan_item_euros_positive"
            ),
            models.UniqueConstraint(fields=["series", "series_on"], name="one_item_per_series_day"),
        ]
        indexes = [
            models.Index(fields=["library", "starts_on"], name="plan_item_by_day"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("planning:item", kwargs={"pk": self.pk})

    @property
    def is_whole_days(self) -> bool:
        return self.start_time is None

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


class ItemBranch(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "branch"], name="item_branch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} – {self.branch_id}"


class ItemChannel(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "channel"], name="item_channel_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} – {self.channel_id}"


class Involvement(models.Model):
    """Who of which discipline is in it, and since when: joint, one-sided and late follow."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="involvements")
    discipline = models.CharField(max_length=12, choices=Membership.Discipline.choices)
    # Empty: the discipline is in it, and nobody was named yet.
    person = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="involvements"
    )
    joined_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "discipline", "person"],
                nulls_distinct=False,
                name="involved_once_per_discipline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.discipline}: {self.person_id}"


class ItemChange(models.Model):
    """One per version of an item: what it was, what it became, by whom. Never changed."""

    class Kind(models.TextChoices):
        CREATED = "created", _("added")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved")
        JOINED = "joined", _("somebody joined")
        ARCHIVED = "archived", _("removed")
        RESTORED = "restored", _("put back")
        UNDONE = "undone", _("taken back")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The fields that differ, as planning.snapshots writes them.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="one_change_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.version}"
