"""What of a year goes on in the next one: ticks, days, and an answer for each campaign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from planning.actions.new_year import Copy
from planning.forms.item_steps import DayField
from planning.forms.overlays import FIRST_YEAR, LAST_YEAR
from planning.models import NationalCampaign
from planning.queries.new_year import Campaign, Row

Answer = NationalCampaign.Answer
ANSWERS = [
    (Answer.JOIN, gettext_lazy("we join")),
    (Answer.SKIP, gettext_lazy("not joining")),
    (Answer.OPEN, pgettext_lazy("decision", "later")),
]


class FromYearForm(forms.Form):
    """The year to copy from."""

    van = forms.IntegerField(min_value=FIRST_YEAR + 1, max_value=LAST_YEAR - 2)


@dataclass(frozen=True)
class RowFields:
    row: Row
    tick: forms.BoundField
    day: forms.BoundField | None


@dataclass(frozen=True)
class CampaignFields:
    campaign: Campaign
    answer: forms.BoundField
    reason: forms.BoundField


class NewYearForm(forms.Form):
    """One tick and one day per item; of what comes back the rule gives the days."""

    with_focus_groups = forms.BooleanField(required=False)
    with_capacity = forms.BooleanField(required=False)

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        year: int,
        rows: Sequence[Row],
        campaigns: Sequence[Campaign],
    ) -> None:
        super().__init__(data)
        self.year, self.rows, self.campaigns = year, rows, campaigns
        for row in rows:
            self._add_row(row)
        for campaign in campaigns:
            self._add_campaign(campaign)

    def _add_row(self, row: Row) -> None:
        if row.is_there:
            return
        tick = forms.BooleanField(required=False, initial=row.is_proposed, label=row.item.title)
        self.fields[f"tick_{row.key}"] = tick
        if not row.rule:
            label = _("New first day of %(title)s") % {"title": row.item.title}
            day = DayField(required=False, initial=row.moved.starts_on, label=label)
            self.fields[f"day_{row.key}"] = day

    def _add_campaign(self, campaign: Campaign) -> None:
        # What was joined this year is joined again, unless somebody says otherwise.
        proposed = campaign.answer
        if proposed == Answer.OPEN and campaign.last_answer == Answer.JOIN:
            proposed = Answer.JOIN
        self.fields[f"answer_{campaign.code}"] = forms.ChoiceField(
            choices=ANSWERS,
            initial=proposed,
            label=campaign.name,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason_{campaign.code}"] = forms.CharField(
            required=False,
            max_length=200,
            initial=campaign.reason,
            label=_("Why not %(name)s") % {"name": campaign.name},
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for campaign in self.campaigns:
            is_no = self.cleaned_data.get(f"answer_{campaign.code}") == Answer.SKIP
            name = f"reason_{campaign.code}"
            if is_no and name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, _("Give a reason for not joining."))
        for row in self.rows:
            day = self.cleaned_data.get(f"day_{row.key}")
            if day and self.cleaned_data.get(f"tick_{row.key}") and day.year != self.year:
                said = _("Choose a day in %(year)d.") % {"year": self.year}
                self.add_error(f"day_{row.key}", said)
        return self.cleaned_data

    def copies(self) -> list[Copy]:
        """What was ticked, on the days that were chosen."""
        return [self._copy(row) for row in self.rows if self.cleaned_data.get(f"tick_{row.key}")]

    def _copy(self, row: Row) -> Copy:
        first = self.cleaned_data.get(f"day_{row.key}") or row.moved.starts_on
        length = row.moved.ends_on - row.moved.starts_on
        return Copy(row.item, first, first + length, row.rule)

    def answers(self) -> dict[str, tuple[str, str]]:
        """Answer and reason per campaign."""
        return {
            each.code: (
                self.cleaned_data[f"answer_{each.code}"],
                self.cleaned_data[f"reason_{each.code}"],
            )
            for each in self.campaigns
        }

    def row_fields(self, row: Row) -> RowFields | None:
        """The tick and the day of a row; nothing for what is in the plan already."""
        if row.is_there:
            return None
        return RowFields(row, self[f"tick_{row.key}"], None if row.rule else self[f"day_{row.key}"])

    def campaign_fields(self) -> list[CampaignFields]:
        return [
            CampaignFields(each, self[f"answer_{each.code}"], self[f"reason_{each.code}"])
            for each in self.campaigns
        ]
