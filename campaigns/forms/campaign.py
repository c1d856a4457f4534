"""The forms of one campaign: what it says, for whom, and what was counted."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from planning.models import TargetGroup


class GroupForm(forms.Form):
    """For whom? Asked of a campaign that came from a plan without saying so."""

    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For which one target group?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: "QuerySet[TargetGroup]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"].queryset = groups  # type: ignore[attr-defined]
