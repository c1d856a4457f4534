"""A year's plan as a whole: its released versions, its thresholds and the views people keep."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.overlays import Holiday
from planning.models.owned import AdministeredQuerySet, ManagedQuerySet, OwnedQuerySet
from planning.models.people import Library, Membership, User


class PlanSettings(models.Model):
    """When a signal is given, whose holidays are shown, and which parts are switched on."""

    class Part(models.TextChoices):
        """Parts that stay out of sight until somebody switches them on."""

        CONSULTATIONS = "consultations", _("consultations")
        CHOICES = "choices", _("choices")
        RELEASE = "release", _("review and release")
        SEGMENTS = "segments", _("segments")
        CAMPAIGNS = "campaigns", _("campaigns and screens")

    library = models.OneToOneField(
        Library, on_delete=models.CASCADE, primary_key=True, related_name="plan_settings"
    )
    region = models.CharField(
        _("region of the school holidays"),
        max_length=6,
        choices=Holiday.Region.choices,
        default=Holiday.Region.NORTH,
    )
    gap_weeks = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    late_days = models.PositiveSmallIntegerField(
        default=21, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    ad_hoc_days = models.PositiveSmallIntegerField(
        default=21, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    clash_days = models.PositiveSmallIntegerField(
        default=3, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    one_sided_weeks = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(26)]
    )
    undecided_weeks = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )
    # Days between ordering a book and having it on the shelf.
    supplier_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(180)]
    )
    # Where readers look a book up, with {isbn} where its number goes; empty: no such link.
    catalogue = models.CharField(_("address of the catalogue"), max_length=300, blank=True)
    parts = ArrayField(
        models.CharField(max_length=20, choices=Part.choices), default=list, blank=True
    )

    objects = AdministeredQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.library_id}"


class YearPlan(models.Model):
    """A year that somebody began to plan. In it are the items with a day in that year."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="one_plan_per_year"),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="plan_of_a_real_year"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class PlanVersion(models.Model):
    """A released plan as it was: the ground on which later changes are called planned or ad hoc."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # Snapshots of all items, in order of their days; see planning.snapshots.
    items = models.JSONField(default=list)
    note = models.TextField(max_length=1000, blank=True)
    released_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    released_at = models.DateTimeField(default=timezone.now)
    # Released by its only planner, in a library of fewer than three people.
    is_self_released = models.BooleanField(default=False)

    objects = ManagedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class PlanSeen(models.Model):
    """Somebody of a discipline has seen the plan as it is; a later change makes it out of date."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="seen")
    discipline = models.CharField(max_length=12, choices=Membership.Discipline.choices)
    seen_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    # Of the items as they were.
    digest = models.CharField(max_length=64)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "discipline"], name="seen_once_per_discipline"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.discipline}"


class SavedView(models.Model):
    """A way of looking at the plan that somebody gave a name."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    # The query string, without the year.
    query = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(_("also for colleagues"), default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "owner", "name"], name="saved_view_name_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanDraft(models.Model):
    """Rows read from somebody's spreadsheet, agenda or text, until they are put in the plan."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=120, blank=True)
    rows = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.filename or str(self.created_at)
