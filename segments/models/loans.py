from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models import Library, User

UNDO_DAYS = 30


class ImportProfile(models.Model):
    """What a library's own export looks like, remembered from an earlier import."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(max_length=12)
    settings = models.JSONField()  # segments.profiles.Profile as JSON
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "name"], name="profile_name_per_library"),
        ]

    def __str__(self) -> str:
        return self.name


class LoanImportQuerySet(models.QuerySet["LoanImport"]):
    def current(self) -> Self:
        return self.filter(status=LoanImport.Status.DONE)


class LoanImport(models.Model):
    """One file on its way in: this row is the job, whatever happens to queue and worker."""

    class Kind(models.TextChoices):
        LOANS = "loans", _("loans")
        AGGREGATE = "aggregate", _("counted loans")
        MEMBERS = "members", _("members")
        POSTCODES = "postcodes", _("postcode to segment")
        HOUSEHOLDS = "households", _("households per area and segment")
        SCHEME = "scheme", _("segmentation scheme")
        MAPPING = "mapping", _("from an earlier edition to this one")
        MEMBERSHIPS = "memberships", _("members per segment")
        TITLES = "titles", _("titles")
        HOLDINGS = "holdings", _("holdings")
        ACQUISITIONS = "acquisitions", _("acquisitions")
        RESERVATIONS = "reservations", _("reservations per title")
        WEEDING = "weeding", _("weeding list")
        COVERS = "covers", _("covers")
        CODES = "codes", _("code table")

    class Phase(models.TextChoices):
        CHECK = "check", _("check")
        LOAD = "load", _("load")
        UNDO = "undo", _("undo")

    class Status(models.TextChoices):
        DRAFT = "draft", _("not started")
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being read")
        CHECKED = "checked", _("checked, waits for go")
        NEEDS_ANSWER = "needs_answer", _("waits for an answer")
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        FAILED = "failed", _("failed")
        UNDONE = "undone", _("undone")
        CANCELLED = "cancelled", _("stopped")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    phase = models.CharField(max_length=5, choices=Phase.choices, default=Phase.CHECK)
    filename = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=100, blank=True)  # empty once the file is deleted
    size = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)
    # segments.profiles.Profile as JSON; empty until the columns are mapped.
    profile = models.JSONField(default=dict, blank=True)
    # Answers and switches: create_unknown, accept_rejects, delimiter, encoding, date_order, …
    options = models.JSONField(default=dict, blank=True)
    # What segments.reading.inspect found, without values of personal columns.
    inspection = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=400, blank=True)  # a code, or "code: detail"
    exported_on = models.DateField(null=True, blank=True)
    coding_version = models.PositiveIntegerField(default=0)

    progress = models.BigIntegerField(default=0)
    expected = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    accepted = models.BigIntegerField(default=0)
    duplicates = models.BigIntegerField(default=0)
    conflicts = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    ignored = models.BigIntegerField(default=0)

    created_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    lease = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancelled = models.BooleanField(default=False)

    objects = LoanImportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="done")
                | Q(
                    read=F("accepted")
                    + F("duplicates")
                    + F("conflicts")
                    + F("rejected")
                    + F("ignored")
                ),
                name="import_counts_add_up",
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, lease_until__isnull=True)
                | Q(lease__isnull=False, lease_until__isnull=False),
                name="import_lease_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["library", "digest"], name="import_by_digest"),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_busy(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.RUNNING)

    @property
    def can_be_undone(self) -> bool:
        if self.status != self.Status.DONE or self.finished_at is None:
            return False
        return self.finished_at > timezone.now() - timedelta(days=UNDO_DAYS)


class JobTicket(models.Model):
    """Which import waits for a worker: ids only, so that a sweep sees all libraries' work."""

    library_id = models.IntegerField()
    import_id = models.IntegerField(unique=True)
    due_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.library_id}/{self.import_id}"


class Reject(models.Model):
    """A line that was not taken, and why; its cells without the personal ones."""

    id = models.BigAutoField(primary_key=True)
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    loan_import = models.ForeignKey(LoanImport, on_delete=models.CASCADE, related_name="rejects")
    line = models.BigIntegerField()
    code = models.CharField(max_length=30)
    cells = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["loan_import", "line"], name="reject_by_line")]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


class MonitorTotal(models.Model):
    """The loans of a year as the library gave them to the national monitor."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField(_("year"))
    loans = models.PositiveIntegerField(_("loans"))
    members = models.PositiveIntegerField(_("members"), null=True, blank=True)
    youth_members = models.PositiveIntegerField(_("members under 18"), null=True, blank=True)
    active_borrowers = models.PositiveIntegerField(_("active borrowers"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("copies"), null=True, blank=True)
    visits = models.PositiveIntegerField(_("visits"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="monitor_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.loans}"


class WipedYear(models.Model):
    """A calendar year whose loans have no borrower's code any more; its counts stay as they are."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    wiped_at = models.DateTimeField(default=timezone.now)
    # Under which it was settled what of this year stays hidden; 0 where that was still to be done.
    threshold = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="year_wiped_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"


class StaleYear(models.Model):
    """A year whose insights have to be made anew; year 0 stands for files without loans."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="year_stale_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year}"
