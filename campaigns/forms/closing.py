"""What next year should know of a campaign."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from campaigns.models import Campaign

Verdict = Campaign.Verdict
MEANS = {
    Verdict.REPEAT: gettext_lazy("Repeat: next year again, as it was"),
    Verdict.ADJUST: gettext_lazy("Adjust: again, but differently"),
    Verdict.STOP: gettext_lazy("Stop: not again"),
}


class SeenForm(forms.Form):
    """What the page knew of an earlier look back."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class CloseForm(SeenForm):
    verdict = forms.ChoiceField(
        label=gettext_lazy("What do we do with it next year?"),
        choices=[(value, capfirst(MEANS[Verdict(value)])) for value in Verdict.values],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )
    lesson = forms.CharField(
        label=gettext_lazy("One lesson"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "One sentence that somebody who was not there can use. It returns at next year's"
            " choices, in the new year plan and in every copy."
        ),
        error_messages={"required": gettext_lazy("Write down what you learned.")},
    )
