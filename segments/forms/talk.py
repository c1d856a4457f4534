"""The question that goes to a consultation, and the day of one that has yet to be planned."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField

LONGEST = 200


class TalkForm(forms.Form):
    """`figure` is signed: it was shown by a page of ours. The question is anybody's own."""

    figure = forms.CharField(max_length=12_000, widget=forms.HiddenInput)
    question = forms.CharField(
        label=gettext_lazy("What do you want to ask the others?"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 2}),
    )
    on = DayField(label=gettext_lazy("On which day do you meet?"))

    def __init__(self, *args: Any, today: date, is_planning: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not is_planning:
            del self.fields["on"]

    def clean_question(self) -> str:
        return " ".join(str(self.cleaned_data["question"]).split())

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.today:
            raise forms.ValidationError(_("Choose today or a later day."))
        return day
