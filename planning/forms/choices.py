"""Proposals, what is decided about them, and the room that a year has."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from planning.actions.choices import CRITERIA, ESTIMATES, NO
from planning.forms.item_steps import DayField, WhenForm
from planning.forms.target_groups import UniqueNameForm
from planning.models import FocusPoint, Initiative, Membership, TargetGroup
from planning.room import QUARTERS

Status = Initiative.Status
QUARTER_CHOICES = [("", gettext_lazy("the whole year")), *((str(n), f"Q{n}") for n in QUARTERS)]
QUESTIONS = {
    "fits_focus_group": gettext_lazy("It is for one of our focus groups"),
    "has_signal": gettext_lazy("Our figures point to it"),
    "has_collection": gettext_lazy("The collection is there, or comes"),
    "fits_focus_point": gettext_lazy("It fits a focus point of our policy"),
    "is_repeatable": gettext_lazy("We can do it again with little work"),
}


def money(**kwargs: Any) -> forms.DecimalField:
    """An amount in euros, written the Dutch way."""
    return forms.DecimalField(
        required=False,
        min_value=0,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "size": 10}),
        **kwargs,
    )


def hours(label: Any, *, most: int = 2000) -> forms.IntegerField:
    """Whole hours; empty is not estimated."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most)


class InitiativeForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What do you want to do?"), max_length=120)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For whom (one group)"),
        required=False,
        empty_label=gettext_lazy("not yet"),
    )
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("When"),
        choices=QUARTER_CHOICES,
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    hours_collection = hours(gettext_lazy("Hours of collection"))
    hours_marketing = hours(gettext_lazy("Hours of marketing"))
    hours_programming = hours(gettext_lazy("Hours of programming"))
    euros = money(label=gettext_lazy("Euros"), max_digits=8)
    focus_point = forms.ModelChoiceField(
        FocusPoint.objects.none(),
        label=gettext_lazy("Focus point"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    description = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        groups: "QuerySet[TargetGroup]",
        points: "QuerySet[FocusPoint]",
        has_programming: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["focus_point"].queryset = points  # type: ignore[attr-defined]
        if not points:
            del self.fields["focus_point"]
        if not has_programming:
            del self.fields["hours_programming"]


class InitiativeEditForm(InitiativeForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def initial_of(initiative: Initiative) -> dict[str, Any]:
    """A proposal as its form shows it."""
    plain = ("title", "description", "target_group", "focus_point", "version", *ESTIMATES)
    return {name: getattr(initiative, name) for name in plain} | {
        "quarter": initiative.quarter or ""
    }


ASKED_OF_A_NO = {
    "reason_code": gettext_lazy("Choose why not."),
    "reason": gettext_lazy("Say in one sentence why not."),
    "look_back_on": gettext_lazy("Choose a day on which you look at this again."),
}


class InitiativeChoice(forms.ModelMultipleChoiceField):
    """Proposals with their hours, to choose what makes room."""

    def label_from_instance(self, obj: Any) -> str:
        parts = [
            (_("collection"), obj.hours_collection),
            (_("marketing"), obj.hours_marketing),
            (_("programming"), obj.hours_programming),
        ]
        hour = pgettext("hours", "h")
        estimated = ", ".join(f"{name} {value} {hour}" for name, value in parts if value)
        return f"{obj.title} ({estimated})" if estimated else str(obj.title)


class DecideForm(forms.Form):
    """To which column; a no asks for a reason, a sentence and a day to look back."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label=gettext_lazy("What do we do?"),
        choices=[(value, capfirst(label)) for value, label in Status.choices],
        widget=forms.RadioSelect,
    )
    reason_code = forms.ChoiceField(
        label=gettext_lazy("Why not"),
        choices=[("", gettext_lazy("choose")), *Initiative.Reason.choices],
        required=False,
    )
    reason = forms.CharField(label=gettext_lazy("In one sentence"), max_length=300, required=False)
    look_back_on = DayField(label=gettext_lazy("Look back on"), required=False)
    instead_of = InitiativeChoice(
        Initiative.objects.none(),
        label=gettext_lazy("What makes room?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What you tick moves to Later."),
    )

    def __init__(
        self, *args: Any, accepted: "QuerySet[Initiative] | None" = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "decide_%s"
        # Shown only where they are asked; there they are not "optional".
        for name, said in ASKED_OF_A_NO.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = said
        if accepted:
            self.fields["instead_of"].queryset = accepted  # type: ignore[attr-defined]
        else:
            del self.fields["instead_of"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("status") not in NO:
            for name, errors in self.errors.as_data().items():
                if name in ASKED_OF_A_NO and errors[0].code == "required":
                    del self.errors[name]
                    self.cleaned_data[name] = None if name == "look_back_on" else ""
        return self.cleaned_data


class CriteriaForm(forms.Form):
    """Five plain questions, ticked together while talking."""

    ticked = forms.MultipleChoiceField(
        label=gettext_lazy("Ticked together"),
        choices=[(name, QUESTIONS[name]) for name in CRITERIA],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class InPlanForm(WhenForm):
    """In which days a proposal goes into the plan."""


class RoomForm(forms.Form):
    """Hours per quarter and discipline, euros per quarter; empty is unknown."""

    def __init__(self, *args: Any, disciplines: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disciplines = list(disciplines)
        names = dict(Membership.Discipline.choices)
        for quarter in QUARTERS:
            for discipline in self.disciplines:
                label = _("Hours of %(discipline)s in quarter %(quarter)d") % {
                    "discipline": names[discipline],
                    "quarter": quarter,
                }
                self.fields[f"hours_{quarter}_{discipline}"] = hours(label, most=20_000)
            self.fields[f"euros_{quarter}"] = money(
                label=_("Euros in quarter %(quarter)d") % {"quarter": quarter}, max_digits=9
            )

    def hours(self) -> dict[tuple[int, str], int | None]:
        """What was typed, per (quarter, discipline)."""
        return {
            (quarter, discipline): self.cleaned_data[f"hours_{quarter}_{discipline}"]
            for quarter in QUARTERS
            for discipline in self.disciplines
        }

    def euros(self) -> dict[int, Decimal | None]:
        """What was typed, per quarter."""
        return {quarter: self.cleaned_data[f"euros_{quarter}"] for quarter in QUARTERS}

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """One row per discipline and one for the money, each with four fields."""
        names = dict(Membership.Discipline.choices)
        found = [
            (str(capfirst(names[each])), [self[f"hours_{quarter}_{each}"] for quarter in QUARTERS])
            for each in self.disciplines
        ]
        return [*found, (_("Euros"), [self[f"euros_{quarter}"] for quarter in QUARTERS])]


class FocusPointForm(UniqueNameForm):
    description = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
