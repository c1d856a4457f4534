from copy import copy
from typing import Any

from django import forms
from django.db.models.functions import Lower
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from planning.models import Branch, Channel, Display, Library

LONGEST = 100_000


class ChannelForm(forms.ModelForm):
    class Meta:
        model = Channel
        fields = ["name", "position", "characters"]
        labels = {
            "name": _("Name"),
            "position": _("Place in the list"),
            "characters": _("Longest text (characters)"),
        }
        help_texts = {
            "position": _("A lower number comes first."),
            "characters": _(
                "Empty: what is usual for a channel of this name, such as 2200 for Instagram and"
                " 300 for Bluesky; of others as long as you like."
            ),
        }

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs["instance"]) if kwargs.get("instance") else None
        super().__init__(*args, **kwargs)
        self.library = library
        self.fields["position"].required = False

    def clean_characters(self) -> int | None:
        given: int | None = self.cleaned_data["characters"]
        if given is not None and not 1 <= given <= LONGEST:
            raise forms.ValidationError(_("A number from 1 to 100,000, or nothing."))
        return given

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Channel.objects.filter(library=self.library, name__iexact=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is a channel with this name already."))
        return name

    def clean_position(self) -> int:
        return int(self.cleaned_data["position"] or self.instance.position or 0)


class DisplayForm(forms.ModelForm):
    class Meta:
        model = Display
        fields = ["branch", "name", "kind"]
        widgets = {"kind": forms.RadioSelect}
        labels = {"name": _("Name"), "kind": _("Kind")}
        help_texts = {"name": _("As you call it, for example table in the hall.")}

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs["instance"]) if kwargs.get("instance") else None
        super().__init__(*args, **kwargs)
        self.library = library
        self.fields["branch"] = forms.ModelChoiceField(
            Branch.objects.filter(library=library).order_by(Lower("name"), "pk"),
            label=_("Branch"),
            empty_label=_("Choose a branch"),
        )
        kinds = [(value, capfirst(label)) for value, label in Display.Kind.choices]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        branch, name = cleaned.get("branch"), cleaned.get("name")
        others = Display.objects.filter(branch=branch, name__iexact=name)
        if branch and name and others.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("This branch has a place with this name already."))
        return cleaned
