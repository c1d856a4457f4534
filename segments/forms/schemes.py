"""Forms about editions of the segmentation."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.models import Segment, SegmentScheme


class EditionForm(forms.ModelForm):
    class Meta:
        model = SegmentScheme
        fields = ("name", "edition")
        labels = {"edition": gettext_lazy("edition, as you call it")}
        help_texts = {
            "edition": gettext_lazy("For instance 2026. It stands in sentences on trends.")
        }


class MappingForm(forms.Form):
    """Per segment of an earlier edition the one that stands for it now."""

    def __init__(
        self,
        *args: Any,
        old: Sequence[Segment],
        new: Sequence[Segment],
        initial: Mapping[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._old = {row.pk: row for row in old}
        self._new = {row.pk: row for row in new}
        for row in old:
            self.fields[f"segment_{row.pk}"] = forms.ChoiceField(
                label=f"{row.code} {row.name}",
                choices=[("", self._nothing(row)), *self._groups()],
                required=False,
                initial=initial.get(row.pk, ""),
                error_messages={"invalid_choice": _("Choose a segment from the list.")},
            )

    def rows(self) -> list[tuple[Segment, forms.BoundField]]:
        """Each earlier segment with its choice."""
        return [(row, self[f"segment_{pk}"]) for pk, row in self._old.items()]

    def choices(self) -> dict[Segment, Segment | None]:
        """What was chosen; only for a valid form."""
        chosen = {row: self.cleaned_data[f"segment_{pk}"] for pk, row in self._old.items()}
        return {row: self._new[int(pk)] if pk else None for row, pk in chosen.items()}

    def _nothing(self, row: Segment) -> str:
        if row.parent_id is None:
            return _("Not converted")
        return _("Goes with %(segment)s") % {"segment": self._old[row.parent_id].code}

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The segments in use, each with its parts."""
        wholes = [row for row in self._new.values() if row.parent_id is None]
        return [
            (
                f"{whole.code} {whole.name}",
                [
                    (str(row.pk), f"{row.code} {row.name}")
                    for row in self._new.values()
                    if whole.pk in (row.pk, row.parent_id)
                ],
            )
            for whole in wholes
        ]
