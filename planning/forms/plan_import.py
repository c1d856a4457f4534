"""A plan that somebody has already: where it is, and what was read of it."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import plan_files
from planning.entries import COLLECTION, MARKETING, PROGRAMMING
from planning.forms.item_steps import DayField
from planning.models import Membership, PlanItem
from planning.pasting import Pasted

READABLE = (COLLECTION, MARKETING, PROGRAMMING)
KINDS = [
    (value, capfirst(label))
    for value, label in PlanItem.Kind.choices
    if value not in (PlanItem.Kind.POST, PlanItem.Kind.PLACEMENT)
]
REFUSALS = {
    "too_big": gettext_lazy("This file is larger than 2 MB. Choose only the sheet with the plan."),
    "broken": gettext_lazy(
        "This file is broken or locked. Save it again as XLSX and try once more."
    ),
    "unknown": gettext_lazy(
        "We cannot read this. Choose an Excel file (XLSX), a CSV, an agenda (ICS) or plain text."
    ),
}


def _disciplines() -> list[tuple[str, Any]]:
    labels = dict(Membership.Discipline.choices)
    return [(each, capfirst(labels[each])) for each in READABLE]


class PlanSourceForm(forms.Form):
    """Pasted text or a file; `rows` is what was read, once it is valid."""

    discipline = forms.ChoiceField(
        label=gettext_lazy("Whose plan is this?"),
        choices=_disciplines,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Paste it here"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Cells from Excel, or one line per thing: “12 mrt Nieuwsbrief”, “wk 14-16 Reistafel”."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        required=False,
        widget=forms.ClearableFileInput({"accept": ".xlsx,.csv,.txt,.ics"}),
        help_text=gettext_lazy("Excel (XLSX), CSV, text or an agenda (ICS), at most 2 MB."),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.rows: list[Pasted] = []

    def clean(self) -> dict[str, Any]:
        super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if "file" in self.errors or "text" in self.errors:
            return self.cleaned_data
        if not file and not text.strip():
            raise forms.ValidationError(_("Paste something, or choose a file."))
        try:
            if file:
                self.rows = plan_files.rows_of(file.read(plan_files.MOST_BYTES + 1), self.year)
            else:
                self.rows = plan_files.rows_of_text(text, self.year)
        except plan_files.CannotRead as refusal:
            self.add_error("file", REFUSALS[refusal.code])
            return self.cleaned_data
        if not self.rows:
            raise forms.ValidationError(_("There is nothing in it that looks like a plan."))
        return self.cleaned_data


class PastedForm(forms.Form):
    """One row that was read, to be put right or left out."""

    is_wanted = forms.BooleanField(label=gettext_lazy("Take"), required=False)
    title = forms.CharField(label=gettext_lazy("What"), max_length=120, required=False)
    starts_on = DayField(label=gettext_lazy("First day"), required=False)
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    discipline = forms.ChoiceField(label=gettext_lazy("Discipline"), choices=_disciplines)
    target_group = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    notes = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if not cleaned.get("is_wanted"):
            return cleaned
        if not cleaned.get("title"):
            self.add_error("title", _("Say what it is, or do not take this row."))
        if not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Choose a day, or do not take this row."))
        cleaned["ends_on"] = cleaned.get("ends_on") or cleaned.get("starts_on")
        if cleaned.get("starts_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The last day is before the first one."))
        return cleaned


PastedFormSet = forms.formset_factory(PastedForm, extra=0, max_num=200, absolute_max=200)
