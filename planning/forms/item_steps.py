"""Small questions about one item: when, who, its status, a comment."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import wording
from planning.actions.series import Scope
from planning.models import Membership, PlanItem, User

# Of the years that have a plan: what is outside would stand on no page.
FIRST_DAY, LAST_DAY = date(2001, 1, 1), date(2099, 12, 31)
MOST_RADIOS = 8


class DayField(forms.DateField):
    """A day: chosen from the browser's calendar, or typed as 15-03-2027."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d-%m-%y", "%d/%m/%Y"],
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
            **kwargs,
        )


class WhenForm(forms.Form):
    """The days of an item, both included; whole days unless there is a time."""

    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: one day.")
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        first = cleaned.get("starts_on")
        if first is None or "ends_on" in self.errors:
            return cleaned
        last = cleaned["ends_on"] = cleaned.get("ends_on") or first
        if last < first:
            said = _("The last day is before the first one, %(day)s.")
            self.add_error("ends_on", said % {"day": wording.day_in_words(first)})
        return cleaned


class VersionForm(forms.Form):
    """A button that changes something: which version its presser saw."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ScopeForm(VersionForm):
    """Of something that comes back: only this one, this and following, or all."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What of the series?"),
        choices=[(value, capfirst(label)) for value, label in Scope.choices],
        initial=Scope.THIS,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, is_series: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_series:
            del self.fields["scope"]

    @property
    def chosen_scope(self) -> str:
        return str(self.cleaned_data.get("scope") or Scope.THIS)


class MoveForm(ScopeForm, WhenForm):
    # Both days stand there already, so neither goes without saying.
    ends_on = DayField(label=gettext_lazy("Last day"))
    field_order = ["starts_on", "ends_on", "scope", "version"]


class StatusForm(VersionForm):
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[(value, capfirst(label)) for value, label in PlanItem.Status.choices],
    )


class WhoField(forms.ChoiceField):
    """Somebody of a discipline, or the discipline while nobody is named: "marketing:12"."""

    people: dict[int, User]

    def offer(self, people: Iterable[Membership], disciplines: Iterable[str]) -> None:
        """Let choose from these people, and from these disciplines as a whole."""
        members = list(people)
        self.people = {each.user_id: each.user for each in members}
        several = len({each.discipline for each in members} | set(disciplines)) > 1
        self.choices = [
            *((f"{each.discipline}:{each.user_id}", _named(each)) for each in members),
            *((f"{each}:", _unnamed(each, is_one_of_several=several)) for each in disciplines),
        ]

    def clean(self, value: Any) -> Any:
        discipline, _colon, number = super().clean(value).partition(":")
        return discipline, self.people[int(number)] if number else None


def _named(member: Membership) -> str:
    return f"{member.user} ({member.get_discipline_display()})"


def _unnamed(discipline: str, *, is_one_of_several: bool) -> str:
    if not is_one_of_several:
        return _("I do not know yet")
    name = capfirst(wording.discipline_in_words(discipline))
    return _("%(discipline)s, I do not know who yet") % {"discipline": name}


class JoinForm(forms.Form):
    """The one question: who of the other discipline joins? Once it is joint: who else?"""

    who = WhoField(label=gettext_lazy("Who joins?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        people: list[Membership],
        missing: list[str],
        is_joint: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_joint = is_joint
        field = self.fields["who"]
        assert isinstance(field, WhoField)  # noqa: S101
        if len(people) > MOST_RADIOS:
            field.widget = forms.Select()
        field.offer(people, missing)
        disciplines = {each.discipline for each in people}.union(missing)
        if len(disciplines) == 1:
            name = wording.discipline_in_words(disciplines.pop())
            field.label = _("Who of %(discipline)s joins?") % {"discipline": name}
        elif is_joint:
            field.label = _("Who else joins?")


class CommentForm(forms.Form):
    body = forms.CharField(
        label=gettext_lazy("Your comment"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )
