"""Saying something of a campaign."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import CommentForm


class RemarkForm(CommentForm):
    """Of the whole of it, or of one title or post."""

    anchor = forms.ChoiceField(label=gettext_lazy("About what?"), required=False)
    field_order = ("anchor", "body")

    def __init__(self, *args: Any, anchors: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["anchor"].choices = [  # type: ignore[attr-defined]
            ("", _("the whole campaign")),
            *anchors.items(),
        ]
        self.fields["body"].help_text = _("With @ and a name somebody finds it on This week.")
        self.fields["body"].widget.attrs["data-mention"] = ""
        if not anchors:
            del self.fields["anchor"]
