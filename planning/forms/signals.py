from django import forms
from django.utils.translation import gettext_lazy as _

from planning.models import PlanSettings


class SignalForm(forms.Form):
    key = forms.CharField(max_length=150, widget=forms.HiddenInput)


class AcceptForm(SignalForm):
    reason = forms.CharField(
        label=_("Why this is all right"),
        max_length=300,
        help_text=_("One sentence. Colleagues read it here."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class PlanThresholdsForm(forms.ModelForm):
    class Meta:
        model = PlanSettings
        fields = [
            "gap_weeks",
            "late_days",
            "one_sided_weeks",
            "undecided_weeks",
            "clash_days",
            "ad_hoc_days",
        ]
        labels = {
            "gap_weeks": _("Weeks without a joint moment"),
            "late_days": _("Days before the start that both disciplines are on board"),
            "one_sided_weeks": _("Weeks ahead that we look whether both disciplines are on board"),
            "undecided_weeks": _("Weeks before a national campaign that you decide"),
            "clash_days": _("Days that two campaigns for one group overlap"),
            "ad_hoc_days": _("Days before the start that something is still planned"),
        }
        help_texts = {
            "gap_weeks": _("From 1 to 26. Weeks of the school summer count half."),
            "late_days": _("From 1 to 180. Later than that is late."),
            "one_sided_weeks": _("From 1 to 26."),
            "undecided_weeks": _("From 1 to 52."),
            "clash_days": _("From 1 to 60. Fewer days are no clash."),
            "ad_hoc_days": _("From 1 to 180. What is made later than that counts as ad hoc."),
        }
