"""What is written once and used in more places: tips, and posts with a variant per channel."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.campaign import Campaign
from planning.models import Channel, Library, PlanItem, TargetGroup, User
from planning.models.owned import OwnedQuerySet


class BookTip(models.Model):
    """Why somebody of the library would give this title to somebody. Live at once."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    # Its number in segments_title, and what it is called, so that a tip outlives the title. Empty:
    # the library has no catalogue here, or not this book.
    title = models.PositiveIntegerField(null=True, blank=True)
    book = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    # At most 280 characters as people see them; an emoji may be ten of those that are stored.
    text = models.CharField(_("tip"), max_length=2000)
    # "… voor wie van X houdt".
    for_lovers_of = models.CharField(_("for who likes"), max_length=80, blank=True)
    target_group = models.ForeignKey(
        TargetGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tips",
        verbose_name=_("for whom"),
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="tips"
    )
    # As the reader sees it: "Els, bibliotheek Dorp".
    by = models.CharField(_("by whom"), max_length=80)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_back_why = models.CharField(_("why"), max_length=200, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | ~Q(taken_back_why=""),
                name="tip_taken_back_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["library", "title"], name="tip_by_title")]

    def __str__(self) -> str:
        return self.text[:40]


class Post(models.Model):
    """What is told in channels on a day; its day and channels stand in the plan item."""

    class State(models.TextChoices):
        CONCEPT = "concept", _("concept")
        AGREED = "agreed", pgettext_lazy("post", "agreed")
        SCHEDULED = "scheduled", _("scheduled")
        PLACED = "placed", _("placed")

    class Shape(models.TextChoices):
        """Of the image that goes with it."""

        SQUARE = "square", _("square")
        PORTRAIT = "portrait", _("portrait")
        LANDSCAPE = "landscape", _("landscape")

    item = models.OneToOneField(
        PlanItem, on_delete=models.CASCADE, primary_key=True, related_name="post"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    # Empty: a post that belongs to no campaign.
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, null=True, blank=True, related_name="posts"
    )
    text = models.TextField(_("text"), max_length=4000, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.CONCEPT)
    tip = models.ForeignKey(
        BookTip, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    # The title on the image; empty: the image has words only.
    title = models.PositiveIntegerField(null=True, blank=True)
    shape = models.CharField(_("shape"), max_length=9, choices=Shape.choices, default=Shape.SQUARE)
    heading = models.CharField(_("heading on the image"), max_length=60, blank=True)
    sentence = models.CharField(_("sentence on the image"), max_length=120, blank=True)
    alt = models.CharField(_("what is to be seen (alt text)"), max_length=300, blank=True)
    link = models.URLField(_("address"), max_length=300, blank=True)
    placed_at = models.DateTimeField(null=True, blank=True)
    placed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.item.title


class PostVariant(models.Model):
    """The text as one channel has it; a channel without one has that of the post."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="variants")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("text"), max_length=4000)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "channel"], name="one_variant_per_channel"),
        ]

    def __str__(self) -> str:
        return self.text[:40]
