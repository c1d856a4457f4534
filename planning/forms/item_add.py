"""The form of something new: what, when, of whom, and whether it comes back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import recurrence, wording
from planning.entries import DISCIPLINES, OTHER
from planning.forms.item_steps import DayField, VersionForm, WhoField
from planning.forms.items import ItemForm
from planning.models import Membership, PlanItem, User

REPEATS = [
    (recurrence.WEEKLY, gettext_lazy("every week")),
    (recurrence.FORTNIGHTLY, gettext_lazy("every other week")),
    (recurrence.MONTHLY_DAY, gettext_lazy("every month on the same day, such as the 15th")),
    (
        recurrence.MONTHLY_WEEKDAY,
        gettext_lazy("every month on the same weekday, such as the first Monday"),
    ),
    (
        recurrence.MONTHLY_LAST,
        gettext_lazy("every month on the last such weekday, such as the last Friday"),
    ),
    (recurrence.MONTHLY_END, gettext_lazy("every month on the last day")),
]
UNTIL_WHEN = gettext_lazy(
    "Empty: until the end of the year, from October on of the next year. At most two years."
)
# From then on "until the end of the year" is the end of the next one.
LATE_IN_THE_YEAR = 10


def checked_rule(choice: str, starts_on: date, until: date | None) -> str:
    """The rule for a choice, or in words why there is none."""
    until = until or date(starts_on.year + (starts_on.month >= LATE_IN_THE_YEAR), 12, 31)
    if until > starts_on + recurrence.LONGEST:
        raise forms.ValidationError(_("Something comes back for two years at most."))
    try:
        rule = recurrence.rule_of(choice, starts_on, until)
    except recurrence.CannotRepeat as refused:
        raise forms.ValidationError(
            _("It does not start on such a day. Choose another first day or another rule.")
        ) from refused
    if len(recurrence.days(rule, starts_on)) < 2:
        raise forms.ValidationError(_("Until that day it is there only once."))
    return rule


class RepeatForm(VersionForm):
    """How an item that is there already comes back."""

    repeat = forms.ChoiceField(
        label=gettext_lazy("Comes back"), required=False, widget=forms.RadioSelect
    )
    until = DayField(
        label=gettext_lazy("Until and including"),
        required=False,
        help_text=UNTIL_WHEN,
    )

    def __init__(self, *args: Any, starts_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts_on = starts_on
        said = [
            (
                each,
                wording.repeat_in_words(recurrence.rule_of(each, starts_on, starts_on), short=True),
            )
            for each in recurrence.choices_for(starts_on)
        ]
        self.fields["repeat"].choices = [("", _("no, once")), *said]  # type: ignore[attr-defined]

    @property
    def rule(self) -> str:
        return str(self.cleaned_data.get("rule", ""))

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("repeat") and "until" not in self.errors:
            try:
                cleaned["rule"] = checked_rule(
                    cleaned["repeat"], self.starts_on, cleaned.get("until")
                )
            except forms.ValidationError as error:
                self.add_error("until", error)
        return cleaned


class AddForm(ItemForm):
    """A new item: also of whom it is, and whether it comes back."""

    owner = WhoField(label=gettext_lazy("Of whom"))
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Who else joins at once?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    repeat = forms.ChoiceField(label=gettext_lazy("Comes back"), required=False)
    until = DayField(label=gettext_lazy("Until and including"), required=False)
    extra_first: tuple[str, ...] = ("owner",)
    extra_more: tuple[str, ...] = ("others", "repeat", "until")

    def __init__(
        self, *args: Any, membership: Membership, people: list[Membership], **kwargs: Any
    ) -> None:
        self.people = {each.user_id: each for each in people}
        if kwargs["kind"] == PlanItem.Kind.CONSULTATION:  # of who meet, and on fixed days
            self.extra_first, self.extra_more = (*self.extra_first, *self.extra_more), ()
        super().__init__(*args, library=membership.library, **kwargs)
        present = {each.discipline for each in people}
        disciplines = [each for each in DISCIPLINES if each in present or each != OTHER]
        owner = self.fields["owner"]
        assert isinstance(owner, WhoField)  # noqa: S101
        owner.offer(people, disciplines)
        self.fields["others"].choices = [  # type: ignore[attr-defined]
            (each.user_id, f"{each.user} ({each.get_discipline_display()})")
            for each in people
            if each.user_id != membership.user_id
        ]
        self.fields["repeat"].choices = [("", _("once")), *REPEATS]  # type: ignore[attr-defined]
        self.fields["until"].help_text = UNTIL_WHEN

    @property
    def involved(self) -> list[tuple[str, User | None]]:
        """Who is in it, the owner first, each once."""
        chosen = [self.people[int(each)] for each in self.cleaned_data["others"]]
        pairs = [self.cleaned_data["owner"], *((each.discipline, each.user) for each in chosen)]
        return list(dict.fromkeys(pairs))

    @property
    def rule(self) -> str:
        """The rule by which it comes back; "" when it is there once."""
        return str(self.cleaned_data.get("rule", ""))

    @property
    def item_fields(self) -> dict[str, Any]:
        """What is of the item itself."""
        own = {"owner", "others", "repeat", "until", "rule"}
        fields = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return {"kind": self.kind, **fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("repeat") and cleaned.get("starts_on") and "until" not in self.errors:
            try:
                cleaned["rule"] = checked_rule(
                    cleaned["repeat"], cleaned["starts_on"], cleaned.get("until")
                )
            except forms.ValidationError as error:
                self.add_error("repeat", error)
        return cleaned
