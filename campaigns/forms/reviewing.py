"""Asking for a word on a campaign, and giving one as a guest."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField
from planning.forms.release import AGREE, CHANGES
from planning.models import User

ANYBODY, GUEST = "anybody", "guest"


class AskForm(forms.Form):
    """Whom, what, and before when."""

    of = forms.ChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whom you ask.")},
    )
    for_whom = forms.CharField(
        label=gettext_lazy("Who is the guest?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "A name by which your colleagues know who it is, such as “Marian, councillor”."
        ),
    )
    question = forms.CharField(
        label=gettext_lazy("What do you want to know?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: may we spend the 250 euros?"),
    )
    due_on = DayField(label=gettext_lazy("Before"), required=False)

    def __init__(self, *args: Any, people: Sequence[User], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in people}
        self.today = today
        named = [(pk, str(each)) for pk, each in self.people.items()]
        if len(named) > 1:
            named.append((ANYBODY, _("Whoever of them comes to it first")))
        named.append((GUEST, _("A guest without an account, by a link")))
        self.fields["of"].choices = named  # type: ignore[attr-defined]
        self.fields["of"].initial = named[0][0]

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("of") == GUEST and not cleaned.get("for_whom"):
            self.add_error("for_whom", _("Say who the guest is."))
        due_on = cleaned.get("due_on")
        if due_on and due_on < self.today:
            self.add_error("due_on", _("That day is over."))
        return cleaned

    @property
    def guest(self) -> str:
        """Who is asked by a link, if anybody."""
        chosen: str = self.cleaned_data["for_whom"] if self.cleaned_data["of"] == GUEST else ""
        return chosen

    @property
    def person(self) -> User | None:
        """Who is asked by name."""
        return self.people.get(self.cleaned_data["of"])


class GuestForm(forms.Form):
    """A guest's word on exactly what stood on the page."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    digest = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Fill in your name.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("What should be different?"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Only if you ask for a change."),
    )
    answer = forms.ChoiceField(
        choices=[(AGREE, AGREE), (CHANGES, CHANGES)],
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("Choose one of the two buttons.")},
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("answer") == CHANGES and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say what should be different."))
        return self.cleaned_data

    @property
    def is_agreed(self) -> bool:
        return bool(self.cleaned_data["answer"] == AGREE)
