"""What is asked before, during and at the end of a consultation."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import DayField, WhoField
from planning.models import AgendaItem, Consultation, Decision, Membership

State, Kind = AgendaItem.State, Decision.Kind


class LinesField(forms.CharField):
    """Text of several lines, with one kind of line ending whatever browser sent it."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea({"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class PointForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("What do you want to discuss?"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class TemplateForm(forms.Form):
    template = forms.ChoiceField(
        label=gettext_lazy("What kind of consultation is it?"),
        choices=[(value, capfirst(label)) for value, label in Consultation.Template.choices],
    )


class CloseForm(forms.Form):
    remarks = LinesField(label=gettext_lazy("Anything else to remember?"), rows=3, max_length=4000)


class OutcomeForm(forms.Form):
    """What came out, and what the buttons do: done, to the next time, or open again."""

    seen = forms.RegexField(r"^[0-9a-f]{16}$", widget=forms.HiddenInput)
    outcome = LinesField(label=gettext_lazy("What came out?"), rows=2, max_length=2000)
    state = forms.ChoiceField(choices=[("", ""), *State.choices], required=False)


class DecisionForm(forms.Form):
    """A decision is a sentence; an action also has somebody and a day."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[(value, capfirst(label)) for value, label in Kind.choices],
        initial=Kind.DECISION,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("What do we agree?"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    who = WhoField(label=gettext_lazy("Who does it?"), required=False)
    before = DayField(label=gettext_lazy("Before when?"), required=False)
    is_signal_accepted = forms.BooleanField(
        label=gettext_lazy("We live with this signal; this is why."), required=False
    )

    def __init__(
        self,
        *args: Any,
        people: list[Membership],
        disciplines: list[str],
        is_about_signal: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["who"]
        assert isinstance(who, WhoField)  # noqa: S101
        who.offer(people, disciplines)
        who.choices = [("", gettext_lazy("choose")), *who.choices]  # type: ignore[misc]
        if not is_about_signal:
            del self.fields["is_signal_accepted"]

    def clean_who(self) -> Any:
        discipline, person = self.cleaned_data["who"]
        return (discipline, person) if discipline else None

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("kind") == Kind.ACTION:
            asked = {
                "who": _("Say who does it."),
                "before": _("Choose a day on which it is done."),
            }
            for name, said in asked.items():
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, said)
        return self.cleaned_data
