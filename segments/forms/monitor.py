"""What a library told the national monitor about a year."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 2_000_000_000


class MonitorForm(forms.Form):
    # Localized: a Dutch 214.300 is two hundred thousand.
    loans = forms.IntegerField(
        label=_("Loans that you gave to the monitor"),
        help_text=_("Physical loans, without renewals."),
        min_value=1,
        max_value=MOST,
        localize=True,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
