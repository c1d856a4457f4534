from django import forms

from planning.models import PlanSettings


class PartForm(forms.Form):
    """Which part, and whether it is to be on; both come from a button."""

    part = forms.ChoiceField(choices=PlanSettings.Part.choices)
    state = forms.ChoiceField(choices=[("on", "on"), ("off", "off")])
