"""Screens and campaigns on them: what an administrator and everybody else fills in."""

from datetime import date, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import pairing
from campaigns.models import Screen
from planning.models import Branch, Library

DAYS = range(7)


class PairForm(forms.Form):
    """The code that a screen shows."""

    code = forms.CharField(
        label=gettext_lazy("Code on the screen"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = pairing.as_typed(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has six letters, as they stand on the screen."))
        return code


class ScreenForm(forms.Form):
    branch = forms.ModelChoiceField(
        Branch.objects.none(),
        label=gettext_lazy("Branch"),
        empty_label=gettext_lazy("Choose a branch"),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Where it hangs, for example hall or youth department."),
    )
    orientation = forms.ChoiceField(
        label=gettext_lazy("Orientation"),
        choices=[(value, capfirst(label)) for value, label in Screen.Orientation.choices],
        initial=Screen.Orientation.LANDSCAPE,
        widget=forms.RadioSelect,
    )
    shows_tips = forms.BooleanField(
        label=gettext_lazy("Shows the newest book tips"),
        help_text=gettext_lazy("Those of the last four weeks, six at most."),
        initial=True,
        required=False,
    )

    def __init__(
        self, *args: Any, library: Library, screen: Screen | None = None, **kwargs: Any
    ) -> None:
        if screen:
            kwargs["initial"] = _initial(screen)
        super().__init__(*args, **kwargs)
        self.screen = screen
        rows = Branch.objects.filter(library=library).order_by(Lower("name"), "pk")
        self.fields["branch"].queryset = rows  # type: ignore[attr-defined]
        for day in DAYS:
            for name, label in (("from", _("from")), ("until", _("until"))):
                self.fields[f"{name}_{day}"] = forms.TimeField(
                    label=f"{capfirst(WEEKDAYS[day])} {label}",
                    required=False,
                    widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
                )

    @property
    def general(self) -> list[forms.BoundField]:
        return [self[name] for name in ("branch", "name", "orientation", "shows_tips")]

    @property
    def days(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The opening hours: a weekday, from, until."""
        return [
            (str(capfirst(WEEKDAYS[day])), self[f"from_{day}"], self[f"until_{day}"])
            for day in DAYS
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        hours = []
        for day in DAYS:
            begins, ends = cleaned.pop(f"from_{day}", None), cleaned.pop(f"until_{day}", None)
            if (begins is None) != (ends is None):
                self.add_error(
                    f"until_{day}" if ends is None else f"from_{day}",
                    _("Fill in both times, or neither when it is closed."),
                )
            elif begins is not None and begins == ends:
                self.add_error(f"until_{day}", _("This is the moment at which it opens."))
            hours.append([_clock(begins), _clock(ends)] if begins and ends else [])
        cleaned["opening_hours"] = hours if any(hours) else []
        branch, name = cleaned.get("branch"), cleaned.get("name")
        others = Screen.objects.filter(branch=branch, name__iexact=name)
        if branch and name and others.exclude(pk=self.screen and self.screen.pk).exists():
            self.add_error("name", _("This branch has a screen with this name already."))
        return cleaned


class PlaceForm(forms.Form):
    """On which screens a campaign comes, and on which days."""

    screens = forms.ModelMultipleChoiceField(
        Screen.objects.none(),
        label=gettext_lazy("Screens"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one screen.")},
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, screens: "QuerySet[Screen]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["screens"].queryset = screens  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_disorder(self, cleaned.get("starts_on"), cleaned.get("ends_on"))
        return cleaned


class PlacementForm(forms.Form):
    """Other days for a campaign on one screen."""

    starts_on = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refuse_disorder(self, cleaned.get("starts_on"), cleaned.get("ends_on"))
        return cleaned


class MomentForm(forms.Form):
    """A day and a time of it, as a slider gives it in minutes."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    minute = forms.IntegerField(label=gettext_lazy("Time"), min_value=0, max_value=1439)


def refuse_disorder(form: forms.BaseForm, first: date | None, last: date | None) -> None:
    """The last day does not come before the first one."""
    if first and last and last < first:
        form.add_error("ends_on", _("The last day comes before the first one."))


def _clock(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def _initial(screen: Screen) -> dict[str, Any]:
    initial: dict[str, Any] = {
        name: getattr(screen, name) for name in ("branch", "name", "orientation", "shows_tips")
    }
    for day, times in enumerate(screen.opening_hours):
        if times:
            initial[f"from_{day}"], initial[f"until_{day}"] = times
    return initial
