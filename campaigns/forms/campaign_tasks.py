"""The forms of what is to be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from campaigns import starts
from planning.entries import DISCIPLINES, OTHER
from planning.forms.item_steps import DayField, VersionForm, WhoField
from planning.models import Membership, PlanItem


class TaskForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is to be done?"), max_length=120)
    day = DayField(label=gettext_lazy("Ready on"))
    who = WhoField(label=gettext_lazy("Who does it?"))

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, WhoField)  # noqa: S101
        present = {each.discipline for each in people}
        field.offer(people, [each for each in DISCIPLINES if each in present or each != OTHER])


class TaskChangeForm(TaskForm, VersionForm):
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    @classmethod
    def filled_with(cls, task: PlanItem) -> dict[str, Any]:
        """A task as it is."""
        who = next(iter(task.involvements.all()), None)
        return {
            "title": task.title,
            "day": task.ends_on,
            "who": f"{who.discipline}:{who.person_id or ''}" if who else "",
            "notes": task.notes,
            "version": task.version,
        }


class ChecklistForm(forms.Form):
    start = forms.ChoiceField(
        label=gettext_lazy("The checklist of"),
        choices=[(each.start, each.name) for each in starts.TEMPLATES.values() if each.steps],
    )
