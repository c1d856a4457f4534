"""The forms of a campaign once more: in another year, or for another group."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField
from planning.models import TargetGroup


class CopyForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For which one target group?"),
        empty_label=gettext_lazy("choose one"),
    )
    starts_on = DayField(
        label=gettext_lazy("First day"),
        help_text=gettext_lazy("All other days move along: tasks, posts, and the day of the goal."),
    )

    def __init__(self, *args: Any, groups: "QuerySet[TargetGroup]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"].queryset = groups  # type: ignore[attr-defined]


class OtherGroupForm(CopyForm):
    """The same campaign for somebody else, on the same days unless another day is filled in."""

    def __init__(self, *args: Any, taken: TargetGroup | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken
        self.fields["target_group"].label = _("For which other group?")

    def clean_target_group(self) -> TargetGroup:
        group: TargetGroup = self.cleaned_data["target_group"]
        if group == self.taken:
            raise forms.ValidationError(_("That is the group of this campaign. Choose another."))
        return group
