"""What figures suggest to do, to whom that is said, and what became of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.models import Branch, Library, Membership, User
from planning.models.owned import OwnedQuerySet
from segments.models.collection import Genre
from segments.models.scheme import Segment


class Advice(models.Model):
    """A direction with its reasons, never a number of copies; the key says what it is about."""

    class Kind(models.TextChoices):
        ACQUIRE = "acquire", _("acquire")
        PLACE = "place", pgettext_lazy("advice", "place")
        PROMOTE = "promote", _("promote")

    class Certainty(models.TextChoices):
        MUCH = "much", _("much data")
        LITTLE = "little", _("little data")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        TAKEN = "taken", _("taken over")
        REFUSED = "refused", _("not done")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=7, choices=Kind.choices)
    certainty = models.CharField(max_length=6, choices=Certainty.choices)
    addressee = models.CharField(max_length=12, choices=Membership.Discipline.choices)
    segment = models.ForeignKey(
        Segment, on_delete=models.CASCADE, null=True, blank=True, related_name="advice"
    )
    genre = models.ForeignKey(Genre, on_delete=models.CASCADE, null=True, blank=True)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True)
    titles = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    readers = models.CharField(max_length=6)  # adults or youth
    period = models.CharField(max_length=7)  # of the lattice, of the figures in the reasons
    # Text, and reasons as [{"text": …, "address": …}], frozen once it is decided.
    text = models.CharField(max_length=300)
    reasons = models.JSONField(default=list)
    # That of the library when the reasons were made.
    threshold = models.PositiveSmallIntegerField(default=0)
    rank = models.PositiveSmallIntegerField(default=0)
    # Whether the newest figures still say so.
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=timezone.now)

    status = models.CharField(max_length=7, choices=Status.choices, default=Status.OPEN)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    # Loans of books only, of the same weeks before, and what came of it eight weeks later.
    measure_on = models.DateField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("advice")
        constraints = [
            models.UniqueConstraint(
                fields=["library", "key"],
                condition=Q(status="open"),
                name="open_advice_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""), name="refused_advice_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(decided_at__isnull=False),
                name="decided_advice_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("segments:advice", args=[self.pk])

    @property
    def can_be_measured(self) -> bool:
        """Whether there are books whose loans can be compared; of readers nothing is counted."""
        return bool(self.titles or self.genre_id)
