"""The forms of one campaign: what it is and says, for whom, and what was counted."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import core
from campaigns.models import Campaign, CampaignCount
from campaigns.next_steps import COUNTED_BY_HAND
from planning.forms.item_steps import DayField
from planning.forms.items import ItemForm
from planning.models import PlanItem, TargetGroup

Goal = Campaign.Goal
MOST_COUNTED = 10_000_000
GOALS = {
    Goal.BORROW: gettext_lazy("borrow: loans of these titles; they are counted from the files"),
    Goal.VISIT: gettext_lazy("visit: people who come in; you count them"),
    Goal.JOIN_IN: gettext_lazy("take part: people at an activity; you count them"),
    Goal.MEMBER: gettext_lazy("become a member: new members; you count them"),
}


class GroupForm(forms.Form):
    """For whom? Asked of a campaign that came from a plan without saying so."""

    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        label=gettext_lazy("For which one target group?"),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, groups: "QuerySet[TargetGroup]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_group"].queryset = groups  # type: ignore[attr-defined]


class CampaignForm(ItemForm):
    """The core of a campaign: its plan item and what it says, in one form."""

    message = forms.CharField(
        label=gettext_lazy("The message in one sentence"),
        help_text=gettext_lazy("As you would say it to somebody of this group, at most 160 signs."),
        max_length=160,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": 160}),
    )
    link = forms.URLField(
        label=gettext_lazy("Where readers find more"),
        help_text=gettext_lazy("An address of your website, starting with https://."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    goal = forms.ChoiceField(
        label=gettext_lazy("What has to come of it?"), required=False, widget=forms.RadioSelect
    )
    goal_number = forms.IntegerField(
        label=gettext_lazy("How many?"), min_value=1, max_value=MOST_COUNTED, required=False
    )
    goal_on = DayField(label=gettext_lazy("By which day?"), required=False)
    goal_text = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Such as: people who did not borrow last year take one book home."),
        max_length=160,
        required=False,
    )
    not_doing = forms.CharField(
        label=gettext_lazy("What will you not do?"),
        help_text=gettext_lazy("Such as: no advertisements on Instagram."),
        max_length=160,
        required=False,
    )
    not_doing_why = forms.CharField(label=gettext_lazy("Why not?"), max_length=300, required=False)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    extra_first = (*core.FIELDS, "version")
    groups = (
        (
            gettext_lazy("For whom and when"),
            ("title", "target_group", "starts_on", "ends_on", "branches", "national"),
        ),
        (gettext_lazy("What you say"), ("message", "link", "channels")),
        (
            gettext_lazy("What has to come of it"),
            ("goal", "goal_number", "goal_on", "goal_text", "not_doing", "not_doing_why"),
        ),
        (
            gettext_lazy("With what"),
            ("hours_collection", "hours_marketing", "hours_programming", "euros", "display"),
        ),
        (gettext_lazy("How far it is"), ("status", "notes")),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        item = campaign.item
        said = {name: getattr(campaign, name) for name in core.FIELDS}
        kwargs["initial"] = said | {"version": item.version} | kwargs.get("initial", {})
        super().__init__(
            *args, library=campaign.library, kind=PlanItem.Kind.CAMPAIGN, item=item, **kwargs
        )
        self.fields["ends_on"].required, self.fields["ends_on"].help_text = True, ""
        group = self.fields["target_group"]
        group.required = True
        group.empty_label = None  # type: ignore[attr-defined]
        group.help_text = _(
            "One group: then title, words, channel and place fit together."
            " Two groups? Make two campaigns of it: that is one click on the page of the campaign."
        )
        choices = [("", _("not agreed yet")), *GOALS.items()]
        self.fields["goal"].choices = choices  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Its fields by what they are about; what is not named anywhere comes last."""
        named = [name for _label, names in self.groups for name in names]
        found = [
            (label, [self[name] for name in names if name in self.fields])
            for label, names in self.groups
        ]
        rest = [self[name] for name in self.fields if name not in (*named, "version")]
        return [*found[:-1], (found[-1][0], [*found[-1][1], *rest])]

    @property
    def content(self) -> dict[str, Any]:
        """What the campaign says."""
        return {name: self.cleaned_data[name] for name in core.FIELDS}

    @property
    def item_fields(self) -> dict[str, Any]:
        """What is of its plan item."""
        own = {*core.FIELDS, "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("not_doing") and not cleaned.get("not_doing_why"):
            said = _("Say why, so that nobody has to ask again.")
            self.add_error("not_doing_why", said)
        if cleaned.get("not_doing_why") and not cleaned.get("not_doing"):
            self.add_error("not_doing", _("A reason for what? Fill this in too."))
        if (cleaned.get("goal_number") or cleaned.get("goal_on")) and not cleaned.get("goal"):
            self.add_error("goal", _("Of what? Choose one."))
        return cleaned


class CountForm(forms.Form):
    """What somebody counted: on one day or over days, before it began or while it runs."""

    what = forms.ChoiceField(label=gettext_lazy("What did you count?"))
    phase = forms.ChoiceField(
        label=gettext_lazy("When was that?"),
        choices=[(value, capfirst(label)) for value, label in CampaignCount.Phase.choices],
        widget=forms.RadioSelect,
    )
    from_on = DayField(label=gettext_lazy("First day"))
    to_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: one day.")
    )
    number = forms.IntegerField(
        label=gettext_lazy("How many?"), min_value=0, max_value=MOST_COUNTED
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=160, required=False)

    def __init__(self, *args: Any, campaign: Campaign, today: date, **kwargs: Any) -> None:
        is_before = today < campaign.item.starts_on
        initial = {
            "what": campaign.goal if campaign.goal in COUNTED_BY_HAND else Goal.VISIT,
            "phase": CampaignCount.Phase.BEFORE if is_before else CampaignCount.Phase.DURING,
            "from_on": today,
        }
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.first_day, self.today = campaign.item.starts_on, today
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (each.value, capfirst(each.label)) for each in COUNTED_BY_HAND
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        first = cleaned.get("from_on")
        if first is None or "to_on" in self.errors:
            return cleaned
        last = cleaned["to_on"] = cleaned.get("to_on") or first
        if last < first:
            self.add_error("to_on", _("The last day is before the first one."))
        elif last > self.today:
            self.add_error("to_on", _("That day is still to come."))
        elif cleaned.get("phase") == CampaignCount.Phase.BEFORE and last >= self.first_day:
            self.add_error("phase", _("On those days it had begun already."))
        elif cleaned.get("phase") == CampaignCount.Phase.DURING and first < self.first_day:
            self.add_error("phase", _("On those days it had not begun yet."))
        return cleaned
