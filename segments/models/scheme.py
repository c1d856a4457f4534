from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from planning.models import Branch, Library


class SegmentScheme(models.Model):
    """A segmentation of all households, as a file brought it: data, never code."""

    class Role(models.TextChoices):
        EDITION = "edition", _("edition")
        CLUSTERS = "clusters", _("clusters of segments")

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    edition = models.CharField(_("edition"), max_length=40, blank=True)
    # Clusters are the library's own: segments taken together because it is small.
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.EDITION)
    is_active = models.BooleanField(default=True)
    # Of clusters: what is proposed, and how much could be seen before and after; else empty.
    proposal = models.JSONField(default=dict, blank=True)
    loan_import = models.ForeignKey(
        "segments.LoanImport", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "role"],
                condition=Q(is_active=True),
                name="one_active_scheme_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.edition}".strip()


class Segment(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    scheme = models.ForeignKey(SegmentScheme, on_delete=models.CASCADE)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts"
    )
    order = models.PositiveSmallIntegerField(default=0)
    # The number that loans carry; unique over all schemes of the library.
    position = models.PositiveSmallIntegerField()
    # Under which segment of another scheme it is counted: a newer edition's, or a cluster.
    shown_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="shown_here"
    )
    # Who they are, in the library's own words, and where that comes from.
    text = models.TextField(_("who they are"), max_length=2000, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="segment_code_per_scheme"),
            models.UniqueConstraint(
                fields=["library", "position"], name="segment_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "name"], name="municipality_name_per_library"
            ),
            models.UniqueConstraint(
                fields=["library", "position"], name="municipality_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A village, a district or a four-digit postcode."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    code = models.CharField(_("code"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField()

    municipality = models.ForeignKey(
        Municipality, on_delete=models.SET_NULL, null=True, blank=True, related_name="areas"
    )
    # The branch to which most people of this area would go.
    catchment = models.ForeignKey(
        Branch, on_delete=models.SET_NULL, null=True, blank=True, related_name="areas"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="area_code_per_library"),
            models.UniqueConstraint(
                fields=["library", "position"], name="area_position_per_library"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Households(models.Model):
    library = models.ForeignKey(Library, on_delete=models.CASCADE)
    area = models.ForeignKey(Area, on_delete=models.CASCADE)
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE)
    households = models.PositiveIntegerField(_("households"))
    loan_import = models.ForeignKey(
        "segments.LoanImport", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["loan_import", "area", "segment"], name="households_once_per_import"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.segment}: {self.households}"
