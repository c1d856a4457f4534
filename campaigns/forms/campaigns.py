"""The form with which a campaign begins: for whom, when, of whom. The rest can wait."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.phases import Phase
from planning.forms.item_steps import WhenForm
from planning.models import Library, Membership, NationalCampaign, TargetGroup, User

COLLECTION, MARKETING = "collection", "marketing"
OWNED_BY = (COLLECTION, MARKETING)
NOBODY, SOMEBODY = "no", "0"
MOST_TITLES = 60
NEW_GROUP = gettext_lazy("or a new target group")


class NumbersField(forms.CharField):
    """Numbers of titles, with commas between them: "12,48"."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = [each.strip() for each in text.split(",")]
        numbers = [int(each) for each in found if each.isdecimal() and len(each) < 10]
        return list(dict.fromkeys(numbers))[:MOST_TITLES]


class OwnerField(forms.ChoiceField):
    """Somebody of one discipline, the discipline while nobody is named, or not on board yet."""

    def offer(self, people: Iterable[Membership], discipline: str) -> None:
        """Let choose from those of this discipline; others may do its work in a small library."""
        members = list(people)
        own = [each for each in members if each.discipline == discipline]
        rest = [each for each in members if each.discipline != discipline]
        self.people = {str(each.user_id): each.user for each in members}
        self.choices = [
            (NOBODY, _("not on board yet")),
            (SOMEBODY, _("on board, I do not know who yet")),
            *((str(each.user_id), str(each.user)) for each in own),
            *(
                (str(each.user_id), f"{each.user} ({each.get_discipline_display()})")
                for each in rest
            ),
        ]


def owners(form: forms.Form, cleaned: dict[str, Any]) -> list[tuple[str, User | None]]:
    """Who is in it of each discipline, as an item wants to know it."""
    found: list[tuple[str, User | None]] = []
    for discipline in OWNED_BY:
        chosen = cleaned.get(f"owner_{discipline}", NOBODY)
        field = form.fields[f"owner_{discipline}"]
        assert isinstance(field, OwnerField)  # noqa: S101
        if chosen != NOBODY:
            found.append((discipline, field.people.get(chosen)))
    return found


class BeginForm(WhenForm):
    """A new campaign; its target group may be new too, and two groups are two campaigns."""

    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=120)
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For which one target group?"),
        required=False,
        empty_label=gettext_lazy("choose one"),
        help_text=gettext_lazy(
            "One group: then title, words, channel and place fit together."
            " For everybody is for nobody, and afterwards you cannot see whether it worked."
        ),
    )
    new_group = forms.CharField(label=NEW_GROUP, max_length=60, required=False)
    second_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("And the other group"),
        required=False,
        empty_label=gettext_lazy("no, one group is enough"),
    )
    owner_collection = OwnerField(label=gettext_lazy("Of collection"), initial=NOBODY)
    owner_marketing = OwnerField(label=gettext_lazy("Of marketing"), initial=NOBODY)
    message = forms.CharField(
        label=gettext_lazy("The message in one sentence"), max_length=160, required=False
    )
    notes = forms.CharField(
        label=gettext_lazy("Why this campaign?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    national = forms.ModelChoiceField(
        NationalCampaign.objects.none(), required=False, widget=forms.HiddenInput
    )
    titles = NumbersField(required=False)
    segment = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    field_order = [
        *("title", "target_group", "new_group", "second_group", "starts_on", "ends_on"),
        *("owner_collection", "owner_marketing", "message", "notes"),
    ]

    def __init__(
        self,
        *args: Any,
        library: Library,
        groups: "QuerySet[TargetGroup]",
        names: Iterable[str],
        nationals: "QuerySet[NationalCampaign]",
        people: list[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.library = library
        self.taken = {name.casefold() for name in names}
        for name in ("target_group", "second_group"):
            self.fields[name].queryset = groups  # type: ignore[attr-defined]
        self.fields["national"].queryset = nationals  # type: ignore[attr-defined]
        self.fields["ends_on"].required, self.fields["ends_on"].help_text = True, ""
        for discipline in OWNED_BY:
            field = self.fields[f"owner_{discipline}"]
            assert isinstance(field, OwnerField)  # noqa: S101
            field.offer(people, discipline)
        self._ask_for_one_group(has_groups=groups.exists())

    def _ask_for_one_group(self, *, has_groups: bool) -> None:
        """One of the list, or else a new one; without a list only the new one is asked."""
        missing = {"required": _("A campaign is for one target group. Choose one, or name it.")}
        new = self.fields["new_group"]
        if has_groups:
            names_new = bool(str(self.data.get("new_group", "")).strip())
            self.fields["target_group"].required = not names_new
            self.fields["target_group"].error_messages |= missing
            return
        del self.fields["target_group"], self.fields["second_group"]
        new.required, new.label = True, _("For which one target group?")
        new.error_messages |= missing
        new.help_text = _(
            "In your own words, such as: families with small children in the village."
        )

    @property
    def involved(self) -> list[tuple[str, User | None]]:
        return owners(self, self.cleaned_data)

    @property
    def item_fields(self) -> dict[str, Any]:
        """What is of the plan item, without its target group."""
        names = ("title", "starts_on", "ends_on", "notes", "national")
        return {name: self.cleaned_data[name] for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        group, new = cleaned.get("target_group"), cleaned.get("new_group", "")
        if group and new:
            self.add_error("new_group", _("Choose one of the two: a campaign is for one group."))
        if group and cleaned.get("second_group") == group:
            self.add_error("second_group", _("That is the same group."))
        if not owners(self, cleaned):
            self.add_error("owner_collection", _("Somebody has to be in it. Who?"))
        return cleaned

    def clean_new_group(self) -> str:
        name = " ".join(str(self.cleaned_data["new_group"]).split())
        if name.casefold() in self.taken:
            raise forms.ValidationError(_("There is one with this name already."))
        return name


class ListForm(forms.Form):
    """What of all campaigns is shown; what makes no sense is as if it were not asked."""

    phase = forms.ChoiceField(label=gettext_lazy("How far"), required=False)
    group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For whom"),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose"),
        required=False,
        choices=[("", gettext_lazy("everybody's")), ("mine", gettext_lazy("mine"))],
    )

    def __init__(
        self,
        *args: Any,
        groups: "QuerySet[TargetGroup]",
        years: Iterable[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        phases = [(each.value, capfirst(each.label)) for each in Phase]
        self.fields["phase"].choices = [("", _("all")), *phases]  # type: ignore[attr-defined]
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("now and to come")),
            *((each, str(each)) for each in years),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are set and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
