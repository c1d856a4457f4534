"""The columns of one file and what each becomes: chosen by a person, or suggested."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from segments.forms import imports_outcomes as outcomes
from segments.models import LoanImport
from segments.profiles import ABOUT_TITLES, FIELDS, Profile, Suggestion, fields_of_personal
from segments.profiles.moments import ORDERS, is_year_first, orders_of
from segments.profiles.profile import find_headers

# Kinds whose rows tell of people; in the others a column called "name" is the name of a segment.
ABOUT_PEOPLE = ("loans", "aggregate", "members", "postcodes", *ABOUT_TITLES)
MOST_VALUES = 12


@dataclass
class Columns:
    """`chosen` is header → field ("" for not used); `base` is the profile it started from."""

    loan_import: LoanImport
    suggestion: Suggestion
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        inspection = self.loan_import.inspection
        self.kind: str = self.loan_import.kind
        self.header: list[str] = inspection["header"]
        self.samples: list[list[str | None]] = inspection["samples"]
        self.personal: dict[str, str] = (
            inspection.get("personal", {}) if self.kind in ABOUT_PEOPLE else {}
        )
        stored = self.loan_import.profile
        self.is_answered = bool(stored) and stored.get("kind") == self.kind
        self.base = Profile.from_json(stored) if self.is_answered else self.suggestion.profile
        self.recognised, _others = _shown(self.suggestion.profile, self.header)
        self.suggested, self.fallbacks = _shown(self.base, self.header)
        self.chosen: dict[str, str] = {}

    def choose_suggested(self) -> bool:
        """Take every suggestion; False if one of them may not be taken."""
        return all(
            self.choose(header, self.suggested.get(header, "")) == self.suggested.get(header, "")
            for header in self.header
        )

    def choose(self, header: str, wanted: str) -> str:
        """Take a field for a column if the column may become that; gives what was taken."""
        self.chosen[header] = wanted if wanted in self.fields_for(header) else ""
        return self.chosen[header]

    def fields_for(self, header: str) -> list[str]:
        """What a column may become: one about a person only what is forgotten at the door."""
        names = [each.name for each in FIELDS[self.kind]]
        reason = self.personal.get(header)
        if reason is None:
            return names
        return [name for name in names if name in fields_of_personal(reason)]

    def cells(self, header: str) -> list[str]:
        """The examples of a column, stripped; empty ones and hidden ones as ""."""
        place = self.header.index(header)
        return [(row[place] or "").strip() for row in self.samples if place < len(row)]

    def headers_of(self, name: str) -> list[str]:
        """The columns that become this field."""
        return [header for header, chosen in self.chosen.items() if chosen == name]

    def outcome(self, header: str, date_order: str) -> outcomes.Outcome:
        """What happens to a column, for the last column of the table."""
        name = self.chosen[header]
        values = {cell.casefold() for cell in self.cells(header) if cell}
        if not name and header in self.personal:
            return outcomes.personal(self.personal[header])
        if not name:
            fallback_of = self.fallbacks.get(header, "")
            return outcomes.unused(is_empty=not values, fallback_of=fallback_of)
        return outcomes.used(
            name,
            self.kind,
            values,
            is_recognised=self.recognised.get(header) == name,
            date_order=date_order,
            known=self.known,
            retention_months=self.loan_import.library.retention_months,
        )

    def date_orders(self) -> tuple[str, ...]:
        """The orders that all examples allow, any if they contradict each other; more are asked."""
        dates = {name: headers for name in outcomes.DATES if (headers := self.headers_of(name))}
        suggested = {header for header, name in self.recognised.items() if name in outcomes.DATES}
        if {header for headers in dates.values() for header in headers} == suggested:
            return self.suggestion.date_orders_possible or ORDERS
        texts = [t for headers in dates.values() for h in headers for t in self.cells(h)]
        read = [text for text in texts if text and orders_of([text])]
        asked = [text for text in read if not is_year_first(text)]
        if read and not asked:
            return ("ymd",)
        return orders_of(asked) or ORDERS

    def example_date(self) -> str:
        """A date of the file whose day and month could be swapped; "" if no example shows one."""
        headers = [header for header, name in self.chosen.items() if name in outcomes.DATES]
        cells = [cell for header in headers for cell in self.cells(header)]
        doubtful = (cell for cell in cells if cell and {"dmy", "mdy"} <= set(orders_of([cell])))
        return next((cell for cell in doubtful if cell[:2] != cell[3:5]), "")

    def renewal_values(self) -> dict[str, int]:
        """The values of the renewal column among the examples, with how often each is there."""
        cells = [cell for header in self.headers_of("renewal") for cell in self.cells(header)]
        return dict(Counter(cell for cell in cells if cell).most_common(MOST_VALUES))

    def mapping(self) -> dict[str, str]:
        """Field → header, with the fallbacks of the base where its first column was kept."""
        found: dict[str, str] = {}
        for header, name in self.chosen.items():
            if name == "renewal" and name in found:
                found[name] += f"|{header}"
            elif name and name != "renewal" and self.suggested.get(header) == name:
                found[name] = "|".join(find_headers(self.header, self.base.mapping[name]))
            elif name:
                found[name] = header
        return found


def _shown(profile: Profile, header: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Header → field as the table shows it, and header → the header that it stands in for."""
    shown: dict[str, str] = {}
    fallbacks: dict[str, str] = {}
    for name, joined in profile.mapping.items():
        found = find_headers(header, joined)
        if name == "renewal":
            shown.update(dict.fromkeys(found, name))
        elif found:
            shown[found[0]] = name
            fallbacks.update(dict.fromkeys(found[1:], found[0]))
    return shown, fallbacks
