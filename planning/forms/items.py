"""The form of an item. Each kind asks for what it has, the most telling things first."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.forms.item_steps import WhenForm
from planning.models import Library, PlanItem
from planning.queries import branches, items

Kind = PlanItem.Kind
# What each kind asks at once, and what behind "more". What is in neither it does not have.
WHEN, TIMES = ("starts_on", "ends_on"), ("start_time", "end_time")
HOURS = ("hours_collection", "hours_marketing", "hours_programming")
REACH = ("branches", "channels", "display")
ALWAYS = ("status", "notes")
ASKED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.CAMPAIGN: (
        ("title", *WHEN, "target_group"),
        (*REACH, *HOURS, "euros", "national", *ALWAYS),
    ),
    Kind.ACTIVITY: (
        ("title", *WHEN, *TIMES),
        ("place", "target_group", *REACH, *HOURS, "euros", "parent", "national", *ALWAYS),
    ),
    Kind.MOMENT: (
        ("title", *WHEN, "channels"),
        (*TIMES, "target_group", "branches", *HOURS, "euros", "parent", "national", *ALWAYS),
    ),
    Kind.MILESTONE: (("title", "starts_on"), ("parent", *ALWAYS)),
    Kind.TASK: (("title", *WHEN), (*HOURS, "parent", *ALWAYS)),
    Kind.CONSULTATION: (("title", *WHEN, *TIMES, "place"), ("branches", *ALWAYS)),
    Kind.TRAINING: (("title", *WHEN, *TIMES, "place"), (*HOURS, "euros", *ALWAYS)),
    Kind.LOOK_BACK: (("title", *WHEN, *TIMES, "place"), ("parent", *ALWAYS)),
    Kind.POST: (("title", "starts_on", "start_time", "channels"), (*HOURS, "parent", *ALWAYS)),
    Kind.PLACEMENT: (("title", *WHEN, "display"), ("branches", *HOURS, "parent", *ALWAYS)),
}
OF_ONE_DAY = frozenset({Kind.MILESTONE, Kind.POST})


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )


def _hours(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=2000)


class ItemForm(WhenForm):
    """An item of one kind, new or as it is."""

    title = forms.CharField(label=gettext_lazy("What"), max_length=120)
    start_time = _time(gettext_lazy("From (time)"))
    end_time = _time(gettext_lazy("Until (time)"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=80, required=False)
    hours_collection = _hours(gettext_lazy("Hours of collection"))
    hours_marketing = _hours(gettext_lazy("Hours of marketing"))
    hours_programming = _hours(gettext_lazy("Hours of programming"))
    euros = forms.DecimalField(
        label=gettext_lazy("Euros"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "size": 10}),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[(value, capfirst(label)) for value, label in PlanItem.Status.choices],
        initial=PlanItem.Status.AGREED,
        widget=forms.RadioSelect,
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    # Of other forms that build on this one.
    extra_first: tuple[str, ...] = ()
    extra_more: tuple[str, ...] = ()

    def __init__(
        self,
        *args: Any,
        library: Library,
        kind: str,
        item: PlanItem | None = None,
        starts_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        own = initial_of(item) if item else {"starts_on": starts_on}
        kwargs["initial"] = own | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.library, self.kind = library, kind
        day = item.starts_on if item else starts_on
        self._add_choices(item, day.year if day else 0)
        self._keep_what_is_asked(item)
        self._speak()

    def _add_choices(self, item: PlanItem | None, year: int) -> None:
        one = (
            ("target_group", _("Target group"), items.target_groups(self.library), _("not yet")),
            ("display", _("Display"), items.displays(self.library), _("none")),
            (
                "national",
                _("National campaign"),
                items.national_campaigns(self.library, year),
                _("none"),
            ),
            ("parent", _("Belongs to"), items.possible_parents(self.library, item, year), "–"),
        )
        for name, label, rows, empty in one:
            self.fields[name] = forms.ModelChoiceField(
                _with_chosen(rows, item, name), label=label, required=False, empty_label=empty
            )
        self.fields["branches"] = _several(_("Branches"), branches(self.library), item, "branches")
        channels = items.channels(self.library)
        self.fields["channels"] = _several(_("Channels"), channels, item, "channels")
        self.fields["branches"].help_text = _("None ticked: the whole library.")

    def _keep_what_is_asked(self, item: PlanItem | None) -> None:
        first, more = ASKED[self.kind]
        first, more = (*first, *self.extra_first), (*self.extra_more, *more)
        # What was filled in while it was of another kind does not go out of sight.
        kept = [name for name in self.fields if item is not None and _is_filled(item, name)]
        wanted = [*first, *more, *(name for name in kept if name not in (*first, *more))]
        if self.kind in OF_ONE_DAY and item is not None and item.days == 1:
            wanted = [name for name in wanted if name != "ends_on"]
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        self.order_fields(wanted)
        self.first_names = [name for name in first if name in self.fields]

    def _speak(self) -> None:
        """The words of this kind."""
        if "ends_on" not in self.fields:
            self.fields["starts_on"].label = _("When")
        elif self.kind == Kind.TASK:
            self.fields["ends_on"].label = _("Ready on")
        if self.kind == Kind.CAMPAIGN:
            self.fields["target_group"].label = _("For which one target group")
            self.fields["target_group"].help_text = _(
                "A campaign is for one group: then title, words and places fit together."
                " Not sure yet? Leave it open as long as the plan is a concept."
            )

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.first_names]

    @property
    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.first_names]

    @property
    def has_errors_in_more(self) -> bool:
        return any(field.errors for field in self.more)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, end = cleaned.get("start_time"), cleaned.get("end_time")
        if end and not start and "start_time" not in self.errors:
            self.add_error("start_time", _("There is an end but no beginning. Fill in both."))
        if start and end and cleaned.get("ends_on") == cleaned.get("starts_on") and end <= start:
            self.add_error("end_time", _("The end is not after the beginning."))
        return cleaned


def initial_of(item: PlanItem) -> dict[str, Any]:
    """The fields of an item as its form shows them."""
    names = [
        *(*WHEN, *TIMES, *HOURS, *ALWAYS, "title", "place", "euros"),
        *("target_group", "display", "national", "parent"),
    ]
    several = {name: list(getattr(item, name).all()) for name in ("branches", "channels")}
    return {name: getattr(item, name) for name in names} | several


def _several(
    label: str, rows: "QuerySet[Any]", item: PlanItem | None, name: str
) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        _with_chosen(rows, item, name),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _is_filled(item: PlanItem, name: str) -> bool:
    value: Any = getattr(item, name, None)
    return bool(value.all()) if hasattr(value, "all") else value not in (None, "")


def _with_chosen(rows: "QuerySet[Any]", item: PlanItem | None, name: str) -> "QuerySet[Any]":
    """These rows, and what the item has although nobody can choose it any more."""
    if item is None:
        return rows
    value: Any = getattr(item, name)
    chosen = [each.pk for each in value.all()] if hasattr(value, "all") else []
    if isinstance(value, Model):
        chosen = [value.pk]
    if not chosen:
        return rows
    own: QuerySet[Any] = rows.model._default_manager.filter(library=item.library_id, pk__in=chosen)
    return rows | own
