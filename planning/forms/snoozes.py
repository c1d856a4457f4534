from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TOMORROW, NEXT_WEEK, NEVER = "tomorrow", "week", "never"


class LaterForm(forms.Form):
    """Which thing of this week's list, and until when; the buttons say the latter."""

    key = forms.CharField(max_length=150, widget=forms.HiddenInput)
    when = forms.ChoiceField(choices=[(each, each) for each in (TOMORROW, NEXT_WEEK, NEVER)])
    reason = forms.CharField(
        label=_("Why not?"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == NEVER and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words why this need not be done."))
        return cleaned

    def until(self, today: date) -> date | None:
        """The day on which it is there again; next week begins on Monday."""
        days = {TOMORROW: 1, NEXT_WEEK: 7 - today.weekday()}
        when = self.cleaned_data["when"]
        return today + timedelta(days=days[when]) if when in days else None


class KeyForm(forms.Form):
    key = forms.CharField(max_length=150)
