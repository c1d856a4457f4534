"""What a library told the national monitor about a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 2_000_000_000


def _number(label: StrOrPromise, help_text: StrOrPromise = "", *, required: bool = False) -> Any:
    # Localized: a Dutch 214.300 is two hundred thousand.
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=MOST,
        required=required,
        localize=True,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class MonitorForm(forms.Form):
    loans = _number(
        _("Loans that you gave to the monitor"),
        _("Physical loans, without renewals."),
        required=True,
    )
    members = _number(_("Members"), _("On the last day of the year."))
    youth_members = _number(_("Of these under 18"))
    active_borrowers = _number(
        _("Active borrowers"), _("Members with at least one loan in the year.")
    )
    copies = _number(_("Copies in the collection"), _("On the last day of the year."))
    visits = _number(_("Visits"), _("To all branches together."))
    residents = _number(_("Residents of the service area"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for part, text in _PARTS_OF_MEMBERS.items():
            if (cleaned.get(part) or 0) > (cleaned.get("members") or MOST):
                self.add_error(part, text)
        return cleaned


_PARTS_OF_MEMBERS = {
    "youth_members": _("These are more than there are members."),
    "active_borrowers": _("These are more than there are members."),
}
