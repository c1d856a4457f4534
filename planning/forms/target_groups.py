"""Target groups in the library's own words, and the three that a year is about."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.models import Library, TargetGroup

OLDEST = 120
GROUP_COLUMNS = ("name", "description", "why", "goals", "from_age", "to_age")


class UniqueNameForm(forms.Form):
    """A name that no other row of the library has, archived ones included."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)

    def __init__(self, *args: Any, others: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if self.others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is one with this name already."))
        return name


class TargetGroupForm(UniqueNameForm):
    description = forms.CharField(
        label=gettext_lazy("Who are they, in your own words?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why do you choose them?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    goals = forms.CharField(
        label=gettext_lazy("What do you want to reach?"),
        help_text=gettext_lazy("So that you can see afterwards whether it came true."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    from_age = forms.IntegerField(
        label=gettext_lazy("From age"), min_value=0, max_value=OLDEST, required=False
    )
    to_age = forms.IntegerField(
        label=gettext_lazy("Up to and including age"), min_value=0, max_value=OLDEST, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("from_age"), cleaned.get("to_age")
        if first is not None and last is not None and last < first:
            self.add_error("to_age", _("That is younger than the first age."))
        return cleaned

    def __init__(self, *args: Any, library: Library, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.library = library

    @property
    def columns(self) -> dict[str, Any]:
        """What is of the group itself; a form that asks more leaves the rest out."""
        return {name: self.cleaned_data[name] for name in GROUP_COLUMNS}

    @classmethod
    def filled_in(cls, given: QueryDict) -> dict[str, Any]:
        """What an address says already of a new group."""
        found = {name: given.get(name, "") for name in GROUP_COLUMNS}
        lengths = {"name": 60, "from_age": 3, "to_age": 3}
        return {name: text[: lengths.get(name, 1000)] for name, text in found.items() if text}

    @classmethod
    def filled_with(cls, group: TargetGroup) -> dict[str, Any]:
        """A group as it is now."""
        return {name: getattr(group, name) for name in GROUP_COLUMNS}

    def save_more(self, group: TargetGroup) -> None:
        """What a form that asks more does with it, once the group is there."""


class TargetGroupAddForm(TargetGroupForm):
    is_focus = forms.BooleanField(required=False)

    def __init__(self, *args: Any, year: int, has_place: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("This is a focus group of %(year)s") % {"year": year}
        self.fields["is_focus"].label = label
        if not has_place:
            del self.fields["is_focus"]


class FocusForm(forms.Form):
    """In which year, and in the place of whom."""

    year = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)
    instead_of = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("Which one makes room?"),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, groups: "QuerySet[TargetGroup]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_of"].queryset = groups  # type: ignore[attr-defined]
