"""The form of the service area: a row per area, and one answer for all that are ticked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.models import Branch, Library
from segments.actions.service_area import Place
from segments.queries.service_area import AreaLine

LONGEST = 80


class ServiceAreaForm(forms.Form):
    municipality = forms.CharField(
        label=gettext_lazy("Municipality"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"list": "municipalities", "autocomplete": "off"}),
    )
    catchment = forms.ModelChoiceField(
        label=gettext_lazy("Branch"),
        queryset=Branch.objects.none(),
        required=False,
        empty_label=gettext_lazy("leave as it is"),
    )

    def __init__(
        self, *args: Any, library: Library, lines: Sequence[AreaLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        branches = list(Branch.objects.filter(library=library).order_by("name", "pk"))
        self._branches = {str(branch.pk): branch for branch in branches}
        self.fields["catchment"].queryset = Branch.objects.filter(  # type: ignore[attr-defined]
            library=library
        ).order_by("name", "pk")
        choices = [("", "–"), *((str(branch.pk), branch.name) for branch in branches)]
        for line in lines:
            self._add_row(line, choices)

    def _add_row(self, line: AreaLine, choices: list[tuple[str, str]]) -> None:
        area, pk = line.area, line.area.pk
        self.fields[f"tick_{pk}"] = forms.BooleanField(
            label=_("Tick %(area)s") % {"area": area.name}, required=False
        )
        self.fields[f"municipality_{pk}"] = forms.CharField(
            label=_("Municipality of %(area)s") % {"area": area.name},
            required=False,
            max_length=LONGEST,
            initial=area.municipality.name if area.municipality else line.municipality,
            widget=forms.TextInput({"list": "municipalities", "autocomplete": "off"}),
        )
        self.fields[f"catchment_{pk}"] = forms.ChoiceField(
            label=_("Branch of %(area)s") % {"area": area.name},
            choices=choices,
            required=False,
            initial=str(area.catchment_id or line.catchment or ""),
        )

    def rows(self) -> list[tuple[AreaLine, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each area with its tick, its municipality and its branch."""
        return [
            (
                line,
                self[f"tick_{line.area.pk}"],
                self[f"municipality_{line.area.pk}"],
                self[f"catchment_{line.area.pk}"],
            )
            for line in self._lines
        ]

    def places(self) -> dict[int, Place]:
        """Where each area lies; those that are ticked as the answer for all of them says."""
        clean, found = self.cleaned_data, {}
        for pk in (line.area.pk for line in self._lines):
            name, branch = clean[f"municipality_{pk}"], self._branches.get(clean[f"catchment_{pk}"])
            if clean[f"tick_{pk}"]:
                name = clean["municipality"] or name
                branch = clean["catchment"] or branch
            found[pk] = Place(name, branch)
        return found
