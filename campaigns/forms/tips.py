"""The forms of a book tip: its words, and why it is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import channels_text
from planning.models import Library, TargetGroup
from planning.queries import items


class OneWayText(forms.CharField):
    """Text with one kind of line end, so that a character counts once everywhere."""

    def to_python(self, value: Any) -> Any:
        given = super().to_python(value)
        return channels_text.one_way(given) if given else given


class TipForm(forms.Form):
    text = OneWayText(
        label=gettext_lazy("Your tip"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "data-most": channels_text.TIP, "autofocus": True}),
        help_text=gettext_lazy("Why would you give this to somebody? At most 280 characters."),
    )
    for_lovers_of = forms.CharField(
        label=gettext_lazy("For who likes …"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For example: long walks, or Agatha Christie."),
    )
    by = forms.CharField(
        label=gettext_lazy("By whom, as readers see it"),
        max_length=80,
        help_text=gettext_lazy("A first name and a branch is enough."),
    )

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"] = forms.ModelChoiceField(
            items.target_groups(library),
            label=_("For whom"),
            required=False,
            empty_label=_("for everybody"),
        )
        self.order_fields(["text", "for_lovers_of", "target_group", "by"])

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        length = channels_text.length(text)
        if length > channels_text.TIP:
            raise forms.ValidationError(
                _("That is %(length)d characters; %(over)d less and it fits.")
                % {"length": length, "over": length - channels_text.TIP}
            )
        return text

    @property
    def group(self) -> TargetGroup | None:
        found: TargetGroup | None = self.cleaned_data["target_group"]
        return found


class UnknownBookForm(forms.Form):
    """A book that the collection does not have here."""

    name = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, widget=forms.TextInput({"autofocus": True})
    )
    author = forms.CharField(label=gettext_lazy("Author"), max_length=200, required=False)


class TakeBackForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=200,
        help_text=gettext_lazy("Who wrote it reads this on This week."),
        error_messages={"required": gettext_lazy("Say in a few words why it goes.")},
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["why"].required = False
            self.fields["why"].help_text = _("It is your own tip: you need not say why.")


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
