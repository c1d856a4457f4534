from django.db import models
from django.utils.translation import gettext_lazy as _

from planning.models import Library


class Genre(models.Model):
    """A part of the collection in the library's own words; its position only ever grows."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    is_youth = models.BooleanField(_("for youth"), default=False)
    position = models.PositiveSmallIntegerField()

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
