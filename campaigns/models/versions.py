"""What tips and posts were before: one row per version, never changed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.models.content import BookTip, Post
from planning.models import Library, User
from planning.models.owned import OwnedQuerySet


class ContentVersion(models.Model):
    class What(models.TextChoices):
        WRITTEN = "written", pgettext_lazy("version", "written")
        CHANGED = "changed", pgettext_lazy("version", "changed")
        TAKEN_BACK = "taken_back", pgettext_lazy("version", "taken back")
        PUT_BACK = "put_back", pgettext_lazy("version", "put back")
        STATE = "state", pgettext_lazy("version", "status changed")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    tip = models.ForeignKey(
        BookTip, on_delete=models.CASCADE, null=True, blank=True, related_name="versions"
    )
    post = models.ForeignKey(
        Post, on_delete=models.CASCADE, null=True, blank=True, related_name="versions"
    )
    version = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=What.choices)
    # Everything that was written, as it was from this version on.
    content = models.JSONField()
    why = models.CharField(_("why"), max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(tip=None) ^ Q(post=None), name="version_of_a_tip_or_a_post"
            ),
            models.UniqueConstraint(fields=["tip", "version"], name="tip_version_once"),
            models.UniqueConstraint(fields=["post", "version"], name="post_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tip_id or self.post_id} v{self.version}"
