"""What of the advice is shown, and what is decided about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.models import Membership
from segments.models import Advice
from segments.queries import advice as queries
from segments.queries.advice import Wanted
from segments.queries.names import Entry

STATUSES = [
    ("open", gettext_lazy("open")),
    ("taken", gettext_lazy("taken over")),
    ("refused", gettext_lazy("not done")),
    (queries.MEASURED, gettext_lazy("measured")),
    (queries.OUTDATED, gettext_lazy("outdated")),
    ("all", gettext_lazy("everything")),
]
ADDRESSEES = {
    "collection": gettext_lazy("collection"),
    "other": gettext_lazy("the branch"),
    "marketing": gettext_lazy("marketing"),
}
READERS = {"adults": gettext_lazy("Adults"), "youth": gettext_lazy("Youth")}


class SignalsForm(forms.Form):
    """The filters of the board; only what there is advice about can be chosen."""

    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=STATUSES)
    addressee = forms.ChoiceField(label=gettext_lazy("For"), required=False)
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), required=False)
    branch = forms.ChoiceField(label=gettext_lazy("Branch"), required=False)
    readers = forms.ChoiceField(label=gettext_lazy("Readers"), required=False)

    def __init__(
        self, data: Mapping[str, str], *, segments: Sequence[Entry], branches: Sequence[Entry]
    ) -> None:
        given = {name: value for name, value in data.items() if value}
        super().__init__({"status": "open", **given})
        fields: dict[str, Any] = self.fields
        fields["addressee"].choices = [("", _("everybody")), *ADDRESSEES.items()]
        fields["readers"].choices = [("", _("adults and youth")), *READERS.items()]
        fields["segment"].choices = [("", _("all segments")), *((e.code, e.name) for e in segments)]
        fields["branch"].choices = [("", _("all branches")), *((e.code, e.name) for e in branches)]
        for field in fields.values():
            field.error_messages["invalid_choice"] = _("“%(value)s” cannot be chosen here.")

    def wanted(self) -> Wanted:
        clean = self.cleaned_data
        status = "" if clean["status"] == "all" else clean["status"]
        return Wanted(**{**clean, "status": status})


class TakeForm(forms.Form):
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Who does it?"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.user_id: each.user for each in people}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody yet")),
            *((each.user_id, f"{each.user} ({each.get_discipline_display()})") for each in people),
        ]


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why not?"),
        max_length=Advice._meta.get_field("reason").max_length,
        error_messages={"required": gettext_lazy("Say in one sentence why not.")},
        help_text=gettext_lazy("It stays to be read here, so that nobody asks it again."),
    )
