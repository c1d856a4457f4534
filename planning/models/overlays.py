"""What happens around a plan: national campaigns and days off, as data a library may change."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from planning.models.owned import OwnedQuerySet
from planning.models.people import Library, User


class NationalCampaign(models.Model):
    class Answer(models.TextChoices):
        OPEN = "open", _("not decided")
        JOIN = "join", _("we join")
        SKIP = "skip", _("we do not join")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    code = models.SlugField(max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_confirmed = models.BooleanField(_("dates are confirmed"), default=False)
    theme = models.CharField(_("theme"), max_length=120, blank=True)
    organiser = models.CharField(_("organiser"), max_length=80, blank=True)
    audience = models.CharField(_("audience"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    # A row that an administrator changed is not touched by a newer list of ours.
    is_own = models.BooleanField(default=False)
    answer = models.CharField(max_length=4, choices=Answer.choices, default=Answer.OPEN)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "code", "year"], name="national_campaign_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="national_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(answer="skip") | ~Q(reason=""), name="national_skip_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holiday(models.Model):
    """A school holiday of one region, a public holiday, or days on which the library is closed."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("school holiday")
        PUBLIC = "public", _("public holiday")
        CLOSED = "closed", _("closed")

    class Region(models.TextChoices):
        NORTH = "north", _("North")
        MIDDLE = "middle", _("Middle")
        SOUTH = "south", _("South")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    region = models.CharField(_("region"), max_length=6, choices=Region.choices, blank=True)
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    is_confirmed = models.BooleanField(_("dates are confirmed"), default=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    is_own = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "kind", "region", "name", "starts_on"], name="holiday_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind="school") ^ Q(region=""), name="only_school_holidays_have_a_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name
