"""Which agenda somebody wants to follow."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.models import CalendarFeed, Membership, SavedView

Kind = CalendarFeed.Kind


class FeedForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Which agenda?"),
        choices=[(value, capfirst(label)) for value, label in Kind.choices],
        initial=Kind.PERSONAL,
        widget=forms.RadioSelect,
    )
    discipline = forms.ChoiceField(
        label=gettext_lazy("Of which discipline"),
        choices=[("", gettext_lazy("choose")), *Membership.Discipline.choices],
        required=False,
    )
    view = forms.ModelChoiceField(
        SavedView.objects.none(),
        label=gettext_lazy("Which saved view"),
        required=False,
        empty_label=gettext_lazy("choose"),
    )

    def __init__(self, *args: Any, views: "QuerySet[SavedView]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["view"].queryset = views  # type: ignore[attr-defined]
        if not views:
            del self.fields["view"]
            kinds = self.fields["kind"]
            kinds.choices = [  # type: ignore[attr-defined]
                choice
                for choice in kinds.choices  # type: ignore[attr-defined]
                if choice[0] != Kind.VIEW
            ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind = self.cleaned_data.get("kind")
        if kind == Kind.DISCIPLINE and not self.cleaned_data.get("discipline"):
            self.add_error("discipline", _("Choose a discipline."))
        if kind == Kind.VIEW and not self.cleaned_data.get("view"):
            self.add_error("view", _("Choose a saved view."))
        if kind != Kind.DISCIPLINE:
            self.cleaned_data["discipline"] = ""
        if kind != Kind.VIEW:
            self.cleaned_data["view"] = None
        return self.cleaned_data
