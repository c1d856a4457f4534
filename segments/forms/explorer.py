"""What may be asked of the explorer: the address read as a question on the closed lattice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from segments.lattice import (
    BANDS,
    BANDS_OF,
    MONTH,
    QUARTER,
    READERS,
    YEAR,
    Ask,
    Period,
)
from segments.queries import names
from segments.queries.loans import Known
from segments.queries.names import Entry

GROUP = "group:"
MEASURES = {
    "index": gettext_lazy("Index"),
    "loans": gettext_lazy("Loans"),
    "per_borrower": gettext_lazy("Loans per borrower"),
    "share": gettext_lazy("Share"),
    "change": pgettext_lazy("measure", "Change"),
}
ROWS = {
    "segment": gettext_lazy("segments"),
    "part": pgettext_lazy("rows", "parts of a segment"),
    "age": gettext_lazy("ages"),
    "area": gettext_lazy("areas"),
    "branch": gettext_lazy("branches"),
}
LEVELS = {
    YEAR: gettext_lazy("Years"),
    QUARTER: gettext_lazy("Quarters"),
    MONTH: gettext_lazy("Months"),
}
Choices = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Selection:
    """Everything that is in the address of the explorer."""

    period: Period
    readers: str = "adults"
    rows: str = "segment"
    segment: str = ""  # whose parts are the rows
    measure: str = "index"
    compare: Period | None = None
    branch: str = ""
    age: str = ""
    view: str = ""
    row: str = ""
    sort: str = ""
    page: str = ""
    panel: str = ""

    @property
    def ask(self) -> Ask:
        """The question; raises NotOnTheLattice."""
        is_group = self.branch.startswith(GROUP)
        return Ask.parse(
            period=str(self.period),
            branch="" if is_group else self.branch,
            group=self.branch.removeprefix(GROUP) if is_group else "",
            age=self.age,
            readers=self.readers,
            rows=self.rows,
            segment=self.segment,
        )

    def address(self, **changes: Any) -> str:
        """The query string of this state with these changes; what is empty is left out."""
        query = QueryDict(mutable=True)
        for name, value in vars(replace(self, **changes)).items():
            if value and not (name == "compare" and query.get("measure") != "change"):
                query[name] = str(value)
        return f"?{query.urlencode(safe=':')}"


@dataclass(frozen=True)
class Options:
    """What this library can be asked about."""

    periods: Sequence[Period]
    known: Known
    has_segments: bool
    has_areas: bool
    branches: Sequence[Entry]
    groups: Sequence[Entry]
    parts: Sequence[Entry] = ()  # of the segment that is asked to be opened, and then itself

    @property
    def whole_name(self) -> str:
        return self.parts[-1].name if self.parts else ""

    def is_whole(self, period: Period) -> bool:
        """Whether each month of it is known; a year that goes on is not to be compared with."""
        return set(period.months()) <= set(self.periods)

    def label(self, period: Period) -> str:
        """What a period is called, with a warning where months are missing."""
        if self.is_whole(period):
            return period.label()
        return _("%(period)s, incomplete") % {"period": period.label()}


class ExplorerForm(forms.Form):
    """Offers only what can be combined with what was chosen already."""

    readers = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[(name, name) for name in READERS]
    )
    view = forms.ChoiceField(
        widget=forms.HiddenInput, required=False, choices=[("", ""), ("table", "")]
    )
    panel = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    segment = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    measure = forms.ChoiceField(label=gettext_lazy("Measure"))
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    compare = forms.ChoiceField(label=gettext_lazy("Compared with"), required=False)
    branch = forms.ChoiceField(label=gettext_lazy("Branch"), required=False)
    age = forms.ChoiceField(label=gettext_lazy("Age"), required=False)
    rows = forms.ChoiceField(label=gettext_lazy("Rows"))

    def __init__(self, data: Mapping[str, str], *, options: Options, period: Period) -> None:
        self.options, self.asked_period = options, period
        given = {name: value for name, value in data.items() if value}
        super().__init__(self._settled({**self._defaults(given), **given}))
        fields: dict[str, Any] = self.fields
        for name, choices in {
            "measure": self._measures(),
            "period": self._periods(options.periods),
            "compare": self._periods(self._earlier()),
            "branch": self._branches(),
            "age": self._ages(),
            "rows": self._rows(),
        }.items():
            fields[name].choices = choices
            fields[name].error_messages["invalid_choice"] = _REFUSALS[name]

    def offered(self) -> list[forms.BoundField]:
        """The fields with something to choose, in the order of the bar."""
        hidden = {"age"} if self.data["rows"] == "age" else set()
        if self.data["measure"] != "change":
            hidden.add("compare")
        return [
            field
            for field in self.visible_fields()
            if field.name not in hidden and (field.name == "compare" or _count(field.field) > 1)
        ]

    def selection(self, given: Mapping[str, str]) -> Selection:
        """The valid answers, with what else the address says about the view."""
        clean = self.cleaned_data
        return Selection(
            period=Period.parse(clean["period"]),
            readers=clean["readers"],
            rows=clean["rows"],
            segment=clean["segment"],
            measure=clean["measure"],
            compare=Period.parse(clean["compare"]) if clean["compare"] else None,
            branch=clean["branch"],
            age=clean["age"],
            view=clean["view"],
            panel=clean["panel"],
            row=given.get("row", ""),
            sort=given.get("sort", ""),
            page=given.get("page", ""),
        )

    def _defaults(self, data: Mapping[str, str]) -> dict[str, str]:
        known = self.options.known
        rows = "branch"
        if known.has_borrowers:
            facts = {"segment": known.has_segments, "age": known.has_ages, "area": known.has_areas}
            taken = {"age"} if data.get("age") else set()
            rows = next((name for name, has in facts.items() if has and name not in taken), rows)
        return {
            "readers": "adults" if known.has_ages and known.has_borrowers else "all",
            "rows": rows,
            "measure": "index",
            "period": str(self.asked_period),
            "compare": str(next(iter(self._earlier()), "")),
        }

    def _settled(self, data: dict[str, str]) -> dict[str, str]:
        """Let go of an earlier choice that the period chosen since does not have."""
        known = self.options.known
        if not (known.has_ages and known.has_borrowers) and data["readers"] in READERS:
            data["readers"], data["age"] = "all", ""
        if data["rows"] == "part" and (not self.options.parts or self.asked_period.level == MONTH):
            data["rows"] = "segment" if self.options.has_segments else self._defaults(data)["rows"]
        if data["rows"] == "part":
            data["branch"] = data["age"] = ""
        else:
            data["segment"] = ""
        periods = {str(period) for period in self.options.periods}
        earlier = [str(period) for period in self._earlier()]
        if data["compare"] in periods and data["compare"] not in earlier:
            data["compare"] = next(iter(earlier), "")
        if data["measure"] in MEASURES and data["measure"] not in dict(self._measures()):
            data["measure"] = "index"
        return data

    def _earlier(self) -> list[Period]:
        """Periods to compare with: the same one a year before first, then from new to old."""
        now = self.asked_period
        options = self.options
        earlier = [p for p in options.periods if p.level == now.level and p < now]
        earlier = [p for p in earlier if options.is_whole(p)]
        return sorted(earlier, key=lambda p: (p != now.year_earlier(), -p.number))

    def _measures(self) -> Choices:
        absent = set() if self._earlier() else {"change"}
        if not self.options.known.has_borrowers:
            absent.add("per_borrower")
        return [(name, label) for name, label in MEASURES.items() if name not in absent]

    def _periods(self, periods: Iterable[Period]) -> Choices:
        periods = list(periods)
        if self.data["rows"] == "part":  # counted by quarter and year
            periods = [period for period in periods if period.level != MONTH]
        levels: Choices = [
            (label, [(str(p), self.options.label(p)) for p in periods if p.level == level])
            for level, label in LEVELS.items()
        ]
        filled = [(label, choices) for label, choices in levels if choices]
        return (
            filled if len(filled) > 1 else [choice for _label, group in filled for choice in group]
        )

    def _branches(self) -> Choices:
        if self.data["rows"] == "part":
            return [("", _("all branches"))]
        single = [(branch.code, branch.name) for branch in self.options.branches]
        if self.data["rows"] == "branch" and self.data.get("branch") not in dict(single):
            single = []  # rows that are branches cannot be taken from one branch
        groups = [(GROUP + group.code, group.name) for group in self.options.groups]
        every: Choices = [("", _("all branches"))]
        if single and groups:
            return [*every, (_("Groups"), groups), (_("Branches"), single)]
        return every + groups + single

    def _ages(self) -> Choices:
        bands = BANDS_OF[READERS.get(self.data["readers"], READERS["all"])]
        if not self.options.known.has_ages or self.data["rows"] == "part":
            return [("", _("all ages"))]
        return [("", _("all ages")), *((BANDS[n], names.band(n).name) for n in bands)]

    def _rows(self) -> Choices:
        options = self.options
        facts = {
            "segment": options.has_segments,
            "part": self.data["rows"] == "part",
            "age": options.known.has_ages and not self.data.get("age"),
            "area": options.has_areas,
            "branch": bool(options.branches)
            and (not self.data.get("branch") or self.data["branch"].startswith(GROUP)),
        }
        return [(name, label) for name, label in ROWS.items() if facts[name]]


_REFUSALS = {
    "measure": gettext_lazy("“%(value)s” cannot be measured here."),
    "period": gettext_lazy("Of “%(value)s” no loans have been read in. Choose another period."),
    "compare": gettext_lazy("“%(value)s” cannot be compared with: choose an earlier period."),
    "branch": gettext_lazy("There is no branch or group “%(value)s” to choose here."),
    "age": gettext_lazy("“%(value)s” is not an age group of these readers."),
    "rows": gettext_lazy("“%(value)s” cannot be the rows together with your other choices."),
}


def _count(field: Any) -> int:
    """How many can be chosen, those inside groups too."""
    return sum(len(label) if isinstance(label, list) else 1 for _value, label in field.choices)
