"""Where something is told or shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning import channel_limits
from planning.models.owned import AdministeredQuerySet
from planning.models.people import Branch, Library


class Channel(models.Model):
    """A way to reach readers: newsletter, Instagram, website, press, desk …"""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    # How long a text may be there; empty: what is usual for its name, else as long as you like.
    characters = models.PositiveIntegerField(_("longest text (characters)"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = AdministeredQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "name"], name="channel_name_per_library"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def usual_limit(self) -> int | None:
        return channel_limits.limit_of(self.name, None)


class Display(models.Model):
    """A physical spot in a branch that can be double-booked."""

    class Kind(models.TextChoices):
        TABLE = "table", pgettext_lazy("display", "table")
        SHELF = "shelf", _("shelf")
        WINDOW = "window", _("window")
        SCREEN = "screen", _("screen")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, verbose_name=_("branch"))
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.TABLE)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = AdministeredQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "name"], name="display_name_per_branch"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.branch.name}"
