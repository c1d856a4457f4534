"""Screens in the branches, what can play on them, and what they were last given."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models.campaign import Campaign
from campaigns.models.content import BookTip
from planning.models import Branch, Library, PlanItem, User
from planning.models.owned import AdministeredQuerySet, OwnedQuerySet


class Screen(models.Model):
    class Orientation(models.TextChoices):
        LANDSCAPE = "landscape", _("landscape (16:9)")
        PORTRAIT = "portrait", _("portrait (9:16)")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, verbose_name=_("branch"))
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(max_length=60)
    orientation = models.CharField(
        _("orientation"), max_length=9, choices=Orientation.choices, default=Orientation.LANDSCAPE
    )
    # Seven lists, Monday first, of ["10:00", "17:30"]; empty: closed that day.
    opening_hours = models.JSONField(_("opening hours"), default=list)
    shows_tips = models.BooleanField(_("shows book tips"), default=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    # What it said it plays: the digest of a programme.
    seen_digest = models.CharField(max_length=64, blank=True)
    seen_width = models.PositiveIntegerField(default=0)
    seen_height = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = AdministeredQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "slug"], name="screen_slug_per_library"),
            models.UniqueConstraint(fields=["branch", "name"], name="screen_name_per_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.branch.name}"


class ScreenAddress(models.Model):
    """Which screen a secret address belongs to. Without a policy: it is asked before any scope."""

    # SHA-256 of 256 random bits; the address itself is shown once and kept nowhere.
    digest = models.CharField(max_length=64, unique=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    screen_id = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.screen_id}"


class Slide(models.Model):
    """One picture of some seconds: of a campaign, or a message of the library."""

    class Kind(models.TextChoices):
        BOOK = "book", _("a book")
        BOOKS = "books", _("three books")
        TIP = "tip", _("book tip")
        THEME = "theme", _("theme collection")
        ACTIVITY = "activity", _("activity")
        MESSAGE = "message", _("message")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    # Empty: of the library itself. Of a campaign it plays on the screens of its placements.
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, blank=True, related_name="slides"
    )
    heading = models.CharField(_("heading"), max_length=60, blank=True)
    text = models.CharField(_("text"), max_length=160, blank=True)
    # Numbers in segments_title, at most three.
    titles = models.JSONField(default=list)
    tip = models.ForeignKey(
        BookTip, on_delete=models.CASCADE, null=True, blank=True, related_name="slides"
    )
    where = models.CharField(_("where to find it"), max_length=60, blank=True)
    link = models.URLField(_("address"), max_length=300, blank=True)
    # Of a message; empty: as long as its campaign, or until it is taken away.
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    # Each day from and until; from after until runs past midnight.
    from_time = models.TimeField(_("from"), null=True, blank=True)
    until_time = models.TimeField(_("until"), null=True, blank=True)
    is_first = models.BooleanField(_("in front"), default=False)
    screens = models.ManyToManyField(Screen, through="SlideScreen", blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="slide_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(from_time=None, until_time=None)
                | Q(from_time__isnull=False, until_time__isnull=False),
                name="slide_times_both",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.kind


class SlideScreen(models.Model):
    """On which screens a message plays; without any of them on all."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    slide = models.ForeignKey(Slide, on_delete=models.CASCADE)
    screen = models.ForeignKey(Screen, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slide", "screen"], name="slide_once_per_screen"),
        ]

    def __str__(self) -> str:
        return f"{self.slide_id} {self.screen_id}"


class Placement(models.Model):
    """A campaign on a screen; its days stand in the plan item."""

    item = models.OneToOneField(
        PlanItem, on_delete=models.CASCADE, primary_key=True, related_name="placement"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="placements")
    screen = models.ForeignKey(Screen, on_delete=models.CASCADE, related_name="placements")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "screen"], name="one_placement_per_screen"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.screen_id}"


class Programme(models.Model):
    """What a screen was given: all it needs, so that serving it asks for nothing else."""

    screen = models.OneToOneField(
        Screen, on_delete=models.CASCADE, primary_key=True, related_name="programme"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.screen_id} {self.made_at:%Y-%m-%d %H:%M}"
