"""Asking for a word, giving it, and releasing a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField

AGREE, CHANGES = "agree", "changes"


class SeenForm(forms.Form):
    """The plan as the page showed it."""

    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class ReleaseForm(SeenForm):
    note = forms.CharField(
        label=gettext_lazy("What do you want to say about this version?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class AskReviewForm(forms.Form):
    question = forms.CharField(
        label=gettext_lazy("What do you want to know?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: may we spend the 250 euros?"),
    )
    due_on = DayField(label=gettext_lazy("Before"), required=False)


class AnswerReviewForm(forms.Form):
    """Agreed, or what must change, on the version that was on the screen."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    # Of what stands beside the item; an item that is all there is needs its version alone.
    digest = forms.RegexField(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[(AGREE, AGREE), (CHANGES, CHANGES)])
    reason = forms.CharField(
        label=gettext_lazy("What must change?"), max_length=500, required=False
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("answer") == CHANGES and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say what must change."))
        return self.cleaned_data
