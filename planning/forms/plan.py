"""What may be asked of the year plan: the address as a selection, and the bar of filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from planning import spans
from planning.entries import JOINT, MAIN_KINDS, Entry
from planning.models import Membership, PlanItem, SavedView
from planning.spans import Span

LANES, TABLE, AGENDA = "lanes", "table", "agenda"
VIEWS = {
    LANES: pgettext_lazy("view", "Timeline"),
    TABLE: _("Table"),
    AGENDA: pgettext_lazy("view", "Agenda"),
}
ZOOMS = {
    spans.YEAR: _("Year"),
    spans.QUARTER: _("Quarter"),
    spans.MONTH: _("Month"),
    spans.WEEK: _("Week"),
}
SORTS = ("when", "title", "discipline", "group", "branch", "status", "signals")
FILTERS = ("branch", "discipline", "group", "status", "kind", "q")
KEPT = ("zoom", "period", "view", *FILTERS, "sort")


@dataclass(frozen=True)
class Selection:
    """Everything in the address of the plan; `branch` is the code of a branch, `group` a number."""

    span: Span
    view: str = ""
    branch: str = ""
    discipline: str = ""
    group: str = ""
    status: str = ""
    kind: str = ""
    q: str = ""
    sort: str = ""
    panel: str = ""

    def query(self, **changes: Any) -> str:
        """The query string of this state with these changes; what needs no saying is left out."""
        state = replace(self, **changes)
        query = QueryDict(mutable=True)
        if state.span.zoom != spans.YEAR:
            query["zoom"], query["period"] = state.span.zoom, str(state.span.number)
        for name in ("view", *FILTERS, "sort", "panel"):
            if value := getattr(state, name):
                query[name] = value
        return query.urlencode(safe=":")

    def address(self, **changes: Any) -> str:
        """The whole address of this state with these changes."""
        year = replace(self, **changes).span.year
        query = self.query(**changes)
        path = reverse("planning:year_plan", kwargs={"year": year})
        return f"{path}?{query}" if query else path

    @property
    def filters(self) -> dict[str, str]:
        """What it is narrowed by."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    def keeps(self, entry: Entry, branch_id: int | None) -> bool:
        """Whether an item is asked for; one without branches is of all branches."""
        words = self.q.casefold()
        wanted = [
            not branch_id or not entry.branch_ids or branch_id in entry.branch_ids,
            not self.discipline or self._is_of(entry),
            not self.group or str(entry.target_group_id) == self.group,
            entry.status == self.status if self.status else entry.status != "dropped",
            not self.kind or entry.kind == self.kind,
            not words or words in f"{entry.title} {entry.place} {entry.target_group}".casefold(),
        ]
        return all(wanted)

    def keeps_detail(self, entry: Entry) -> bool:
        """Whether this zoom shows it: tasks, posts and placements appear from a quarter on."""
        return self.span.zoom != spans.YEAR or self.kind != "" or entry.kind in MAIN_KINDS

    def _is_of(self, entry: Entry) -> bool:
        return entry.is_joint if self.discipline == JOINT else self.discipline in entry.disciplines


@dataclass(frozen=True)
class Named:
    """Something to filter by."""

    value: str
    name: str
    pk: int = 0


class PlanForm(forms.Form):
    """A filter that does not exist (any more) is left out, and `is_strange` says so."""

    zoom = forms.ChoiceField(choices=[(name, name) for name in ZOOMS], required=False)
    period = forms.IntegerField(min_value=1, max_value=53, required=False)
    view = forms.ChoiceField(choices=[(name, name) for name in VIEWS], required=False)
    sort = forms.ChoiceField(
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")], required=False
    )
    panel = forms.RegexField(r"^(item|national):\d{1,9}$", required=False)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    discipline = forms.ChoiceField(label=_("Discipline"), required=False)
    group = forms.ChoiceField(label=_("Target group"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("of an item", "Kind"), required=False)
    q = forms.CharField(
        label=_("Search in the plan"),
        max_length=60,
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": _("Search")}),
    )
    KEPT = ("zoom", "period", "view", "sort", "panel")

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        branches: Sequence[Named],
        groups: Sequence[Named],
    ) -> None:
        # Forms of the panel stand on the same page, with names of their own.
        super().__init__(data, auto_id="filter_%s")
        self.branches, self.groups = branches, groups
        disciplines = [*Membership.Discipline.choices, (JOINT, _("joint"))]
        choices: dict[str, Iterable[tuple[str, Any]]] = {
            "branch": [(each.value, each.name) for each in branches],
            "discipline": disciplines,
            "group": [(each.value, each.name) for each in groups],
            "status": PlanItem.Status.choices,
            "kind": PlanItem.Kind.choices,
        }
        fields: dict[str, Any] = self.fields
        for name, given in choices.items():
            options = [(value, capfirst(label)) for value, label in given]
            fields[name].choices = [("", fields[name].label), *options]
        for name in self.KEPT:
            fields[name].widget = forms.HiddenInput()

    @property
    def is_strange(self) -> bool:
        return bool(self.errors)

    def selection(self, year: int, today: date) -> Selection:
        """What is asked for, with today's quarter, month or week where none is named."""
        known = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        zoom = known.pop("zoom") or spans.YEAR
        number = known.pop("period")
        return Selection(span=_span(zoom, year, int(number) if number else None, today), **known)

    def branch_id(self, selection: Selection) -> int | None:
        return next((each.pk for each in self.branches if each.value == selection.branch), None)

    def offered(self) -> list[forms.BoundField]:
        """The filters with something to choose."""
        names = ["branch", "discipline", "group", "status", "kind"]
        offered = {"branch": len(self.branches) > 1, "group": bool(self.groups)}
        return [self[name] for name in names if offered.get(name, True) or self.data.get(name)]


def _span(zoom: str, year: int, number: int | None, today: date) -> Span:
    if number is None:
        now = spans.around(today, zoom)
        number = now.number if now.year == year else 1
    return Span(zoom, year, min(number, spans.count(zoom, year)))


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared"]
        labels = {"name": _("Name"), "is_shared": _("Colleagues see it too")}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        view = self.instance
        others = SavedView.objects.filter(
            library=view.library_id, owner=view.owner_id, name__iexact=name
        )
        if others.exclude(pk=view.pk).exists():
            raise forms.ValidationError(_("You have a view with this name already."))
        return name


class KeptQueryForm(forms.Form):
    """What a view is to remember: the query string of the plan, read and written anew."""

    query = forms.CharField(max_length=500, required=False)
    year = forms.IntegerField(min_value=2001, max_value=2099, required=False)

    def kept(self, this_year: int) -> tuple[str, int]:
        """The query string without what is not ours, and the year to go back to."""
        self.is_valid()
        given = QueryDict(self.cleaned_data.get("query") or "")
        query = QueryDict(mutable=True)
        for name in KEPT:
            if name in given:
                query[name] = given.get(name, "")
        return query.urlencode(safe=":"), self.cleaned_data.get("year") or this_year
