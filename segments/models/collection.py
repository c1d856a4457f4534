from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from planning.models import Branch, Library, TargetGroup
from planning.models.owned import OwnedQuerySet


class Genre(models.Model):
    """A part of the collection in the library's own words; its position only ever grows."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    is_youth = models.BooleanField(_("for youth"), default=False)
    position = models.PositiveSmallIntegerField()
    # Under which larger part of the collection it is counted in a small library.
    shown_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="shown_here"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "name"], name="genre_name_per_library"),
            models.UniqueConstraint(
                fields=["library", "position"], name="genre_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GenreCode(models.Model):
    """A code as exports write it, and the one genre that it means (none: onbekend)."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    code = models.CharField(_("code"), max_length=120)
    genre = models.ForeignKey(Genre, on_delete=models.SET_NULL, null=True, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="genre_code_per_library"),
            models.UniqueConstraint(
                fields=["library", "position"], name="genre_code_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Material(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    code = models.CharField(_("code"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="material_code_per_library"),
            models.UniqueConstraint(
                fields=["library", "position"], name="material_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CollectionPart(models.Model):
    """A bookcase, a part of the collection or a theme, and the one group it is meant for."""

    class Kind(models.TextChoices):
        BOOKCASE = "bookcase", _("bookcase")
        PART = "part", _("part of the collection")
        THEME = "theme", _("theme collection")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.BOOKCASE)
    # Empty: in every branch.
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("branch")
    )
    # A theme collection comes and goes.
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    meant_for = models.ForeignKey(
        TargetGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="collection_parts",
        verbose_name=_("meant for"),
    )
    why = models.CharField(_("why"), max_length=300, blank=True)
    genres = models.ManyToManyField(
        Genre, through="CollectionPartGenre", blank=True, verbose_name=_("genres")
    )
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name", "branch"],
                nulls_distinct=False,
                name="collection_part_name_per_branch",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lte=F("ends_on")),
                name="collection_part_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CollectionPartGenre(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    part = models.ForeignKey(CollectionPart, on_delete=models.CASCADE)
    genre = models.ForeignKey(Genre, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "genre"], name="genre_once_per_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.genre_id}"


class CollectionPartTitle(models.Model):
    """A title of a theme collection; `title` is its number in segments_title."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    part = models.ForeignKey(CollectionPart, on_delete=models.CASCADE, related_name="titles")
    title = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "title"], name="title_once_per_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.title}"


class Cover(models.Model):
    """A cover as an upload brought it, made small; `title` is its number in segments_title."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    loan_import = models.ForeignKey(
        "segments.LoanImport", on_delete=models.CASCADE, related_name="+"
    )
    title = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=100)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    rights = models.CharField(_("rights"), max_length=200)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan_import", "title"], name="cover_once_per_import"),
        ]
        indexes = [models.Index(fields=["library", "title"], name="cover_by_title")]

    def __str__(self) -> str:
        return self.stored_as
