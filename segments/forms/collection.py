"""What may be asked of the pages of the collection: the address read as a question."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from segments.lattice import READERS
from segments.queries.names import UNKNOWN, Entry
from segments.queries.shelves import UNKNOWN_GENRE
from segments.weeding import VERDICTS

ONLY = {
    "present": gettext_lazy("in the collection"),
    "new": gettext_lazy("new, at most 60 days"),
    "waiting": gettext_lazy("with a waiting list"),
    "never": gettext_lazy("not lent in the year"),
    "sleepers": gettext_lazy("sleepers"),
    "fresh": gettext_lazy("two years old at most"),
    "gone": gettext_lazy("wanted, no copy left"),
}
SORTS = {
    "loans": gettext_lazy("most lent"),
    "-loans": gettext_lazy("least lent"),
    "waiting": gettext_lazy("longest waiting list"),
    "copies": gettext_lazy("most copies"),
    "new": gettext_lazy("newest first"),
    "last": gettext_lazy("longest not lent"),
    "title": gettext_lazy("by title"),
}
ORDERS = {
    "": gettext_lazy("by name"),
    "loans": gettext_lazy("most lent"),
    "turnover": gettext_lazy("highest turnover"),
    "-turnover": gettext_lazy("lowest turnover"),
    "unlent": gettext_lazy("largest part not lent"),
    "sleepers": gettext_lazy("most sleepers"),
    "waiting": gettext_lazy("longest waiting list"),
}
MEASURES = {
    "turnover": gettext_lazy("Turnover"),
    "titles": pgettext_lazy("measure", "Titles"),
    "copies": gettext_lazy("Copies"),
    "loans": gettext_lazy("Loans"),
    "unlent": gettext_lazy("Not lent"),
    "sleepers": gettext_lazy("Sleepers"),
    "currency": gettext_lazy("Currency"),
}
VIEWS = ("", "branches", "all")
Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Chosen:
    """Everything that is in the address of a page of the collection."""

    readers: str = "adults"
    year: str = ""
    branch: str = ""
    genre: str = ""
    segment: str = ""
    only: str = ""
    verdict: str = ""
    measure: str = ""
    q: str = ""
    sort: str = ""
    order: str = ""  # of genres
    view: str = ""
    page: str = ""

    @property
    def age(self) -> int:
        """The readers as the lattice numbers them."""
        return READERS[self.readers]

    @property
    def genre_position(self) -> int | None:
        return int(self.genre) if self.genre else None

    def address(self, **changes: Any) -> str:
        """The query string of this state with these changes; what is usual is left out."""
        query = QueryDict(mutable=True)
        for name, value in vars(replace(self, **changes)).items():
            if value and (name, value) != ("readers", "adults"):
                query[name] = str(value)
        return f"?{query.urlencode()}"


@dataclass(frozen=True)
class Options:
    """What this library has to choose from."""

    years: Sequence[int] = ()
    branches: Sequence[Entry] = ()
    genres: Sequence[Entry] = ()
    segments: Sequence[Entry] = ()

    def branch(self, code: str) -> Entry | None:
        return next((entry for entry in self.branches if entry.code == code), None)

    def segment(self, code: str) -> Entry | None:
        return next((entry for entry in self.segments if entry.code == code), None)

    def genre(self, position: int | None) -> Entry | None:
        if position == UNKNOWN_GENRE:
            return Entry(UNKNOWN_GENRE, UNKNOWN, _("unknown"))
        return next((entry for entry in self.genres if entry.position == position), None)


class CollectionForm(forms.Form):
    """Asks what a page has use for, and of that what the library has to choose from."""

    readers = forms.ChoiceField(
        widget=forms.HiddenInput, choices=[("adults", ""), ("youth", "")], required=False
    )
    view = forms.ChoiceField(
        widget=forms.HiddenInput, required=False, choices=[(v, "") for v in VIEWS]
    )
    verdict = forms.ChoiceField(
        widget=forms.HiddenInput, required=False, choices=[("", ""), *((v, "") for v in VERDICTS)]
    )
    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    measure = forms.ChoiceField(
        label=gettext_lazy("Measure"), required=False, choices=list(MEASURES.items())
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    genre = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)
    branch = forms.ChoiceField(label=gettext_lazy("Branch"), required=False)
    segment = forms.ChoiceField(label=gettext_lazy("Segment"), required=False)
    only = forms.ChoiceField(label=gettext_lazy("Only"), required=False)
    order = forms.ChoiceField(
        label=gettext_lazy("Order"), required=False, choices=list(ORDERS.items())
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Order"), required=False, choices=list(SORTS.items())
    )

    def __init__(
        self, data: Mapping[str, str], *, options: Options, asks: Collection[str], year: int
    ) -> None:
        self.options = options
        given = {name: value for name, value in data.items() if value and name in asks}
        if given.get("readers") in (None, "all"):  # books are looked at for one or the other
            given["readers"] = "adults"
        given.setdefault("year", str(year or ""))
        given["genre"] = self._genre(given.get("genre", ""))
        super().__init__(given)
        fields: dict[str, Any] = self.fields
        for name in set(fields) - {*asks, "readers"}:
            del fields[name]
        for name, choices in self._choices().items():
            if name in fields:
                fields[name].choices = choices
        for name in set(fields) & set(REFUSALS):
            fields[name].error_messages["invalid_choice"] = REFUSALS[name]
        if "q" in fields:
            fields["q"].widget = forms.TextInput({"type": "search"})

    def offered(self) -> list[forms.BoundField]:
        """The fields with something to choose, in the order of the bar."""
        return [bound for bound in self.visible_fields() if _has_choice(bound.field)]

    def words(self) -> str:
        """What was chosen, for where there is no room to show the fields: 2025 · Reis."""
        labels = []
        for bound in self.offered():
            choices: Any = bound.field
            value = bound.value()
            labels += [str(label) for key, label in choices.choices if value and key == value]
        return " · ".join(labels)

    def chosen(self, given: Mapping[str, str]) -> Chosen:
        """The valid answers, with the page of the list."""
        return Chosen(**self.cleaned_data, page=given.get("page", ""))

    def _genre(self, given: str) -> str:
        """A genre is asked by its position or by its name."""
        named = {entry.code: entry.position for entry in self.options.genres}
        return str(named.get(given, UNKNOWN_GENRE if given == UNKNOWN else given))

    def _choices(self) -> dict[str, Choices]:
        options = self.options
        genres: Choices = [(str(entry.position), entry.name) for entry in options.genres]
        unknown = [(str(UNKNOWN_GENRE), _("unknown"))]
        return {
            "year": [(str(year), str(year)) for year in options.years],
            "branch": [("", _("all branches")), *_named(options.branches)],
            "genre": [("", _("all genres")), *genres, *unknown] if genres else [("", "")],
            "segment": [("", _("no segment")), *_named(options.segments)],
            "only": [("", _("everything")), *ONLY.items()],
            "sort": [("", _("the usual")), *SORTS.items()],
        }


def _has_choice(field: Any) -> bool:
    return len(getattr(field, "choices", ())) > 1


def _named(entries: Sequence[Entry]) -> Choices:
    return [(entry.code, entry.name) for entry in entries]


REFUSALS = {
    "readers": gettext_lazy("“%(value)s” are no readers to choose: adults or youth."),
    "year": gettext_lazy("Of “%(value)s” no loans have been read in. Choose another year."),
    "branch": gettext_lazy("There is no branch “%(value)s”."),
    "genre": gettext_lazy("There is no genre “%(value)s”."),
    "segment": gettext_lazy("There is no segment “%(value)s”."),
    "only": gettext_lazy("“%(value)s” is nothing to choose books by."),
    "order": gettext_lazy("“%(value)s” is not an order of genres."),
    "sort": gettext_lazy("“%(value)s” is not an order of books."),
    "measure": gettext_lazy("“%(value)s” cannot be measured here."),
    "verdict": gettext_lazy("“%(value)s” is not an outcome of a weeding list."),
    "view": gettext_lazy("“%(value)s” is not a way to look at this."),
}
