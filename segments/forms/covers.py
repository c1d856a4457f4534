from django import forms
from django.utils.translation import gettext_lazy as _

from segments.actions.covers import LONGEST_RIGHTS


class RightsForm(forms.Form):
    rights = forms.CharField(
        label=_("Whose pictures are these, and why may you show them?"),
        help_text=_("For instance: supplied by our supplier under contract, for use inside."),
        max_length=LONGEST_RIGHTS,
        error_messages={
            "required": _("Say whose pictures these are. Without that they do not come in.")
        },
    )
