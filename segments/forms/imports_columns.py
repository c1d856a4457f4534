"""The form of the columns: what each becomes, and the answers that only a person can give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segments.forms import imports_outcomes as outcomes
from segments.forms import imports_questions as questions
from segments.forms.imports import Choices
from segments.forms.imports_mapping import Columns
from segments.profiles import SHIPPED, Profile, Renewals, missing
from segments.profiles.profile import DateOrder, How

# Only chosen beforehand: the question is asked all the same.
LIKELY = (("uitl", "loan"), ("leen", "loan"), ("verl", "renewal"), ("inn", "ignore"))
EXAMPLE_LENGTH = 28
NO_NAMES = {profile.name for profile in SHIPPED} | {"own"}


@dataclass(frozen=True)
class ColumnRow:
    """One row of the mapping table; no field means that there is nothing to choose."""

    header: str
    examples: str
    is_hidden: bool
    field: BoundField | None
    outcome: outcomes.Outcome
    is_unused: bool


class ColumnsForm(forms.Form):
    remember = forms.BooleanField(
        label=gettext_lazy("Remember this for the next file"), required=False
    )

    def __init__(
        self, *args: Any, columns: Columns, preview: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.base = columns, columns.base
        self.loan_import = columns.loan_import
        self.said: Mapping[str, Any] = self.data if self.is_bound else (preview or {})
        for place, header in enumerate(columns.header):
            self._add_column(f"column_{place}", header)
        self.date_orders = columns.date_orders()
        self._add_questions()

    def _add_column(self, name: str, header: str) -> None:
        suggested = self.columns.suggested.get(header, "")
        initial = self.columns.choose(header, self.said.get(name, suggested))
        names = self.columns.fields_for(header)
        if names:
            not_used: Choices = [("", gettext_lazy("Do not use"))]
            label = _("What is %(column)s?") % {"column": header}
            self.fields[name] = forms.ChoiceField(
                label=header,
                choices=not_used + [(each, outcomes.TITLES[each]) for each in names],
                required=False,
                initial=initial,
                widget=forms.Select({"aria-label": label}),
            )

    def _add_questions(self) -> None:
        columns, said, kind = self.columns, self.said, self.columns.kind
        if self._must_ask_dates():
            answered = self.base.date_order if columns.is_answered else ""
            initial = said.get("date_order", answered)
            example = columns.example_date()
            self.fields["date_order"] = questions.date_order(example, self.date_orders, initial)
        if columns.headers_of("renewal"):
            self._ask_renewals()
        if kind in ("loans", "aggregate") and (branches := columns.headers_of("branch")):
            before = self.loan_import.options.get("branch_is", "lent")
            initial = said.get("branch_is", before)
            self.fields["branch_is"] = questions.branch_is(branches[0], initial)
        if kind in ("loans", "members"):
            column, values = next(iter(self.base.exclude.items()), ("", frozenset()))
            headers = [each for each in columns.header if each not in columns.personal]
            self.fields["exclude_column"] = questions.exclude_column(headers, column)
            self.fields["exclude_values"] = questions.exclude_values(", ".join(sorted(values)))
        name = "" if self.base.name in NO_NAMES else self.base.name
        self.fields["remember_as"] = questions.remember_as(name)
        for each in ("exclude_column", "exclude_values", "remember", "remember_as"):
            if each in self.fields and each in said:
                self.fields[each].initial = said[each]

    def _must_ask_dates(self) -> bool:
        has_dates = self.columns.headers_of("loaned_at") or self.columns.headers_of("returned_at")
        return bool(has_dates) and len(self.date_orders) > 1

    def _ask_renewals(self) -> None:
        how = self.said.get("renewals", self.base.renewals.how)
        self.fields["renewals"] = questions.renewals(how)
        if how == "rows":
            for place, value in enumerate(self.columns.renewal_values()):
                name = f"value_{place}"
                initial = self.said.get(name, self._row_is(value))
                self.fields[name] = questions.row_is(value, initial)

    def _row_is(self, value: str) -> str:
        base = self.base.renewals
        if value.casefold() in {each.casefold() for each in base.loan_values}:
            return "loan"
        if value.casefold() in {each.casefold() for each in base.renewal_values}:
            return "renewal"
        # Coming back, or a remembered profile: what was not named was skipped.
        likely = "ignore" if base.loan_values else ""
        return next(
            (is_what for start, is_what in LIKELY if value.lower().startswith(start)), likely
        )

    # ---- what the page shows

    @property
    def rows(self) -> Iterator[ColumnRow]:
        columns = self.columns
        for place, header in enumerate(columns.header):
            name = f"column_{place}"
            filled = [cell for cell in columns.cells(header) if cell]
            yield ColumnRow(
                header=header,
                examples=_some(list(dict.fromkeys(filled))),
                is_hidden=header in columns.personal,
                field=self[name] if name in self.fields else None,
                outcome=columns.outcome(header, self.settled_date_order),
                is_unused=not columns.chosen[header] and header not in columns.fallbacks,
            )

    @property
    def row_values(self) -> list[tuple[BoundField, int]]:
        """The question per value of the renewal column, with how often the examples have it."""
        counts = self.columns.renewal_values().values()
        names = [f"value_{place}" for place in range(len(counts))]
        pairs = zip(names, counts, strict=True)
        return [(self[name], count) for name, count in pairs if name in self.fields]

    @property
    def renewal_column(self) -> str:
        return ", ".join(self.columns.headers_of("renewal"))

    @property
    def settled_date_order(self) -> str:
        """The order of the dates as far as it is known; "" while it has to be asked."""
        if len(self.date_orders) == 1:
            return self.date_orders[0]
        if "date_order" not in self.fields:
            return self.base.date_order
        said = self.said.get("date_order") or self.fields["date_order"].initial
        return str(said) if said in self.date_orders else ""

    @property
    def open_questions(self) -> int:
        """How many questions have no answer yet."""
        asked = ["date_order", "renewals", *(field.name for field, _count in self.row_values)]
        there = [name for name in asked if name in self.fields]
        return sum(not self[name].value() or self[name].value() == "none" for name in there)

    @property
    def missing(self) -> list[str]:
        """The fields without which this kind of file cannot be read."""
        return list(missing(self.columns.kind, set(self.columns.chosen.values())))

    # ---- what was said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._clean_columns()
        how = cleaned.get("renewals", "")
        if how in ("rows", "counter") and len(self.columns.headers_of("renewal")) > 1:
            self.add_error("renewals", _("This way needs one column for renewals. Choose one."))
        elif how == "rows" and "loan" not in self._said_values(cleaned).values():
            self.add_error("renewals", _("Say which value means a loan."))
        if cleaned.get("exclude_column") and not cleaned.get("exclude_values"):
            self.add_error("exclude_values", _("Fill in which values do not count."))
        if cleaned.get("remember") and not cleaned.get("remember_as"):
            self.add_error("remember_as", _("Give it a name, for instance: quarterly export."))
        return cleaned

    def _clean_columns(self) -> None:
        first: dict[str, str] = {}
        for place, (header, field) in enumerate(self.columns.chosen.items()):
            if field and field != "renewal" and field in first:
                text = _("%(field)s is already in column %(column)s. Choose one of the two.")
                values = {"field": outcomes.TITLES[field], "column": first[field]}
                self.add_error(f"column_{place}", text % values)
            first.setdefault(field, header)
        for name in self.missing:
            text = _("Choose the column for: %(field)s. Without it we cannot read the file.")
            self.add_error(None, text % {"field": outcomes.TITLES[name]})
        whose = {"segment", "postcode", "area", "birth_year"}
        if self.columns.kind == "members" and not whose & set(first):
            self.add_error(None, _("Choose a column with the segment or the postcode as well."))

    def _said_values(self, cleaned: Mapping[str, Any]) -> dict[str, str]:
        """What the values of the renewal column were said to be."""
        asked = enumerate(self.columns.renewal_values())
        return {value: cleaned.get(f"value_{place}", "") for place, value in asked}

    def _values_that_are(self, what: str) -> frozenset[str]:
        said = self._said_values(self.cleaned_data)
        base = self.base.renewals
        before = base.loan_values if what == "loan" else base.renewal_values
        seen = {value.casefold() for value in said}
        # Values that this file's first rows do not show keep the meaning they had.
        unseen = {value for value in before if value.casefold() not in seen}
        return frozenset(unseen | {value for value, is_what in said.items() if is_what == what})

    def _renewals(self) -> Renewals:
        how = cast("How", self.cleaned_data.get("renewals", "none"))
        if how != "rows":
            return Renewals(how)
        return Renewals(how, self._values_that_are("loan"), self._values_that_are("renewal"))

    def _excluded(self) -> dict[str, frozenset[str]]:
        hidden = dict(list(self.base.exclude.items())[1:])
        column = self.cleaned_data.get("exclude_column", "")
        values = self.cleaned_data.get("exclude_values", "").split(",")
        kept = frozenset(value.strip() for value in values if value.strip())
        return {column: kept, **hidden} if column and kept else hidden

    def profile(self) -> Profile:
        """What was chosen, as the profile that the coder reads by; only for a valid form."""
        options = self.loan_import.options
        return replace(
            self.base,
            name=self.cleaned_data.get("remember_as") or self.base.name,
            kind=self.columns.kind,
            mapping=self.columns.mapping(),
            date_order=cast("DateOrder", self.settled_date_order or self.base.date_order),
            renewals=self._renewals(),
            exclude=self._excluded(),
            delimiter=options.get("delimiter", "") or self.base.delimiter,
            encoding=options.get("encoding", "") or self.base.encoding,
        )


def _some(cells: list[str]) -> str:
    """As many examples as fit on a line, and always one."""
    if not cells:
        return ""
    shown = cells[0]
    for cell in cells[1:3]:
        if len(shown) + len(cell) < EXAMPLE_LENGTH:
            shown += f", {cell}"
    return shown if len(shown) <= EXAMPLE_LENGTH else f"{shown[:EXAMPLE_LENGTH]}…"
