from collections.abc import Mapping
from copy import copy
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from planning.models import Holiday, Library, NationalCampaign

FIRST_YEAR, LAST_YEAR = 2000, 2100


class YearForm(forms.Form):
    year = forms.IntegerField(min_value=FIRST_YEAR + 1, max_value=LAST_YEAR - 1)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(choices=NationalCampaign.Answer.choices, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why not"),
        max_length=200,
        required=False,
        help_text=_("One sentence. Next year you know why."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_no = cleaned.get("answer") == NationalCampaign.Answer.SKIP
        if is_no and "reason" in cleaned and not cleaned["reason"]:
            self.add_error("reason", _("Give a reason for not joining."))
        return cleaned


class DaysForm(forms.ModelForm):
    """Two days in order, in a year that a plan can have; what it refuses is not written."""

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs["instance"]) if kwargs.get("instance") else None
        super().__init__(*args, **kwargs)
        self.library = library
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and not FIRST_YEAR < first.year < LAST_YEAR:
            self.add_error("starts_on", _("Choose a day in this century."))
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first day."))
        elif first and last and (last - first).days > 366:
            self.add_error("ends_on", _("Longer than a year is not possible."))
        return cleaned


class NationalForm(DaysForm):
    class Meta:
        model = NationalCampaign
        fields = [
            "name",
            "starts_on",
            "ends_on",
            "is_confirmed",
            "theme",
            "organiser",
            "audience",
            "source",
        ]
        labels = {
            "name": _("Name"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "is_confirmed": _("The dates are confirmed"),
            "theme": _("Theme"),
            "organiser": _("Organiser"),
            "audience": _("For whom"),
            "source": _("Where you read this"),
        }
        help_texts = {
            "is_confirmed": _("Leave this empty while the organiser has not announced them."),
            "source": _("An address or a name, so that colleagues can look it up."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, name = cleaned.get("starts_on"), cleaned.get("name")
        if first and name and self._is_taken(first.year, name):
            self.add_error("name", _("There is a campaign with this name in that year already."))
        return cleaned

    def _is_taken(self, year: int, name: str) -> bool:
        rows = NationalCampaign.objects.filter(library=self.library, year=year)
        others = rows.exclude(pk=self.instance.pk)
        return others.filter(name__iexact=name).exists() or (
            bool(self.instance.code) and others.filter(code=self.instance.code).exists()
        )


class HolidayForm(DaysForm):
    class Meta:
        model = Holiday
        fields = ["kind", "region", "name", "starts_on", "ends_on", "is_confirmed", "source"]
        widgets = {"kind": forms.RadioSelect}
        labels = {
            "kind": _("Kind"),
            "region": _("Region"),
            "name": _("Name"),
            "starts_on": _("First day"),
            "ends_on": _("Last day"),
            "is_confirmed": _("The dates are confirmed"),
            "source": _("Where you read this"),
        }
        help_texts = {"region": _("Only for a school holiday.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _capitals(Holiday.Kind.choices)  # type: ignore[attr-defined]
        regions = [("", _("no region")), *Holiday.Region.choices]
        self.fields["region"].choices = regions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_school = cleaned.get("kind") == Holiday.Kind.SCHOOL
        if is_school and not cleaned.get("region"):
            self.add_error("region", _("Choose the region of this school holiday."))
        if not is_school:
            cleaned["region"] = ""
        if not self.errors and self._is_taken(cleaned):
            self.add_error("name", _("These days stand in the list already."))
        return cleaned

    def _is_taken(self, cleaned: Mapping[str, Any]) -> bool:
        unique = {name: cleaned[name] for name in ("kind", "region", "name", "starts_on")}
        rows = Holiday.objects.filter(library=self.library, **unique)
        return rows.exclude(pk=self.instance.pk).exists()


class RegionForm(forms.Form):
    region = forms.ChoiceField(
        label=_("Region of the school holidays"),
        choices=Holiday.Region.choices,
        widget=forms.RadioSelect,
    )


def _capitals(choices: list[tuple[Any, Any]]) -> list[tuple[Any, str]]:
    return [(value, capfirst(label)) for value, label in choices]
