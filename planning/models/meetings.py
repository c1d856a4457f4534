"""Consultations: an agenda that fills itself, and what was decided."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models.choices import Initiative
from planning.models.owned import OwnedQuerySet
from planning.models.people import Library, User
from planning.models.plan import PlanItem


class Consultation(models.Model):
    """What a plan item of the kind consultation has besides its day, time, place and people."""

    class Template(models.TextChoices):
        REGULAR = "regular", _("regular")
        KICK_OFF = "kick_off", _("kick-off of the year plan")
        LOOK_BACK = "look_back", _("look back")

    item = models.OneToOneField(
        PlanItem, on_delete=models.CASCADE, primary_key=True, related_name="consultation"
    )
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    template = models.CharField(max_length=9, choices=Template.choices, default=Template.REGULAR)
    # From the start on the agenda no longer fills itself.
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    remarks = models.TextField(_("remarks"), max_length=4000, blank=True)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.item_id}"


class AgendaItem(models.Model):
    class Section(models.TextChoices):
        CARRIED = "carried", _("left from last time")
        SIGNALS = "signals", _("signals")
        UPCOMING = "upcoming", _("the next six weeks")
        CHOICES = "choices", _("choices to make")
        RESULTS = "results", _("results to discuss")
        QUESTIONS = "questions", _("discuss together")
        OTHER = "other", _("any other business")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        CARRIED = "carried", _("to the next time")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="agenda")
    section = models.CharField(max_length=9, choices=Section.choices, default=Section.OTHER)
    # What filled it in ("signal:gap_joint:2027-20"); empty for a point that somebody wrote.
    source = models.CharField(max_length=150, blank=True)
    title = models.CharField(_("point"), max_length=200)
    # Evidence is kept as text and an address, so that it stays what it was.
    evidence = models.TextField(max_length=2000, blank=True)
    address = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    outcome = models.TextField(_("what came out"), max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "source"],
                condition=~Q(source=""),
                name="agenda_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What was agreed, and where it was written: a task, a choice, an item, an accepted signal."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("decision")
        ACTION = "action", _("action")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="decisions"
    )
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.DECISION)
    text = models.CharField(_("what we agreed"), max_length=300)
    # An action is a task in the plan; a decision may be about an item or a proposal.
    task = models.OneToOneField(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_in"
    )
    item = models.ForeignKey(
        PlanItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text
