"""What people ask and say of the titles of a campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.actions.titles import LONGEST_NAME
from campaigns.isbn import thirteen
from campaigns.models import Campaign
from campaigns.pasted_titles import MOST_LINES, Line
from campaigns.queries.suggestions import EVERYWHERE, Filters
from campaigns.suggestions import Why
from planning import wording
from planning.forms.item_steps import DayField
from segments.queries.names import Entry

TICKS = ("on_shelf", "new", "quiet", "no_queue")


class FilterForm(forms.Form):
    """Which suggestions are shown; the address says it all."""

    q = forms.CharField(
        label=gettext_lazy("Search title, author, ISBN or PPN"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search"}),
    )
    reason = forms.ChoiceField(
        required=False, choices=[("", ""), *((why, "") for why in Why)], widget=forms.HiddenInput
    )
    branch = forms.ChoiceField(label=gettext_lazy("Branch"), required=False)
    genre = forms.TypedChoiceField(
        label=gettext_lazy("Genre"), required=False, coerce=int, empty_value=None
    )
    on_shelf = forms.BooleanField(label=gettext_lazy("On the shelf"), required=False)
    new = forms.BooleanField(label=gettext_lazy("New acquisition"), required=False)
    quiet = forms.BooleanField(label=gettext_lazy("Not lent for long"), required=False)
    no_queue = forms.BooleanField(label=gettext_lazy("Hide waiting lists"), required=False)
    page = forms.IntegerField(
        required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        branches: Sequence[Entry],
        genres: Sequence[Entry],
        own_places: str,
    ) -> None:
        super().__init__(data, auto_id="filter_%s")
        fields: dict[str, Any] = self.fields
        fields["branch"].choices = [
            ("", own_places),
            *((each.code, each.name) for each in branches),
            (EVERYWHERE, _("all branches")),
        ]
        fields["genre"].choices = [
            ("", _("all genres")),
            *((str(each.position), each.name) for each in genres),
        ]

    @property
    def filters(self) -> Filters:
        """What was asked; a field that cannot be asked like this is not asked."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**given)

    @property
    def ticks(self) -> list[forms.BoundField]:
        return [self[name] for name in TICKS]


def address(filters: Filters, **changes: Any) -> str:
    """The query string of these filters with changes; what is usual is left out."""
    query = QueryDict(mutable=True)
    for name, value in asdict(replace(filters, **changes)).items():
        if value and (name, value) != ("page", 1):
            query[name] = "on" if value is True else str(value)
    return f"?{query.urlencode()}" if query else ""


class WriteInForm(forms.Form):
    """A title that the library does not have yet."""

    name = forms.CharField(label=gettext_lazy("Title and author"), max_length=LONGEST_NAME)
    isbn = forms.CharField(label=gettext_lazy("ISBN"), max_length=20, required=False)
    expected_on = DayField(
        label=gettext_lazy("Expected on"),
        required=False,
        help_text=gettext_lazy("Empty: not ordered yet, we count with the days of the supplier."),
    )

    def clean_isbn(self) -> str:
        given: str = self.cleaned_data["isbn"]
        found = thirteen(given)
        if given and not found:
            raise forms.ValidationError(_("This is no ISBN: count its digits once more."))
        return found


class NoteForm(forms.Form):
    """What somebody says of one title of the campaign."""

    note = forms.CharField(label=gettext_lazy("Note"), max_length=160, required=False)
    expected_on = DayField(label=gettext_lazy("Expected on"), required=False)


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Paste your list"),
        max_length=40_000,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A title per line, or cells from a spreadsheet: an ISBN or PPN, or title and author."
        ),
    )


class PastedForm(forms.Form):
    """One line that was pasted: which title it is, that it is still to be bought, or neither."""

    choice = forms.CharField(max_length=10, required=False)
    state = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)
    offered = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    name = forms.CharField(max_length=LONGEST_NAME, required=False, widget=forms.HiddenInput)
    isbn = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    expected_on = DayField(label=gettext_lazy("Expected on"), required=False)

    def clean_choice(self) -> str:
        choice: str = self.cleaned_data["choice"]
        is_number = choice.isascii() and choice.isdecimal()
        if choice not in ("", "buy") and not is_number:
            raise forms.ValidationError(_("Choose what this line is."))
        return choice

    def clean_isbn(self) -> str:
        return thirteen(self.cleaned_data["isbn"])

    @property
    def line(self) -> Line:
        """As it was pasted, for when the page is shown once more."""
        name, isbn = self["name"].value() or "?", self["isbn"].value() or ""
        return Line(name, name, code=thirteen(isbn))


PastedFormSet = forms.formset_factory(
    PastedForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES
)


class ChooseForm(forms.Form):
    """In which campaign the titles come."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=gettext_lazy("Which campaign?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, campaigns: "QuerySet[Campaign]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = campaigns
        field.label_from_instance = label_of  # type: ignore[assignment, method-assign]


def label_of(campaign: Campaign) -> str:
    """Its title, its group and its days, as one line to choose from."""
    item = campaign.item
    days = wording.period_in_words(item.starts_on, item.ends_on)
    return f"{item.title} ({item.target_group or '–'}, {days})"
