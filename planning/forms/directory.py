from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from planning import queries
from planning.models import Membership


class CardForm(forms.ModelForm):
    """One's own card: what colleagues of the other discipline want to know."""

    workdays = forms.TypedMultipleChoiceField(
        label=_("Days that you work"),
        choices=[(number + 1, capfirst(name)) for number, name in WEEKDAYS.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Membership
        fields = ["ask_me_about", "wants_to_learn", "branch", "reachable"]
        labels = {
            "ask_me_about": _("Ask me about"),
            "wants_to_learn": _("This I want to learn of the other discipline"),
            "branch": _("Branch"),
            "reachable": _("Reachable by"),
        }
        help_texts = {
            "ask_me_about": _("Three things are enough, with commas between them."),
            "reachable": _("In your own words: a number, a chat, a day at the desk."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"] = forms.ModelChoiceField(
            queries.branches(self.instance.library),
            label=_("Branch"),
            required=False,
            empty_label=_("no fixed branch"),
        )
        self.order_fields(["ask_me_about", "wants_to_learn", "branch", "workdays", "reachable"])
        if self.instance.workdays and not self.is_bound:
            self.initial["workdays"] = self.instance.workdays

    def save(self, commit: bool = True) -> Membership:  # noqa: FBT001, FBT002  as Django has it
        self.instance.workdays = sorted(self.cleaned_data["workdays"])
        saved: Membership = super().save(commit=commit)
        return saved
