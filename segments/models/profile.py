"""What a library itself knows of a segment, beside its figures."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models import Channel, Library, TargetGroup, User
from planning.models.owned import OwnedQuerySet
from segments.models.scheme import Segment


class TargetGroupSegment(models.Model):
    """One of the segments that make up a target group."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    target_group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="segments")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="target_groups")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target_group", "segment"], name="segment_once_per_target_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_group_id} {self.segment_id}"


class SegmentChannel(models.Model):
    """How well a channel reaches a segment, by somebody's word."""

    class Fit(models.IntegerChoices):
        LITTLE = -1, _("little")
        USUAL = 0, _("as usual")
        MUCH = 1, _("much")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="channels")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    fit = models.SmallIntegerField(choices=Fit.choices, default=Fit.USUAL)
    source = models.CharField(_("source"), max_length=120, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "channel"], name="channel_once_per_segment"),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.channel_id}: {self.fit}"


class FloorQuote(models.Model):
    """What somebody heard at the desk, about a segment, a target group, or readers at large."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    segment = models.ForeignKey(
        Segment, on_delete=models.CASCADE, null=True, blank=True, related_name="quotes"
    )
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="quotes"
    )
    text = models.CharField(_("what you heard"), max_length=280)
    heard_by = models.CharField(_("by whom"), max_length=60, blank=True)
    place = models.CharField(_("where"), max_length=60, blank=True)
    heard_on = models.DateField(_("when"))
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(segment__isnull=True) | Q(target_group__isnull=True),
                name="quote_about_at_most_one",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SegmentStance(models.Model):
    """That a segment is not chosen this year, and why."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="stances")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(_("reason"), max_length=300)
    said_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "year"], name="stance_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.year}"


class SegmentSheet(models.Model):
    """One page on a segment for the management team, as the figures were on its day."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="sheets")
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()  # published figures and sentences only

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.segment_id} {self.made_on}"
