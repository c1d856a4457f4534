"""A target group of planning, with the segments that make it up."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from planning.forms.target_groups import TargetGroupAddForm, TargetGroupForm
from planning.models import TargetGroup
from segments.actions import groups as actions
from segments.queries import groups


class GroupForm(TargetGroupForm):
    """Segments stand in an address and a form by their codes."""

    segments = forms.MultipleChoiceField(
        label=gettext_lazy("Which segments are they, most of all?"),
        help_text=gettext_lazy("By these we see how many there are and what they borrow."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = groups.offered(self.library)
        choices = [(each.code, each.name) for each in self.offered]
        self.fields["segments"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["segments"]

    @classmethod
    def filled_in(cls, given: QueryDict) -> dict[str, Any]:
        return {**super().filled_in(given), "segments": given.getlist("segment")[:60]}

    @classmethod
    def filled_with(cls, group: TargetGroup) -> dict[str, Any]:
        return {**super().filled_with(group), "segments": groups.codes(group)}

    def save_more(self, group: TargetGroup) -> None:
        chosen = self.cleaned_data.get("segments")
        if chosen is not None and set(chosen) != set(groups.codes(group)):
            actions.choose_segments(group, [self._by_code[code] for code in chosen])

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return {each.code: each.position for each in self.offered}


class GroupAddForm(GroupForm, TargetGroupAddForm):
    """A new one; `segment` in the address is where it was thought of."""

    field_order = ("name", "description", "segments")
