"""Why a segment is not chosen this year."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from planning.models import Library
from segments.models import Segment


class StanceForm(forms.Form):
    """The segment comes from the page; the reason is what a person has to say."""

    segment = forms.ModelChoiceField(
        Segment.objects.none(), to_field_name="position", widget=forms.HiddenInput
    )
    reason = forms.CharField(label=gettext_lazy("Why not now?"), max_length=300)

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["segment"]
        field.queryset = Segment.objects.filter(library=library, parent=None, shown_as=None)
