"""What a campaign is beside its line in the plan: message, titles, counts, and what came of it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning.models import Library, Membership, PlanItem, User
from planning.models.owned import OwnedQuerySet


class CampaignQuerySet(models.QuerySet[Any]):
    """Campaigns by their item: what is in the bin is in no list."""

    def visible_to(self, membership: Membership) -> Self:
        return self.filter(library=membership.library_id).select_related("item__target_group")

    def editable_by(self, membership: Membership) -> Self:
        return self.visible_to(membership).filter(item__archived_at=None)


class Campaign(models.Model):
    """The content of a plan item, which has days, group, people, hours, euros and places."""

    class Goal(models.TextChoices):
        BORROW = "borrow", pgettext_lazy("goal", "borrow")
        VISIT = "visit", pgettext_lazy("goal", "visit")
        JOIN_IN = "join_in", pgettext_lazy("goal", "take part")
        MEMBER = "member", pgettext_lazy("goal", "become a member")

    class Start(models.TextChoices):
        """What it was begun from."""

        EMPTY = "empty", _("an empty campaign")
        NATIONAL = "national", _("a national week")
        TABLE = "table", _("a theme table")
        ACQUISITIONS = "acquisitions", _("new acquisitions")
        FIRST = "first", _("one small first project")
        COPY = "copy", _("last year's campaign")

    class Verdict(models.TextChoices):
        REPEAT = "repeat", _("repeat")
        ADJUST = "adjust", _("adjust")
        STOP = "stop", pgettext_lazy("campaign", "stop")

    item = models.OneToOneField(
        PlanItem, on_delete=models.CASCADE, primary_key=True, related_name="campaign"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    start = models.CharField(max_length=12, choices=Start.choices, default=Start.EMPTY)
    # One sentence, and where a reader finds more (https address).
    message = models.CharField(_("message"), max_length=160, blank=True)
    link = models.URLField(_("address with more"), max_length=300, blank=True)
    goal = models.CharField(_("goal"), max_length=8, choices=Goal.choices, blank=True)
    goal_number = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    goal_on = models.DateField(_("by when"), null=True, blank=True)
    goal_text = models.CharField(_("in your own words"), max_length=160, blank=True)
    not_doing = models.CharField(_("what we will not do"), max_length=160, blank=True)
    not_doing_why = models.CharField(_("why not"), max_length=300, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    # Looking back: what next year should know.
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict.choices, blank=True)
    lesson = models.CharField(_("lesson"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(not_doing="") | ~Q(not_doing_why=""), name="campaign_no_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(verdict="", closed_at=None)
                | ~Q(verdict="") & Q(closed_at__isnull=False),
                name="campaign_closed_with_a_verdict",
            ),
        ]

    def __str__(self) -> str:
        return self.item.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", kwargs={"pk": self.pk})


class CampaignTitle(models.Model):
    """A title of a campaign: one of the collection, or one that is still to be bought."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="titles")
    # Its number in segments_title; empty: the catalogue does not have it, `name` says what it is.
    title = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(_("title and author"), max_length=200, blank=True)
    isbn = models.CharField(max_length=13, blank=True)
    # The first day on which an ordered title can be here, when somebody said so.
    expected_on = models.DateField(_("expected"), null=True, blank=True)
    # Why it was chosen, in the words of the day on which it was: figures as they were told then.
    reasons = models.JSONField(default=list)
    note = models.CharField(_("note"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "title"], name="title_once_per_campaign"),
            models.CheckConstraint(
                condition=Q(title__isnull=False) | ~Q(name=""), name="campaign_title_is_something"
            ),
        ]
        indexes = [models.Index(fields=["library", "title"], name="campaign_title_by_title")]

    def __str__(self) -> str:
        return self.name or str(self.title)


class CampaignCount(models.Model):
    """Visits, participants or new members, counted by hand on a day or over days."""

    class Phase(models.TextChoices):
        BEFORE = "before", _("before")
        DURING = "during", _("during")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="counts")
    phase = models.CharField(max_length=6, choices=Phase.choices)
    what = models.CharField(max_length=8, choices=Campaign.Goal.choices)
    # Both included; one day is twice the same.
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"))
    number = models.PositiveIntegerField(_("counted"))
    note = models.CharField(_("note"), max_length=160, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=models.F("from_on")), name="count_days_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(what="borrow"), name="loans_are_not_counted_by_hand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.what} {self.phase}: {self.number}"


class CampaignEffect(models.Model):
    """What was measured of a campaign, as of the loans that were there at that moment."""

    campaign = models.OneToOneField(
        Campaign, on_delete=models.CASCADE, primary_key=True, related_name="effect"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    content = models.JSONField()  # counts of books, published figures of readers
    known_until = models.DateField(null=True)  # the last day of loans that were read in
    asked_as = models.CharField(max_length=64)  # digest of days and titles it was measured for
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.made_at:%Y-%m-%d}"


class CampaignSheet(models.Model):
    """One page of a campaign, frozen with its day: the briefing before, the result after."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("briefing")
        RESULT = "result", _("result")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.kind} {self.made_on}"


class GuestLink(models.Model):
    """Who outside the library may give a word on one review, by a signed address, until a day."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    review = models.ForeignKey(
        "planning.Review", on_delete=models.CASCADE, related_name="guest_links"
    )
    # SHA-256 of the secret in the address, which is shown once.
    digest = models.CharField(max_length=64, unique=True)
    for_whom = models.CharField(_("for whom"), max_length=80)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.for_whom


class GuestAddress(models.Model):
    """Which library a guest's address belongs to. Without a policy: asked before any scope."""

    digest = models.CharField(max_length=64, unique=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    link_id = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.link_id}"
