"""For whom, with what means, and what we do and do not do."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.owned import ManagedQuerySet, OwnedQuerySet
from planning.models.people import Library, Membership, User

MOST_FOCUS_GROUPS = 3


class TargetGroup(models.Model):
    """People that the library chooses, in its own words."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=60)
    description = models.TextField(_("who they are"), max_length=1000, blank=True)
    why = models.TextField(_("why we choose them"), max_length=1000, blank=True)
    goals = models.TextField(_("what we want to reach"), max_length=1000, blank=True)
    from_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    to_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name"], name="target_group_name_per_library"
            ),
            models.CheckConstraint(
                condition=Q(from_age=None) | Q(to_age=None) | Q(from_age__lte=F("to_age")),
                name="target_group_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FocusGroup(models.Model):
    """One of the at most three target groups that a year is about."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.CASCADE, related_name="focus_years"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "year", "position"], name="one_focus_group_per_position"
            ),
            models.UniqueConstraint(
                fields=["library", "year", "target_group"], name="focus_group_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_FOCUS_GROUPS),
                name="at_most_three_focus_groups",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.target_group_id}"


class FocusPoint(models.Model):
    """A point of the organisation's own policy."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ManagedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name"], name="focus_point_name_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Capacity(models.Model):
    """The hours that a discipline has for joint and own plans in a quarter."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    discipline = models.CharField(max_length=12, choices=Membership.Discipline.choices)
    hours = models.PositiveSmallIntegerField()

    objects = ManagedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "year", "quarter", "discipline"], name="capacity_once"
            ),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4), name="capacity_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter} {self.discipline}: {self.hours}"


class Budget(models.Model):
    """The euros of a quarter."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    euros = models.DecimalField(max_digits=9, decimal_places=2)

    objects = ManagedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year", "quarter"], name="budget_once"),
            models.CheckConstraint(
                condition=Q(quarter__gte=1, quarter__lte=4, euros__gte=0), name="budget_quarter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}: {self.euros}"


class Initiative(models.Model):
    """A proposal on the board, with what was decided about it and why."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposal")
        ACCEPTED = "accepted", _("we do it")
        LATER = "later", _("later")
        DECLINED = "declined", _("we do not do it")
        STOPPED = "stopped", _("we stop doing it")

    class Reason(models.TextChoices):
        HOURS = "hours", _("no hours")
        MONEY = "money", _("no money")
        GROUP = "group", _("another target group")
        COLLECTION = "collection", _("no collection for it")
        ELSEWHERE = "elsewhere", _("somebody else does it")
        NO_EFFECT = "no_effect", _("it had no effect last time")
        OTHER = "other", _("another reason")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    # Empty: the whole year.
    quarter = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PROPOSED)
    target_group = models.ForeignKey(
        TargetGroup,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        verbose_name=_("target group"),
    )
    focus_point = models.ForeignKey(
        FocusPoint, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("focus point")
    )
    hours_collection = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_marketing = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_programming = models.PositiveSmallIntegerField(null=True, blank=True)
    euros = models.DecimalField(_("euros"), max_digits=8, decimal_places=2, null=True, blank=True)
    # Five plain questions, ticked together while talking.
    fits_focus_group = models.BooleanField(default=False)
    has_signal = models.BooleanField(default=False)
    has_collection = models.BooleanField(default=False)
    fits_focus_point = models.BooleanField(default=False)
    is_repeatable = models.BooleanField(default=False)
    reason_code = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    look_back_on = models.DateField(_("look back on"), null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "stopped"])
                | (~Q(reason_code="") & Q(decided_at__isnull=False, look_back_on__isnull=False)),
                name="a_no_has_reason_and_look_back",
            ),
            models.CheckConstraint(
                condition=Q(quarter=None) | Q(quarter__gte=1, quarter__lte=4),
                name="initiative_quarter",
            ),
        ]

    def __str__(self) -> str:
        return self.title
