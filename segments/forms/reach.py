"""What may be asked about reach: the address of two pages, read as a question on the lattice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.lattice import ADULTS, YOUTH, Period
from segments.queries.names import Entry
from segments.reaching import PLACE_KINDS

BORROWER, VISITOR = "borrower", "visitor"
WHO = {BORROWER: gettext_lazy("As a borrower"), VISITOR: gettext_lazy("As a visitor")}
AGES = {"adults": ADULTS, "youth": YOUTH}
KINDS = {
    "catchment": gettext_lazy("catchment area of a branch"),
    "area": gettext_lazy("neighbourhood or village"),
    "municipality": gettext_lazy("municipality"),
    "everywhere": gettext_lazy("the whole working area"),
}
SORTS = {
    "potential": gettext_lazy("potential, largest first"),
    "households": gettext_lazy("households, most first"),
    "rate": gettext_lazy("borrowers per 100 households, fewest first"),
    "segment": gettext_lazy("segment"),
    "place": gettext_lazy("place"),
}
FIRST_SORT = {BORROWER: "potential", VISITOR: "households"}
Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Selection:
    """Everything that is in the address; `against` None is the average of the library."""

    period: Period
    who: str = BORROWER
    readers: str = "adults"
    kind: str = "everywhere"
    place: str = ""
    against: Period | None = None
    sort: str = ""
    page: str = ""
    panel: str = ""

    @property
    def age(self) -> int:
        return AGES[self.readers]

    @property
    def place_kind(self) -> int:
        return PLACE_KINDS[self.kind]

    @property
    def order(self) -> str:
        """By what the list is ordered."""
        return self.sort or FIRST_SORT[self.who]

    def address(self, **changes: Any) -> str:
        """The query string of this state with these changes; what is empty is left out."""
        query = QueryDict(mutable=True)
        for name, value in vars(replace(self, **changes)).items():
            if value:
                query[name] = str(value)
        return f"?{query.urlencode(safe=':')}"


@dataclass(frozen=True)
class Options:
    """What this library can be asked about: years, those known as a whole, and its places."""

    years: Sequence[Period]
    whole: frozenset[Period]
    places: Mapping[int, Sequence[Entry]]

    @property
    def kinds(self) -> list[str]:
        """Kinds of which there are places, the most useful first."""
        return [name for name in KINDS if name == "everywhere" or self.places[PLACE_KINDS[name]]]

    def label(self, period: Period) -> str:
        """What a year is called, with a warning where months are missing."""
        if period in self.whole:
            return period.label()
        return _("%(period)s, incomplete") % {"period": period.label()}


class ReachForm(forms.Form):
    """Offers only what this library has; an earlier choice that no longer fits is let go."""

    who = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=list(WHO.items()))
    readers = forms.ChoiceField(widget=forms.HiddenInput, choices=[(name, name) for name in AGES])
    panel = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Places"))
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Period"))
    against = forms.ChoiceField(label=gettext_lazy("Compared with"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Order"), required=False)

    def __init__(self, data: Mapping[str, str], *, options: Options, has_place: bool) -> None:
        self.options = options
        first = {
            "who": BORROWER,
            "readers": "adults",
            "kind": options.kinds[0],
            "period": str(_first(options)),
        }
        given = {name: value for name, value in data.items() if value}
        super().__init__(self._settled(first | given))
        fields: dict[str, Any] = self.fields
        for name, choices in {
            "kind": [(name, KINDS[name]) for name in options.kinds],
            "period": _labelled(options, options.years),
            "against": [("", _("the average of the library")), *self._earlier()],
            "place": [("", _("everywhere")), *self._places()],
            "sort": [(name, SORTS[name]) for name in self._sorts()],
        }.items():
            fields[name].choices = choices
            fields[name].error_messages["invalid_choice"] = _REFUSALS[name]
        for name in ["who", "sort"] if has_place else ["place"]:
            del self.fields[name]

    def offered(self) -> list[forms.BoundField]:
        """The fields with something to choose, in the order of the bar."""
        return [field for field in self.visible_fields() if len(_choices(field)) > 1]

    def chosen(self) -> str:
        """What the filters say now, for where there is no room to show them."""
        return " · ".join(
            str(dict(_choices(field)).get(str(field.value() or ""), "")) for field in self.offered()
        )

    def selection(self, given: Mapping[str, str]) -> Selection:
        """The valid answers, with the page of a list that the address names."""
        clean = self.cleaned_data
        who = clean.get("who") or BORROWER
        sort = clean.get("sort", "")
        return Selection(
            period=Period.parse(clean["period"]),
            who=who,
            readers=clean["readers"],
            kind=clean["kind"],
            place=clean.get("place", ""),
            against=Period.parse(clean["against"]) if clean["against"] else None,
            sort="" if sort == FIRST_SORT[who] else sort,
            page=given.get("page", ""),
            panel=clean["panel"],
        )

    def _settled(self, data: dict[str, str]) -> dict[str, str]:
        years = {str(year) for year in self.options.years}
        if data.get("against") in years and not data["against"] < data["period"]:
            data["against"] = ""
        who = data["who"]
        data.setdefault("sort", FIRST_SORT.get(who, ""))
        if who == VISITOR and data["sort"] == "potential":
            data["sort"] = FIRST_SORT[VISITOR]
        codes = {e.code for entries in self.options.places.values() for e in entries}
        if data.get("place") in codes and data["place"] not in dict(self._places(data["kind"])):
            data["place"] = ""
        return data

    def _sorts(self) -> list[str]:
        is_visitor = self.data["who"] == VISITOR
        return [name for name in SORTS if not (is_visitor and name == "potential")]

    def _earlier(self) -> Choices:
        earlier = [
            year
            for year in self.options.years
            if year in self.options.whole and str(year) < self.data["period"]
        ]
        return _labelled(self.options, earlier)

    def _places(self, kind: str = "") -> Choices:
        entries = self.options.places.get(PLACE_KINDS.get(kind or self.data["kind"], 0), [])
        return [(entry.code, entry.name) for entry in entries]


_REFUSALS = {
    "kind": gettext_lazy("“%(value)s” is not a kind of place that is known here."),
    "place": gettext_lazy("There is no place “%(value)s” to choose here."),
    "period": gettext_lazy("Of “%(value)s” no loans have been read in. Choose a year."),
    "against": gettext_lazy("“%(value)s” cannot be compared with: choose an earlier year."),
    "sort": gettext_lazy("The list has no order “%(value)s”."),
}


def _first(options: Options) -> Period:
    """The last year that is known as a whole, else the newest."""
    return next((year for year in options.years if year in options.whole), options.years[0])


def _labelled(options: Options, periods: Iterable[Period]) -> Choices:
    return [(str(period), options.label(period)) for period in periods]


def _choices(bound: forms.BoundField) -> list[tuple[str, Any]]:
    field: Any = bound.field
    return list(field.choices)
